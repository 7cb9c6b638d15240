package ledwall.protocol.message;

/** {@code agentSentNanos} is the agent's own monotonic clock and comes back untouched. */
public record TimeRequest(long sequence, long agentSentNanos) implements ToController {}
