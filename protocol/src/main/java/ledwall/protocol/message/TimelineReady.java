package ledwall.protocol.message;

import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.TimelineHash;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;

/**
 * How far the agent is with a timeline: everything up to {@code readyUntilNanos} is verified on its disk. Sent once the timeline is kept and at each change.
 *
 * @param missingMedia how many files still lack
 * @param missingBytes how many bytes of them still lack
 */
public record TimelineReady(long version, TimelineHash hash, long readyUntilNanos, int missingMedia, long missingBytes) implements ToController {
    @Override
    public void write(JsonWriter out) {
        out.field("version", version).field("hash", hash).field("readyUntilNanos", readyUntilNanos).field("missingMedia", missingMedia)
                .field("missingBytes", missingBytes);
    }

    static TimelineReady read(JsonObject in, Bytes attachment) {
        return new TimelineReady(in.number("version"), in.id("hash", TimelineHash::new), in.number("readyUntilNanos"), in.integer("missingMedia"),
                in.number("missingBytes"));
    }
}
