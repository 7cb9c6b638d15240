package ledwall.controller.browser;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import ledwall.agent.glass.Glass;
import ledwall.agent.glass.Painting;
import ledwall.protocol.id.Bytes;
import org.jspecify.annotations.Nullable;

/** A display of one colour, and of what covers it, so that it can be told on the page's canvas what was read from it. */
final class PaintedGlass implements Glass {
    private final int width;
    private final int height;
    private volatile Color color;
    private volatile @Nullable Painting cover;

    PaintedGlass(int width, int height, Color color) {
        this.width = width;
        this.height = height;
        this.color = color;
    }

    void paint(Color other) {
        color = other;
    }

    @Override
    public void cover(Painting painting) {
        cover = painting;
    }

    @Override
    public void uncover() {
        cover = null;
    }

    /** The player's alone. */
    @Override
    public List<Window> windows() {
        return List.of(new Window("mpv", 1));
    }

    @Override
    public Picture capture(int maxWidth) throws IOException {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var pen = image.createGraphics();
        pen.setColor(color);
        pen.fillRect(0, 0, width, height);
        Painting painting = cover;
        if (painting != null) {
            var area = painting.area(width, height);
            painting.paint((Graphics2D) pen.create(area.x(), area.y(), area.width(), area.height()), area);
        }
        pen.dispose();
        var jpeg = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", jpeg);
        return new Picture(Bytes.of(jpeg.toByteArray()), width, height);
    }
}
