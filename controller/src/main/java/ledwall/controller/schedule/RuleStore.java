package ledwall.controller.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.id.RuleId;

/** Rules by id. Blocking; each method is one transaction. */
public interface RuleStore {
    Optional<Rule> byId(RuleId id);

    /** By start, then id; also those that are over. */
    List<Rule> all();

    /** Those of a group that end after {@code since}, by start, then id. */
    List<Rule> ofGroup(GroupId group, Instant since);

    /** How many {@link #ofGroup} would return. */
    int countOfGroup(GroupId group, Instant since);

    /** Adds a rule of revision 1. */
    Saved insert(Rule rule);

    /** Puts it in the place of the one with its id and its revision, and counts the revision up. */
    Saved update(Rule rule);

    /** Deletes it if this is still its revision. */
    Saved delete(RuleId id, long expected);

    /** What became of an edit. */
    sealed interface Saved {
        /** The rule as it is now, or as it was before it was deleted. */
        record Done(Rule rule) implements Saved {}

        /** Somebody else was faster. */
        record Stale(Rule current) implements Saved {}

        record UnknownGroup(GroupId group) implements Saved {}

        record UnknownPlaylist(PlaylistId playlist) implements Saved {}

        /** There is no such rule. */
        record Unknown() implements Saved {}
    }
}
