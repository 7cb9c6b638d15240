package ledwall.protocol.message;

import java.util.List;
import ledwall.protocol.asrun.AsRunJson;
import ledwall.protocol.asrun.AsRunRecord;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;

/** Consecutive records, oldest first. Sent again until acknowledged. */
public record AsRunBatch(List<AsRunRecord> records) implements ToController {
    public static final int MAX_RECORDS = 500;

    public AsRunBatch {
        records = List.copyOf(records);
        if (records.size() > MAX_RECORDS) {
            throw new IllegalArgumentException(records.size() + " as-run records in one batch are more than " + MAX_RECORDS);
        }
    }

    @Override
    public void write(JsonWriter out) {
        out.objects("records", records, AsRunJson::write);
    }

    static AsRunBatch read(JsonObject in, Bytes attachment) {
        return new AsRunBatch(in.objects("records", AsRunJson::read));
    }
}
