package ledwall.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EyeTest {
    /** A grey picture, of which a scaled one can be made: each pixel of it is the mean of those that it covers. */
    private record Picture(byte[] grey, int width, int height) implements Pixels {
        static Picture of(int width, int height, int code) {
            byte[] grey = new byte[width * height];
            Arrays.fill(grey, (byte) 90);
            FrameCode.paint(grey, width, height, code);
            return new Picture(grey, width, height);
        }

        Picture scaled(int newWidth, int newHeight) {
            byte[] out = new byte[newWidth * newHeight];
            for (int y = 0; y < newHeight; y++) {
                for (int x = 0; x < newWidth; x++) {
                    out[y * newWidth + x] = (byte) mean(x, y, newWidth, newHeight);
                }
            }
            return new Picture(out, newWidth, newHeight);
        }

        private int mean(int x, int y, int newWidth, int newHeight) {
            int x0 = x * width / newWidth;
            int x1 = Math.max(x0 + 1, (x + 1) * width / newWidth);
            int y0 = y * height / newHeight;
            int y1 = Math.max(y0 + 1, (y + 1) * height / newHeight);
            int sum = 0;
            for (int v = y0; v < y1; v++) {
                for (int u = x0; u < x1; u++) {
                    sum += grey(u, v);
                }
            }
            return sum / ((x1 - x0) * (y1 - y0));
        }

        @Override
        public int grey(int x, int y) {
            return grey[y * width + x] & 0xff;
        }
    }

    @ParameterizedTest
    @CsvSource({"640,360", "360,640", "1280,720", "1920,1080", "1080,1920", "100,100", "333,77", "64,48"})
    void everyScaledPictureIsRead(int width, int height) {
        for (int code : new int[] {FrameCode.of(1, 0), FrameCode.of(3, 249), FrameCode.of(63, 65_535), FrameCode.of(42, 0xaaaa)}) {
            assertEquals(code, new Eye(Picture.of(1280, 720, code).scaled(width, height)).look());
        }
    }

    @Test
    void allFramesOfAllItemsDiffer() {
        var seen = new java.util.BitSet();
        for (int item = 1; item <= FrameCode.MOST_ITEMS; item += 31) {
            for (int frame = 0; frame < FrameCode.MOST_FRAMES; frame++) {
                int code = FrameCode.of(item, frame);
                assertEquals(code, FrameCode.read(FrameCode.bits(code)));
                assertEquals(item, FrameCode.item(code));
                assertEquals(frame, FrameCode.frame(code));
                seen.set(code);
            }
        }
        assertEquals(3 * FrameCode.MOST_FRAMES, seen.cardinality());
        assertThrows(IllegalArgumentException.class, () -> FrameCode.of(0, 1));
        assertThrows(IllegalArgumentException.class, () -> FrameCode.of(1, 65_536));
    }

    @Test
    void everySingleAndDoubleFaultOfACellIsFound() {
        int bits = FrameCode.bits(FrameCode.of(5, 1_234));
        for (int a = 0; a < FrameCode.CELLS; a++) {
            for (int b = 0; b < FrameCode.CELLS; b++) {
                assertEquals(FrameCode.NONE, FrameCode.read(bits ^ 1 << a ^ (a == b ? 0 : 1 << b)), "cells " + a + " and " + b);
            }
        }
    }

    @Test
    void grainAndPaleContrastAreReadThrough() {
        var dice = new Random(1);
        int code = FrameCode.of(7, 77);
        byte[] grey = Picture.of(640, 360, code).grey();
        for (int i = 0; i < grey.length; i++) {
            grey[i] = (byte) (60 + (grey[i] & 0xff) / 2 + dice.nextInt(-20, 20));
        }
        assertEquals(code, new Eye(new Picture(grey, 640, 360)).look());
    }

    @Test
    void blackTornAndAnythingElseAreToldApart() {
        assertEquals(Eye.BLACK, new Eye(new Picture(new byte[640 * 360], 640, 360)).look());

        Picture torn = Picture.of(640, 360, FrameCode.of(1, 5));
        System.arraycopy(Picture.of(640, 360, FrameCode.of(1, 6)).grey(), 0, torn.grey(), 0, 640 * 180);
        assertEquals(Eye.TORN, new Eye(torn).look());

        byte[] slate = new byte[640 * 360];
        Arrays.fill(slate, (byte) 40);
        assertEquals(Eye.OTHER, new Eye(new Picture(slate, 640, 360)).look());
        Arrays.fill(slate, (byte) 255);
        assertEquals(Eye.OTHER, new Eye(new Picture(slate, 640, 360)).look());
    }

    @Test
    void pictureThatIsLitOnlyBetweenTheBandsIsNotBlack() {
        byte[] grey = new byte[640 * 360];
        Arrays.fill(grey, 640 * 100, 640 * 260, (byte) 120);
        assertNotEquals(Eye.BLACK, new Eye(new Picture(grey, 640, 360)).look());
    }
}
