package ledwall.agent.timeline;

import java.util.Map;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import ledwall.protocol.id.MediaHash;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.MediaRef;
import ledwall.protocol.timeline.Switch;
import ledwall.protocol.timeline.Timeline;

/**
 * How far a screen is with a timeline: everything up to {@code untilNanos} is verified; that is
 * {@code aheadNanos} from when it was found; so many files and bytes lack.
 */
record Readiness(long untilNanos, long aheadNanos, int missingMedia, long missingBytes) {
    /** Nobody plans further ahead, and a readiness without end would look like a promise. */
    static final long HORIZON_NANOS = 7L * 86_400 * 1_000_000_000L;
    /** A timeline goes on the glass when it is ready this far beyond its switch: time enough to fetch the rest. */
    static final long AHEAD_NANOS = 600L * 1_000_000_000L;
    /** So long before its switch a timeline may be let onto the glass in part: long enough for its list to be cued for the instant, and no sooner than need be. */
    static final long PREPARE_NANOS = 2_500_000_000L;
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

    /**
     * Whether a timeline whose switch has come can be shown in part, and there is no use in waiting for the rest: all that lacks of what it must be ready with
     * was asked for in vain, and of the turn that is due something is here.
     */
    static boolean inPart(Kept kept, Switch change, Shelf.Files files, long nowNanos) {
        long from = Math.max(change.atNanos(), nowNanos);
        if (nowNanos < change.atNanos() - PREPARE_NANOS || !showable(kept.timeline(), from, files.verified())) {
            return false;
        }
        return Upcoming.firstUses(kept.timeline(), change, nowNanos).entrySet().stream().allMatch(use -> {
            MediaHash hash = use.getKey().hash();
            return use.getValue() >= from + AHEAD_NANOS || files.verified().test(hash) || files.inVain().test(hash);
        });
    }

    /** Only what turns in the block in force may stand in for another cue of it; where none is in force the slate is what is due. */
    private static boolean showable(Timeline timeline, long atNanos, Predicate<MediaHash> verified) {
        for (Block block : timeline.blocks()) {
            if (block.covers(atNanos)) {
                return block.cues().stream().anyMatch(cue -> verified.test(cue.media().hash()));
            }
        }
        return verified.test(timeline.slate().hash());
    }
}
