package ledwall.protocol.message;

import ledwall.protocol.id.TimelineHash;

/** The agent will not keep this timeline, and goes on with what it has. */
public record TimelineRefused(long version, TimelineHash hash, String code, String detail) implements ToController {}
