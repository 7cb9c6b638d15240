package ledwall.protocol.message;

import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;

/**
 * The agent is in; an older session of the same screen has been closed.
 *
 * @param session names this session in logs of both sides
 * @param mac shows that the controller holds the screen's key: {@link Handshake#controllerMac}
 * @param heartbeatMillis how often a heartbeat is due
 * @param offlineAfterMillis after how long without one the screen counts as offline
 * @param followAtNanos names the controller's timeline clock, and says when all walls go over to it from another one; 0 leaves it open, as a controller of
 *        before this field does
 */
public record Welcome(String session, Bytes mac, ScreenId screen, String screenName, int width, int height, int frameRate, String controllerVersion,
                      int heartbeatMillis, int offlineAfterMillis, long followAtNanos) implements ToAgent {
    @Override
    public void write(JsonWriter out) {
        out.field("session", session).field("mac", mac).field("screen", screen).field("screenName", screenName).field("width", width)
                .field("height", height).field("frameRate", frameRate).field("controllerVersion", controllerVersion)
                .field("heartbeatMillis", heartbeatMillis).field("offlineAfterMillis", offlineAfterMillis);
        if (followAtNanos != 0) {
            out.field("followAtNanos", followAtNanos);
        }
    }

    static Welcome read(JsonObject in, Bytes attachment) {
        return new Welcome(in.text("session"), in.bytes("mac", Handshake.MAC_BYTES), in.id("screen", ScreenId::new), in.text("screenName"),
                in.integer("width"), in.integer("height"), in.integer("frameRate"), in.text("controllerVersion"), in.integer("heartbeatMillis"),
                in.integer("offlineAfterMillis"), in.has("followAtNanos") ? in.number("followAtNanos") : 0);
    }
}
