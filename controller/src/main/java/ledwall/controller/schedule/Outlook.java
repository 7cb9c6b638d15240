package ledwall.controller.schedule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ledwall.controller.calendar.Calendar;
import ledwall.controller.calendar.CalendarStore;
import ledwall.controller.screen.GroupStore;
import ledwall.controller.screen.Screen;
import ledwall.controller.screen.ScreenGroup;
import ledwall.controller.screen.ScreenStore;
import ledwall.protocol.id.CalendarId;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.timeline.Instants;
import org.jspecify.annotations.Nullable;

/**
 * What the rules come to on screens: who has them and why, what hides what, and where no rule wants them. Exact, by the same {@link Resolver} that timelines
 * are compiled by, from what can be shown by the same {@link Showable}, and for any range, however far ahead. Blocking, safe from any thread; changes nothing.
 */
public final class Outlook {
    private final RuleStore rules;
    private final CalendarStore calendars;
    private final QuietStore quiet;
    private final ScreenStore screens;
    private final GroupStore groups;
    private final Function<Collection<PlaylistId>, Material> load;

    /** @param load playlists with what they hold, by the stores */
    public Outlook(RuleStore rules, CalendarStore calendars, QuietStore quiet, ScreenStore screens, GroupStore groups, Function<Collection<PlaylistId>, Material> load) {
        this.rules = rules;
        this.calendars = calendars;
        this.quiet = quiet;
        this.screens = screens;
        this.groups = groups;
        this.load = load;
    }

    /**
     * A screen in a range of time.
     *
     * @param holes where no rule has it: the default loop does
     */
    public record Clashes(Screen screen, Conflicts conflicts, List<Hole> holes) {}

    /** @param slate whether the loop has nothing to show either, at least at times */
    public record Hole(long fromNanos, long untilNanos, boolean slate) {}

    /** @param complete false if there was more to tell than {@link Conflicts#MAX} lines in all */
    public record Told(List<Clashes> clashes, boolean complete) {}

    public Why why(Screen screen, Instant at) {
        long nanos = Instants.nanos(at);
        Map<CalendarId, Calendar> known = calendars.byId();
        var occurrences = new Occurrences(known, nanos, nanos + 1);
        var times = quiet.byScreen(screen.id()).map(QuietStore.Kept::items).orElse(List.of());
        QuietHours hours = QuietTime.hours(times, known, screen, nanos, nanos + 1);
        List<Rule> its = rules.ofGroup(screen.group(), at).stream().filter(rule -> rule.targets().holds(screen)).toList();
        var showable = new Showable(its, load.apply(its.stream().map(Rule::playlist).toList()), nanos);
        return Why.at(occurrences.of(its.stream().map(Rule::claim).toList(), screen.zone()), each -> showable.shows(each, nanos), hours, nanos);
    }

    /** Of these screens, by name. */
    public Told clashes(Instant from, Instant until, Predicate<Screen> wanted) {
        return clashes(from, until, wanted, null);
    }

    /**
     * Of the screens that the draft names, as if it were a rule already.
     *
     * @param draft in the place of the rule with its id, if there is one
     */
    public Told clashes(Instant from, Instant until, Rule draft) {
        return clashes(from, until, draft.targets()::holds, draft);
    }

    private Told clashes(Instant from, Instant until, Predicate<Screen> wanted, @Nullable Rule draft) {
        Map<CalendarId, Calendar> known = calendars.byId();
        long begin = Instants.nanos(from);
        long end = Instants.nanos(until);
        var all = new ArrayList<>(rules.all());
        if (draft != null) {
            all.removeIf(rule -> rule.id().equals(draft.id()));
            all.add(draft);
        }
        var occurrences = new Occurrences(known, begin, end);
        Map<GroupId, PlaylistId> loops = groups.all().stream().collect(Collectors.toMap(ScreenGroup::id, ScreenGroup::loop));
        var showable = new Showable(all, load.apply(Stream.concat(loops.values().stream(), all.stream().map(Rule::playlist)).toList()), begin);
        Map<ScreenId, List<QuietTime>> times = quiet.all();
        var out = new ArrayList<Clashes>();
        int left = Conflicts.MAX;
        for (Screen screen : screens.all()) {
            if (wanted.test(screen)) {
                List<Occurrence> its = occurrences.of(all.stream().filter(rule -> rule.targets().holds(screen)).map(Rule::claim).toList(), screen.zone());
                Resolution resolution = showable.resolve(its,
                        QuietTime.hours(times.getOrDefault(screen.id(), List.of()), known, screen, begin, end), begin, end);
                var conflicts = Conflicts.of(its, resolution, showable, left);
                left -= conflicts.hidden().size() + conflicts.silent().size() + conflicts.never().size();
                List<Segment> holes = resolution.holes();
                var loop = Objects.requireNonNull(loops.get(screen.group()), "a screen's group is there");
                out.add(new Clashes(screen, conflicts, holes.stream().limit(Math.max(0, left)).map(hole -> hole(hole, loop, showable)).toList()));
                left -= holes.size();
                if (left < 0 || !conflicts.complete()) {
                    return new Told(out, false);
                }
            }
        }
        return new Told(out, true);
    }

    private static Hole hole(Segment hole, PlaylistId loop, Showable showable) {
        boolean slate = !showable.holds(loop, hole.fromNanos()) || showable.turns(loop, hole.fromNanos(), hole.untilNanos()).stream()
                .anyMatch(turn -> !showable.holds(loop, turn));
        return new Hole(hole.fromNanos(), hole.untilNanos(), slate);
    }
}
