package ledwall.protocol.message;

import ledwall.protocol.id.Bytes;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;

/** The answer to a hello: {@code nonce} is 32 fresh random bytes; {@code protocol} is the version that both will speak. */
public record Challenge(int protocol, Bytes nonce) implements ToAgent {
    @Override
    public void write(JsonWriter out) {
        out.field("protocol", protocol).field("nonce", nonce);
    }

    static Challenge read(JsonObject in, Bytes attachment) {
        return new Challenge(in.integer("protocol"), in.bytes("nonce", Handshake.NONCE_BYTES));
    }
}
