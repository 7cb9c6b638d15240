package ledwall.protocol.message;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ScreenId;

/** How both sides show that they hold a screen's key without sending it: HMAC-SHA256 (RFC 2104) over both nonces and the screen's id. */
public final class Handshake {
    public static final int NONCE_BYTES = 32;
    public static final int KEY_BYTES = 32;
    public static final int MAC_BYTES = 32;

    private Handshake() {}

    /** What the agent proves itself with. */
    public static Bytes agentMac(Bytes key, ScreenId screen, Bytes agentNonce, Bytes controllerNonce) {
        return mac(key, "ledwall-agent-1", screen, agentNonce, controllerNonce);
    }

    /** What the controller proves itself with; the other label keeps one side's proof from serving as the other's. */
    public static Bytes controllerMac(Bytes key, ScreenId screen, Bytes agentNonce, Bytes controllerNonce) {
        return mac(key, "ledwall-controller-1", screen, agentNonce, controllerNonce);
    }

    private static Bytes mac(Bytes key, String label, ScreenId screen, Bytes agentNonce, Bytes controllerNonce) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.array(), "HmacSHA256"));
            // A zero byte ends each text, and both nonces have a fixed length, so that no two inputs run together alike.
            mac.update(label.getBytes(StandardCharsets.US_ASCII));
            mac.update((byte) 0);
            mac.update(screen.value().getBytes(StandardCharsets.US_ASCII));
            mac.update((byte) 0);
            mac.update(agentNonce.array());
            mac.update(controllerNonce.array());
            return Bytes.of(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
