package ledwall.protocol.message;

import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;

/**
 * Asks for a file from {@code offset} on, which is 0 or what lies on the agent's disk from an earlier try. One file at a time; asking for another one ends
 * what came before.
 *
 * @param dueNanos when it can be on the glass first, so that what is due soon goes ahead of what is not; 0 leaves it open, as an agent of before this field does
 */
public record MediaWanted(MediaHash hash, long offset, long dueNanos) implements ToController {
    public MediaWanted(MediaHash hash, long offset) {
        this(hash, offset, 0);
    }

    @Override
    public void write(JsonWriter out) {
        out.field("hash", hash).field("offset", offset);
        if (dueNanos != 0) {
            out.field("dueNanos", dueNanos);
        }
    }

    static MediaWanted read(JsonObject in, Bytes attachment) {
        return new MediaWanted(in.id("hash", MediaHash::new), in.number("offset"), in.has("dueNanos") ? in.number("dueNanos") : 0);
    }
}
