package ledwall.controller.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;

/** Small files as people upload them. */
final class TestMedia {
    private static final int PATIENCE_SECONDS = 90;

    private TestMedia() {}

    /** Four seconds of H.264. */
    static Path video(Path to) throws IOException, InterruptedException {
        var ffmpeg = new ProcessBuilder("ffmpeg", "-nostdin", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=320x180:rate=25:duration=4", "-c:v", "libx264",
            "-preset", "ultrafast", "-pix_fmt", "yuv420p", to.toString()).inheritIO().start();
        assertTrue(ffmpeg.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "ffmpeg hangs");
        assertEquals(0, ffmpeg.exitValue());
        return to;
    }

    static Path picture(Path to) throws IOException {
        var image = new BufferedImage(320, 180, BufferedImage.TYPE_INT_RGB);
        var pen = image.createGraphics();
        pen.setColor(Color.PINK);
        pen.fillRect(0, 0, 320, 180);
        pen.dispose();
        ImageIO.write(image, "png", to.toFile());
        return to;
    }
}
