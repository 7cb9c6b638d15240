package ledwall.agent.glass;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A window of our own over everything else on the display (X Window System Protocol, version 11: CreatePixmap, PutImage, CreateWindow, MapWindow,
 * ConfigureWindow). The picture is the window's background, so that the server paints it itself whenever it must, at once as the window comes up. It has a
 * connection of its own: the server takes the window away when that ends, also when this process dies. Blocking; one thread at a time.
 */
final class XCover implements AutoCloseable {
    /** How {@link Glass#windows} names it. */
    static final String TYPE = "ledwall-cover";
    private static final int CREATE_WINDOW = 1;
    private static final int MAP_WINDOW = 8;
    private static final int UNMAP_WINDOW = 10;
    private static final int CONFIGURE_WINDOW = 12;
    private static final int CREATE_PIXMAP = 53;
    private static final int FREE_PIXMAP = 54;
    private static final int CREATE_GC = 55;
    private static final int PUT_IMAGE = 72;
    private static final int Z_PIXMAP = 2;
    private static final int INPUT_OUTPUT = 1;
    private static final int BACKGROUND_PIXMAP = 0x1;
    private static final int OVERRIDE_REDIRECT = 0x200;
    private static final int CURSOR = 0x4000;
    private static final int STACK_MODE = 0x40;
    private static final int ABOVE = 0;
    private static final int PUT_IMAGE_BYTES = 24;

    private final XConnection x;
    private final int window;
    private final Painting.Area output;

    private XCover(XConnection x, int window, Painting.Area output) {
        this.x = x;
        this.window = window;
        this.output = output;
    }

    /** Shows the painting on that part of the display, by a connection that is this cover's from now on; returns when the server has it on the display. */
    static XCover show(XConnection x, Painting painting, Painting.Area output) throws IOException {
        try {
            Painting.Area area = painting.area(output.width(), output.height());
            int pixmap = x.newId();
            x.send(x.request(CREATE_PIXMAP, x.depth(), 4).putInt(pixmap).putInt(x.root()).putShort((short) area.width()).putShort((short) area.height()));
            put(x, pixmap, painting, area);
            int window = x.newId();
            // Without a window manager's say: it must not get a frame, nor wait to be placed.
            ByteBuffer create = x.request(CREATE_WINDOW, 0, 11).putInt(window).putInt(x.root());
            create.putShort((short) (output.x() + area.x())).putShort((short) (output.y() + area.y()));
            create.putShort((short) area.width()).putShort((short) area.height()).putShort((short) 0);
            create.putShort((short) INPUT_OUTPUT).putInt(0).putInt(BACKGROUND_PIXMAP | OVERRIDE_REDIRECT | CURSOR);
            x.send(create.putInt(pixmap).putInt(1).putInt(XPointer.none(x)));
            byte[] type = (TYPE + '\0' + TYPE + '\0').getBytes(StandardCharsets.US_ASCII);
            x.text(window, XConnection.WM_CLASS, type);
            x.send(x.request(MAP_WINDOW, 0, 2).putInt(window));
            x.send(x.request(FREE_PIXMAP, 0, 2).putInt(pixmap));
            seen(x);
            return new XCover(x, window, output);
        } catch (IOException | RuntimeException e) {
            x.close();
            throw e;
        }
    }

    /** The part of the display that it was made for. */
    Painting.Area output() {
        return output;
    }

    /** On top of whatever came up since; nothing is repainted where it is there already. */
    void raise() throws IOException {
        x.send(x.request(CONFIGURE_WINDOW, 0, 4).putInt(window).putShort((short) STACK_MODE).putShort((short) 0).putInt(ABOVE));
        seen(x);
    }

    @Override
    public void close() throws IOException {
        try {
            x.send(x.request(UNMAP_WINDOW, 0, 2).putInt(window));
            seen(x);
        } finally {
            x.close();
        }
    }

    /**
     * Redirected windows are laid on the display when the server next rests, a while after it has answered where the machine is busy; before it reads a pixel,
     * it must have done so.
     */
    private static void seen(XConnection x) throws IOException {
        x.sync();
        x.pixels(new Painting.Area(0, 0, 1, 1), new byte[0]);
    }

    private static void put(XConnection x, int pixmap, Painting painting, Painting.Area area) throws IOException {
        PixelFormat format = x.format();
        int rowBytes = format.rowBytes(area.width());
        int rows = Math.min(area.height(), (x.maxRequestBytes() - PUT_IMAGE_BYTES) / rowBytes);
        if (rows < 1) {
            throw new IOException("the X server takes no requests of a whole row of " + area.width() + " pixels");
        }
        int gc = x.newId();
        x.send(x.request(CREATE_GC, 0, 4).putInt(gc).putInt(pixmap).putInt(0));
        var strip = new BufferedImage(area.width(), rows, BufferedImage.TYPE_INT_RGB);
        int[] rgb = ((DataBufferInt) strip.getRaster().getDataBuffer()).getData();
        byte[] pixels = new byte[rowBytes];
        for (int top = 0; top < area.height(); top += rows) {
            int count = Math.min(rows, area.height() - top);
            Graphics2D to = strip.createGraphics();
            to.translate(0, -top);
            painting.paint(to, area);
            to.dispose();
            ByteBuffer put = x.request(PUT_IMAGE, Z_PIXMAP, PUT_IMAGE_BYTES / 4 + rowBytes * count / 4).putInt(pixmap).putInt(gc);
            put.putShort((short) area.width()).putShort((short) count).putShort((short) 0).putShort((short) top);
            put.put((byte) 0).put((byte) x.depth()).putShort((short) 0);
            for (int row = 0; row < count; row++) {
                format.put(rgb, row * area.width(), area.width(), pixels);
                put.put(pixels);
            }
            x.send(put);
        }
    }
}
