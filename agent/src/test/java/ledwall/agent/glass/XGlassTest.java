package ledwall.agent.glass;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import ledwall.agent.Xvfb;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class XGlassTest {
    private static final int RED = 0xe02010;
    private static final int GREEN = 0x10c040;
    private static final int BLUE = 0x2030f0;

    @TempDir Path folder;

    @Test
    void picturesShowTheDisplaysPixels() throws IOException {
        try (var screen = new Xvfb(folder, 641, 360); var painter = new XPainter(screen.display())) {
            painter.fill(RED, 0, 0, 641, 120);
            painter.fill(GREEN, 0, 120, 641, 120);
            painter.fill(BLUE, 0, 240, 641, 120);
            var glass = new XGlass(screen.display());
            Glass.Picture whole = glass.capture(5_000);
            assertEquals(641, whole.width());
            assertEquals(360, whole.height());
            BufferedImage seen = decoded(whole);
            assertNear(RED, seen.getRGB(320, 60));
            assertNear(GREEN, seen.getRGB(5, 180));
            assertNear(BLUE, seen.getRGB(640, 359));

            painter.fill(GREEN, 0, 0, 641, 360);
            Glass.Picture small = glass.capture(160);
            assertEquals(160, small.width());
            assertEquals(90, small.height());
            assertNear(GREEN, decoded(small).getRGB(80, 10));
        }
    }

    @Test
    void rawPixelsAreThoseOfTheFrameBuffer() throws IOException {
        try (var screen = new Xvfb(folder, 333, 217); var painter = new XPainter(screen.display())) {
            for (int i = 0; i < 111; i++) {
                painter.fill(0x010203 * (i % 80) + 0x30 * i, 3 * i, i, 3, 217 - i);
            }
            try (var x = XConnection.open(Path.of("/tmp/.X11-unix/X" + screen.display().substring(1)), new byte[0])) {
                assertEquals(new XConnection.Size(333, 217), x.size());
                byte[] top = x.pixels(new Painting.Area(0, 0, 333, 100), new byte[0]);
                byte[] rest = x.pixels(new Painting.Area(0, 100, 333, 117), new byte[0]);
                byte[] all = Arrays.copyOf(top, top.length + rest.length);
                System.arraycopy(rest, 0, all, top.length, rest.length);
                byte[] expected = screen.pixels();
                assertArrayEquals(coloursOnly(expected), coloursOnly(all));
            }
        }
    }

    @Test
    void vanishedDisplayIsToldAndItsReturnIsSeen() throws IOException {
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        String display;
        XGlass glass;
        try (var screen = new Xvfb(mkdir(first), 64, 36, Xvfb.ownDisplay())) {
            display = screen.display();
            glass = new XGlass(display);
            assertEquals(64, glass.capture(64).width());
        }
        IOException gone = assertThrows(IOException.class, () -> glass.capture(64));
        assertTrue(gone.getMessage().startsWith("display " + display + " cannot be read: ") && gone.getMessage().contains("check that"), gone.getMessage());
        try (var screen = new Xvfb(mkdir(second), 80, 36, display); var painter = new XPainter(screen.display())) {
            painter.fill(BLUE, 0, 0, 80, 36);
            Glass.Picture back = glass.capture(640);
            assertEquals(80, back.width());
            assertNear(BLUE, decoded(back).getRGB(40, 18));
        }
    }

    @Test
    void displaysOfOtherMachinesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new XGlass("wall-3:0"));
        assertThrows(IllegalArgumentException.class, () -> new XGlass(""));
    }

    private static Path mkdir(Path folder) throws IOException {
        return Files.createDirectory(folder);
    }

    private static BufferedImage decoded(Glass.Picture picture) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture.jpeg().array()));
        assertEquals(picture.width(), image.getWidth());
        assertEquals(picture.height(), image.getHeight());
        return image;
    }

    private static void assertNear(int expected, int seen) {
        for (int shift = 0; shift <= 16; shift += 8) {
            int difference = Math.abs(((expected >> shift) & 0xff) - ((seen >> shift) & 0xff));
            assertTrue(difference <= 4, () -> "expected about " + Integer.toHexString(expected) + " but saw " + Integer.toHexString(seen & 0xffffff));
        }
    }

    /** The fourth byte of a pixel means nothing. */
    private static byte[] coloursOnly(byte[] pixels) {
        byte[] out = pixels.clone();
        for (int i = 3; i < out.length; i += 4) {
            out[i] = 0;
        }
        return out;
    }
}
