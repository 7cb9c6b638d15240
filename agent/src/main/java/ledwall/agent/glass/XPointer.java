package ledwall.agent.glass;

import java.io.IOException;

/** The mouse pointer, which would stand in the midst of the wall. */
final class XPointer {
    private static final int CREATE_PIXMAP = 53;
    private static final int FREE_PIXMAP = 54;
    private static final int CREATE_GC = 55;
    private static final int PUT_IMAGE = 72;
    private static final int CREATE_CURSOR = 93;
    private static final int Z_PIXMAP = 2;

    private XPointer() {}

    /** A pointer without a pixel; it lives as long as the connection, or as the windows that have it. */
    static int none(XConnection x) throws IOException {
        int bitmap = x.newId();
        x.send(x.request(CREATE_PIXMAP, 1, 4).putInt(bitmap).putInt(x.root()).putShort((short) 1).putShort((short) 1));
        // A pixmap begins with anything in it: one black pixel under an empty mask is what is wanted.
        int gc = x.newId();
        x.send(x.request(CREATE_GC, 0, 4).putInt(gc).putInt(bitmap).putInt(0));
        x.send(x.request(PUT_IMAGE, Z_PIXMAP, 7).putInt(bitmap).putInt(gc).putShort((short) 1).putShort((short) 1).putInt(0).put((byte) 0).put((byte) 1)
            .putShort((short) 0).putInt(0));
        int cursor = x.newId();
        x.send(x.request(CREATE_CURSOR, 0, 8).putInt(cursor).putInt(bitmap).putInt(bitmap).put(new byte[12]).putInt(0));
        x.send(x.request(FREE_PIXMAP, 0, 2).putInt(bitmap));
        return cursor;
    }
}
