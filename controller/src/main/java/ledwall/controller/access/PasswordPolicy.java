package ledwall.controller.access;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import ledwall.controller.refusal.Refusal;

/**
 * What a new password must be: long and not guessable from the name or a list. No rules about kinds of characters: NIST SP 800-63B section 5.1.1.2 advises
 * against them, as people answer them with patterns.
 */
public final class PasswordPolicy {
    public static final int MIN_LENGTH = 12;
    /** Bounds the work that one request can ask for. */
    public static final int MAX_LENGTH = 1024;
    private static final int MIN_DISTINCT = 5;

    private final Set<String> common;

    public PasswordPolicy() {
        try (InputStream in = PasswordPolicy.class.getResourceAsStream("common-passwords.txt")) {
            if (in == null) {
                throw new IllegalStateException("common-passwords.txt is missing from this build");
            }
            common = new HashSet<>(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
        } catch (IOException e) {
            throw new IllegalStateException("common-passwords.txt cannot be read", e);
        }
    }

    /** @throws Refusal if the password will not do */
    public void check(String name, String password) {
        int length = password.codePointCount(0, password.length());
        if (length < MIN_LENGTH || password.length() > MAX_LENGTH) {
            throw refused("It has " + length + " characters; at least " + MIN_LENGTH + " are needed, at most " + MAX_LENGTH + " taken.");
        }
        String plain = plain(password);
        if (plain.contains(plain(name)) || plain(name).contains(plain)) {
            throw refused("It holds the name.");
        }
        if (plain.chars().distinct().count() < MIN_DISTINCT) {
            throw refused("It repeats very few characters.");
        }
        // "password2026!" is as guessable as "password": digits and signs at the ends do not count.
        if (common.contains(plain) || common.contains(plain.replaceAll("^[^a-z]+|[^a-z]+$", ""))) {
            throw refused("It is on the list of passwords that are tried first.");
        }
    }

    private static Refusal refused(String cause) {
        return Refusal.invalid("weakPassword", "This password will not do. " + cause, "Choose a longer one, such as four words that do not belong together.");
    }

    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }
}
