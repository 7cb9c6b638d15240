package ledwall.protocol.message;

/** The commands that this version knows. */
public enum CommandName {
    /** Ends the player and starts it again at the right frame. */
    RESTART_PLAYER
}
