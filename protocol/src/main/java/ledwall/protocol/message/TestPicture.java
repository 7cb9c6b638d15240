package ledwall.protocol.message;

/** What a technician has a wall show to judge its modules. */
public enum TestPicture {
    RED, GREEN, BLUE, WHITE, BLACK,
    /** From black to white, smooth above, in 16 steps below. */
    GREY_RAMP,
    /** The borders of the modules, each named by column and row. */
    GRID
}
