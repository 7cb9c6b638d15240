package ledwall.controller.release;

/** What becomes of a release when somebody is not ready at the point of no return. */
public enum Policy {
    /** Nobody shows it: it goes back to draft with the reason, and what was prepared is kept. */
    HOLD,
    /** Whoever is ready shows it, at the instant. */
    GO_WITHOUT,
    /** Nobody shows it: it has failed, and what was prepared is thrown away. */
    ABORT;

    /** Whether a wall may show it only once it was told that all go. */
    boolean needsToken() {
        return this != GO_WITHOUT;
    }
}
