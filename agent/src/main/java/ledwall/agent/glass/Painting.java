package ledwall.agent.glass;

import java.awt.Graphics2D;

/**
 * Something to be laid over the display. Painted strip by strip, so that a 4K display costs no 33 MB: {@link #paint} is called several times, each time for a
 * part of it.
 */
public interface Painting {
    /** Where it lies on a display of this size. */
    Area area(int displayWidth, int displayHeight);

    /** Paints the whole of it, from its own top left corner; what lies outside the strip is clipped away. */
    void paint(Graphics2D to, Area area);

    /** A part of the display, pixels. */
    record Area(int x, int y, int width, int height) {
        static Area all(int displayWidth, int displayHeight) {
            return new Area(0, 0, displayWidth, displayHeight);
        }

        /** What of it lies within the other; of no width or height where nothing does. */
        Area within(Area other) {
            int left = Math.max(x, other.x);
            int top = Math.max(y, other.y);
            int wide = Math.max(0, Math.min(x + width, other.x + other.width) - left);
            int high = Math.max(0, Math.min(y + height, other.y + other.height) - top);
            return new Area(left, top, wide, high);
        }

        boolean overlaps(Area other) {
            Area shared = within(other);
            return shared.width > 0 && shared.height > 0;
        }
    }
}
