package ledwall.agent.glass;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The display's window manager, which there should be none of: it puts a player's window into a frame of its own, and places both where it likes. The players'
 * windows are taken out of its hands again, as menus are (X Window System Protocol, version 11: override-redirect, ReparentWindow; Inter-Client Communication
 * Conventions Manual, 4.3: its selection; Extended Window Manager Hints: its name). Blocking; one thread at a time.
 */
final class XManager {
    private static final Logger LOG = LoggerFactory.getLogger(XManager.class);
    private static final int CHANGE_WINDOW_ATTRIBUTES = 2;
    private static final int REPARENT_WINDOW = 7;
    private static final int MAP_WINDOW = 8;
    private static final int GET_SELECTION_OWNER = 23;
    private static final int OVERRIDE_REDIRECT = 0x200;
    private static final int NAME_WORDS = 16;
    /** A frame holds a window, perhaps within one more. */
    private static final int FRAME_DEPTH = 2;

    private final XConnection x;
    private final int selection;
    private final int check;
    private final int nameAtom;
    private final int utf8;
    /** Windows of players that no window manager takes any more. */
    private final Set<Integer> ours = new HashSet<>();

    /** Windows of players that were in a frame. */
    private final Set<Integer> released = new HashSet<>();

    XManager(XConnection x) throws IOException {
        this.x = x;
        // There is one screen a display on every server of these days.
        this.selection = x.atom("WM_S0");
        this.check = x.atom("_NET_SUPPORTING_WM_CHECK");
        this.nameAtom = x.atom("_NET_WM_NAME");
        this.utf8 = x.atom("UTF8_STRING");
    }

    /** What it calls itself; null where there is none. */
    @Nullable String name() throws IOException {
        int window = x.number(x.root(), check);
        if (window == 0) {
            return x.ask(x.request(GET_SELECTION_OWNER, 0, 2).putInt(selection)).getInt(8) == 0 ? null : "of no name";
        }
        try {
            // One that died leaves the note on the root window, and no window of that number.
            return x.number(window, check) == window ? new String(x.text(window, nameAtom, utf8, NAME_WORDS), StandardCharsets.UTF_8) : null;
        } catch (XError gone) {
            return null;
        }
    }

    /**
     * Takes players' windows out of their frames, and sees to it that a window manager that comes up later leaves them alone.
     *
     * @param stack all windows on the root window
     * @param type what kind a player's window is
     * @param to where one that is taken out lies at first
     * @return whether the stack is another one now
     */
    boolean release(List<XWindows.Standing> stack, String type, Painting.Area to) throws IOException {
        boolean changed = false;
        var living = new HashSet<Integer>();
        for (XWindows.Standing each : stack) {
            try {
                if (each.type().equals(type)) {
                    living.add(each.window());
                    if (!ours.contains(each.window())) {
                        keepOff(each.window());
                        x.sync();
                    }
                } else if (each.type().isEmpty()) {
                    changed |= release(within(each.window(), type, FRAME_DEPTH), to);
                }
            } catch (XError gone) {
                // It ended meanwhile.
                living.remove(each.window());
            }
        }
        ours.clear();
        ours.addAll(living);
        return bringBack(to) || changed;
    }

    /** A window manager takes a window away from the display once more when it finds that it has gone from its frame. */
    private boolean bringBack(Painting.Area to) throws IOException {
        boolean back = false;
        for (int window : List.copyOf(released)) {
            try {
                if (!x.shape(window).visible()) {
                    put(window, to);
                    x.send(x.request(MAP_WINDOW, 0, 2).putInt(window));
                    x.sync();
                    back = true;
                }
            } catch (XError gone) {
                released.remove(window);
            }
        }
        return back;
    }

    private void put(int window, Painting.Area to) throws IOException {
        x.send(x.request(REPARENT_WINDOW, 0, 4).putInt(window).putInt(x.root()).putShort((short) to.x()).putShort((short) to.y()));
    }

    private boolean release(int window, Painting.Area to) throws IOException {
        if (window == 0) {
            return false;
        }
        keepOff(window);
        put(window, to);
        x.sync();
        released.add(window);
        LOG.warn("a window manager had framed a player's window; it is taken out of the frame");
        return true;
    }

    private void keepOff(int window) throws IOException {
        x.send(x.request(CHANGE_WINDOW_ATTRIBUTES, 0, 4).putInt(window).putInt(OVERRIDE_REDIRECT).putInt(1));
    }

    private int within(int parent, String type, int depth) throws IOException {
        for (int child : x.children(parent)) {
            int found = x.type(child).equals(type) ? child : depth > 1 ? within(child, type, depth - 1) : 0;
            if (found != 0) {
                return found;
            }
        }
        return 0;
    }
}
