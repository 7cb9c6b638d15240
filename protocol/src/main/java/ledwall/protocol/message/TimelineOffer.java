package ledwall.protocol.message;

import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.TimelineHash;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;
import ledwall.protocol.trust.Envelope;
import ledwall.protocol.trust.Signature;

/** A timeline to verify, keep and make ready. It is not due before its {@link TimelineSwitch}. {@code hash} is the SHA-256 of the payload. */
public record TimelineOffer(long version, TimelineHash hash, Envelope envelope) implements ToAgent {
    @Override
    public void write(JsonWriter out) {
        out.field("version", version).field("hash", hash)
                .objects("signatures", envelope.signatures(), (o, s) -> o.field("alg", s.alg()).field("keyId", s.keyId()).field("sig", s.sig()));
    }

    @Override
    public Bytes attachment() {
        return envelope.payload();
    }

    static TimelineOffer read(JsonObject in, Bytes attachment) {
        return new TimelineOffer(in.number("version"), in.id("hash", TimelineHash::new),
                new Envelope(attachment, in.objects("signatures", s -> new Signature(s.text("alg"), s.text("keyId"), s.text("sig")))));
    }
}
