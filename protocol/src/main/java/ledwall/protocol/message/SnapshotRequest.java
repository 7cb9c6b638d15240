package ledwall.protocol.message;

/** Asks for a picture of what is on the glass, at most {@code maxWidth} pixels wide. */
public record SnapshotRequest(long id, int maxWidth) implements ToAgent {}
