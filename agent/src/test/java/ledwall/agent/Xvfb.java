package ledwall.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.awaitility.Awaitility;

/** A screen without glass: an X server that keeps its pixels in a file (XWD format), so that a test sees what is really painted. */
public final class Xvfb implements AutoCloseable {
    private final Process process;
    private final Path frameBuffer;
    private final String display;
    private final int width;
    private final int height;

    /** On a free display. */
    public Xvfb(Path folder, int width, int height) throws IOException {
        this(folder, width, height, "");
    }

    /** A display that nobody takes unasked, as those are that are counted from 0: for a test whose server goes and comes back, while other tests start theirs. */
    public static String ownDisplay() {
        return ":" + (10_000 + ProcessHandle.current().pid() % 40_000);
    }

    /** On the display named; on a free one where the name is empty. */
    public Xvfb(Path folder, int width, int height, String wanted) throws IOException {
        this(folder, width, height, wanted, "");
    }

    /** @param options of the server beside its usual ones, such as {@code -extension Composite} */
    public Xvfb(Path folder, int width, int height, String wanted, String options) throws IOException {
        this.width = width;
        this.height = height;
        Path number = folder.resolve("display");
        // The server writes its number to the descriptor once it is up: sh makes a file of that.
        process = new ProcessBuilder("sh", "-c", "exec Xvfb " + wanted + " -displayfd 3 -screen 0 " + width + "x" + height + "x24 -fbdir '" + folder
            + "' -nolisten tcp -noreset -ac -s 0 " + options + " 3>'" + number + "' >/dev/null 2>&1").start();
        frameBuffer = folder.resolve("Xvfb_screen0");
        Awaitility.await("Xvfb is up").atMost(Duration.ofSeconds(10)).until(() -> Files.exists(number) && Files.size(number) > 1 && Files.size(frameBuffer) > 0);
        display = ":" + Files.readString(number).strip();
    }

    public String display() {
        return display;
    }

    /** The pixels, four bytes each in the order blue, green, red, unused. */
    public byte[] pixels() {
        try {
            byte[] file = Files.readAllBytes(frameBuffer);
            var header = ByteBuffer.wrap(file);
            // XWDFile.h: header size first, the number of 12-byte colours as the 20th word.
            int begin = header.getInt(0) + 12 * header.getInt(19 * 4);
            return Arrays.copyOfRange(file, begin, begin + 4 * width * height);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Notes every change of one pixel from now on. */
    public PixelWatch watch(int x, int y) {
        return new PixelWatch(frameBuffer, width, x, y);
    }

    /** Red, green and blue in the middle of the screen. */
    public List<Integer> middle() {
        byte[] pixels = pixels();
        int at = 4 * (height / 2 * width + width / 2);
        return List.of(pixels[at + 2] & 0xff, pixels[at + 1] & 0xff, pixels[at] & 0xff);
    }

    /** How many colour values are not zero. */
    public long lit() {
        byte[] pixels = pixels();
        long count = 0;
        for (int i = 0; i < pixels.length; i++) {
            count += i % 4 != 3 && pixels[i] != 0 ? 1 : 0;
        }
        return count;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
