package ledwall.controller.asrun;

/** What became of an item's turn on one screen, as people are told. */
public enum AsRunOutcome {
    /** Its time is still to come. */
    PLANNED,
    /** It is on the glass, and was seen to begin. */
    RUNNING,
    /** Seen from its start to its end by the agent. */
    SHOWN,
    /** It played while no agent watched, known from the player that went on. */
    INFERRED,
    /** It ended before its time, or nobody knows when. */
    INTERRUPTED,
    /** It never came on although it should have: the agent says so. */
    MISSED,
    /** It was planned, and the screen's records, which go on past it, do not hold it: the screen was stopped or covered, or no agent ran. */
    NOT_SHOWN,
    /** It was planned, and the screen has not told of that time yet: unknown until it comes back. */
    UNKNOWN
}
