package ledwall.protocol.trust;

/** A signature over an envelope's payload: {@code alg} names the algorithm (first: {@code ed25519}), {@code sig} is in base64. */
public record Signature(String alg, String keyId, String sig) {}
