package ledwall.controller.refusal;

import java.text.Normalizer;
import java.util.List;
import java.util.stream.Collectors;

/** Names that people give to things. */
public final class Names {
    /** As many as fit one line of a page and of a log. */
    public static final int MAX_LENGTH = 100;

    /** A refusal names so many things that are in the way; the rest is counted. */
    public static final int MOST_LISTED = 8;

    private Names() {}

    /**
     * The name as it will be stored: without blanks around it and composed (Unicode NFC), so that what looks equal is equal.
     *
     * @param what the thing named, for the message: {@code "screen"}
     * @throws Refusal {@code nameInvalid} if it is blank, too long, or holds characters that break lines or terminals
     */
    public static String checked(String what, String name) {
        String clean = Normalizer.normalize(name, Normalizer.Form.NFC).strip();
        if (clean.isEmpty()) {
            throw Refusal.invalid("nameInvalid", "The name of the " + what + " is empty.", "Give it a name of 1 to " + MAX_LENGTH + " characters.");
        }
        int length = clean.codePointCount(0, clean.length());
        if (length > MAX_LENGTH) {
            throw Refusal.invalid("nameInvalid", "The name of the " + what + " has " + length + " characters.",
                    "Give it a name of 1 to " + MAX_LENGTH + " characters.");
        }
        if (clean.codePoints().anyMatch(Names::breaks)) {
            throw Refusal.invalid("nameInvalid", "The name of the " + what + " holds a line break, a control character or half a character.",
                    "Take it out of the name.");
        }
        return clean;
    }

    /** {@code "A", "B" and 3 more}: for the message of a refusal, in the order given. */
    public static String listed(List<String> names) {
        String shown = names.stream().limit(MOST_LISTED).map(name -> "\"" + name + "\"").collect(Collectors.joining(", "));
        return names.size() <= MOST_LISTED ? shown : shown + " and " + (names.size() - MOST_LISTED) + " more";
    }

    /** Joiners and direction marks stay allowed: Tibetan and Arabic need them. */
    private static boolean breaks(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE -> true;
            default -> false;
        };
    }
}
