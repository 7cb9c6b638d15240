package ledwall.protocol.message;

import ledwall.protocol.id.MediaHash;

/** Asks for a file from {@code offset} on, which is 0 or what lies on the agent's disk from an earlier try. One file at a time. */
public record MediaWanted(MediaHash hash, long offset) implements ToController {}
