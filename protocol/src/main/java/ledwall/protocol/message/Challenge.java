package ledwall.protocol.message;

import ledwall.protocol.id.Bytes;

/** The answer to a hello: {@code nonce} is 32 fresh random bytes; {@code protocol} is the version that both will speak. */
public record Challenge(int protocol, Bytes nonce) implements ToAgent {}
