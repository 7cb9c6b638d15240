package ledwall.controller.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import ledwall.controller.calendar.CalendarStore;
import ledwall.controller.calendar.When;
import ledwall.controller.calendar.WhenCheck;
import ledwall.controller.change.Change;
import ledwall.controller.change.Changes;
import ledwall.controller.change.Pace;
import ledwall.controller.refusal.Names;
import ledwall.controller.refusal.Refusal;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.Ids;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.id.RuleId;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.runtime.Clock;
import ledwall.protocol.runtime.Entropy;

/** What people do to the schedule's rules. Blocking, safe from any thread. Every method throws {@link Refusal} and then has changed nothing. */
public final class Rules {
    /** Longer windows are a default loop in disguise. */
    public static final Duration MAX_WINDOW = WhenCheck.MAX_WINDOW;
    public static final int MAX_PRIORITY = 100;
    /** Rules of one group, or of one screen itself, that are not over yet. */
    public static final int MAX_RULES = 2_000;

    private static final By BY_ITSELF = new By("", Pace.ORDINARY);

    private final RuleStore store;
    private final CalendarStore calendars;
    private final Changes changes;
    private final Clock clock;
    private final Supplier<Instant> timeline;
    private final Entropy entropy;

    /**
     * @param clock what people read: when an edit was made
     * @param timeline the timeline clock: by it windows begin and end, however the other is stepped
     */
    public Rules(RuleStore store, CalendarStore calendars, Changes changes, Clock clock, Supplier<Instant> timeline, Entropy entropy) {
        this.store = store;
        this.calendars = calendars;
        this.changes = changes;
        this.clock = clock;
        this.timeline = timeline;
        this.entropy = entropy;
    }

    /** Who makes an edit, and how it is to take over. */
    public record By(String name, Pace pace) {}

    /** A rule as people give it. */
    public record Draft(String name, Targets targets, PlaylistId playlist, RuleClass ruleClass, int priority, When when) {
        /** A window {@code [from, until)} of one group. */
        public Draft(String name, GroupId group, PlaylistId playlist, Instant from, Instant until, int priority) {
            this(name, Targets.of(group), playlist, RuleClass.NORMAL, priority, new When.Once(from, until));
        }
    }

    /** By the controller itself. */
    public Rule create(Draft draft) {
        return create(draft, BY_ITSELF);
    }

    public Rule create(Draft draft, By by) {
        var rule = checked(new RuleId(Ids.fresh("rule", entropy)), draft, 1);
        return done(store.insert(rule, stamp(by)), rule.revision(), rule.id());
    }

    public Rule byId(RuleId id) {
        return store.byId(id).orElseThrow(() -> unknown(id));
    }

    /** All that the rule ever was, oldest first, also if it is deleted. */
    public List<RuleRevision> history(RuleId id) {
        List<RuleRevision> history = store.history(id);
        if (history.isEmpty()) {
            throw unknown(id);
        }
        return history;
    }

    /** What a rule made of a draft would be; changes nothing. */
    public Rule check(RuleId id, Draft draft) {
        return checked(id, draft, 1);
    }

    /** By the controller itself. */
    public Rule update(RuleId id, long expected, Draft draft) {
        return update(id, expected, draft, BY_ITSELF);
    }

    /** @param expected the revision that the editor saw; {@link Refusal.Kind#STALE} if it is no longer the newest */
    public Rule update(RuleId id, long expected, Draft draft, By by) {
        var rule = checked(id, draft, expected);
        return done(store.update(rule, stamp(by)), expected, id);
    }

    /** By the controller itself. */
    public void delete(RuleId id, long expected) {
        delete(id, expected, BY_ITSELF);
    }

    /** @param expected the revision that the editor saw */
    public Rule delete(RuleId id, long expected, By by) {
        return done(store.delete(id, expected, stamp(by)), expected, id);
    }

    /**
     * Makes a rule again what it once was, as a new revision; one that is deleted is there again.
     *
     * @param revision what to restore
     * @param expected the newest revision that the editor saw; of a deleted rule that of its deletion
     */
    public Rule restore(RuleId id, long revision, long expected, By by) {
        Rule was = past(id, revision, expected);
        return done(store.restore(was, revision, stamp(by)), expected, id);
    }

