package ledwall.protocol.message;

import ledwall.protocol.id.Bytes;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;

/** Shows that the agent holds the screen's key: {@code mac} as in {@link Handshake#agentMac}. */
public record Proof(Bytes mac) implements ToController {
    @Override
    public void write(JsonWriter out) {
        out.field("mac", mac);
    }

    static Proof read(JsonObject in, Bytes attachment) {
        return new Proof(in.bytes("mac", Handshake.MAC_BYTES));
    }
}
