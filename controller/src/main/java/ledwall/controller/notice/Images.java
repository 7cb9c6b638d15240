package ledwall.controller.notice;

import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import ledwall.controller.text.Page;
import ledwall.protocol.id.Bytes;

/** Pages as files of pictures. */
public final class Images {
    private static final int THUMBNAIL_WIDTH = 320;
    private static final int FRAME_RATE = 25;

    private Images() {}

    /**
     * The true pixels, as PNG.
     *
     * @param atSeconds of the clip; what comes after its end is its beginning again
     */
    public static Bytes png(Page page, double atSeconds) {
        var film = page.film(FRAME_RATE);
        return file(film.frame((int) Math.floorMod((long) Math.floor(atSeconds * FRAME_RATE), (long) film.frames())), "png");
    }

    /** A JPEG of the middle of the clip: at its begin a ticker's band is empty. */
    static Bytes thumbnail(Page page) {
        var film = page.film(FRAME_RATE);
        BufferedImage whole = film.frame(film.frames() / 2);
        int height = Math.max(1, Math.round((float) THUMBNAIL_WIDTH * page.height() / page.width()));
        var small = new BufferedImage(THUMBNAIL_WIDTH, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D to = small.createGraphics();
        to.drawImage(whole.getScaledInstance(THUMBNAIL_WIDTH, height, Image.SCALE_AREA_AVERAGING), 0, 0, null);
        to.dispose();
        return file(small, "jpeg");
    }

    private static Bytes file(BufferedImage picture, String format) {
        var out = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(picture, format, out)) {
                throw new IllegalStateException("this Java writes no " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return Bytes.of(out.toByteArray());
    }
}
