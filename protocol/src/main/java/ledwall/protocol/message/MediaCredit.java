package ledwall.protocol.message;

/** Allows {@code bytes} more bytes of chunks. A session starts with none. */
public record MediaCredit(long bytes) implements ToController {}
