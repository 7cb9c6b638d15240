package ledwall.protocol.message;

import java.util.List;
import ledwall.protocol.asrun.AsRunRecord;

/** Consecutive records, oldest first. Sent again until acknowledged. */
public record AsRunBatch(List<AsRunRecord> records) implements ToController {
    public static final int MAX_RECORDS = 500;

    public AsRunBatch {
        records = List.copyOf(records);
        if (records.size() > MAX_RECORDS) {
            throw new IllegalArgumentException(records.size() + " as-run records in one batch are more than " + MAX_RECORDS);
        }
    }
}
