package ledwall.protocol.message;

/** Something to do at once; {@code name} is one of {@link CommandName}, or unknown to an older agent, which then answers so. */
public record Command(String id, String name) implements ToAgent {}
