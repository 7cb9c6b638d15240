package ledwall.agent.glass;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of the graphics card, and which part of the display each of them sends out (X Resize, Rotate and Reflect Extension 1.3: GetScreenResourcesCurrent,
 * GetOutputInfo, GetCrtcInfo). None of the requests has the server probe its cables, which would take it a second. Blocking; one thread at a time.
 */
final class XOutputs {
    private static final int QUERY_VERSION = 0;
    private static final int GET_OUTPUT_INFO = 9;
    private static final int GET_CRTC_INFO = 20;
    private static final int GET_SCREEN_RESOURCES_CURRENT = 25;
    private static final int MAJOR = 1;
    private static final int MINOR = 3;
    private static final int DISCONNECTED = 1;

    private final XConnection x;
    private final int randr;

    /**
     * @param area what of the display it sends out; null where it is switched off
     * @param connected whether something hangs on it, as far as the card can tell
     */
    record Output(String name, Painting.@Nullable Area area, boolean connected) {}

    private XOutputs(XConnection x, int randr) {
        this.x = x;
        this.randr = randr;
    }

    /** Null where the display does not know its outputs. */
    static @Nullable XOutputs of(XConnection x) throws IOException {
        int randr = x.extension("RANDR");
        if (randr == 0) {
            return null;
        }
        ByteBuffer version = x.ask(x.request(randr, QUERY_VERSION, 3).putInt(MAJOR).putInt(MINOR));
        boolean enough = version.getInt(8) > MAJOR || (version.getInt(8) == MAJOR && version.getInt(12) >= MINOR);
        return enough ? new XOutputs(x, randr) : null;
    }

    List<Output> all() throws IOException {
        ByteBuffer reply = x.ask(x.request(randr, GET_SCREEN_RESOURCES_CURRENT, 2).putInt(x.root()));
        ByteBuffer lists = x.rest(reply);
        int configuredAt = reply.getInt(12);
        int crtcs = Short.toUnsignedInt(reply.getShort(16));
        int outputs = Short.toUnsignedInt(reply.getShort(18));
        var found = new ArrayList<Output>();
        for (int i = 0; i < outputs; i++) {
            found.add(output(lists.getInt(4 * (crtcs + i)), configuredAt));
        }
        return found;
    }

    private Output output(int output, int configuredAt) throws IOException {
        ByteBuffer reply = x.ask(x.request(randr, GET_OUTPUT_INFO, 3).putInt(output).putInt(configuredAt));
        // The fixed part has 36 bytes.
        ByteBuffer rest = x.rest(reply);
        int crtc = reply.getInt(12);
        int crtcs = Short.toUnsignedInt(reply.getShort(26));
        int modes = Short.toUnsignedInt(reply.getShort(28));
        int clones = Short.toUnsignedInt(rest.getShort(0));
        byte[] name = new byte[Short.toUnsignedInt(rest.getShort(2))];
        rest.position(4 + 4 * (crtcs + modes + clones)).get(name);
        return new Output(new String(name, StandardCharsets.UTF_8), crtc == 0 ? null : area(crtc, configuredAt), reply.get(24) != DISCONNECTED);
    }

    private Painting.@Nullable Area area(int crtc, int configuredAt) throws IOException {
        ByteBuffer reply = x.ask(x.request(randr, GET_CRTC_INFO, 3).putInt(crtc).putInt(configuredAt));
        x.rest(reply);
        int width = Short.toUnsignedInt(reply.getShort(16));
        int height = Short.toUnsignedInt(reply.getShort(18));
        return width == 0 || height == 0 ? null : new Painting.Area(reply.getShort(12), reply.getShort(14), width, height);
    }
}
