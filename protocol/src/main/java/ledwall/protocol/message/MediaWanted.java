package ledwall.protocol.message;

import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;

/** Asks for a file from {@code offset} on, which is 0 or what lies on the agent's disk from an earlier try. One file at a time. */
public record MediaWanted(MediaHash hash, long offset) implements ToController {
    @Override
    public void write(JsonWriter out) {
        out.field("hash", hash).field("offset", offset);
    }

    static MediaWanted read(JsonObject in, Bytes attachment) {
        return new MediaWanted(in.id("hash", MediaHash::new), in.number("offset"));
    }
}
