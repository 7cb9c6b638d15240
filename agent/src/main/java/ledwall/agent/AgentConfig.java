package ledwall.agent;

import java.time.Duration;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.message.Handshake;

/**
 * What one agent must be told: where its controller is and which screen it serves. {@code key} is the screen's secret, handed out once by the enrolment; {@code
 * outputDelay} is what the player was told of the chain behind the PC, for technicians to read.
 */
public record AgentConfig(String controllerHost, int controllerPort, ScreenId screen, Bytes key, String agentVersion, Duration outputDelay) {
    public AgentConfig(String controllerHost, int controllerPort, ScreenId screen, Bytes key, String agentVersion) {
        this(controllerHost, controllerPort, screen, key, agentVersion, Duration.ZERO);
    }

    public AgentConfig {
        if (controllerHost.isBlank()) {
            throw new IllegalArgumentException("the controller's host is empty");
        }
        if (controllerPort < 1 || controllerPort > 65_535) {
            throw new IllegalArgumentException("the controller's port must be 1 to 65535, but is " + controllerPort);
        }
        if (key.length() != Handshake.KEY_BYTES) {
            throw new IllegalArgumentException("the screen's key must have " + Handshake.KEY_BYTES + " bytes, but has " + key.length());
        }
    }
}
