package ledwall.agent.timesync;

/** What vouches for the agent's idea of the timeline clock. */
public enum ClockState {
    /** Nobody: this machine's own wall clock serves until a controller has told the time. */
    WALL,
    /** The controller's clock is known, but not well enough to play in step with others. */
    WIDE,
    /** The controller's clock is known to within half a frame. */
    LOCKED,
    /** The controller has another clock than the one that is followed, and the instant at which all walls go over to it has not come. */
    HELD
}
