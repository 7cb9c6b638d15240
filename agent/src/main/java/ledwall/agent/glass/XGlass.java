package ledwall.agent.glass;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ledwall.protocol.id.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * An X display's own pixels. Connects at the first call and again after a failure. Blocking; calls take turns. It shows all windows as they are composed on the screen, whoever
 * painted them; the mouse pointer, which the X server lays over them, it does not show.
 */
public final class XGlass implements Glass {
    /** A strip of the display is held at a time. Larger ones are no faster. */
    private static final int STRIP_BYTES = 1 << 20;
    /** A picture travels in one frame of at most 1 MiB, with its header. */
    private static final int MAX_JPEG_BYTES = (1 << 20) - (16 << 10);
    /** A picture for people to look at, and three bytes a pixel of memory. */
    private static final int MAX_WIDTH = 1_920;
    private static final Pattern DISPLAY = Pattern.compile("(?:unix)?:(\\d{1,5})(?:\\.0)?");

    private final String display;
    private final Path socket;
    private final int number;
    private @Nullable XConnection connection;
    private @Nullable Jpeg jpeg;
    private byte[] strip = new byte[0];

    /** @param display a display of this machine, such as {@code :71} */
    public XGlass(String display) {
        Matcher parts = DISPLAY.matcher(display);
        if (!parts.matches()) {
            throw new IllegalArgumentException("the display must be one of this machine, such as :0, but is \"" + display + "\"");
        }
        this.display = display;
        this.number = Integer.parseInt(parts.group(1));
        this.socket = Path.of("/tmp/.X11-unix/X" + number);
    }

    @Override
    public synchronized Picture capture(int maxWidth) throws IOException {
        try {
            return read(connected(), maxWidth);
        } catch (IOException | RuntimeException e) {
            // What is left in the stream cannot be told from the next answer.
            disconnect();
            throw new IOException("display " + display + " cannot be read: " + e.getMessage() + "; check that its X server runs and that this user may use it", e);
        }
    }

    private Picture read(XConnection x, int maxWidth) throws IOException {
        XConnection.Size size = x.size();
        int outWidth = Math.clamp(maxWidth, 1, Math.min(MAX_WIDTH, size.width()));
        int outHeight = Math.max(1, Math.round((float) size.height() * outWidth / size.width()));
        var picture = new AreaAverage(size.width(), size.height(), outWidth, outHeight);
        PixelFormat format = x.format();
        int rowBytes = format.rowBytes(size.width());
        int stripRows = Math.max(1, STRIP_BYTES / rowBytes);
        int[] row = new int[size.width()];
        for (int top = 0; top < size.height(); top += stripRows) {
            int rows = Math.min(stripRows, size.height() - top);
            strip = x.rows(top, size.width(), rows, strip);
            for (int y = 0; y < rows; y++) {
                for (int i = 0; i < row.length; i++) {
                    row[i] = format.rgb(strip, y * rowBytes + i * format.bytes());
                }
                picture.add(row);
            }
        }
        if (jpeg == null) {
            jpeg = new Jpeg();
        }
        Bytes packed = jpeg.pack(picture.result(), outWidth, outHeight, MAX_JPEG_BYTES);
        return new Picture(packed, outWidth, outHeight);
    }

    private XConnection connected() throws IOException {
        XConnection open = connection;
        if (open == null) {
            Path authority = XAuthority.file(System.getenv(), System.getProperty("user.home", "/"));
            open = XConnection.open(socket, XAuthority.cookie(authority, number));
            connection = open;
        }
        return open;
    }

    private void disconnect() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (IOException e) {
            // It is gone either way.
        }
        connection = null;
    }
}
