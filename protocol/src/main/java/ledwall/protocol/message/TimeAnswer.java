package ledwall.protocol.message;

/** Received and sent instants are the controller's timeline clock: nanoseconds since the Unix epoch. */
public record TimeAnswer(long sequence, long agentSentNanos, long controllerReceivedNanos, long controllerSentNanos) implements ToAgent {}
