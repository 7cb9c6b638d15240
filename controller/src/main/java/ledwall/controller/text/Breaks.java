package ledwall.controller.text;

import java.util.BitSet;

/**
 * Where a line may end. Tibetan by the W3C's Tibetan layout requirements: after a tsheg, after a shad or what serves as one; never inside a syllable, and no line
 * begins with a tsheg or a shad. Chinese by the usual rules for punctuation; Latin words and numbers stay whole. Spaces hang at the end of the line before.
 */
final class Breaks {
    private static final int TSHEG = 0x0f0b;
    /** The tsheg after which no line ends: between NGA and a shad. */
    private static final int TSHEG_BSTAR = 0x0f0c;
    private static final int GTER_TSHEG = 0x0f14;
    private static final int RNAM_BCAD = 0x0f7f;
    private static final int KA = 0x0f40;
    private static final int GA = 0x0f42;
    /** What no line begins with, beside tshegs, shads and marks. */
    private static final String NEVER_FIRST = "，。、；：！？）》」』】〉〕〗〙〛”’…‥—·～〜％‰℃°,.;:!?)]}%»›ー々\u0f3b\u0f3d";
    private static final String NEVER_LAST = "（《「『【〈〔〖〘〚“‘￥＄$([{«‹\u0f3a\u0f3c";

    private Breaks() {}

    /** The indexes before which a new line may begin, in one line of text as written. */
    static BitSet of(String text) {
        var out = new BitSet(text.length());
        int before = -1;
        boolean spaced = false;
        for (int at = 0; at < text.length();) {
            int next = text.codePointAt(at);
            if (isSpace(next)) {
                spaced = true;
            } else {
                if (before >= 0 && between(before, spaced, next)) {
                    out.set(at);
                }
                before = next;
                spaced = false;
            }
            at += Character.charCount(next);
        }
        return out;
    }

    private static boolean between(int before, boolean spaced, int next) {
        if (isMark(next) || next == TSHEG || next == TSHEG_BSTAR || isShad(next) || next == GTER_TSHEG || NEVER_FIRST.indexOf(next) >= 0) {
            return false;
        }
        if (before == TSHEG_BSTAR || NEVER_LAST.indexOf(before) >= 0 || isGlue(before) || isGlue(next)) {
            return false;
        }
        if (isTibetan(before)) {
            boolean ends = before == TSHEG || isShad(before) || before == GTER_TSHEG || before == RNAM_BCAD;
            // KA and GA swallow the shad: the space behind them stands for it. Otherwise a space ends nothing in Tibetan.
            return ends || !isTibetan(next) || (spaced && (before == KA || before == GA));
        }
        if (isWide(before) || isWide(next) || isTibetan(next)) {
            return true;
        }
        return spaced;
    }

    private static boolean isTibetan(int codePoint) {
        return codePoint >= 0x0f00 && codePoint <= 0x0fff;
    }

    static boolean isTsheg(int codePoint) {
        return codePoint == TSHEG || codePoint == TSHEG_BSTAR;
    }

    /** Shad, double shad, and those that take their place: U+0F0D to U+0F11. */
    static boolean isShad(int codePoint) {
        return codePoint >= 0x0f0d && codePoint <= 0x0f11;
    }

    private static boolean isSpace(int codePoint) {
        return codePoint == ' ' || codePoint == 0x3000;
    }

    /** No-break space, word joiner, and the joiners inside a cluster. */
    private static boolean isGlue(int codePoint) {
        return codePoint == 0xa0 || codePoint == 0x202f || codePoint == 0x2060 || codePoint == 0x200c || codePoint == 0x200d;
    }

    private static boolean isMark(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> false;
        };
    }

    /** Ideographs, kana, Hangul, and the punctuation that is as wide as these. */
    private static boolean isWide(int codePoint) {
        return (codePoint >= 0x2e80 && codePoint <= 0xd7ff) || (codePoint >= 0xf900 && codePoint <= 0xfaff) || (codePoint >= 0xfe30 && codePoint <= 0xfe4f)
            || (codePoint >= 0xff00 && codePoint <= 0xffef) || (codePoint >= 0x20000 && codePoint <= 0x3ffff);
    }
}
