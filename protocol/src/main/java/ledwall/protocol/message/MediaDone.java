package ledwall.protocol.message;

import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;

/** The transfer ended: {@code verified} says whether the file's SHA-256 is its name. */
public record MediaDone(MediaHash hash, boolean verified) implements ToController {
    @Override
    public void write(JsonWriter out) {
        out.field("hash", hash).field("verified", verified);
    }

    static MediaDone read(JsonObject in, Bytes attachment) {
        return new MediaDone(in.id("hash", MediaHash::new), in.truth("verified"));
    }
}
