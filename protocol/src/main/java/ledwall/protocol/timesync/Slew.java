package ledwall.protocol.timesync;

/**
 * Follows estimates with a mapping that never jumps while something is on the air: it runs a little faster or slower until it agrees. It steps only from a
 * clock that nobody vouches for, and where it is off by more than {@link #STEP_NANOS}, which is shown by a new cue. Pure; {@link #follow} is to be called about
 * once a second, for a correction runs on until the next call.
 */
public final class Slew {
    /** From here on players are cued anew rather than hurried: what would be a minute of wrong pictures on this wall is a still one of a few frames. */
    public static final long STEP_NANOS = 400_000_000L;
    /** The fastest correction: a fifth of what a player may be hurried by, so that the picture follows within 10 ms and has the rest for its own errors. */
    public static final double MOST_RATE = 0.01;
    /** As fast are small errors corrected: most of them are the line's jitter, which is not to be danced to. A 40 ms frame takes 80 s. */
    public static final double GENTLE_RATE = 500e-6;
    /** A larger error is corrected over this time. */
    private static final double LARGE_OVER_NANOS = 10e9;
    /** The last of an error is corrected over this time: longer than the pause between two calls, so that it is never overshot. */
    private static final double SMALL_OVER_NANOS = 2e9;

    private Mapping mapping;
    private double drift;
    private boolean vouched;

    /** @param vouched whether {@code start} came from a controller: it is then left by slewing alone */
    public Slew(Mapping start, boolean vouched) {
        this.mapping = start;
        this.drift = start.drift();
        this.vouched = vouched;
    }

    public Mapping mapping() {
        return mapping;
    }

    /** Takes over a clock that nobody vouches for. */
    public void take(Mapping unvouched) {
        mapping = unvouched;
        drift = unvouched.drift();
        vouched = false;
    }

    /** Takes in what is known at {@code estimate.monoNanos()}; the new mapping holds from that instant on. */
    public Mapping follow(Estimate estimate) {
        long mono = estimate.monoNanos();
        long wanted = mono + estimate.offsetNanos();
        long shown = mapping.timelineAt(mono);
        long error = wanted - shown;
        drift = estimate.drift();
        if (!vouched || Math.abs(error) > STEP_NANOS) {
            vouched = true;
            mapping = new Mapping(mono, wanted, drift, estimate.boundNanos());
        } else {
            mapping = new Mapping(mono, shown, drift + rate(error), estimate.boundNanos() + Math.abs(error));
        }
        return mapping;
    }

    /** Goes on as before, although {@code estimate} says otherwise: its instant has not come. The bound says how wrong that is. */
    public Mapping hold(Estimate estimate) {
        long mono = estimate.monoNanos();
        long shown = mapping.timelineAt(mono);
        mapping = new Mapping(mono, shown, drift, estimate.boundNanos() + Math.abs(mono + estimate.offsetNanos() - shown));
        return mapping;
    }

    static double rate(long errorNanos) {
        double most = Math.clamp(Math.abs(errorNanos) / LARGE_OVER_NANOS, GENTLE_RATE, MOST_RATE);
        return Math.clamp(errorNanos / SMALL_OVER_NANOS, -most, most);
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
