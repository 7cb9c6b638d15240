package ledwall.protocol.timesync;

import java.util.ArrayDeque;
import java.util.Optional;

/**
 * Where the timeline clock is, from exchanges with whoever keeps it; pure, on its owner's thread.
 *
 * <p>An exchange proves an interval: a message cannot arrive before it was sent, so the offset lies between what the answer and what the request allow, and the
 * interval is as wide as the round trip. Two clocks part by at most {@link #MAX_DRIFT}, so an older interval still holds when widened by that rate; the truth
 * lies in all of them at once. The intersection is kept, its middle is the estimate and half its width the bound. With a single best exchange this is the
 * classic least round trip filter (half the least round trip plus drift over its age); but it also combines the quickest request with the quickest answer of
 * different exchanges, which under heavy jitter is far tighter, and no window of samples has to be chosen: what is too old has widened out of the way. What no
 * observation can tell is a path that is slower one way for good: half the round trip bounds that too.
 */
public final class Estimator {
    /**
     * The furthest two healthy clocks part: 200 ppm that a controller may slew by, 100 ppm for its quartz, 200 ppm for a screen PC's. What is known of the drift
     * moves the estimate and does not narrow this: the next slew begins when it likes.
     */
    public static final double MAX_DRIFT = 500e-6;

    /** How often a point is kept to learn the drift from, and how many: 17 minutes even out jitter, yet follow the day's temperature. */
    private static final long ANCHOR_EVERY_NANOS = 16_000_000_000L;
    private static final int ANCHORS = 64;
    /** A drift known worse than this is no better than none. */
    private static final double USEFUL_DRIFT_ERROR = 50e-6;
    private static final int RECENT = 64;

    private final ArrayDeque<Estimate> anchors = new ArrayDeque<>();
    private final ArrayDeque<Long> roundTrips = new ArrayDeque<>();
    private boolean known;
    private long atNanos;
    private long least;
    private long most;
    private double drift;
    private long restarts;

    /** Goes on from what an earlier run of the same boot knew. */
    public void restore(Estimate earlier) {
        known = true;
        atNanos = earlier.monoNanos();
        least = earlier.offsetNanos() - earlier.boundNanos();
        most = earlier.offsetNanos() + earlier.boundNanos();
        drift = clamp(earlier.drift());
        anchors.clear();
    }

    /** Takes in one exchange. Exchanges come in the order in which their answers were received. */
    public void add(Sample sample) {
        roundTrips.addLast(sample.roundTripNanos());
        if (roundTrips.size() > RECENT) {
            roundTrips.removeFirst();
        }
        // What the exchange proves held at some instant while it was under way; by its end it may have drifted.
        long slack = widening(sample.receivedNanos() - sample.sentNanos());
        long low = sample.leastOffset() - slack;
        long high = sample.mostOffset() + slack;
        if (low > high) {
            return; // The peer claims to have answered for longer than we waited: it proves nothing.
        }
        if (known) {
            long aged = widening(sample.receivedNanos() - atNanos);
            long newLeast = Math.max(low, least - aged);
            long newMost = Math.min(high, most + aged);
            if (newLeast > newMost) {
                // Both cannot be true: the other clock was set, or this machine slept. What was known is void.
                restarts++;
                anchors.clear();
            } else {
                low = newLeast;
                high = newMost;
            }
        }
        known = true;
        atNanos = sample.receivedNanos();
        least = low;
        most = high;
        learnDrift();
    }

    /** What is known at a monotonic instant, not before the last exchange; empty before the first. */
    public Optional<Estimate> at(long monoNanos) {
        if (!known) {
            return Optional.empty();
        }
        long since = Math.max(0, monoNanos - atNanos);
        long offset = middle() + Math.round(since * drift);
        long bound = half() + widening(since) + Math.round(since * Math.abs(drift));
        return Optional.of(new Estimate(monoNanos, offset, drift, bound));
    }

    /** The least round trip of late; 0 before the first exchange. */
    public long roundTripNanos() {
        return roundTrips.stream().mapToLong(Long::longValue).min().orElse(0);
    }

    /** How often an exchange contradicted all that was known before. */
    public long restarts() {
        return restarts;
    }

    private void learnDrift() {
        var now = new Estimate(atNanos, middle(), drift, half());
        double best = USEFUL_DRIFT_ERROR;
        for (Estimate then : anchors) {
            double span = atNanos - then.monoNanos();
            double error = span <= 0 ? Double.MAX_VALUE : (now.boundNanos() + then.boundNanos()) / span;
            if (error < best) {
                best = error;
                drift = clamp((now.offsetNanos() - then.offsetNanos()) / span);
            }
        }
        if (anchors.isEmpty() || atNanos - anchors.getLast().monoNanos() >= ANCHOR_EVERY_NANOS) {
            anchors.addLast(now);
            if (anchors.size() > ANCHORS) {
                anchors.removeFirst();
            }
        }
    }

    private long middle() {
        return least + (most - least) / 2;
    }

    private long half() {
        return (most - least + 1) / 2;
    }

    static long widening(long sinceNanos) {
        return (long) Math.ceil(sinceNanos * MAX_DRIFT);
    }

    private static double clamp(double drift) {
        return Math.max(-MAX_DRIFT, Math.min(MAX_DRIFT, drift));
    }
}
