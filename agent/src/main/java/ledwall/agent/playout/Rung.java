package ledwall.agent.playout;

/** The ladder from what is wanted down to what is always possible. */
enum Rung {
    /** The cue that the programme wants. */
    CUE,
    /** The planned cue cannot be shown; another one of the same block fills its time. */
    STAND_IN,
    /** The screen's neutral picture: nothing is planned, or neither the planned cue nor any other of its block can be shown. */
    SLATE,
    /** Not even the slate is verified. */
    BLACK,
    /** Black on purpose: a quiet window. */
    QUIET
}
