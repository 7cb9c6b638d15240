package ledwall.protocol.message;

import ledwall.protocol.id.Bytes;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;

/** Asks for the end of the agent's log. */
public record LogRequest(long id, int maxBytes) implements ToAgent {
    /** Days of an agent's life, and few enough to hold for everybody who asks. */
    public static final int MAX_BYTES = 512 * 1024;

    public LogRequest {
        if (maxBytes < 1 || maxBytes > MAX_BYTES) {
            throw new IllegalArgumentException("maxBytes must be 1 to " + MAX_BYTES + ", but is " + maxBytes);
        }
    }

    @Override
    public void write(JsonWriter out) {
        out.field("id", id).field("maxBytes", maxBytes);
    }

    static LogRequest read(JsonObject in, Bytes attachment) {
        return new LogRequest(in.number("id"), in.integer("maxBytes"));
    }
}
