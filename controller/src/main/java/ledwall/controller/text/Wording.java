package ledwall.controller.text;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What may be written in a notice. Texts are kept as they were typed: composing or decomposing would break Tibetan (U+0F73, U+0F75, U+0F77 and U+0F81 change under
 * NFC). Only line ends, and blanks at the ends of lines and of the text, are tidied.
 */
public final class Wording {
    private static final int ZWNJ = 0x200c;
    private static final int ZWJ = 0x200d;
    private static final int DOTTED_CIRCLE = 0x25cc;
    private static final int TAB = '\t';
    private static final int MOST_NAMED = 8;

    private Wording() {}

    /**
     * A text as it is kept.
     *
     * @throws TextRefusal {@code textTooLong}, {@code textTooManyLines} or {@code textForbiddenCharacter}
     */
    public static Bilingual checked(Field field, Bilingual given) {
        return new Bilingual(checked(field, Script.CHINESE, given.zh()), checked(field, Script.TIBETAN, given.bo()));
    }

    private static String checked(Field field, Script script, String given) {
        String name = TextRefusal.name(field, script);
        String text = given.replace("\r\n", "\n").replace('\r', '\n').lines().map(line -> line.replace((char) TAB, ' ').stripTrailing())
            .collect(Collectors.joining("\n")).strip();
        Set<String> forbidden = new LinkedHashSet<>();
        text.codePoints().filter(Wording::isForbidden).forEach(codePoint -> forbidden.add(code(codePoint)));
        if (!forbidden.isEmpty()) {
            throw new TextRefusal("textForbiddenCharacter", name, "The " + script.words() + " " + field.key() + " holds " + listed(forbidden)
                + ": control characters, characters that turn text round, or halves of characters.", "Take them out; type the text anew if they cannot be seen.");
        }
        int length = text.codePointCount(0, text.length());
        int most = field.maxCharacters(script);
        if (length > most) {
            throw new TextRefusal("textTooLong", name, "The " + script.words() + " " + field.key() + " has " + length + " characters; at most " + most
                + " are taken.", "Shorten it by " + (length - most) + " characters, or make two notices of it.");
        }
        long lines = text.lines().count();
        if (lines > field.maxLines()) {
            throw new TextRefusal("textTooManyLines", name, "The " + script.words() + " " + field.key() + " has " + lines + " lines; at most "
                + field.maxLines() + " are taken.", "Join lines: they break by themselves where they must.");
        }
        return text;
    }

    /**
     * Whether all is there that the template needs, and nothing that it does not show.
     *
     * @param whole whether each needed text must be there in both scripts; a preview is shown of less
     * @throws TextRefusal {@code textMissing} or {@code textNotShown}
     */
    public static void checkTemplate(Template template, Notice notice, boolean whole) {
        for (Field field : Field.values()) {
            Bilingual text = notice.text(field);
            for (Script script : Script.values()) {
                boolean empty = text.of(script).isEmpty();
                boolean needed = template.needed().contains(field) || (template.fields().contains(field) && !text.isEmpty());
                if (!empty && !template.fields().contains(field)) {
                    throw new TextRefusal("textNotShown", TextRefusal.name(field, script), "The template \"" + template.title() + "\" shows no " + field.key()
                        + ".", "Take it out, or choose a template that shows it.");
                }
                if (empty && needed && whole) {
                    throw new TextRefusal("textMissing", TextRefusal.name(field, script), "The " + script.words() + " " + field.key() + " is missing.",
                        "Write it: a notice is shown in both scripts.");
                }
            }
        }
    }

    private static boolean isForbidden(int codePoint) {
        if (codePoint == '\n' || codePoint == ZWNJ || codePoint == ZWJ) {
            return false;
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.PRIVATE_USE,
                Character.UNASSIGNED -> true;
            // It would look like a mark without its letter, which is what we refuse to show.
            default -> codePoint == DOTTED_CIRCLE || isRightToLeft(codePoint);
        };
    }

    private static boolean isRightToLeft(int codePoint) {
        byte direction = Character.getDirectionality(codePoint);
        return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
    }

    static String code(int codePoint) {
        return String.format(Locale.ROOT, "U+%04X", codePoint);
    }

    /** A character as people see it, and by its number, for where they do not. */
    static String named(int codePoint) {
        return new StringBuilder().appendCodePoint(codePoint) + " (" + code(codePoint) + ")";
    }

    static String listed(Set<String> names) {
        String shown = names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        return names.size() <= MOST_NAMED ? shown : shown + " and " + (names.size() - MOST_NAMED) + " more";
    }
}
