package ledwall.protocol.message;

import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ScreenId;

/**
 * The agent is in; an older session of the same screen has been closed.
 *
 * @param session names this session in logs of both sides
 * @param mac shows that the controller holds the screen's key: {@link Handshake#controllerMac}
 * @param heartbeatMillis how often a heartbeat is due
 * @param offlineAfterMillis after how long without one the screen counts as offline
 */
public record Welcome(String session, Bytes mac, ScreenId screen, String screenName, int width, int height, int frameRate, String controllerVersion,
                      int heartbeatMillis, int offlineAfterMillis) implements ToAgent {}
