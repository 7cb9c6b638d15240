package ledwall.protocol.timeline;

/** What was decided of a release, as a wall is told it. */
public enum Verdict {
    /** One revision of it may be shown: the token. */
    GO,
    /** No revision of it may be shown any more, whatever was said before. */
    WITHDRAWN
}
