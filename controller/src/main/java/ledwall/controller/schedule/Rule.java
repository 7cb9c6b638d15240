package ledwall.controller.schedule;

import java.time.Instant;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.id.RuleId;

/**
 * A one-off window in which a group plays another playlist than its default loop: {@code [from, until)}. The higher priority wins, then the later start, then
 * the id.
 */
public record Rule(RuleId id, String name, GroupId group, PlaylistId playlist, Instant from, Instant until, int priority, long revision) {}
