package ledwall.agent.glass;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Paints rectangles on the root window: CreateGC, PolyFillRectangle, and a GetInputFocus to know that they are done. */
final class XPainter implements AutoCloseable {
    private static final int CREATE_GC = 55;
    private static final int POLY_FILL_RECTANGLE = 70;
    private static final int GET_INPUT_FOCUS = 43;
    private static final int FOREGROUND = 4;

    private final XStream stream;
    private final int root;
    private int nextId;

    XPainter(String display) throws IOException {
        stream = XStream.connect(Path.of("/tmp/.X11-unix/X" + display.substring(1)));
        stream.send(XStream.buffer(12).put((byte) 'l').put((byte) 0).putShort((short) 11).position(0));
        ByteBuffer setup = stream.read(4 * stream.read(8).getShort(6));
        nextId = setup.getInt(4);
        int screenAt = 32 + (setup.getShort(16) + 3) / 4 * 4 + 8 * setup.get(21);
        root = setup.getInt(screenAt);
    }

    void fill(int rgb, int x, int y, int width, int height) throws IOException {
        int gc = nextId++;
        stream.send(request(CREATE_GC, 5).putInt(gc).putInt(root).putInt(FOREGROUND).putInt(rgb).flip());
        stream.send(request(POLY_FILL_RECTANGLE, 5).putInt(root).putInt(gc)
            .putShort((short) x).putShort((short) y).putShort((short) width).putShort((short) height).flip());
        stream.send(request(GET_INPUT_FOCUS, 1).flip());
        ByteBuffer reply = stream.read(32);
        if (reply.get(0) != 1) {
            throw new IOException("X error " + reply.get(1));
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }

    private static ByteBuffer request(int opcode, int words) {
        return XStream.buffer(4 * words).put((byte) opcode).put((byte) 0).putShort((short) words);
    }
}
