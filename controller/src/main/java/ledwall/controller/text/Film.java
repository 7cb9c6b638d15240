package ledwall.controller.text;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import org.jspecify.annotations.Nullable;

/** A page's frames, drawn one after another into one picture. One thread. */
public final class Film {
    private final Page page;
    private final int frames;
    private final BufferedImage picture;
    private final @Nullable Band band;
    private final @Nullable BufferedImage strip;

    Film(Page page, int frames) {
        this.page = page;
        this.frames = frames;
        this.picture = page.ground();
        this.band = page.band();
        this.strip = band == null ? null : page.strip(band);
    }

    public int width() {
        return page.width();
    }

    public int height() {
        return page.height();
    }

    public int frames() {
        return frames;
    }

    public boolean still() {
        return page.still();
    }

    /** The frame's picture; the next call draws over it. */
    public BufferedImage frame(int number) {
        if (band != null && strip != null) {
            int top = page.height() - band.height();
            Graphics2D to = picture.createGraphics();
            to.setColor(page.bandColour());
            to.fillRect(0, top, page.width(), band.height());
            to.drawImage(strip, page.width() - number * band.step(frames), top, null);
            to.dispose();
        }
        return picture;
    }

    /** The frame's pixels, row by row: blue, green, red. The next call writes over them. */
    public byte[] pixels(int number) {
        return ((DataBufferByte) frame(number).getRaster().getDataBuffer()).getData();
    }
}
