package ledwall.protocol.message;

/** Something that a technician should know; {@code code} is stable, {@code detail} is for people. */
public record Problem(String code, long sinceNanos, String detail) {}
