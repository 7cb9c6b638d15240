package ledwall.controller.rollout;

import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import ledwall.controller.schedule.GroupPlan;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.timeline.Switch;
import org.jspecify.annotations.Nullable;

/**
 * A revision: the plan it stands for, and what that means for each of the group's screens.
 *
 * @param timelines of the screens for which it changes something: new ones, of the revision's version
 * @param kept of the other screens: the timeline that goes on, of an older version, with the switch it once had
 * @param firstCues of the screens in {@code timelines} that begin with another cue than the revision's switch says; known with the switch
 */
public record CompiledRevision(Revision revision, GroupPlan plan, SortedMap<ScreenId, StoredTimeline> timelines, SortedMap<ScreenId, Held> kept,
                               SortedMap<ScreenId, Integer> firstCues) {
    public CompiledRevision {
        timelines = Collections.unmodifiableSortedMap(new TreeMap<>(timelines));
        kept = Collections.unmodifiableSortedMap(new TreeMap<>(kept));
        firstCues = Collections.unmodifiableSortedMap(new TreeMap<>(firstCues));
    }

    /** As it is for all screens but this one. */
    CompiledRevision without(ScreenId screen) {
        var others = new TreeMap<>(timelines);
        var going = new TreeMap<>(kept);
        others.remove(screen);
        going.remove(screen);
        return new CompiledRevision(revision, plan, others, going, firstCues);
    }

    /** With the switch decided. */
    CompiledRevision switched(@Nullable Switch change, SortedMap<ScreenId, Integer> cues) {
        return new CompiledRevision(new Revision(revision.group(), revision.version(), revision.madeAt(), revision.applyNow(), change), plan, timelines, kept,
                cues);
    }

    /** All that play by it. */
    Set<ScreenId> screens() {
        var out = new TreeSet<>(timelines.keySet());
        out.addAll(kept.keySet());
        return out;
    }

    Optional<StoredTimeline> of(ScreenId screen) {
        Held going = kept.get(screen);
        return Optional.ofNullable(going == null ? timelines.get(screen) : going.stored());
    }

    /** Since when the screen plays what this says; empty while that is undecided. */
    Optional<Switch> changeOf(ScreenId screen) {
        Held going = kept.get(screen);
        if (going != null) {
            return Optional.of(going.change());
        }
        Switch change = revision.change();
        return change == null || !timelines.containsKey(screen) ? Optional.empty()
                : Optional.of(new Switch(change.atNanos(), firstCues.getOrDefault(screen, change.firstCue())));
    }
}
