package ledwall.protocol.json;

/**
 * Whether text is text. The JSON parser lets overlong forms and halves of surrogate pairs pass; whatever writes such a text on, to a page, a log or a chain of
 * records, fails at it or changes it.
 */
final class Utf8 {
    private Utf8() {}

    /** Well-formed by table 3-7 of the Unicode Standard: no overlong form, no surrogate, nothing beyond U+10FFFF. */
    static boolean wellFormed(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int at = offset;
        while (at < end) {
            int first = bytes[at++];
            if (first >= 0) {
                continue;
            }
            first &= 0xff;
            int more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
            if (first < 0xc2 || first > 0xf4 || end - at < more) {
                return false;
            }
            int second = bytes[at] & 0xff;
            int least = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
            int most = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
            if (second < least || second > most) {
                return false;
            }
            for (int i = 1; i < more; i++) {
                if ((bytes[at + i] & 0xc0) != 0x80) {
                    return false;
                }
            }
            at += more;
        }
        return true;
    }

    /** Every surrogate has its other half, which an escape such as {@code \ud800} need not have. */
    static boolean wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (Character.isSurrogate(unit)) {
                if (!Character.isHighSurrogate(unit) || i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }
}
