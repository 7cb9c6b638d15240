package ledwall.protocol.message;

import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;

/** The controller cannot send this file now. */
public record MediaUnavailable(MediaHash hash, String code, String detail) implements ToAgent {
    @Override
    public void write(JsonWriter out) {
        out.field("hash", hash).field("code", code).field("detail", detail);
    }

    static MediaUnavailable read(JsonObject in, Bytes attachment) {
        return new MediaUnavailable(in.id("hash", MediaHash::new), in.text("code"), in.text("detail"));
    }
}
