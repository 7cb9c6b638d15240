package ledwall.agent.glass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import ledwall.agent.Xvfb;
import ledwall.protocol.message.TestPicture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What covers the glass, as a real X server shows it. */
@Timeout(60)
class XCoverTest {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;

    @TempDir
    Path folder;

    private Xvfb screen;
    private XGlass glass;
    private XGlassWindow below;

    @BeforeEach
    void start() throws IOException {
        screen = new Xvfb(folder, WIDTH, HEIGHT);
        glass = new XGlass(screen.display());
        below = new XGlassWindow(screen.display());
        below.open(0x204060);
    }

    @AfterEach
    void stop() throws IOException {
        glass.uncover();
        below.close();
        screen.close();
    }

    @Test
    void aTestPictureCoversEveryPixelAndLeavesWhatWasBelow() throws IOException {
        glass.cover(new TestCard(TestPicture.RED, 64, 32));
        byte[] pixels = screen.pixels();
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                // The mouse pointer, too: this server draws it in the middle of the screen.
                assertEquals(0xff0000, rgb(pixels, x, y), x + "," + y);
            }
        }
        glass.cover(new TestCard(TestPicture.BLUE, 64, 32));
        assertEquals(0x0000ff, at(300, 200));
        glass.uncover();
        for (int[] at : new int[][] {{0, 0}, {WIDTH - 1, 0}, {0, HEIGHT - 1}, {WIDTH - 1, HEIGHT - 1}, {200, 100}}) {
            assertEquals(0x204060, at(at[0], at[1]));
        }
    }

    @Test
    void theRampHasEveryLevelAboveAndSixteenStepsBelow() throws IOException {
        glass.cover(new TestCard(TestPicture.GREY_RAMP, 64, 32));
        assertEquals(0x000000, at(0, 10));
        assertEquals(0xffffff, at(WIDTH - 1, 10));
        var levels = new ArrayList<Integer>();
        for (int x = 0; x < WIDTH; x++) {
            int level = at(x, HEIGHT - 10) & 0xff;
            if (levels.isEmpty() || levels.getLast() != level) {
                levels.add(level);
            }
        }
        assertEquals(List.of(0, 17, 34, 51, 68, 85, 102, 119, 136, 153, 170, 187, 204, 221, 238, 255), levels);
    }

    @Test
    void theGridHasABorderAroundEachModuleAndAFrameAroundAll() throws IOException {
        glass.cover(new TestCard(TestPicture.GRID, 80, 90));
        for (int x = 80; x < WIDTH; x += 80) {
            assertEquals(0x00e040, at(x, 45), "left of module " + x / 80);
            assertEquals(0x00e040, at(x - 1, 45), "right of the one before");
        }
        assertEquals(0x00e040, at(40, 90));
        assertEquals(0xf02020, at(0, 0));
        assertEquals(0xf02020, at(WIDTH - 1, HEIGHT - 1));
    }

    @Test
    void aBannerLeavesTheEdgesAndCarriesLetters() throws IOException {
        glass.cover(new Banner("北广场 ལྷ་ས་ཁྲོམ་ར།", "screen-north"));
        assertEquals(0x204060, at(2, 2));
        Painting.Area area = new Banner("x", "y").area(WIDTH, HEIGHT);
        byte[] pixels = screen.pixels();
        int lit = 0;
        for (int y = area.y() + 2; y < area.y() + area.height() - 2; y++) {
            for (int x = area.x() + 2; x < area.x() + area.width() - 2; x++) {
                lit += (rgb(pixels, x, y) & 0xff) > 0xc0 ? 1 : 0;
            }
        }
        assertTrue(lit > 1_000, lit + " lit pixels");
    }

    /** An odd rest of it once made a wall of 360 x 640 call itself 360 x 639. */
    @Test
    void aBannerHasAsMuchOfTheDisplayOnEitherSide() {
        for (int size = 1; size < 2_200; size++) {
            Painting.Area area = new Banner("x", "y").area(size, size);
            assertEquals(List.of(size, size), List.of(2 * area.x() + area.width(), 2 * area.y() + area.height()));
        }
    }

    @Test
    void whatComesUpOverTheCoverIsPutBelowItAgain() throws IOException {
        glass.cover(new TestCard(TestPicture.GREEN, 64, 32));
        try (var other = new XGlassWindow(screen.display())) {
            other.open(0x112233);
            assertEquals(0x112233, at(300, 200));
            assertEquals(List.of("", "ledwall-cover", ""), glass.windows().stream().map(Glass.Window::type).toList());
            glass.raiseCover();
            assertEquals(0x00ff00, at(300, 200));
            assertEquals(List.of("ledwall-cover", "", ""), glass.windows().stream().map(Glass.Window::type).toList());
        }
        assertEquals(1.0, glass.windows().getFirst().share());
    }

    @Test
    void aDisplayThatIsGoneIsSaidSo() throws IOException {
        screen.close();
        var gone = assertThrows(IOException.class, () -> glass.cover(new TestCard(TestPicture.RED, 64, 32)));
        assertTrue(String.valueOf(gone.getMessage()).contains("cannot be painted"), gone.getMessage());
    }

    @Test
    void picturesForTheEye() throws IOException {
        Path out = Files.createDirectories(Path.of("target/covers"));
        glass.cover(new Banner("北广场东屏 ལྷ་སའི་ཁྲོམ་ར་རྒྱལ་ས།", "screen-north"));
        save(out.resolve("identify.png"));
        glass.cover(new TestCard(TestPicture.GRID, 64, 32));
        save(out.resolve("grid.png"));
        glass.cover(new TestCard(TestPicture.GREY_RAMP, 64, 32));
        save(out.resolve("greyRamp.png"));
    }

    private void save(Path file) throws IOException {
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        byte[] pixels = screen.pixels();
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                image.setRGB(x, y, rgb(pixels, x, y));
            }
        }
        assertTrue(ImageIO.write(image, "png", file.toFile()));
        // And as the snapshot shows it.
        assertEquals(WIDTH, ImageIO.read(new ByteArrayInputStream(glass.capture(WIDTH).jpeg().array())).getWidth());
    }

    private int at(int x, int y) {
        return rgb(screen.pixels(), x, y);
    }

    private static int rgb(byte[] pixels, int x, int y) {
        int at = 4 * (y * WIDTH + x);
        return ((pixels[at + 2] & 0xff) << 16) | ((pixels[at + 1] & 0xff) << 8) | (pixels[at] & 0xff);
    }
}
