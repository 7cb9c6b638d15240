package ledwall.agent.glass;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import ledwall.protocol.id.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * An X display's own pixels. Connects at the first call and again after a failure. Blocking; calls take turns. It shows all windows as they are composed on the screen, whoever
 * painted them; the mouse pointer, which the X server lays over them, it does not show.
 */
public final class XGlass implements Glass {
    /** A strip of the display is held at a time. Larger ones are no faster. */
    private static final int STRIP_BYTES = 1 << 20;
    /** A picture travels in one frame of at most 1 MiB, with its header. */
    private static final int MAX_JPEG_BYTES = (1 << 20) - (16 << 10);
    /** A picture for people to look at, and three bytes a pixel of memory. */
    private static final int MAX_WIDTH = 1_920;
    /** More windows than that on a screen's PC, and the topmost tell enough. */
    private static final int MAX_WINDOWS = 32;
    private static final int FRAME_DEPTH = 3;

    private final XDisplay display;
    private final @Nullable XStage stage;
    private @Nullable XConnection connection;
    private @Nullable XCover cover;
    private @Nullable Painting painting;
    private @Nullable Jpeg jpeg;
    private byte[] strip = new byte[0];

    /** All of a display of this machine, such as {@code :71}. */
    public XGlass(String display) {
        this.display = XDisplay.of(display);
        this.stage = null;
    }

    /** The output that this stage is on. */
    public XGlass(XStage stage) {
        this.display = stage.display();
        this.stage = stage;
    }

    @Override
    public Map<String, String> troubles() {
        return stage == null ? Map.of() : stage.troubles();
    }

    private Painting.Area area(XConnection x) throws IOException {
        if (stage != null && !stage.lit()) {
            // By now another wall's picture may lie where it was.
            throw new IOException("its output is switched off");
        }
        Painting.Area output = stage == null ? null : stage.area();
        XConnection.Size size = x.size();
        Painting.Area all = Painting.Area.all(size.width(), size.height());
        // Between a change of the display and the stage's notice of it, no more than there is.
        return output == null ? all : output.within(all);
    }

    @Override
    public synchronized Picture capture(int maxWidth) throws IOException {
        try {
            return read(connected(), maxWidth);
        } catch (IOException | RuntimeException e) {
            // What is left in the stream cannot be told from the next answer.
            disconnect();
            throw display.failed("read", e);
        }
    }

    @Override
    public synchronized void cover(Painting painting) throws IOException {
        XCover old = cover;
        try {
            cover = covering(display.open(), painting);
            this.painting = painting;
        } catch (IOException | RuntimeException | LinkageError e) {
            // LinkageError: a Java without its font library fails so, and the agent must outlive that.
            throw display.failed("painted", new IOException(String.valueOf(e.getMessage()), e));
        }
        if (old != null) {
            old.close(); // Only now: what lies below must not flash up between two covers.
        }
    }

    private XCover covering(XConnection x, Painting painting) throws IOException {
        try {
            return XCover.show(x, painting, area(x));
        } catch (IOException | RuntimeException | LinkageError e) {
            x.close();
            throw e;
        }
    }

    /** Where the output has changed meanwhile, what lies there now covers another part of it, or another wall. */
    @Override
    public synchronized void raiseCover() throws IOException {
        XCover over = cover;
        if (over == null || painting == null) {
            return;
        }
        boolean there;
        try {
            there = over.output().equals(area(connected()));
        } catch (IOException | RuntimeException e) {
            disconnect();
            throw display.failed("painted", e);
        }
        if (there) {
            over.raise();
        } else {
            cover(painting);
        }
    }

    @Override
    public synchronized void uncover() throws IOException {
        XCover old = cover;
        cover = null;
        if (old != null) {
            old.close();
        }
    }

    @Override
    public synchronized List<Window> windows() throws IOException {
        try {
            return windows(connected(), area(connected()));
        } catch (IOException | RuntimeException e) {
            disconnect();
            throw display.failed("asked about its windows", e);
        }
    }

    private static List<Window> windows(XConnection x, Painting.Area output) throws IOException {
        int[] stack = x.windows();
        var out = new ArrayList<Window>();
        for (int i = stack.length - 1; i >= 0 && out.size() < MAX_WINDOWS; i--) {
            try {
                XConnection.WindowShape shape = x.shape(stack[i]);
                double share = shape.visible() ? share(shape, output) : 0;
                if (share > 0) {
                    out.add(new Window(type(x, stack[i], FRAME_DEPTH), share));
                }
            } catch (XError gone) {
                // It ended while it was being asked about.
            }
        }
        return out;
    }

    /** A window manager puts a frame without a name around a program's window. */
    private static String type(XConnection x, int window, int depth) throws IOException {
        String own = x.type(window);
        if (!own.isEmpty() || depth == 0) {
            return own;
        }
        for (int child : x.children(window)) {
            String below = type(x, child, depth - 1);
            if (!below.isEmpty()) {
                return below;
            }
        }
        return "";
    }

    private static double share(XConnection.WindowShape shape, Painting.Area output) {
        Painting.Area seen = new Painting.Area(shape.x(), shape.y(), shape.width(), shape.height()).within(output);
        return (double) seen.width() * seen.height() / ((double) output.width() * output.height());
    }

    private Picture read(XConnection x, int maxWidth) throws IOException {
        Painting.Area area = area(x);
        int outWidth = Math.clamp(maxWidth, 1, Math.min(MAX_WIDTH, area.width()));
        int outHeight = Math.max(1, Math.round((float) area.height() * outWidth / area.width()));
        var picture = new AreaAverage(area.width(), area.height(), outWidth, outHeight);
        PixelFormat format = x.format();
        int rowBytes = format.rowBytes(area.width());
        int stripRows = Math.max(1, STRIP_BYTES / rowBytes);
        int[] row = new int[area.width()];
        for (int top = 0; top < area.height(); top += stripRows) {
            int rows = Math.min(stripRows, area.height() - top);
            strip = x.pixels(new Painting.Area(area.x(), area.y() + top, area.width(), rows), strip);
            for (int y = 0; y < rows; y++) {
                for (int i = 0; i < row.length; i++) {
                    row[i] = format.rgb(strip, y * rowBytes + i * format.bytes());
                }
                picture.add(row);
            }
        }
        if (jpeg == null) {
            jpeg = new Jpeg();
        }
        Bytes packed = jpeg.pack(picture.result(), outWidth, outHeight, MAX_JPEG_BYTES);
        return new Picture(packed, outWidth, outHeight);
    }

    private XConnection connected() throws IOException {
        XConnection open = connection;
        if (open == null) {
            open = display.open();
            connection = open;
        }
        return open;
    }

    private void disconnect() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (IOException e) {
            // It is gone either way.
        }
        connection = null;
    }
}
