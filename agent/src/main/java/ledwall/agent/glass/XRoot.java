package ledwall.agent.glass;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is seen where no player is: the root window, black and without a pointer (X Window System Protocol, version 11: ChangeWindowAttributes, ClearArea).
 *
 * <p>Its windows are redirected (Composite protocol, RedirectSubwindows with Automatic): each paints into memory of its own, which the server itself lays on the
 * display. So a player's picture is kept also where nobody sees it: without that, X throws away what is painted in a window that is covered or parked, and
 * a window that is brought in begins as a black one, until its player has painted it again, up to 42 ms later. The redirection ends with this connection; the server puts
 * each window's picture where it was. Blocking; one thread at a time.
 */
final class XRoot {
    private static final Logger LOG = LoggerFactory.getLogger(XRoot.class);
    private static final int CHANGE_WINDOW_ATTRIBUTES = 2;
    private static final int CLEAR_AREA = 61;
    private static final int BACKGROUND_PIXEL = 0x2;
    private static final int CURSOR = 0x4000;
    private static final int BLACK = 0;
    private static final int QUERY_VERSION = 0;
    private static final int REDIRECT_SUBWINDOWS = 2;
    private static final int AUTOMATIC = 0;

    private final XConnection x;
    private final int noPointer;

    XRoot(XConnection x) throws IOException {
        this.x = x;
        this.noPointer = XPointer.none(x);
    }

    /** Has the server keep every window's picture, as far as it can. */
    void redirect() throws IOException {
        int composite = x.extension("Composite");
        if (composite == 0) {
            LOG.warn("this display has no Composite extension: a change of list may be seen as a flash of black");
            return;
        }
        // 0.4: the oldest that a server of these days speaks. It insists on being asked.
        x.ask(x.request(composite, QUERY_VERSION, 3).putInt(0).putInt(4));
        x.send(x.request(composite, REDIRECT_SUBWINDOWS, 3).putInt(x.root()).putInt(AUTOMATIC));
        x.sync();
    }

    /** Takes from the area whatever somebody painted on the root window, a desktop's picture or a pointer. What windows cover is not touched. */
    void blacken(Painting.Area area) throws IOException {
        x.send(x.request(CHANGE_WINDOW_ATTRIBUTES, 0, 5).putInt(x.root()).putInt(BACKGROUND_PIXEL | CURSOR).putInt(BLACK).putInt(noPointer));
        x.send(x.request(CLEAR_AREA, 0, 4).putInt(x.root()).putShort((short) area.x()).putShort((short) area.y())
            .putShort((short) area.width()).putShort((short) area.height()));
        x.sync();
    }
}
