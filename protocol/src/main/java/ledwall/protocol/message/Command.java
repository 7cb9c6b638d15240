package ledwall.protocol.message;

import ledwall.protocol.id.Bytes;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;

/** Something to do at once; {@code name} is one of {@link CommandName}, or unknown to an older agent, which then answers so. */
public record Command(String id, String name) implements ToAgent {
    @Override
    public void write(JsonWriter out) {
        out.field("id", id).field("name", name);
    }

    static Command read(JsonObject in, Bytes attachment) {
        return new Command(in.text("id"), in.text("name"));
    }
}
