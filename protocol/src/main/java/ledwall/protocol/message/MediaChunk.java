package ledwall.protocol.message;

import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;

/** A piece of the file last asked for; {@code total} is the size of the whole file. */
public record MediaChunk(MediaHash hash, long offset, long total, Bytes bytes) implements ToAgent {
    @Override
    public void write(JsonWriter out) {
        out.field("hash", hash).field("offset", offset).field("total", total);
    }

    @Override
    public Bytes attachment() {
        return bytes;
    }

    static MediaChunk read(JsonObject in, Bytes attachment) {
        return new MediaChunk(in.id("hash", MediaHash::new), in.number("offset"), in.number("total"), attachment);
    }
}
