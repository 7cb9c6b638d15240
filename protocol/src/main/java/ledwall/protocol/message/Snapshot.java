package ledwall.protocol.message;

import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/** The display's own pixels as a JPEG, and the item that was on air as they were read. */
public record Snapshot(long id, long capturedAtNanos, @Nullable ItemId item, int width, int height, Bytes jpeg) implements ToController {
    @Override
    public void write(JsonWriter out) {
        out.field("id", id).field("capturedAtNanos", capturedAtNanos).field("item", item).field("width", width).field("height", height);
    }

    @Override
    public Bytes attachment() {
        return jpeg;
    }

    static Snapshot read(JsonObject in, Bytes attachment) {
        return new Snapshot(in.number("id"), in.number("capturedAtNanos"), in.idOrNull("item", ItemId::new), in.integer("width"), in.integer("height"),
                attachment);
    }
}
