package ledwall.protocol.message;

import ledwall.protocol.id.Bytes;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;

/** Asks for a picture of what is on the glass, at most {@code maxWidth} pixels wide. */
public record SnapshotRequest(long id, int maxWidth) implements ToAgent {
    @Override
    public void write(JsonWriter out) {
        out.field("id", id).field("maxWidth", maxWidth);
    }

    static SnapshotRequest read(JsonObject in, Bytes attachment) {
        return new SnapshotRequest(in.number("id"), in.integer("maxWidth"));
    }
}
