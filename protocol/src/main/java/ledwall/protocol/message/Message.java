package ledwall.protocol.message;

import ledwall.protocol.id.Bytes;
import ledwall.protocol.json.JsonWriter;

/** Any message of the wire: JSON fields and, for a few, raw bytes behind them. */
public sealed interface Message permits ToAgent, ToController {
    /** Writes the fields in the order of {@code PROTOCOL.md}. */
    void write(JsonWriter out);

    /** The raw bytes that follow the fields; empty for most messages. */
    default Bytes attachment() {
        return Bytes.EMPTY;
    }
}
