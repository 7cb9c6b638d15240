package ledwall.agent.timeline;

/** How far a timeline on the shelf is. */
enum Standing {
    /** On disk; the controller has not decided when it takes over. */
    KEPT,
    /** It takes over at its switch, or later as soon as it is ready, or can be shown in part and the rest cannot be had. */
    DECIDED,
    /** It may go on the glass from its switch on. */
    ADMITTED
}
