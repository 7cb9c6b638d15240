package ledwall.controller.schedule;

import java.time.Duration;
import java.time.Instant;
import ledwall.controller.change.Change;
import ledwall.controller.change.Changes;
import ledwall.controller.refusal.Names;
import ledwall.controller.refusal.Refusal;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.Ids;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.id.RuleId;
import ledwall.protocol.runtime.Clock;
import ledwall.protocol.runtime.Entropy;

/** What people do to the schedule's rules. Blocking, safe from any thread. Every method throws {@link Refusal} and then has changed nothing. */
public final class Rules {
    /** Longer windows are a default loop in disguise. */
    public static final Duration MAX_WINDOW = Duration.ofDays(400);
    /** Further ahead than this is a slip of the pen (and beyond the year 2262 a long of nanoseconds ends). */
    public static final Duration MAX_AHEAD = Duration.ofDays(3_660);
    public static final int MAX_PRIORITY = 100;
    /** Rules of one group that are not over yet. */
    public static final int MAX_RULES = 2_000;

    private final RuleStore store;
    private final Changes changes;
    private final Clock clock;
    private final Entropy entropy;

    public Rules(RuleStore store, Changes changes, Clock clock, Entropy entropy) {
        this.store = store;
        this.changes = changes;
        this.clock = clock;
        this.entropy = entropy;
    }

    /** A rule as people give it: the window is {@code [from, until)}. */
    public record Draft(String name, GroupId group, PlaylistId playlist, Instant from, Instant until, int priority) {}

    public Rule create(Draft draft) {
        var rule = checked(new RuleId(Ids.fresh("rule", entropy)), draft, 1);
        if (store.countOfGroup(draft.group(), clock.wall()) >= MAX_RULES) {
            throw new Refusal(Refusal.Kind.TOO_LARGE, "tooManyRules", "The group has " + MAX_RULES + " rules that are not over yet.",
                    "Delete rules that are no longer wanted, or put their items into one playlist.");
        }
        return done(store.insert(rule), rule.revision(), rule.id());
    }

    public Rule byId(RuleId id) {
        return store.byId(id).orElseThrow(() -> unknown(id));
    }

    /** @param expected the revision that the editor saw; {@link Refusal.Kind#STALE} if it is no longer the newest */
    public Rule update(RuleId id, long expected, Draft draft) {
        var rule = checked(id, draft, expected);
        return done(store.update(rule), expected, id);
    }

    /** @param expected the revision that the editor saw */
    public void delete(RuleId id, long expected) {
        done(store.delete(id, expected), expected, id);
    }

    /**
     * Ends a window that is open now.
     *
     * @throws Refusal if it has not begun, or is over
     */
    public Rule endNow(RuleId id) {
        var rule = byId(id);
        Instant now = clock.wall();
        if (!rule.from().isBefore(now)) {
            throw Refusal.conflict("windowNotBegun", "The window begins at " + rule.from() + " only.", "Delete the rule, or change its begin.");
        }
        if (!rule.until().isAfter(now)) {
            throw Refusal.conflict("windowOver", "The window was over at " + rule.until() + ".", "Nothing needs to be done.");
        }
        var ended = new Rule(id, rule.name(), rule.group(), rule.playlist(), rule.from(), now, rule.priority(), rule.revision());
        return done(store.update(ended), rule.revision(), id);
    }

    private Rule done(RuleStore.Saved saved, long expected, RuleId id) {
        return switch (saved) {
            case RuleStore.Saved.Done(Rule rule) -> {
                changes.post(new Change(Change.Kind.RULE, rule.id().value()));
                yield rule;
            }
            case RuleStore.Saved.Stale(Rule current) -> throw Refusal.stale("ruleStale", "rule", current.name(), current.revision(), expected);
            case RuleStore.Saved.UnknownGroup(GroupId group) -> throw Refusal.invalid("groupUnknown", "There is no group " + group + ".",
                    "Choose one of the groups listed.");
            case RuleStore.Saved.UnknownPlaylist(PlaylistId playlist) -> throw Refusal.invalid("playlistUnknown", "There is no playlist " + playlist + ".",
                    "Choose one of the playlists listed.");
            case RuleStore.Saved.Unknown() -> throw unknown(id);
        };
    }

    private Rule checked(RuleId id, Draft draft, long revision) {
        Instant now = clock.wall();
        if (!draft.from().isBefore(draft.until())) {
            throw invalid("The window ends at " + draft.until() + ", which is not after its begin " + draft.from() + ".", "Let it end after it begins.");
        }
        if (!draft.until().isAfter(now)) {
            throw invalid("The window was over at " + draft.until() + ".", "Let it end in the future.");
        }
        if (now.plus(MAX_AHEAD).isBefore(draft.until())) {
            throw invalid("The window ends more than ten years ahead.", "Check the year.");
        }
        if (draft.from().isBefore(draft.until().minus(MAX_WINDOW))) {
            throw invalid("The window is longer than " + MAX_WINDOW.toDays() + " days.", "Put what shall run for so long into the group's default loop.");
        }
        if (draft.priority() < 0 || draft.priority() > MAX_PRIORITY) {
            throw Refusal.invalid("priorityInvalid", "A priority of " + draft.priority() + " is out of bounds.",
                    "Use 0 to " + MAX_PRIORITY + "; the higher wins.");
        }
        return new Rule(id, Names.checked("rule", draft.name()), draft.group(), draft.playlist(), draft.from(), draft.until(), draft.priority(), revision);
    }

    private static Refusal invalid(String cause, String advice) {
        return Refusal.invalid("windowInvalid", cause, advice);
    }

    private static Refusal unknown(RuleId id) {
        return Refusal.notFound("ruleUnknown", "There is no rule " + id + ".", "Reload the schedule: it may have been deleted.");
    }
}
