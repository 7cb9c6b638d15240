package ledwall.agent.glass;

import java.io.IOException;

import ledwall.protocol.id.Bytes;

/** The display itself, as a camera would see it: never the player's, the file's or the timeline's idea of it. */
public interface Glass {
    /**
     * Reads what the display shows now, scaled down to at most {@code maxWidth} pixels. Blocks: called inside {@link ledwall.protocol.runtime.Work} only.
     *
     * @throws IOException if there is no display or it cannot be read; the message is for people
     */
    Picture capture(int maxWidth) throws IOException;

    /** A picture of {@code width} x {@code height} pixels. */
    record Picture(Bytes jpeg, int width, int height) {}
}
