package ledwall.controller.access;

import java.time.Instant;

/**
 * Somebody did something, or tried to. Never holds a secret.
 *
 * @param who the name logged in, or the one tried; empty where nobody was
 * @param what the operation's name in the API, or the command's
 * @param target id or name of what it was done to; empty where there is none
 * @param result {@code done}, or the code of the refusal
 * @param address where the request came from; {@code console} for the command line
 */
public record AuditEntry(Instant at, String who, String what, String target, String result, String address) {
    public static final String DONE = "done";
    /** Longer texts are cut: they come from outside, and the rows are kept for good. */
    public static final int MAX_TEXT = 256;

    public AuditEntry {
        who = shown(who);
        what = shown(what);
        target = shown(target);
        result = shown(result);
        address = shown(address);
    }

    private static String shown(String text) {
        var line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= MAX_TEXT ? line : line.substring(0, line.offsetByCodePoints(0, line.codePointCount(0, MAX_TEXT))) + "…";
    }
}
