package ledwall.agent.link;

/** Where the agent stands with its controller. */
public enum LinkPhase {
    /** No connection; the next try is at a known instant. */
    WAITING,
    /** A connection is being opened. */
    DIALING,
    /** Connected; both sides are proving that they hold the screen's key. */
    GREETING,
    /** The controller is proven and has let this agent in. */
    WELCOMED,
    /** The agent is ending and will not connect again. */
    STOPPED
}
