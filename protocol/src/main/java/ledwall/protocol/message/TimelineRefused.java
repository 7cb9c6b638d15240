package ledwall.protocol.message;

import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.TimelineHash;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;

/** The agent will not keep this timeline, and goes on with what it has. */
public record TimelineRefused(long version, TimelineHash hash, String code, String detail) implements ToController {
    @Override
    public void write(JsonWriter out) {
        out.field("version", version).field("hash", hash).field("code", code).field("detail", detail);
    }

    static TimelineRefused read(JsonObject in, Bytes attachment) {
        return new TimelineRefused(in.number("version"), in.id("hash", TimelineHash::new), in.text("code"), in.text("detail"));
    }
}
