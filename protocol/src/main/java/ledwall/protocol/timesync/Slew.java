package ledwall.protocol.timesync;

/**
 * Follows estimates with a mapping that never jumps while something is on air: it runs a little faster or slower until it agrees. It steps only while it has
 * not settled yet, and where it is off by more than {@link #STEP_NANOS}, which slewing would take half an hour to mend. Pure; {@link #follow} is to be called
 * about once a second, for a correction runs on until the next call.
 */
public final class Slew {
    /** The fastest correction: a 40 ms frame takes 80 s, and no eye sees 500 ppm. */
    public static final double MAX_RATE = 500e-6;
    public static final long STEP_NANOS = 1_000_000_000L;
    /** A small error is corrected over this time: longer than the pause between two calls, so that it is never overshot. */
    private static final double CORRECTED_OVER_NANOS = 2e9;

    private Mapping mapping;
    private double drift;
    private boolean settled;

    /** @param settled whether {@code start} is already good enough to be followed without a step */
    public Slew(Mapping start, boolean settled) {
        this.mapping = start;
        this.drift = start.drift();
        this.settled = settled;
    }

    public Mapping mapping() {
        return mapping;
    }

    /** From now on small errors are slewed away. */
    public void settle() {
        settled = true;
    }

    public boolean settled() {
        return settled;
    }

    /** Takes in what is known at {@code estimate.monoNanos()}; the new mapping holds from that instant on. */
    public Mapping follow(Estimate estimate) {
        long mono = estimate.monoNanos();
        long wanted = mono + estimate.offsetNanos();
        long shown = mapping.timelineAt(mono);
        long error = wanted - shown;
        drift = estimate.drift();
        if (!settled || Math.abs(error) > STEP_NANOS) {
            mapping = new Mapping(mono, wanted, drift, estimate.boundNanos());
        } else {
            double rate = Math.max(-MAX_RATE, Math.min(MAX_RATE, error / CORRECTED_OVER_NANOS));
            mapping = new Mapping(mono, shown, drift + rate, estimate.boundNanos() + Math.abs(error));
        }
        return mapping;
    }

    /** How far the mapping may be wrong at a monotonic instant, not before the last {@link #follow}. */
    public long boundAt(long mono) {
        long since = Math.max(0, mono - mapping.monoNanos());
        return mapping.boundNanos() + Estimator.widening(since) + Math.round(since * Math.abs(mapping.drift()));
    }

    /** The mapping without the correction that is under way: what a successor can go on from at any later time. */
    public Mapping lasting(long mono) {
        return new Mapping(mono, mapping.timelineAt(mono), drift, boundAt(mono));
    }
}
