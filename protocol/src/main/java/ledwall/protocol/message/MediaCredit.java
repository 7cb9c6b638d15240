package ledwall.protocol.message;

import ledwall.protocol.id.Bytes;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;

/**
 * Allows {@code bytes} more bytes of chunks. A session starts with none.
 *
 * @param chunkBytes no chunk from now on shall be larger; 0 leaves the size to the controller
 */
public record MediaCredit(long bytes, int chunkBytes) implements ToController {
    public MediaCredit(long bytes) {
        this(bytes, 0);
    }

    public MediaCredit {
        if (chunkBytes < 0) {
            throw new IllegalArgumentException("chunks of " + chunkBytes + " bytes are none");
        }
    }

    @Override
    public void write(JsonWriter out) {
        out.field("bytes", bytes);
        if (chunkBytes > 0) {
            out.field("chunkBytes", chunkBytes);
        }
    }

    static MediaCredit read(JsonObject in, Bytes attachment) {
        return new MediaCredit(in.number("bytes"), in.has("chunkBytes") ? in.integer("chunkBytes") : 0);
    }
}
