package ledwall.protocol.message;

import ledwall.protocol.id.Bytes;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;

/** Received and sent instants are the controller's timeline clock: nanoseconds since the Unix epoch. */
public record TimeAnswer(long sequence, long agentSentNanos, long controllerReceivedNanos, long controllerSentNanos) implements ToAgent {
    @Override
    public void write(JsonWriter out) {
        out.field("sequence", sequence).field("agentSentNanos", agentSentNanos).field("controllerReceivedNanos", controllerReceivedNanos)
                .field("controllerSentNanos", controllerSentNanos);
    }

    static TimeAnswer read(JsonObject in, Bytes attachment) {
        return new TimeAnswer(in.number("sequence"), in.number("agentSentNanos"), in.number("controllerReceivedNanos"), in.number("controllerSentNanos"));
    }
}
