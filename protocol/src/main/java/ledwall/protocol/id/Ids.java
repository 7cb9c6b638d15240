package ledwall.protocol.id;

import java.util.Locale;
import java.util.regex.Pattern;
import ledwall.protocol.runtime.Entropy;

/** How ids are made and checked. */
public final class Ids {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int LENGTH = 16;

    private Ids() {}

    /** A fresh id: {@code prefix-} and 80 random bits in Crockford's base 32. */
    public static String fresh(String prefix, Entropy entropy) {
        var out = new StringBuilder(prefix).append('-');
        for (int i = 0; i < LENGTH; i++) {
            out.append(ALPHABET.charAt((int) entropy.below(ALPHABET.length())));
        }
        return out.toString();
    }

    static String name(String kind, String value) {
        if (!NAME.matcher(value).matches()) {
            throw new IllegalArgumentException(kind + " id must be 1-64 of a-z, 0-9 and -, but is " + shown(value));
        }
        return value;
    }

    static String sha256(String kind, String value) {
        if (!SHA256.matcher(value).matches()) {
            throw new IllegalArgumentException(kind + " must be a SHA-256 in 64 lower-case hex digits, but is " + shown(value));
        }
        return value;
    }

    private static String shown(String value) {
        var head = value.length() > 80 ? value.substring(0, 80) + "..." : value;
        return "\"" + head.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?").toLowerCase(Locale.ROOT) + "\"";
    }
}
