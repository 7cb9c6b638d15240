package ledwall.protocol.message;

/** The commands that this version knows. */
public enum CommandName {
    /** Ends the player and starts it again at the right frame. */
    RESTART_PLAYER,
    /** The agent ends in order and its supervisor starts it again; the player plays on meanwhile. */
    RESTART_AGENT,
    /** Lays a banner with the screen's name, id and size over the picture. */
    IDENTIFY,
    /** Covers the picture with a test picture. */
    TEST_PICTURE,
    /** Takes away whatever covers the picture. */
    END_COVER
}
