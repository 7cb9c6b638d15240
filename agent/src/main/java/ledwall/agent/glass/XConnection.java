package ledwall.agent.glass;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * As much of the X11 protocol as it takes to read the root window's pixels and to ask about windows (X Window System Protocol, version 11: "Connection Setup",
 * GetGeometry, GetImage, QueryTree, GetWindowAttributes, GetProperty), over the server's unix socket. Not Xlib: its error handlers end the process when the
 * display vanishes. Blocking; one thread at a time.
 */
final class XConnection implements AutoCloseable {
    /** Atoms that every server has from the start. */
    static final int WM_CLASS = 67;
    static final int STRING = 31;
    private static final int GET_WINDOW_ATTRIBUTES = 3;
    private static final int GET_GEOMETRY = 14;
    private static final int QUERY_TREE = 15;
    private static final int INTERN_ATOM = 16;
    private static final int CHANGE_PROPERTY = 18;
    private static final int GET_PROPERTY = 20;
    private static final int GET_INPUT_FOCUS = 43;
    private static final int VIEWABLE = 2;
    private static final int INPUT_ONLY = 2;
    /** Longer names say no more. */
    private static final int CLASS_WORDS = 16;
    private static final int QUERY_EXTENSION = 98;
    private static final int GET_IMAGE = 73;
    private static final int Z_PIXMAP = 2;
    private static final int ALL_PLANES = -1;
    private static final int REPLY = 1;
    private static final int ERROR = 0;
    private static final int TRUE_COLOR = 4;
    /** The fixed part of every reply, error and event. */
    private static final int PACKET = 32;

    private final XStream stream;
    private final Screen screen;
    private int nextId;

    /** What the server said at the setup; resources are named from {@code idBase} on. */
    private record Screen(int root, int depth, int idBase, int maxRequestBytes, PixelFormat format) {}

    /** Where a window lies, and whether anybody can see it. */
    record WindowShape(int x, int y, int width, int height, boolean visible) {}

    /** Width and height of the display now: it may be resized while connected. */
    record Size(int width, int height) {}

    private XConnection(XStream stream, Screen screen) {
        this.stream = stream;
        this.screen = screen;
        this.nextId = screen.idBase();
    }

    /** @param cookie the MIT-MAGIC-COOKIE-1, or empty */
    static XConnection open(Path socket, byte[] cookie) throws IOException {
        XStream stream = XStream.connect(socket);
        try {
            stream.send(setupRequest(cookie));
            ByteBuffer head = stream.read(8);
            int accepted = head.get(0);
            int length = 4 * Short.toUnsignedInt(head.getShort(6));
            ByteBuffer rest = stream.read(length);
            if (accepted != 1) {
                byte[] reason = new byte[Math.min(Byte.toUnsignedInt(head.get(1)), rest.remaining())];
                rest.get(reason);
                throw new IOException("the X server refused: " + new String(reason, StandardCharsets.ISO_8859_1).strip());
            }
            return ofSetup(stream, rest);
        } catch (IOException | RuntimeException e) {
            stream.close();
            throw e;
        }
    }

    PixelFormat format() {
        return screen.format();
    }

    int root() {
        return screen.root();
    }

    int depth() {
        return screen.depth();
    }

    int maxRequestBytes() {
        return screen.maxRequestBytes();
    }

    /** A name for a new resource. A connection makes a handful of them and ends; the mask of a real server has room for a million. */
    int newId() {
        return nextId++;
    }

    void send(ByteBuffer request) throws IOException {
        stream.send(request.flip());
    }

    /** Returns when the server has done all that was sent; fails if it refused any of it, and what follows in the stream is in order then, too. */
    void sync() throws IOException {
        send(request(GET_INPUT_FOCUS, 0, 1));
        @Nullable XError refused = null;
        while (true) {
            try {
                reply();
                break;
            } catch (XError e) {
                refused = refused == null ? e : refused;
            }
        }
        if (refused != null) {
            throw refused;
        }
    }

    /** The fixed part of what the server answers; where there is more, {@link #rest} must be read next. */
    ByteBuffer ask(ByteBuffer request) throws IOException {
        send(request);
        return reply();
    }

