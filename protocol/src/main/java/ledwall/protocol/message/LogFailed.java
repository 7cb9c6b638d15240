package ledwall.protocol.message;

import ledwall.protocol.id.Bytes;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;

/** No log can be had. */
public record LogFailed(long id, String code, String detail) implements ToController {
    @Override
    public void write(JsonWriter out) {
        out.field("id", id).field("code", code).field("detail", detail);
    }

    static LogFailed read(JsonObject in, Bytes attachment) {
        return new LogFailed(in.number("id"), in.text("code"), in.text("detail"));
    }
}
