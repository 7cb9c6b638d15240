package ledwall.agent.playout;

import ledwall.protocol.id.MediaHash;
import org.jspecify.annotations.Nullable;

/**
 * What should be on the glass from the instant asked about until {@code untilNanos}.
 *
 * @param due what the programme wants, {@code null} in a gap
 * @param clip what the ladder gives, {@code null} exactly where it is black, for {@link Rung#BLACK} and {@link Rung#QUIET}
 */
record Scene(long untilNanos, int frameRate, Rung rung, @Nullable Due due, @Nullable Clip clip) {
    /** A verified file of {@code frames} frames at an absolute path. */
    record Clip(MediaHash media, String path, int frames) {}

    /** Whether nothing is to be lit, for whatever reason. */
    boolean black() {
        return clip == null;
    }

    /** Whether something else stands where a cue was planned. */
    boolean standIn() {
        return due != null && rung != Rung.CUE;
    }
}
