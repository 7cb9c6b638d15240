package ledwall.protocol.message;

import ledwall.protocol.id.Bytes;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;

/** {@code agentSentNanos} is the agent's own monotonic clock and comes back untouched. */
public record TimeRequest(long sequence, long agentSentNanos) implements ToController {
    @Override
    public void write(JsonWriter out) {
        out.field("sequence", sequence).field("agentSentNanos", agentSentNanos);
    }

    static TimeRequest read(JsonObject in, Bytes attachment) {
        return new TimeRequest(in.number("sequence"), in.number("agentSentNanos"));
    }
}
