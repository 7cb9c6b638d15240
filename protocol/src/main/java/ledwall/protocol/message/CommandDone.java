package ledwall.protocol.message;

import ledwall.protocol.id.Bytes;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;

/** What became of a command. */
public record CommandDone(String id, boolean done, String code, String detail) implements ToController {
    @Override
    public void write(JsonWriter out) {
        out.field("id", id).field("done", done).field("code", code).field("detail", detail);
    }

    static CommandDone read(JsonObject in, Bytes attachment) {
        return new CommandDone(in.text("id"), in.truth("done"), in.text("code"), in.text("detail"));
    }
}
