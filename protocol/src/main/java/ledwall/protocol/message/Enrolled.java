package ledwall.protocol.message;

import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;

/** The screen's id and its random 256-bit key. The code is used up; the connection closes after this. */
public record Enrolled(ScreenId screen, String screenName, Bytes key) implements ToAgent {
    @Override
    public void write(JsonWriter out) {
        out.field("screen", screen).field("screenName", screenName).field("key", key);
    }

    static Enrolled read(JsonObject in, Bytes attachment) {
        return new Enrolled(in.id("screen", ScreenId::new), in.text("screenName"), in.bytes("key", Handshake.KEY_BYTES));
    }
}
