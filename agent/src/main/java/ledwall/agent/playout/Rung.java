package ledwall.agent.playout;

/** The ladder from what is wanted down to what is always possible. */
enum Rung {
    /** The cue that the programme wants. */
    CUE,
    /** The screen's neutral picture: nothing is planned, or the planned cue's file is not verified. */
    SLATE,
    /** Not even the slate is verified. */
    BLACK,
    /** Black on purpose: a quiet window. */
    QUIET
}
