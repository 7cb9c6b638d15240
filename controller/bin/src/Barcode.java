/**
 * A frame's number written into its picture: 24 cells across a band at the top and one at the bottom, white for 1. Two guard cells (1, 0), 4 bits of clip, 14 bits of frame, 4 bits of
 * check. Both bands must agree, or the picture was caught between two frames.
 */
final class Barcode {
    static final int CELLS = 24;
    /** Not readable: black, torn, or something else. */
    static final int NONE = -1;

    private Barcode() {}

    static boolean cell(int index, int clip, int frame) {
        return (code(clip, frame) >> (CELLS - 1 - index) & 1) == 1;
    }

    private static int code(int clip, int frame) {
        int body = clip << 14 | frame;
        return 1 << 23 | body << 4 | check(body);
    }

    private static int check(int body) {
        int sum = 5;
        for (int rest = body; rest != 0; rest >>>= 4) {
            sum = sum * 3 + (rest & 15);
        }
        return sum & 15;
    }

    /** {@code clip << 14 | frame}, or {@link #NONE}. */
    static int read(Framebuffer screen) {
        int top = read(screen, screen.height / 24);
        return top != NONE && top == read(screen, screen.height - 1 - screen.height / 24) ? top : NONE;
    }

    private static int read(Framebuffer screen, int y) {
        int code = 0;
        for (int i = 0; i < CELLS; i++) {
            code = code << 1 | (screen.grey((2 * i + 1) * screen.width / (2 * CELLS), y) > 128 ? 1 : 0);
        }
        int body = code >> 4 & 0x3ffff;
        return code >> 22 == 2 && (code & 15) == check(body) ? body : NONE;
    }
}
