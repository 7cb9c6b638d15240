package ledwall.protocol.message;

import ledwall.protocol.id.Bytes;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;

/** The last message of a connection that is closed on purpose. */
public record Goodbye(GoodbyeReason reason, String detail) implements ToAgent, ToController {
    @Override
    public void write(JsonWriter out) {
        out.field("reason", reason).field("detail", detail);
    }

    static Goodbye read(JsonObject in, Bytes attachment) {
        return new Goodbye(GoodbyeReason.parse(in.text("reason")), in.text("detail"));
    }
}