    /** What {@link #restore} would make of a rule; changes nothing. */
    public Rule past(RuleId id, long revision, long expected) {
        var found = history(id).stream().filter(each -> each.rule().revision() == revision).findFirst();
        if (found.isEmpty()) {
            throw Refusal.notFound("revisionUnknown", "The rule has no revision " + revision + ".", "Choose one of the revisions listed.");
        }
        if (found.get().deleted()) {
            throw Refusal.invalid("revisionDeleted", "Revision " + revision + " is the one that deleted the rule.",
                    "Restore the one before it, or delete the rule.");
        }
        Rule was = found.get().rule();
        return checked(id, new Draft(was.name(), was.targets(), was.playlist(), was.ruleClass(), was.priority(), was.when()), expected);
    }

    /** By the controller itself. */
    public Rule endNow(RuleId id) {
        return endNow(id, "");
    }

    /**
     * Ends a window that is open now.
     *
     * @param by who makes the edit
     * @throws Refusal if it has not begun, or is over, or comes again
     */
    public Rule endNow(RuleId id, String by) {
        var rule = byId(id);
        Instant now = timeline.get();
        if (!(rule.when() instanceof When.Once(Instant from, Instant until))) {
            throw Refusal.conflict("ruleRecurs", "\"" + rule.name() + "\" comes again and again: one window of it cannot be ended.",
                    "Take the day out of the rule, or lay a rule of higher priority over the rest of the window.");
        }
        if (!from.isBefore(now)) {
            throw Refusal.conflict("windowNotBegun", "The window begins at " + from + " only.", "Delete the rule, or change its begin.");
        }
        if (!until.isAfter(now)) {
            throw Refusal.conflict("windowOver", "The window was over at " + until + ".", "Nothing needs to be done.");
        }
        var ended = new Rule(id, rule.name(), rule.targets(), rule.playlist(), rule.ruleClass(), rule.priority(), new When.Once(from, now), rule.revision());
        return done(store.update(ended, stamp(new By(by, Pace.APPLY_NOW))), rule.revision(), id);
    }

    private RuleStore.Stamp stamp(By by) {
        return new RuleStore.Stamp(clock.wall(), by.name(), by.pace());
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
            case RuleStore.Saved.UnknownScreen(ScreenId screen) -> throw Refusal.invalid("screenUnknown", "There is no screen " + screen + ".",
                    "Choose one of the screens listed.");
            case RuleStore.Saved.UnknownPlaylist(PlaylistId playlist) -> throw Refusal.invalid("playlistUnknown", "There is no playlist " + playlist + ".",
                    "Choose one of the playlists listed.");
            case RuleStore.Saved.UnknownCalendar(var calendar) -> throw Refusal.invalid("calendarUnknown", "There is no calendar " + calendar + ".",
                    "Choose one of the calendars listed.");
            case RuleStore.Saved.TooMany(int most) -> throw new Refusal(Refusal.Kind.TOO_LARGE, "tooManyRules",
                    "One of its groups or screens has " + most + " rules already that are not over yet.",
                    "Delete rules that are no longer wanted, or put their items into one playlist.");
            case RuleStore.Saved.Unknown() -> throw unknown(id);
        };
    }

    private Rule checked(RuleId id, Draft draft, long revision) {
        var targets = draft.targets();
        int named = targets.groups().size() + targets.screens().size();
        if (named == 0 || named > Targets.MAX) {
            throw Refusal.invalid("targetsInvalid", "The rule is for " + named + " groups and screens; 1 to " + Targets.MAX + " can be named.",
                    "Name at least one group or screen.");
        }
        if (draft.priority() < 0 || draft.priority() > MAX_PRIORITY) {
            throw Refusal.invalid("priorityInvalid", "A priority of " + draft.priority() + " is out of bounds.",
                    "Use 0 to " + MAX_PRIORITY + "; the higher wins.");
        }
        WhenCheck.check(draft.when(), calendars.byId(), timeline.get());
        return new Rule(id, Names.checked("rule", draft.name()), targets, draft.playlist(), draft.ruleClass(), draft.priority(), draft.when(), revision);
    }

    private static Refusal unknown(RuleId id) {
        return Refusal.notFound("ruleUnknown", "There is no rule " + id + ".", "Reload the schedule: it may have been deleted.");
    }
}
