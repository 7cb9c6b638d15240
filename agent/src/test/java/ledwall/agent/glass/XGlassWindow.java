package ledwall.agent.glass;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Somebody else's window of one colour over the whole display. */
final class XGlassWindow implements AutoCloseable {
    private final XConnection x;

    XGlassWindow(String display) throws IOException {
        x = XConnection.open(Path.of("/tmp/.X11-unix/X" + display.substring(1)), new byte[0]);
    }

    void open(int rgb) throws IOException {
        XConnection.Size size = x.size();
        int window = x.newId();
        ByteBuffer create = x.request(1, 0, 9).putInt(window).putInt(x.root()).putInt(0).putShort((short) size.width()).putShort((short) size.height());
        x.send(create.putShort((short) 0).putShort((short) 1).putInt(0).putInt(2).putInt(rgb));
        x.send(x.request(8, 0, 2).putInt(window));
        x.sync();
    }

    @Override
    public void close() throws IOException {
        x.close();
    }
}
