package ledwall.controller.rollout;

import java.time.Instant;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.timeline.Switch;
import org.jspecify.annotations.Nullable;

/**
 * One state of a group's schedule, compiled for each of its screens.
 *
 * @param version counts up within the group; the timelines of its screens carry it
 * @param change the stored switch; null until the rollout has decided it
 * @param applyNow somebody with the right to do so asked for a cut instead of the end of the cue on air
 */
public record Revision(GroupId group, long version, Instant madeAt, boolean applyNow, @Nullable Switch change) {}
