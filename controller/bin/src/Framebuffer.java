import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One virtual screen's pixels as they are this instant: the XWD file that Xvfb keeps, mapped into memory (format: X11/XWDFile.h). */
final class Framebuffer {
    private final ByteBuffer bytes;
    private final int pixels;
    private final int stride;
    final int width;
    final int height;

    Framebuffer(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()).order(ByteOrder.BIG_ENDIAN);
        }
        width = bytes.getInt(16);
        height = bytes.getInt(20);
        stride = bytes.getInt(48);
        pixels = bytes.getInt(0) + bytes.getInt(76) * 12;
    }

    /** Brightness 0-255 of one pixel: the mean of its three colours. */
    int grey(int x, int y) {
        int at = pixels + y * stride + x * 4;
        return ((bytes.get(at) & 0xff) + (bytes.get(at + 1) & 0xff) + (bytes.get(at + 2) & 0xff)) / 3;
    }

    /** Whether nothing but black is at 12 x 12 places spread over the screen. */
    boolean black() {
        for (int row = 0; row < 12; row++) {
            for (int column = 0; column < 12; column++) {
                if (grey((2 * column + 1) * width / 24, (2 * row + 1) * height / 24) > 24) {
                    return false;
                }
            }
        }
        return true;
    }
}
