package ledwall.controller.text;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A notice laid out for pictures of one size. It draws by outlines, in Java's own rasteriser, without hints: the same pixels on every machine with this Java.
 */
public final class Page {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final int width;
    private final int height;
    private final Theme theme;
    private final List<Placed> lines;
    private final @Nullable Band band;
    private final Sizes body;
    private final Duration length;

    Page(int width, int height, Theme theme, List<Placed> lines, @Nullable Band band, Sizes body, Duration length) {
        this.width = width;
        this.height = height;
        this.theme = theme;
        this.lines = List.copyOf(lines);
        this.band = band;
        this.body = body;
        this.length = length;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** How long its clip runs. */
    public Duration length() {
        return length;
    }

    /** Whether nothing moves. */
    public boolean still() {
        return band == null;
    }

    /** The em of a body's letters in pixels; of the title's, or the ticker's, where there is nothing smaller. */
    public double em(Script script) {
        return band != null && lines.isEmpty() ? band.sizes().of(script) : body.of(script);
    }

    /** The clip's whole frames at this rate. */
    public int frames(int frameRate) {
        return Math.toIntExact(length.toNanos() * frameRate / NANOS_PER_SECOND);
    }

    /** The lines as they stand, for tests. */
    List<Placed> lines() {
        return lines;
    }

    @Nullable Band band() {
        return band;
    }

    /** Its frames at this rate. */
    public Film film(int frameRate) {
        return new Film(this, frames(frameRate));
    }

    /** All that stands still. */
    BufferedImage ground() {
        var out = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D to = graphics(out);
        to.setColor(new Color(theme.background()));
        to.fillRect(0, 0, width, height);
        to.setColor(new Color(theme.colour()));
        lines.forEach(line -> to.fill(line.outline()));
        to.dispose();
        return out;
    }

    /** What runs, as a strip that begins with its first letter. */
    BufferedImage strip(Band band) {
        var out = new BufferedImage(Math.max(1, band.length()), band.height(), BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D to = graphics(out);
        to.setColor(new Color(theme.band()));
        to.fillRect(0, 0, out.getWidth(), out.getHeight());
        to.setColor(new Color(theme.colour()));
        Path2D outline = band.outline();
        to.fill(outline);
        to.dispose();
        return out;
    }

    Color bandColour() {
        return new Color(theme.band());
    }

    private static Graphics2D graphics(BufferedImage image) {
        Graphics2D out = image.createGraphics();
        out.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        // Otherwise thin strokes are moved to whole pixels, each for itself.
        out.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        return out;
    }
}
