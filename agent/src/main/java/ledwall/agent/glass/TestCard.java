package ledwall.agent.glass;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import ledwall.protocol.message.TestPicture;

/**
 * The pictures by which a technician judges a wall: one colour each for dead pixels and wrong white points, the ramp for grey levels that drop out or are
 * tinted, the grid for modules that are swapped, turned or missing.
 */
public record TestCard(TestPicture picture, int moduleWidth, int moduleHeight) implements Painting {
    private static final int STEPS = 16;
    /** A smaller name nobody reads. */
    private static final int LEAST_NAME = 6;
    private static final int MOST_NAME = 20;
    private static final Color MODULE = new Color(0x20, 0x20, 0x20);
    private static final Color OTHER_MODULE = new Color(0x38, 0x38, 0x38);
    private static final Color BORDER = new Color(0x00, 0xe0, 0x40);
    private static final Color FRAME = new Color(0xf0, 0x20, 0x20);

    @Override
    public Area area(int displayWidth, int displayHeight) {
        return Area.all(displayWidth, displayHeight);
    }

    @Override
    public void paint(Graphics2D to, Area area) {
        switch (picture) {
            case RED -> fill(to, Color.RED, area);
            case GREEN -> fill(to, Color.GREEN, area);
            case BLUE -> fill(to, Color.BLUE, area);
            case WHITE -> fill(to, Color.WHITE, area);
            case BLACK -> fill(to, Color.BLACK, area);
            case GREY_RAMP -> ramp(to, area);
            case GRID -> grid(to, area);
        }
    }

    private static void fill(Graphics2D to, Color colour, Area area) {
        to.setColor(colour);
        to.fillRect(0, 0, area.width(), area.height());
    }

    /** Above smooth, below in steps: a wall that loses the dark levels shows fewer than 16 fields. */
    private static void ramp(Graphics2D to, Area area) {
        int half = area.height() / 2;
        for (int x = 0; x < area.width(); x++) {
            column(to, x, 0, half, area.width() == 1 ? 255 : Math.round(255f * x / (area.width() - 1)));
            column(to, x, half, area.height(), 255 * (x * STEPS / area.width()) / (STEPS - 1));
        }
    }

    private static void column(Graphics2D to, int x, int from, int until, int level) {
        to.setColor(new Color(level, level, level));
        to.fillRect(x, from, 1, until - from);
    }

    private void grid(Graphics2D to, Area area) {
        to.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        int size = Math.min(MOST_NAME, Math.min(moduleHeight / 2, moduleWidth / 4));
        if (size >= LEAST_NAME) {
            to.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, size));
        }
        for (int row = 0; row * moduleHeight < area.height(); row++) {
            for (int column = 0; column * moduleWidth < area.width(); column++) {
                module(to, area, column, row, size >= LEAST_NAME);
            }
        }
        // Its outermost pixels must all be there: a wall that is mapped one off loses a side.
        to.setColor(FRAME);
        to.drawRect(0, 0, area.width() - 1, area.height() - 1);
    }

    private void module(Graphics2D to, Area area, int column, int row, boolean named) {
        int x = column * moduleWidth;
        int y = row * moduleHeight;
        int width = Math.min(moduleWidth, area.width() - x);
        int height = Math.min(moduleHeight, area.height() - y);
        to.setColor((column + row) % 2 == 0 ? MODULE : OTHER_MODULE);
        to.fillRect(x, y, width, height);
        to.setColor(BORDER);
        to.drawRect(x, y, width - 1, height - 1);
        if (named && width == moduleWidth && height == moduleHeight) {
            String name = (column + 1) + "," + (row + 1);
            FontMetrics metrics = to.getFontMetrics();
            to.setColor(Color.WHITE);
            to.drawString(name, x + (width - metrics.stringWidth(name)) / 2, y + (height - metrics.getHeight()) / 2 + metrics.getAscent());
        }
    }
}
