package ledwall.protocol.message;

import ledwall.protocol.id.TimelineHash;
import ledwall.protocol.trust.Envelope;

/** A timeline to verify, keep and make ready. It is not due before its {@link TimelineSwitch}. {@code hash} is the SHA-256 of the payload. */
public record TimelineOffer(long version, TimelineHash hash, Envelope envelope) implements ToAgent {}
