package ledwall.protocol.message;

import ledwall.protocol.id.Bytes;

/** Shows that the agent holds the screen's key: {@code mac} as in {@link Handshake#agentMac}. */
public record Proof(Bytes mac) implements ToController {}
