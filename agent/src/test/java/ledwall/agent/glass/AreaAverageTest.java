package ledwall.agent.glass;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class AreaAverageTest {
    @Test
    void picturesOfTheSameSizeAreCopied() {
        var average = new AreaAverage(2, 2, 2, 2);
        average.add(new int[] {0x010203, 0xffeedd});
        average.add(new int[] {0x808182, 0x000001});
        assertArrayEquals(bytes(1, 2, 3, 0xff, 0xee, 0xdd, 0x80, 0x81, 0x82, 0, 0, 1), average.result());
    }

    @Test
    void aPixelIsTheMeanOfThoseBelowIt() {
        var average = new AreaAverage(4, 2, 2, 1);
        average.add(new int[] {0x000000, 0xff0000, 0x102030, 0x102030});
        average.add(new int[] {0x000000, 0xff0000, 0x102030, 0x102030});
        assertArrayEquals(bytes(128, 0, 0, 0x10, 0x20, 0x30), average.result());
    }

    @Test
    void pixelsOnAnEdgeCountByWhatIsCovered() {
        var average = new AreaAverage(3, 3, 2, 2);
        average.add(new int[] {0x000000, 0x000000, 0xff0000});
        average.add(new int[] {0x000000, 0x000000, 0xff0000});
        average.add(new int[] {0x000000, 0x000000, 0xff0000});
        // The right half covers half of the black column and the whole red one.
        assertArrayEquals(bytes(0, 0, 0, 170, 0, 0, 0, 0, 0, 170, 0, 0), average.result());
    }

    private static byte[] bytes(int... values) {
        byte[] out = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            out[i] = (byte) values[i];
        }
        return out;
    }
}
