package ledwall.agent.playout;

/** Where a player stands. */
enum OutputState {
    /** Not opened yet, or let go of for good. */
    CLOSED,
    /** Being adopted or started; it has not answered yet. */
    OPENING,
    /** Up, and nothing of ours on the glass. */
    IDLE,
    /** Told to show a list; the old picture stands until the first frame is ready. */
    CUEING,
    /** A list runs, and its position is reported. */
    PLAYING,
    /** Dead or given up; it is opened again after a pause that grows with each failure in a row. */
    LOST;

    /** Whether the player can be told what to show. */
    boolean ready() {
        return this == IDLE || this == CUEING || this == PLAYING;
    }
}
