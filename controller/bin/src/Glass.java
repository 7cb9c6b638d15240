import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks at the virtual screens themselves, in the XWD files that Xvfb keeps (format: X11/XWDFile.h). */
final class Glass {
    private static final long LIMIT_NANOS = 120_000_000_000L;

    private Glass() {}

    static void awaitPictures(Path work, int screens) throws IOException, InterruptedException {
        long until = System.nanoTime() + LIMIT_NANOS;
        for (int k = 1; k <= screens; k++) {
            Path file = work.resolve("screens").resolve(Integer.toString(k)).resolve("fb/Xvfb_screen0");
            while (!shows(file)) {
                if (System.nanoTime() > until) {
                    throw new Demo.Failed("Screen " + k + " stays dark. " + work.resolve("screens/" + k + "/agent.log") + " may say why.");
                }
                Thread.sleep(50);
            }
        }
    }

    /** Whether a good part of the pixels is not black. */
    private static boolean shows(Path file) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        var bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        if (bytes.limit() < 100) {
            return false;
        }
        int headerBytes = bytes.getInt(0);
        int colours = bytes.getInt(76);
        int lit = 0;
        int seen = 0;
        for (int at = headerBytes + colours * 12; at + 4 <= bytes.limit(); at += 64) {
            seen++;
            if ((bytes.get(at) & 0xff) + (bytes.get(at + 1) & 0xff) + (bytes.get(at + 2) & 0xff) > 72) {
                lit++;
            }
        }
        return seen > 0 && lit * 5 > seen;
    }
}
