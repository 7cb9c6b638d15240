package ledwall.meter;

/** Looks at one screen and says what is on it: a {@link FrameCode}, or one of the constants. Some eighty pixels a look. */
public final class Eye {
    /** Every place that is looked at is black. */
    public static final int BLACK = -1;
    /** The bands show two frames: caught in the midst of a repaint. */
    public static final int TORN = -2;
    /** Something else, such as the slate. */
    public static final int OTHER = -3;

    private static final int BLACK_GREY = 24;
    /** White and black of the guard are at least so far apart, however a picture was graded. */
    private static final int LEAST_CONTRAST = 60;
    private static final double[] ROWS = {.3, .4, .5, .65};
    private static final double[] COLUMNS = {.15, .4, .6, .85};

    private final Pixels pixels;
    private final int[] greys = new int[FrameCode.CELLS];
    private boolean lit;

    public Eye(Pixels pixels) {
        this.pixels = pixels;
    }

    public int look() {
        lit = false;
        int upper = band(true);
        int lower = band(false);
        if (upper == lower && upper != FrameCode.NONE) {
            return upper;
        }
        if (upper != FrameCode.NONE && lower != FrameCode.NONE) {
            return TORN;
        }
        return lit || litBetween() ? OTHER : BLACK;
    }

    private int band(boolean upper) {
        int y = FrameCode.bandY(upper, pixels.height());
        for (int cell = 0; cell < greys.length; cell++) {
            greys[cell] = pixels.grey(FrameCode.cellX(cell, pixels.width()), y);
            lit |= greys[cell] > BLACK_GREY;
        }
        // The guard's two cells say what white and black are here.
        if (greys[0] - greys[1] < LEAST_CONTRAST) {
            return FrameCode.NONE;
        }
        int middle = (greys[0] + greys[1]) / 2;
        int bits = 0;
        for (int grey : greys) {
            bits = bits << 1 | (grey > middle ? 1 : 0);
        }
        return FrameCode.read(bits);
    }

    private boolean litBetween() {
        for (double row : ROWS) {
            for (double column : COLUMNS) {
                if (pixels.grey((int) (column * pixels.width()), (int) (row * pixels.height())) > BLACK_GREY) {
                    return true;
                }
            }
        }
        return false;
    }
}
