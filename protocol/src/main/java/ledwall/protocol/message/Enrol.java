package ledwall.protocol.message;

/** The first message of an agent without a key: trades a one-time code, shown to an operator, for one. */
public record Enrol(int protocol, int oldestProtocol, String code, String agentVersion) implements ToController {}
