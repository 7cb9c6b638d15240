package ledwall.agent.glass;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Changes the size of what an output sends out, as a technician does with xrandr (RandR 1.2: SetScreenSize, SetCrtcConfig). */
final class XResize {
    private static final int SET_SCREEN_SIZE = 7;
    private static final int CREATE_MODE = 16;
    private static final int ADD_OUTPUT_MODE = 18;
    private static final int SET_CRTC_CONFIG = 21;
    private static final int GET_SCREEN_RESOURCES_CURRENT = 25;

    private final XConnection x;
    private final int randr;

    XResize(XConnection x) throws IOException {
        this.x = x;
        this.randr = x.extension("RANDR");
    }

    /** The first output sends out this part of the display from now on; null switches it off. The whole display has its size as before. */
    void output(Painting.@Nullable Area area) throws IOException {
        ByteBuffer reply = x.ask(x.request(randr, GET_SCREEN_RESOURCES_CURRENT, 2).putInt(x.root()));
        ByteBuffer lists = x.rest(reply);
        int configuredAt = reply.getInt(12);
        int crtcs = Short.toUnsignedInt(reply.getShort(16));
        int crtc = lists.getInt(0);
        int output = lists.getInt(4 * crtcs);
        setCrtc(crtc, configuredAt, 0, 0, 0, 0);
        if (area == null) {
            return;
        }
        short width = (short) area.width();
        short height = (short) area.height();
        // Whatever it is called, nobody else's mode may have the name.
        byte[] name = ("wall-" + x.newId()).getBytes(StandardCharsets.US_ASCII);
        ByteBuffer create = x.request(randr, CREATE_MODE, 10 + (name.length + 3) / 4).putInt(x.root());
        create.putInt(0).putShort(width).putShort(height).putInt(width * height * 60);
        create.putShort(width).putShort(width).putShort(width).putShort((short) 0);
        create.putShort(height).putShort(height).putShort(height).putShort((short) name.length).putInt(0);
        int mode = x.ask(create.put(name).position(create.capacity())).getInt(8);
        x.send(x.request(randr, ADD_OUTPUT_MODE, 3).putInt(output).putInt(mode));
        x.sync();
        setCrtc(crtc, configuredAt, area.x(), area.y(), mode, output);
    }

    /** The whole display; outputs stay as they are. */
    void display(int width, int height) throws IOException {
        x.send(x.request(randr, SET_SCREEN_SIZE, 5).putInt(x.root()).putShort((short) width).putShort((short) height).putInt(300).putInt(200));
        x.sync();
    }

    private void setCrtc(int crtc, int configuredAt, int left, int top, int mode, int output) throws IOException {
        ByteBuffer request = x.request(randr, SET_CRTC_CONFIG, mode == 0 ? 7 : 8).putInt(crtc).putInt(0).putInt(configuredAt)
            .putShort((short) left).putShort((short) top).putInt(mode).putShort((short) 1).putShort((short) 0);
        byte refused = x.ask(mode == 0 ? request : request.putInt(output)).get(1);
        if (refused != 0) {
            throw new IOException("the X server refused with status " + refused);
        }
    }
}
