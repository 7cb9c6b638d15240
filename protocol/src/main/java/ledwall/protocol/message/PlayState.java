package ledwall.protocol.message;

/** What is on the glass. */
public enum PlayState {
    /** The agent has not yet decided or the player is on its way. */
    STARTING,
    PLAYING,
    /** Nothing is planned, or the planned cue cannot be shown. */
    SLATE,
    BLACK,
    /** Black on purpose, by quiet hours. */
    QUIET,
    /** Black on purpose, by a stop. */
    STOPPED,
    /** The player died and is being started again. */
    PLAYER_LOST
}
