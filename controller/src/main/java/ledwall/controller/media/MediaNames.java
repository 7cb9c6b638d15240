package ledwall.controller.media;

import java.text.Normalizer;

/**
 * Turns whatever an uploader calls a file into a name that is safe to show, to log and to compare. Names never become paths: files are named by id and hash.
 */
public final class MediaNames {
    /** 255 bytes of Tibetan, the longest name a Linux file can have, are 85 characters: such a name is kept whole. */
    public static final int MAX_CHARS = 200;
    private static final String NAMELESS = "untitled";

    private MediaNames() {}

    /** The last part of the path, composed (NFC), without control and direction characters, at most {@link #MAX_CHARS} long; never empty. */
    public static String clean(String given) {
        String composed = Normalizer.normalize(given, Normalizer.Form.NFC);
        String last = composed.substring(Math.max(composed.lastIndexOf('/'), composed.lastIndexOf('\\')) + 1);
        var out = new StringBuilder();
        last.codePoints().filter(MediaNames::showable).limit(MAX_CHARS).forEach(out::appendCodePoint);
        String name = cut(out.toString()).strip();
        return name.isEmpty() || name.equals(".") || name.equals("..") ? NAMELESS : name;
    }

    /** Format characters hide or turn text round, except the joiners, which Tibetan and other scripts need. */
    private static boolean showable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.UNASSIGNED,
                Character.PRIVATE_USE -> false;
            case Character.FORMAT -> codePoint == 0x200c || codePoint == 0x200d;
            default -> true;
        };
    }

    private static String cut(String name) {
        if (name.length() <= MAX_CHARS) {
            return name;
        }
        int end = Character.isHighSurrogate(name.charAt(MAX_CHARS - 1)) ? MAX_CHARS - 1 : MAX_CHARS;
        return name.substring(0, end);
    }
}
