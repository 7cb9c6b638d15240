package ledwall.agent.playout;

import ledwall.protocol.id.MediaHash;
import org.jspecify.annotations.Nullable;

/**
 * What should be on the glass from the instant asked about until {@code untilNanos}.
 *
 * @param sinceNanos the instant to which the first frame of the clip belongs, which may be earlier than the one asked about
 * @param due what the programme wants, {@code null} in a gap
 * @param shown what is seen of the programme: the cue that is due, or the one that stands in for it; {@code null} for slate and black
 * @param clip what the ladder gives, {@code null} exactly where it is black, for {@link Rung#BLACK} and {@link Rung#QUIET}
 */
record Scene(long sinceNanos, long untilNanos, int frameRate, Rung rung, @Nullable Due due, @Nullable Due shown, @Nullable Clip clip) {
    /** A verified file of {@code frames} frames at an absolute path. */
    record Clip(MediaHash media, String path, int frames) {}

    static Scene dark(long untilNanos, int frameRate, Rung rung) {
        return new Scene(untilNanos, untilNanos, frameRate, rung, null, null, null);
    }

    /** Whether nothing is to be lit, for whatever reason. */
    boolean black() {
        return clip == null;
    }

    /** Whether something else stands where a cue was planned. */
    boolean standIn() {
        return due != null && rung != Rung.CUE;
    }

    /** What a list says of it: for the slate and black what they stand in for. */
    @Nullable Due told() {
        return shown == null ? due : shown;
    }
}
