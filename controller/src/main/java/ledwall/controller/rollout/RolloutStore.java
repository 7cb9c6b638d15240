package ledwall.controller.rollout;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaId;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.timeline.Programme;
import ledwall.protocol.timeline.Switch;

/** Where revisions, their timelines and switches lie for good. Blocking. */
public interface RolloutStore {
    /** How many decided revisions of a group {@link #recent} gives: the one on air, and one whose switch is to come. */
    int RECENT_DECIDED = 2;

    /**
     * Of each group the newest decided revisions, without those whose switch a newer one came before, and, should it be newer, the newest undecided one; by
     * group, then version. Without the timelines of screens that another group has given newer ones since.
     */
    List<CompiledRevision> recent();

    /** The highest version that the group, or any of the screens in any group, ever had; 0 with none. */
    long newestVersion(GroupId group, Collection<ScreenId> screens);

    /**
     * Adds a revision with its timelines, in one transaction. False, and nothing is stored, where one of its screens has left the group meanwhile, or was
     * given a timeline as new as this one, or as the one it is to go on with, by another group: versions of a screen only ever grow.
     */
    boolean add(CompiledRevision revision);

    /**
     * Stores a revision's switch, for those of its screens that are told of it; for others it never was. A switch is decided once: a second call with another
     * one is refused with {@link IllegalStateException}.
     *
     * @param firstCues of screens that begin with another cue
     * @return the screens among {@code told} that have left the group meanwhile: the switch is none of theirs
     */
    Set<ScreenId> decide(GroupId group, long version, Switch change, Map<ScreenId, Integer> firstCues, Set<ScreenId> told);

    /** A timeline that the screen was told to play, by any group. */
    Optional<Held> held(ScreenId screen, long version);

    /** The items of a media in what any group plays now or is about to play. */
    Set<ItemId> items(MediaId media);

    /** What the screen was, is or will be told to play in {@code [fromNanos, untilNanos)}: the timelines in force there, with their stored switches. */
    Programme programme(ScreenId screen, long fromNanos, long untilNanos);
}
