package ledwall.controller.text;

import org.jspecify.annotations.Nullable;

/**
 * One of the two scripts, with what was measured of its pinned font. All lengths are shares of the em; down is positive, the base line is 0.
 */
public enum Script {
    /** Noto Sans CJK SC Bold: 国 reaches from -0.810 to 0.088, the highest ideographs of 赢疆通永知 from -0.857 to 0.091. */
    CHINESE("zh", "Chinese", -1.0, 0.25, -0.810, 0.088, 40),
    /**
     * Noto Serif Tibetan Bold: the head line is at -0.678; letters without a leg (པ བ ས ལ ཡ) end at -0.073 to -0.070; vowels reach up to -1.116, ཚོ to -1.182,
     * stacks such as བསྒྲུབས down to 0.727. Rarer ones of Sanskrit reach further: {@link Shaped} sees to these.
     */
    TIBETAN("bo", "Tibetan", -1.19, 0.75, -0.678, -0.073, 64);

    /**
     * How many times the Chinese em the Tibetan em must be for letters of equal height: 国 is 0.898 em high, a Tibetan letter without a leg 0.605 em. (Programs
     * that size a font by ascent and descent, as subtitles do, need up to twice as much: Noto Serif Tibetan declares 2.81 em, Noto Sans CJK 1.45.)
     */
    public static final double EQUAL_HEIGHT = 0.898 / 0.605;

    private final String code;
    private final String words;
    private final double top;
    private final double bottom;
    private final double faceTop;
    private final double faceBottom;
    private final int coarsePixels;

    Script(String code, String words, double top, double bottom, double faceTop, double faceBottom, int coarsePixels) {
        this.code = code;
        this.words = words;
        this.top = top;
        this.bottom = bottom;
        this.faceTop = faceTop;
        this.faceBottom = faceBottom;
        this.coarsePixels = coarsePixels;
    }

    /** Its language's BCP 47 tag. */
    public String code() {
        return code;
    }

    /** For messages. */
    public String words() {
        return words;
    }

    /** From the top of a line to the base line. */
    double ascent() {
        return -top;
    }

    /** A line's height, at least. 1.94 for Tibetan, of which at least 1.8 is asked. */
    double lineHeight() {
        return bottom - top;
    }

    /** The middle of the letters' bodies: where the two stand on one line, these are level. */
    double middle() {
        return (faceTop + faceBottom) / 2;
    }

    /** The em in pixels at which the thinnest strokes are two pixels wide. See {@link Legibility}. */
    int coarsePixels() {
        return coarsePixels;
    }

    Script other() {
        return this == CHINESE ? TIBETAN : CHINESE;
    }

    /** The script whose font draws this character; null for spaces and joiners, which go with what stands before them. */
    static @Nullable Script of(int codePoint) {
        if (codePoint >= 0x0f00 && codePoint <= 0x0fff) {
            return TIBETAN;
        }
        return Character.isSpaceChar(codePoint) || Character.getType(codePoint) == Character.FORMAT ? null : CHINESE;
    }
}
