package ledwall.protocol.message;

/** What became of a command. */
public record CommandDone(String id, boolean done, String code, String detail) implements ToController {}
