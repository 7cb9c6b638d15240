package ledwall.agent.glass;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import ledwall.protocol.id.Bytes;

/**
 * The display itself, as a camera would see it: never the player's, the file's or the timeline's idea of it. Blocks: called inside
 * {@link ledwall.protocol.runtime.Work} only.
 */
public interface Glass {
    /**
     * Reads what the display shows now, scaled down to at most {@code maxWidth} pixels.
     *
     * @throws IOException if there is no display or it cannot be read; the message is for people
     */
    Picture capture(int maxWidth) throws IOException;

    /** A picture of {@code width} x {@code height} pixels. */
    record Picture(Bytes jpeg, int width, int height) {}

    /**
     * Lays a painting over whatever is shown and returns once it is seen; it replaces the one before. The display takes it away by itself when this process
     * ends.
     *
     * @throws IOException if there is no display or it cannot be painted; the message is for people
     */
    default void cover(Painting painting) throws IOException {
        throw new NoDisplay();
    }

    /** Puts the cover on top again, should something else have come up over it since, and where the output is now; without a cover nothing happens. */
    default void raiseCover() throws IOException {}

    /** Takes the cover away; returns once what lies below is seen. */
    default void uncover() throws IOException {}

    /**
     * What windows lie on the display, the topmost first, as far as somebody would see them.
     *
     * @throws IOException if there is no display or it cannot be asked
     */
    default List<Window> windows() throws IOException {
        throw new NoDisplay();
    }

    /** What is wrong with the display itself: problem codes and what to tell people. Does not block. */
    default Map<String, String> troubles() {
        return Map.of();
    }

    /**
     * A window that covers a part of the display.
     *
     * @param type what kind of program it belongs to (its WM_CLASS), such as {@code mpv}; empty where it does not say
     * @param share of the display that it covers, 0 to 1
     */
    record Window(String type, double share) {}

    /** This agent has none: it paints nothing. */
    final class NoDisplay extends IOException {
        private static final long serialVersionUID = 1L;

        public NoDisplay() {
            super("this agent has no display (player=blank)");
        }
    }
}
