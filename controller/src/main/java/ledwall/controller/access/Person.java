package ledwall.controller.access;

import java.time.Instant;
import java.util.regex.Pattern;
import ledwall.controller.refusal.Refusal;

/** Somebody with an account. The name is what they log in with; it is compared exactly. */
public record Person(String name, Role role, Instant madeAt) {
    public static final int MAX_NAME = 64;
    // With the marks between Tibetan syllables and between the parts of a transcribed name.
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{M}\\p{N}][\\p{L}\\p{M}\\p{N}._\\u0f0b\\u0f0c\\u00b7-]*");

    /** @throws Refusal if nobody could be called so */
    static String checkName(String name) {
        if (name.length() > MAX_NAME || !NAME.matcher(name).matches()) {
            throw Refusal.invalid("badPersonName", "A name has 1 to " + MAX_NAME + " letters, digits or . _ - and begins with a letter or digit.",
                "Choose another name.");
        }
        return name;
    }
}
