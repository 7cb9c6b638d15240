package ledwall.protocol.message;

import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;

/**
 * The first message of an enrolled agent.
 *
 * @param protocol the newest version the agent speaks
 * @param oldestProtocol the oldest version the agent speaks
 * @param bootId names the boot of the screen PC
 * @param instance names this run of the agent, so that two agents with one key can be told from one that comes back; empty from an older agent
 * @param nonce 32 fresh random bytes, which the controller's welcome must answer
 */
public record Hello(int protocol, int oldestProtocol, ScreenId screen, String agentVersion, String bootId, String instance, Bytes nonce)
        implements ToController {
    /** As an agent says it that does not name its run. */
    public Hello(int protocol, int oldestProtocol, ScreenId screen, String agentVersion, String bootId, Bytes nonce) {
        this(protocol, oldestProtocol, screen, agentVersion, bootId, "", nonce);
    }

    @Override
    public void write(JsonWriter out) {
        out.field("protocol", protocol).field("oldestProtocol", oldestProtocol).field("screen", screen).field("agentVersion", agentVersion)
                .field("bootId", bootId).field("instance", instance.isEmpty() ? null : instance).field("nonce", nonce);
    }

    static Hello read(JsonObject in, Bytes attachment) {
        return new Hello(in.integer("protocol"), in.integer("oldestProtocol"), in.id("screen", ScreenId::new), in.text("agentVersion"), in.text("bootId"),
                in.has("instance") ? in.text("instance") : "", in.bytes("nonce", Handshake.NONCE_BYTES));
    }
}
