package ledwall.protocol.message;

import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ScreenId;

/**
 * The first message of an enrolled agent.
 *
 * @param protocol the newest version the agent speaks
 * @param oldestProtocol the oldest version the agent speaks
 * @param bootId names the boot of the screen PC
 * @param nonce 32 fresh random bytes, which the controller's welcome must answer
 */
public record Hello(int protocol, int oldestProtocol, ScreenId screen, String agentVersion, String bootId, Bytes nonce) implements ToController {}
