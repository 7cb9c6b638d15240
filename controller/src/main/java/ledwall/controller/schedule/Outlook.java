package ledwall.controller.schedule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import ledwall.controller.calendar.Calendar;
import ledwall.controller.calendar.CalendarStore;
import ledwall.controller.screen.Screen;
import ledwall.controller.screen.ScreenStore;
import ledwall.protocol.id.CalendarId;
import ledwall.protocol.timeline.Instants;
import org.jspecify.annotations.Nullable;

/**
 * What the rules come to on screens: who has them and why, what hides what, and where no rule wants them. Exact, by the same {@link Resolver} that timelines
 * are compiled by, and for any range, however far ahead; whether media can be shown is not its question. Blocking, safe from any thread; changes nothing.
 */
public final class Outlook {
    private final RuleStore rules;
    private final CalendarStore calendars;
    private final ScreenStore screens;

    public Outlook(RuleStore rules, CalendarStore calendars, ScreenStore screens) {
        this.rules = rules;
        this.calendars = calendars;
        this.screens = screens;
    }

    /**
     * A screen in a range of time.
     *
     * @param holes where no rule wants it: the default loop has it
     */
    public record Clashes(Screen screen, Conflicts conflicts, List<Segment> holes) {}

    public Why why(Screen screen, Instant at) {
        long nanos = Instants.nanos(at);
        var occurrences = new Occurrences(calendars.byId(), nanos, nanos + 1);
        return Why.at(occurrences.of(claims(rules.ofGroup(screen.group(), at), screen), screen.zone()), QuietHours.NONE, nanos);
    }

    /** Of all screens, by name. */
    public List<Clashes> clashes(Instant from, Instant until) {
        return clashes(from, until, null);
    }

    /**
     * Of the screens that the draft names, as if it were a rule already.
     *
     * @param draft in the place of the rule with its id, if there is one; null for the rules as they are
     */
    public List<Clashes> clashes(Instant from, Instant until, @Nullable Rule draft) {
        Map<CalendarId, Calendar> known = calendars.byId();
        long begin = Instants.nanos(from);
        long end = Instants.nanos(until);
        var all = new ArrayList<>(rules.all());
        if (draft != null) {
            all.removeIf(rule -> rule.id().equals(draft.id()));
            all.add(draft);
        }
        var occurrences = new Occurrences(known, begin, end);
        var out = new ArrayList<Clashes>();
        for (Screen screen : screens.all()) {
            if (draft == null || draft.targets().holds(screen)) {
                List<Occurrence> its = occurrences.of(claims(all, screen), screen.zone());
                Resolution resolution = Resolver.resolve(its, QuietHours.NONE, begin, end);
                out.add(new Clashes(screen, Conflicts.of(its, resolution), resolution.holes()));
            }
        }
        return out;
    }

    private static List<Claim> claims(List<Rule> rules, Screen screen) {
        return rules.stream().filter(rule -> rule.targets().holds(screen)).map(Rule::claim).toList();
    }
}
