package ledwall.agent.playout;

import ledwall.protocol.id.MediaHash;
import org.jspecify.annotations.Nullable;

/**
 * {@code frames} frames of a list, from its frame {@code firstFrame} on, that show one thing; its first frame belongs to the timeline instant {@code atNanos}.
 *
 * @param due what it shows of the programme; of the slate what was planned, {@code null} in a gap and in the tail
 */
record Stretch(long firstFrame, long frames, long atNanos, Rung rung, MediaHash media, @Nullable Due due) {
    /** What of the programme is seen: as planned or standing in; {@code null} for the slate. */
    @Nullable Due showing() {
        return rung == Rung.CUE || rung == Rung.STAND_IN ? due : null;
    }
}
