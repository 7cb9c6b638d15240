package ledwall.protocol.timeline;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A window and the cues that turn in it. The cues repeat without end inside {@code [fromNanos, untilNanos)}; {@code untilNanos} is {@link #FOREVER} where
 * nothing ends it.
 *
 * @param rule the schedule rule that wants this block, {@code null} for the default loop
 * @param start where the turns begin; {@code null} means: at the switch instant, should the block then be on air, otherwise at {@code fromNanos} with the first
 *     cue
 */
public record Block(long fromNanos, long untilNanos, @Nullable String rule, List<Cue> cues, @Nullable Start start) {
    public static final long FOREVER = Long.MAX_VALUE;

    public Block {
        cues = List.copyOf(cues);
        Instants.checked("block's begin", fromNanos);
        if (untilNanos != FOREVER) {
            Instants.checked("block's end", untilNanos);
        }
        if (fromNanos >= untilNanos) {
            throw new IllegalArgumentException("block ends at " + untilNanos + ", which is not after its begin " + fromNanos);
        }
        if (cues.isEmpty()) {
            throw new IllegalArgumentException("block at " + fromNanos + " has no cues");
        }
        if (start != null && start.firstCue() >= cues.size()) {
            throw new IllegalArgumentException("block at " + fromNanos + " starts with cue " + start.firstCue() + " of " + cues.size());
        }
    }

    /** The frames of one turn of all cues. */
    public long turnFrames() {
        long sum = 0;
        for (Cue cue : cues) {
            sum += cue.frames();
        }
        return sum;
    }

    public boolean covers(long atNanos) {
        return fromNanos <= atNanos && atNanos < untilNanos;
    }

    /** Cue {@code firstCue} began its turn at {@code anchorNanos}: stored facts of a revision, never recomputed. */
    public record Start(long anchorNanos, int firstCue) {
        public Start {
            Instants.checked("anchor", anchorNanos);
            if (firstCue < 0) {
                throw new IllegalArgumentException("first cue " + firstCue + " is negative");
            }
        }
    }
}
