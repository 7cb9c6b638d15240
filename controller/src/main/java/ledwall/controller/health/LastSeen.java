package ledwall.controller.health;

import java.time.Instant;
import ledwall.protocol.id.ScreenId;
import org.jspecify.annotations.Nullable;

/**
 * What the controller remembers of a screen across its own restarts.
 *
 * @param at when its agent was last heard; of an online screen at most {@link Board#REMEMBER_NANOS} old
 * @param readyUntil how far the agent said it can play by itself
 * @param offline null if it was online then
 */
public record LastSeen(ScreenId screen, Instant at, String agentVersion, String agentAddress, Instant readyUntil, @Nullable Offline offline) {}
