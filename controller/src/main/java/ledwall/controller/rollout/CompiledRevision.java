package ledwall.controller.rollout;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import ledwall.controller.schedule.GroupPlan;
import ledwall.protocol.id.ScreenId;

/** A revision: the plan it stands for, and what that means for each of the group's screens. */
public record CompiledRevision(Revision revision, GroupPlan plan, SortedMap<ScreenId, StoredTimeline> timelines) {
    public CompiledRevision {
        timelines = Collections.unmodifiableSortedMap(new TreeMap<>(timelines));
    }

    /** As it is for all screens but this one. */
    CompiledRevision without(ScreenId screen) {
        var others = new TreeMap<>(timelines);
        others.remove(screen);
        return new CompiledRevision(revision, plan, others);
    }
}
