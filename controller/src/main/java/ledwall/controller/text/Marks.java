package ledwall.controller.text;

/**
 * Tibetan vowels and subjoined letters that have no letter to stand with. The font draws a dotted circle under most of them, which is refused as such; behind a
 * space or a tsheg it draws them all the same, and people would see a fault of the screen.
 */
final class Marks {
    private Marks() {}

    /** Whether a mark that needs a letter stands at {@code at} without one before it. */
    static boolean isAlone(String text, int at) {
        int mark = text.codePointAt(at);
        if (!needsLetter(mark)) {
            return false;
        }
        if (at == 0) {
            return true;
        }
        int before = text.codePointBefore(at);
        return !isLetter(before) && !needsLetter(before) && before != 0x0f39 && before != 0x200c && before != 0x200d;
    }

    /** Vowel signs, what stands above or below them, and subjoined letters. */
    private static boolean needsLetter(int codePoint) {
        return (codePoint >= 0x0f71 && codePoint <= 0x0f84 && codePoint != 0x0f7f) || (codePoint >= 0x0f8d && codePoint <= 0x0fbc) || codePoint == 0x0f39;
    }

    private static boolean isLetter(int codePoint) {
        return (codePoint >= 0x0f40 && codePoint <= 0x0f6c) || (codePoint >= 0x0f88 && codePoint <= 0x0f8c) || codePoint == 0x0f00;
    }
}