    ByteBuffer rest(ByteBuffer reply) throws IOException {
        return stream.read(4 * reply.getInt(4));
    }

    /** The number that this server has for a name. */
    int atom(String name) throws IOException {
        return ask(named(INTERN_ATOM, name)).getInt(8);
    }

    /** The major opcode of an extension; 0 where the server has none of that name. */
    int extension(String name) throws IOException {
        ByteBuffer reply = ask(named(QUERY_EXTENSION, name));
        return reply.get(8) == 0 ? 0 : Byte.toUnsignedInt(reply.get(9));
    }

    private ByteBuffer named(int opcode, String name) {
        byte[] text = name.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer request = request(opcode, 0, 2 + padded(text.length) / 4);
        return request.putShort((short) text.length).putShort((short) 0).put(text).position(request.capacity());
    }

    /** The first of a property's 32 bit numbers, such as a process id; 0 where the window has no such property. */
    int number(int window, int property) throws IOException {
        ByteBuffer reply = ask(request(GET_PROPERTY, 0, 6).putInt(window).putInt(property).putInt(0).putInt(0).putInt(1));
        ByteBuffer value = rest(reply);
        return reply.get(1) == 32 && value.remaining() >= 4 ? value.getInt(0) : 0;
    }

    /** The windows on the root window, the lowest first. */
    int[] windows() throws IOException {
        return children(root());
    }

    int[] children(int window) throws IOException {
        ByteBuffer reply = ask(request(QUERY_TREE, 0, 2).putInt(window));
        int[] out = new int[Short.toUnsignedInt(reply.getShort(16))];
        ByteBuffer list = rest(reply);
        for (int i = 0; i < out.length; i++) {
            out[i] = list.getInt();
        }
        return out;
    }

    WindowShape shape(int window) throws IOException {
        ByteBuffer attributes = ask(request(GET_WINDOW_ATTRIBUTES, 0, 2).putInt(window));
        boolean visible = attributes.get(26) == VIEWABLE && attributes.getShort(12) != INPUT_ONLY;
        rest(attributes);
        ByteBuffer geometry = ask(request(GET_GEOMETRY, 0, 2).putInt(window));
        return new WindowShape(geometry.getShort(12), geometry.getShort(14), Short.toUnsignedInt(geometry.getShort(16)),
            Short.toUnsignedInt(geometry.getShort(18)), visible);
    }

    /** The window's class, the second part of its WM_CLASS (the first one differs with mpv's way of painting); empty where it has none. */
    String type(int window) throws IOException {
        String[] parts = new String(text(window, WM_CLASS, CLASS_WORDS), StandardCharsets.ISO_8859_1).split("\0", 3);
        return parts[Math.min(1, parts.length - 1)];
    }

    /** A property of kind STRING, at most {@code words} of four bytes; empty where the window has none. */
    byte[] text(int window, int property, int words) throws IOException {
        return text(window, property, STRING, words);
    }

    /** The same of another kind. */
    byte[] text(int window, int property, int kind, int words) throws IOException {
        ByteBuffer reply = ask(request(GET_PROPERTY, 0, 6).putInt(window).putInt(property).putInt(kind).putInt(0).putInt(words));
        ByteBuffer value = rest(reply);
        byte[] text = new byte[Math.min(reply.getInt(16), value.remaining())];
        value.get(text);
        return text;
    }

    /** Sets a property of kind STRING. */
    void text(int window, int property, byte[] text) throws IOException {
        ByteBuffer request = request(CHANGE_PROPERTY, 0, 6 + padded(text.length) / 4).putInt(window).putInt(property).putInt(STRING);
        send(request.put((byte) 8).put(new byte[3]).putInt(text.length).put(text).position(request.capacity()));
    }

    Size size() throws IOException {
        ByteBuffer reply = ask(request(GET_GEOMETRY, 0, 2).putInt(root()));
        return new Size(Short.toUnsignedInt(reply.getShort(16)), Short.toUnsignedInt(reply.getShort(18)));
    }

