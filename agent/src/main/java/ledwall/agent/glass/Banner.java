package ledwall.agent.glass;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.Rectangle2D;

/**
 * Which screen this is, in letters that are read from the street: its name above, its id and size below. The fonts are the system's; Java2D picks one that has
 * the letters and shapes them, so that Tibetan stacks as it must.
 */
public record Banner(String name, String id) implements Painting {
    private static final float LEAST_POINTS = 8;
    private static final float NAME_SHARE = 0.42f;
    private static final float LINE_SHARE = 0.22f;
    /** Before the first welcome the agent does not know what people call its screen. */
    private static final String UNNAMED = "-";

    @Override
    public Area area(int displayWidth, int displayHeight) {
        int width = Math.max(1, displayWidth * 9 / 10);
        int height = Math.max(1, Math.min(displayHeight * 9 / 10, Math.max(displayHeight / 3, Math.min(displayHeight, 48))));
        // As much above as below: the size of the display is read from it.
        width += (displayWidth - width) % 2;
        height += (displayHeight - height) % 2;
        return new Area((displayWidth - width) / 2, (displayHeight - height) / 2, width, height);
    }

    @Override
    public void paint(Graphics2D to, Area area) {
        to.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        to.setColor(new Color(0x10, 0x20, 0x40));
        to.fillRect(0, 0, area.width(), area.height());
        to.setColor(Color.WHITE);
        to.drawRect(0, 0, area.width() - 1, area.height() - 1);
        int displayWidth = 2 * area.x() + area.width();
        int displayHeight = 2 * area.y() + area.height();
        line(to, name.isBlank() ? UNNAMED : name, area, 0.36f, NAME_SHARE);
        line(to, id + "   " + displayWidth + " x " + displayHeight, area, 0.76f, LINE_SHARE);
    }

    /** One line, centred on {@code middle} of the height, as large as {@code share} of the height and nine tenths of the width allow. */
    private static void line(Graphics2D to, String text, Area area, float middle, float share) {
        FontRenderContext context = to.getFontRenderContext();
        float points = Math.max(LEAST_POINTS, area.height() * share);
        TextLayout layout = layout(text, points, context);
        double most = area.width() * 0.9;
        if (layout.getAdvance() > most) {
            points = Math.max(LEAST_POINTS, (float) (points * most / layout.getAdvance()));
            layout = layout(text, points, context);
        }
        Rectangle2D bounds = layout.getBounds();
        float x = (float) ((area.width() - bounds.getWidth()) / 2 - bounds.getX());
        float y = (float) (area.height() * middle - bounds.getCenterY());
        layout.draw(to, x, y);
    }

    private static TextLayout layout(String text, float points, FontRenderContext context) {
        return new TextLayout(text, new Font(Font.SANS_SERIF, Font.BOLD, 1).deriveFont(points), context);
    }
}
