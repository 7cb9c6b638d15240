package ledwall.protocol.asrun;

import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;

/** A record as JSON, the same on the wire, on the agent's disk and under the chain's hash. */
public final class AsRunJson {
    private AsRunJson() {}

    public static void write(JsonWriter out, AsRunRecord record) {
        out.field("sequence", record.sequence()).field("kind", record.kind()).field("intent", record.intent()).field("version", record.version())
                .field("item", record.item()).field("itemName", record.itemName()).field("media", record.media()).field("plannedNanos", record.plannedNanos())
                .field("atNanos", record.atNanos()).field("boundNanos", record.boundNanos())
                .field("outcome", record.outcome()).field("standInFor", record.standInFor()).field("previous", record.previous());
    }

    /** The record's canonical bytes: one line without its line feed. */
    public static byte[] bytes(AsRunRecord record) {
        return JsonWriter.object(out -> write(out, record));
    }

    public static AsRunRecord read(JsonObject in) {
        return new AsRunRecord(in.number("sequence"), in.constant("kind", AsRunRecord.Kind.class), in.number("intent"), in.number("version"),
                in.id("item", ItemId::new), in.text("itemName"), in.id("media", MediaHash::new), in.number("plannedNanos"), in.number("atNanos"),
                in.number("boundNanos"), in.constant("outcome", AsRunRecord.Outcome.class),
                in.idOrNull("standInFor", ItemId::new), in.text("previous"));
    }
}
