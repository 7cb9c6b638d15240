package ledwall.agent.health;

import java.time.Instant;

import ledwall.protocol.id.ScreenId;
import ledwall.protocol.message.Heartbeat;

/** All that {@code status.json} says: the last heartbeat, sent or not, and how the link is. {@code writtenAt} is this machine's wall clock. */
public record Status(String agentVersion, Instant writtenAt, String bootId, Link link, Heartbeat heartbeat) {
    /** The link: {@code phase} is one of LinkPhase, {@code why} is for people. */
    public record Link(ScreenId screen, String screenName, String controller, String phase, String why) {}
}
