package ledwall.protocol.message;

/** The last message of a connection that is closed on purpose. */
public record Goodbye(GoodbyeReason reason, String detail) implements ToAgent, ToController {}
