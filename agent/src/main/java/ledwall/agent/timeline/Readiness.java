package ledwall.agent.timeline;

import java.util.Map;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import ledwall.protocol.id.MediaHash;
import ledwall.protocol.timeline.MediaRef;

/**
 * How far a screen is with a timeline: everything up to {@code untilNanos} is verified; that is
 * {@code aheadNanos} from when it was found; so many files and bytes lack.
 */
record Readiness(long untilNanos, long aheadNanos, int missingMedia, long missingBytes) {
    /** Nobody plans further ahead, and a readiness without end would look like a promise. */
    static final long HORIZON_NANOS = 7L * 86_400 * 1_000_000_000L;
    /** A timeline goes on the glass when it is ready this far beyond its switch: time enough to fetch the rest. */
    static final long AHEAD_NANOS = 600L * 1_000_000_000L;
    private static final long NEWS_NANOS = 1_000_000_000L;

    static Readiness of(Kept kept, Predicate<MediaHash> verified, long nowNanos) {
        int missing = 0;
        long bytes = 0;
        for (MediaRef ref : kept.media()) {
            if (!verified.test(ref.hash())) {
                missing++;
                bytes += ref.bytes();
            }
        }
        long until = nowNanos + HORIZON_NANOS;
        if (missing > 0) {
            for (Map.Entry<MediaRef, Long> use : Upcoming.firstUses(kept.timeline(), kept.change(), nowNanos).entrySet()) {
                if (use.getValue() < until && !verified.test(use.getKey().hash())) {
                    until = use.getValue();
                }
            }
        }
        return new Readiness(until, until - nowNanos, missing, bytes);
    }

    /** Whether the controller should hear of it. An end that only moves along with the clock, as the horizon does, is no news. */
    boolean isNews(@Nullable Readiness before) {
        return before == null || before.missingMedia != missingMedia
                || (Math.abs(before.untilNanos - untilNanos) > NEWS_NANOS && Math.abs(before.aheadNanos - aheadNanos) > NEWS_NANOS);
    }

    boolean reaches(long switchNanos, long nowNanos) {
        return untilNanos >= Math.max(switchNanos, nowNanos) + AHEAD_NANOS;
    }
}
