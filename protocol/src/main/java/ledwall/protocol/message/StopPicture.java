package ledwall.protocol.message;

/** What a stopped wall shows. */
public enum StopPicture {
    BLACK,
    /** The timeline's neutral picture; black where it is not verified. */
    SLATE
}
