package ledwall.protocol.message;

import ledwall.protocol.id.Bytes;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;

/** Everything up to and including {@code upTo} is stored for good; the agent sends what follows. */
public record AsRunAck(long upTo) implements ToAgent {
    @Override
    public void write(JsonWriter out) {
        out.field("upTo", upTo);
    }

    static AsRunAck read(JsonObject in, Bytes attachment) {
        return new AsRunAck(in.number("upTo"));
    }
}
