package ledwall.protocol.message;

import ledwall.protocol.id.Bytes;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;

/** The first message of an agent without a key: trades a one-time code, shown to an operator, for one. */
public record Enrol(int protocol, int oldestProtocol, String code, String agentVersion) implements ToController {
    @Override
    public void write(JsonWriter out) {
        out.field("protocol", protocol).field("oldestProtocol", oldestProtocol).field("code", code).field("agentVersion", agentVersion);
    }

    static Enrol read(JsonObject in, Bytes attachment) {
        return new Enrol(in.integer("protocol"), in.integer("oldestProtocol"), in.text("code"), in.text("agentVersion"));
    }
}
