package ledwall.controller.refusal;

/**
 * A request that cannot be done, with its cause and the next step in people's words. The web turns it into {@code application/problem+json}, the command line
 * into a line and an exit code. Nothing was changed when it is thrown.
 */
public class Refusal extends RuntimeException {
    /** What sort of refusal; the web maps each to one HTTP status. */
    public enum Kind {
        /** The request itself is wrong and would stay so. */
        INVALID,
        /** It names something that is not there. */
        NOT_FOUND,
        /** It contradicts what is there, such as a name already in use. */
        CONFLICT,
        /** It edits a revision that is no longer the newest. */
        STALE,
        /** Whoever asks may not do this. */
        FORBIDDEN,
        /** It may work later: something outside the request is missing, full or busy. */
        UNAVAILABLE,
        /** It is larger than a fixed limit. */
        TOO_LARGE
    }

    private final Kind kind;
    private final String code;
    private final String advice;

    /**
     * @param code stable, camelCase, for programs
     * @param cause one sentence: what is wrong, with the values seen
     * @param advice one sentence: what to do next
     */
    public Refusal(Kind kind, String code, String cause, String advice) {
        // A refusal is an answer, not a defect: no stack trace, except where it wraps a failure.
        super(cause, null, false, false);
        this.kind = kind;
        this.code = code;
        this.advice = advice;
    }

    /** A refusal that a failure underneath brought about; the log shows {@code failure}, people see the sentence. */
    public Refusal(Kind kind, String code, String cause, String advice, Throwable failure) {
        super(cause, failure);
        this.kind = kind;
        this.code = code;
        this.advice = advice;
    }

    public static Refusal invalid(String code, String cause, String advice) {
        return new Refusal(Kind.INVALID, code, cause, advice);
    }

    public static Refusal notFound(String code, String cause, String advice) {
        return new Refusal(Kind.NOT_FOUND, code, cause, advice);
    }

    public static Refusal conflict(String code, String cause, String advice) {
        return new Refusal(Kind.CONFLICT, code, cause, advice);
    }

    /**
     * An edit of a revision that is no longer the newest.
     *
     * @param what the thing edited: {@code "screen"}
     * @param name its name now
     * @param newest its revision now
     * @param expected the revision that the editor saw
     */
    public static Refusal stale(String code, String what, String name, long newest, long expected) {
        return new Refusal(Kind.STALE, code, "\"" + name + "\" was changed meanwhile: it is at revision " + newest + ", the edit was made on " + expected + ".",
                "Reload the " + what + " and make the change again.");
    }

    /** @param what the kind of thing that has this name already: {@code "screen"} */
    public static Refusal nameTaken(String what, String name) {
        return new Refusal(Kind.CONFLICT, "nameTaken", "There is a " + what + " called \"" + name + "\" already.", "Choose another name.");
    }

    public Kind kind() {
        return kind;
    }

    public String code() {
        return code;
    }

    /** What is wrong, for people; the same as {@link #getMessage}. */
    public String cause() {
        return String.valueOf(getMessage());
    }

    public String advice() {
        return advice;
    }
}
