package ledwall.meter;

import java.util.Arrays;

/**
 * An item's and a frame's number written into the frame's picture, so that pixels say what is on a screen. 32 cells side by side, the most significant bit
 * first, white for 1: the guard 1 0, 6 bits of item, 16 bits of frame, a CRC-8 (polynomial 0x07, begun with 0x5A) over those 24. The row stands in a band near
 * the top and again near the foot: a picture that was caught half painted shows two numbers. All places are parts of the picture's size, so that it may be
 * scaled, also out of shape.
 */
public final class FrameCode {
    public static final int CELLS = 32;
    public static final int MOST_ITEMS = 63;
    public static final int MOST_FRAMES = 1 << 16;
    /** Not the bits of any frame. */
    public static final int NONE = -1;

    private static final int GUARD = 0b10;
    private static final double BAND_FROM = 0.03;
    private static final double BAND_UNTIL = 0.17;

    private FrameCode() {}

    /** An item and a frame in one number, never negative. */
    public static int of(int item, int frame) {
        if (item < 1 || item > MOST_ITEMS || frame < 0 || frame >= MOST_FRAMES) {
            throw new IllegalArgumentException("item " + item + ", frame " + frame + " cannot be written");
        }
        return item << 16 | frame;
    }

    public static int item(int code) {
        return code >> 16;
    }

    public static int frame(int code) {
        return code & 0xffff;
    }

    /** The cells' bits. */
    static int bits(int code) {
        int body = GUARD << 22 | code;
        return body << 8 | check(body);
    }

    /** The code that these cells hold, or {@link #NONE}. */
    static int read(int bits) {
        int body = bits >>> 8;
        int code = body & 0x3fffff;
        return body >> 22 == GUARD && check(body) == (bits & 0xff) && item(code) > 0 ? code : NONE;
    }

    private static int check(int body) {
        int sum = 0x5a;
        for (int shift = 16; shift >= 0; shift -= 8) {
            sum ^= body >> shift & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                sum = (sum << 1 ^ ((sum & 0x80) == 0 ? 0 : 0x07)) & 0xff;
            }
        }
        return sum;
    }

    /** Where a cell's middle lies across a picture. */
    static int cellX(int cell, int width) {
        return (2 * cell + 1) * width / (2 * CELLS);
    }

    /** The middle of the upper band, and that of the lower one. */
    static int bandY(boolean upper, int height) {
        double middle = (BAND_FROM + BAND_UNTIL) / 2;
        return Math.min(height - 1, (int) Math.round((upper ? middle : 1 - middle) * height));
    }

    /** Paints both bands into a grey picture, one byte a pixel, and leaves the rest as it is. */
    public static void paint(byte[] grey, int width, int height, int code) {
        byte[] row = new byte[width];
        int bits = bits(code);
        for (int cell = 0; cell < CELLS; cell++) {
            byte value = (byte) ((bits >>> CELLS - 1 - cell & 1) == 1 ? 235 : 16);
            Arrays.fill(row, cell * width / CELLS, (cell + 1) * width / CELLS, value);
        }
        for (boolean upper : new boolean[] {true, false}) {
            int from = (int) Math.round((upper ? BAND_FROM : 1 - BAND_UNTIL) * height);
            int until = (int) Math.round((upper ? BAND_UNTIL : 1 - BAND_FROM) * height);
            for (int y = from; y < until; y++) {
                System.arraycopy(row, 0, grey, y * width, width);
            }
        }
    }
}
