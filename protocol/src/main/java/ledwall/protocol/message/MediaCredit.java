package ledwall.protocol.message;

import ledwall.protocol.id.Bytes;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;

/** Allows {@code bytes} more bytes of chunks. A session starts with none. */
public record MediaCredit(long bytes) implements ToController {
    @Override
    public void write(JsonWriter out) {
        out.field("bytes", bytes);
    }

    static MediaCredit read(JsonObject in, Bytes attachment) {
        return new MediaCredit(in.number("bytes"));
    }
}
