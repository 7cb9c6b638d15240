package ledwall.protocol.message;

import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.TimelineHash;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;
import ledwall.protocol.timeline.Switch;

/** The timeline takes over at an instant, which is a stored fact. May name an instant in the past: the agent then joins at once. */
public record TimelineSwitch(long version, TimelineHash hash, Switch change) implements ToAgent {
    @Override
    public void write(JsonWriter out) {
        out.field("version", version).field("hash", hash).field("atNanos", change.atNanos()).field("firstCue", change.firstCue());
    }

    static TimelineSwitch read(JsonObject in, Bytes attachment) {
        return new TimelineSwitch(in.number("version"), in.id("hash", TimelineHash::new), new Switch(in.number("atNanos"), in.integer("firstCue")));
    }
}
