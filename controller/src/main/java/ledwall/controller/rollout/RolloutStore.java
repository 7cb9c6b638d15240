package ledwall.controller.rollout;

import java.util.Collection;
import java.util.List;
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

    /** Of each group the newest decided revisions and, should it be newer, the newest undecided one; by group, then version. */
    List<CompiledRevision> recent();

    /** The highest version that the group, or any of the screens in any group, ever had; 0 with none. */
    long newestVersion(GroupId group, Collection<ScreenId> screens);

    /** Adds a revision with its timelines, in one transaction. */
    void add(CompiledRevision revision);

    /** Stores a revision's switch. A switch is decided once: a second call with another one is refused with {@link IllegalStateException}. */
    void decide(GroupId group, long version, Switch change);

    /** The items of a media in what any group plays now or is about to play. */
    Set<ItemId> items(MediaId media);

    /** What the screen was, is or will be told to play in {@code [fromNanos, untilNanos)}: the timelines in force there, with their stored switches. */
    Programme programme(ScreenId screen, long fromNanos, long untilNanos);
}
