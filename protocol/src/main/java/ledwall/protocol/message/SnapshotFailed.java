package ledwall.protocol.message;

/** No picture can be had. */
public record SnapshotFailed(long id, String code, String detail) implements ToController {}
