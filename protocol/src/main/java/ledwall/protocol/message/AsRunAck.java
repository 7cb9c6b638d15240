package ledwall.protocol.message;

/** Everything up to and including {@code upTo} is stored for good; the agent sends what follows. */
public record AsRunAck(long upTo) implements ToAgent {}
