package ledwall.controller.browser;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import ledwall.agent.glass.Glass;
import ledwall.protocol.id.Bytes;

/** A display that shows one colour, so that it can be told on the page's canvas what was read from it. */
final class PaintedGlass implements Glass {
    private final int width;
    private final int height;
    private volatile Color color;

    PaintedGlass(int width, int height, Color color) {
        this.width = width;
        this.height = height;
        this.color = color;
    }

    void paint(Color other) {
        color = other;
    }

    @Override
    public Picture capture(int maxWidth) throws IOException {
        int shown = Math.min(width, maxWidth);
        var image = new BufferedImage(shown, height * shown / width, BufferedImage.TYPE_INT_RGB);
        var pen = image.createGraphics();
        pen.setColor(color);
        pen.fillRect(0, 0, image.getWidth(), image.getHeight());
        pen.dispose();
        var jpeg = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", jpeg);
        return new Picture(Bytes.of(jpeg.toByteArray()), image.getWidth(), image.getHeight());
    }
}