    /** What this part of the display shows, as it lies in the server's memory; {@code into} is used where it is large enough. */
    byte[] pixels(Painting.Area part, byte[] into) throws IOException {
        ByteBuffer request = request(GET_IMAGE, Z_PIXMAP, 5).putInt(root()).putShort((short) part.x()).putShort((short) part.y());
        ByteBuffer reply = ask(request.putShort((short) part.width()).putShort((short) part.height()).putInt(ALL_PLANES));
        long length = 4 * Integer.toUnsignedLong(reply.getInt(4));
        long expected = (long) format().rowBytes(part.width()) * part.height();
        if (length < expected || length > expected + PACKET) {
            throw new IOException("the X server sent " + length + " bytes for " + part.width() + " x " + part.height() + " pixels instead of " + expected);
        }
        byte[] out = into.length >= length ? into : new byte[(int) length];
        stream.fill(ByteBuffer.wrap(out, 0, (int) length));
        return out;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }

    private static XConnection ofSetup(XStream stream, ByteBuffer setup) throws IOException {
        int vendor = Short.toUnsignedInt(setup.getShort(16));
        int formats = Byte.toUnsignedInt(setup.get(21));
        boolean littleEndian = setup.get(22) == 0;
        int formatsAt = 32 + (vendor + 3) / 4 * 4;
        int screenAt = formatsAt + 8 * formats;
        int root = setup.getInt(screenAt);
        int visual = setup.getInt(screenAt + 32);
        int rootDepth = Byte.toUnsignedInt(setup.get(screenAt + 38));
        int masksAt = visualAt(setup, screenAt, visual);
        for (int i = 0; i < formats; i++) {
            int at = formatsAt + 8 * i;
            if (Byte.toUnsignedInt(setup.get(at)) == rootDepth) {
                PixelFormat format = PixelFormat.of(Byte.toUnsignedInt(setup.get(at + 1)), Byte.toUnsignedInt(setup.get(at + 2)), littleEndian,
                    setup.getInt(masksAt + 8), setup.getInt(masksAt + 12), setup.getInt(masksAt + 16));
                int maxRequestBytes = 4 * Short.toUnsignedInt(setup.getShort(18));
                return new XConnection(stream, new Screen(root, rootDepth, setup.getInt(4), maxRequestBytes, format));
            }
        }
        throw new IOException("the X server names no pixel format of depth " + rootDepth);
    }

    private static int visualAt(ByteBuffer setup, int screenAt, int visual) throws IOException {
        int depths = Byte.toUnsignedInt(setup.get(screenAt + 39));
        int at = screenAt + 40;
        for (int i = 0; i < depths; i++) {
            int visuals = Short.toUnsignedInt(setup.getShort(at + 2));
            at += 8;
            for (int j = 0; j < visuals; j++, at += 24) {
                if (setup.getInt(at) == visual && setup.get(at + 4) == TRUE_COLOR) {
                    return at;
                }
            }
        }
        throw new IOException("the display's colours are not TrueColor; set it to 24 bit colour");
    }

    private static ByteBuffer setupRequest(byte[] cookie) {
        byte[] name = cookie.length == 0 ? new byte[0] : XAuthority.COOKIE.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer out = XStream.buffer(12 + padded(name.length) + padded(cookie.length));
        // 'l': little-endian from here on, in both directions.
        out.put((byte) 'l').put((byte) 0).putShort((short) 11).putShort((short) 0).putShort((short) name.length).putShort((short) cookie.length).putShort((short) 0);
        out.put(name).position(12 + padded(name.length));
        return out.put(cookie).position(0);
    }

    private static int padded(int length) {
        return (length + 3) / 4 * 4;
    }

    ByteBuffer request(int opcode, int detail, int words) {
        return XStream.buffer(4 * words).put((byte) opcode).put((byte) detail).putShort((short) words);
    }

    /** The next reply's fixed part; events are none of ours and are skipped. */
    private ByteBuffer reply() throws IOException {
        while (true) {
            ByteBuffer packet = stream.read(PACKET);
            if (packet.get(0) == REPLY) {
                return packet;
            }
            if (packet.get(0) == ERROR) {
                throw new XError(Byte.toUnsignedInt(packet.get(1)), Byte.toUnsignedInt(packet.get(10)));
            }
        }
    }
}
