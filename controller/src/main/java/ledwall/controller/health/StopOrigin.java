package ledwall.controller.health;

/** Where a stop was made. */
public enum StopOrigin {
    /** By somebody logged in. */
    CONTROLLER,
    /** With {@code ledwall-agent stop}, at the screen's PC. */
    WALL
}
