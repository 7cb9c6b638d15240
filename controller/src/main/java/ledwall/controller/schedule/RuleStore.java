package ledwall.controller.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ledwall.protocol.id.CalendarId;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.id.RuleId;
import ledwall.protocol.id.ScreenId;

/** Rules by id, and what they ever were. Blocking; each method is one transaction. */
public interface RuleStore {
    Optional<Rule> byId(RuleId id);

    /** By start, then id; also those that are over. */
    List<Rule> all();

    /** Those of a group, or of a screen that is in it, that may still run after {@code since}; by start, then id. */
    List<Rule> ofGroup(GroupId group, Instant since);

    /** How many rules that may still run after {@code since} name the one among these targets that most of them name. */
    int mostOfOne(Targets targets, Instant since);

    /** All that the rule ever was, oldest first, also of one that is deleted; empty if there never was one. */
    List<RuleRevision> history(RuleId id);

    /** Adds a rule of revision 1. */
    Saved insert(Rule rule, Stamp stamp);

    /** Puts it in the place of the one with its id and its revision, and counts the revision up. */
    Saved update(Rule rule, Stamp stamp);

    /** Deletes it if this is still its revision. */
    Saved delete(RuleId id, long expected, Stamp stamp);

    /** When an edit was made, and by whom. */
    record Stamp(Instant at, String by) {}

    /** What became of an edit. */
    sealed interface Saved {
        /** The rule as it is now, or as it was before it was deleted. */
        record Done(Rule rule) implements Saved {}

        /** Somebody else was faster. */
        record Stale(Rule current) implements Saved {}

        record UnknownGroup(GroupId group) implements Saved {}

        record UnknownScreen(ScreenId screen) implements Saved {}

        record UnknownPlaylist(PlaylistId playlist) implements Saved {}

        record UnknownCalendar(CalendarId calendar) implements Saved {}

        /** There is no such rule. */
        record Unknown() implements Saved {}
    }
}
