package ledwall.agent.glass;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Does to one window what a window manager does: puts it into a frame of its own, and says on the display that there is one. */
final class XFrame implements AutoCloseable {
    private static final int CREATE_WINDOW = 1;
    private static final int REPARENT_WINDOW = 7;
    private static final int MAP_WINDOW = 8;
    private static final int UNMAP_WINDOW = 10;
    private static final int SET_SELECTION_OWNER = 22;
    private static final int INPUT_OUTPUT = 1;
    private static final int OVERRIDE_REDIRECT = 0x200;
    private static final int BORDER = 4;
    private static final int TITLE = 20;

    private final XConnection x;

    XFrame(String display) throws IOException {
        x = XDisplay.of(display).open();
    }

    void manage(int window, Painting.Area area) throws IOException {
        int frame = x.newId();
        ByteBuffer create = x.request(CREATE_WINDOW, 0, 9).putInt(frame).putInt(x.root()).putShort((short) area.x()).putShort((short) area.y());
        create.putShort((short) (area.width() + 2 * BORDER)).putShort((short) (area.height() + TITLE + BORDER)).putShort((short) 0);
        x.send(create.putShort((short) INPUT_OUTPUT).putInt(0).putInt(OVERRIDE_REDIRECT).putInt(1));
        x.send(x.request(REPARENT_WINDOW, 0, 4).putInt(window).putInt(frame).putShort((short) BORDER).putShort((short) TITLE));
        x.send(x.request(MAP_WINDOW, 0, 2).putInt(frame));
        x.send(x.request(SET_SELECTION_OWNER, 0, 4).putInt(frame).putInt(x.atom("WM_S0")).putInt(0));
        x.sync();
    }

    /** As one does that finds its frame empty. */
    void withdraw(int window) throws IOException {
        x.send(x.request(UNMAP_WINDOW, 0, 2).putInt(window));
        x.sync();
    }

    @Override
    public void close() throws IOException {
        x.close();
    }
}
