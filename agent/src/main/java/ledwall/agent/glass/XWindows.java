package ledwall.agent.glass;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The windows that lie on a display's root window: whose they are, where they are, and moving them (X Window System Protocol, version 11: ConfigureWindow).
 * Blocking; one thread at a time.
 */
final class XWindows {
    static final int ABOVE = 0;
    static final int BELOW = 1;
    private static final int CONFIGURE_WINDOW = 12;
    private static final int PLACE = 0x1 | 0x2 | 0x4 | 0x8;
    private static final int SIBLING = 0x20;
    private static final int STACK_MODE = 0x40;

    private final XConnection x;
    private final int pidAtom;
    /** Whose a window is does not change: asked once, from when it says both. */
    private final Map<Integer, Owner> owners = new HashMap<>();

    private record Owner(long pid, String type) {}

    /** A window that can be seen, wherever it lies. {@code pid} is 0 where it does not say (EWMH: _NET_WM_PID). */
    record Standing(int window, long pid, String type, Painting.Area area) {}

    XWindows(XConnection x) throws IOException {
        this.x = x;
        this.pidAtom = x.atom("_NET_WM_PID");
    }

    /** All that are mapped, the lowest first. */
    List<Standing> stack() throws IOException {
        var out = new ArrayList<Standing>();
        var known = new HashMap<Integer, Owner>();
        for (int window : x.windows()) {
            try {
                Owner owner = owner(window);
                if (owner.pid() != 0 && !owner.type().isEmpty()) {
                    known.put(window, owner);
                }
                XConnection.WindowShape shape = x.shape(window);
                if (shape.visible()) {
                    out.add(new Standing(window, owner.pid(), owner.type(), new Painting.Area(shape.x(), shape.y(), shape.width(), shape.height())));
                }
            } catch (XError gone) {
                // It ended while it was being asked about.
            }
        }
        owners.clear();
        owners.putAll(known);
        return out;
    }

    private Owner owner(int window) throws IOException {
        Owner known = owners.get(window);
        return known != null ? known : new Owner(Integer.toUnsignedLong(x.number(window, pidAtom)), x.type(window));
    }

    /** Moves and sizes a window where it lies in the stack. Returns before it is done: {@link XConnection#sync}. */
    void place(int window, Painting.Area area) throws IOException {
        x.send(placed(window, area, PLACE, 4));
    }

    /** The same, and brings it right above, or below, another one; one request, so that nobody ever sees half of it. */
    void place(int window, Painting.Area area, int sibling, int stackMode) throws IOException {
        x.send(placed(window, area, PLACE | SIBLING | STACK_MODE, 6).putInt(sibling).putInt(stackMode));
    }

    /** The same, above all. */
    void placeOnTop(int window, Painting.Area area) throws IOException {
        x.send(placed(window, area, PLACE | STACK_MODE, 5).putInt(ABOVE));
    }

    private ByteBuffer placed(int window, Painting.Area area, int mask, int values) {
        return x.request(CONFIGURE_WINDOW, 0, 3 + values).putInt(window).putShort((short) mask).putShort((short) 0)
            .putInt(area.x()).putInt(area.y()).putInt(area.width()).putInt(area.height());
    }
}
