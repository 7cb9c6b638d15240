package ledwall.controller.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ledwall.controller.change.Pace;
import ledwall.protocol.id.CalendarId;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.id.RuleId;
import ledwall.protocol.id.ScreenId;
import org.jspecify.annotations.Nullable;

/** Rules by id, and what they ever were. Blocking; each method is one transaction. */
public interface RuleStore {
    Optional<Rule> byId(RuleId id);

    /** By start, then id; also those that are over. */
    List<Rule> all();

    /** Those of a group, or of a screen that is in it, that may still run after {@code since}; by start, then id. */
    List<Rule> ofGroup(GroupId group, Instant since);

    /** All that the rule ever was, oldest first, also of one that is deleted; empty if there never was one. */
    List<RuleRevision> history(RuleId id);

    /**
     * The edits of all rules, newest first.
     *
     * @param before only those with a lower number; null for the newest
     * @param of only those of this rule; null for all
     */
    List<RuleChange> changes(@Nullable Long before, @Nullable RuleId of, int limit);

    /** Adds a rule of revision 1. */
    Saved insert(Rule rule, Stamp stamp);

    /** Puts it in the place of the one with its id and its revision, and counts the revision up. */
    Saved update(Rule rule, Stamp stamp);

    /** Deletes it if this is still its revision. */
    Saved delete(RuleId id, long expected, Stamp stamp);

    /**
     * The same as {@link #update}, also for a rule that is deleted: then it is there again, under its id.
     *
     * @param rule what it was in the revision {@code from}, at the newest revision that there is of it
     */
    Saved restore(Rule rule, long from, Stamp stamp);

    /** When an edit was made, by whom, and how it takes over. */
    record Stamp(Instant at, String by, Pace pace) {}

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

        /** So many rules that are not over yet name one of its targets already. */
        record TooMany(int rules) implements Saved {}

        /** There is no such rule. */
        record Unknown() implements Saved {}
    }
}
