package ledwall.controller.schedule;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ledwall.controller.calendar.Calendar;
import ledwall.controller.calendar.Expander;
import ledwall.controller.calendar.When;
import ledwall.controller.calendar.Window;
import ledwall.protocol.id.CalendarId;
import ledwall.protocol.id.RuleId;

/**
 * Rules x zones x one range -> occurrences. A rule is counted out once for all zones and resolved once for each, so that fifty screens cost hardly more than
 * one. One for one question: rules must not change under it, and it is not for several threads.
 */
public final class Occurrences {
    private final Expander expander;
    private final long fromNanos;
    private final long untilNanos;
    private final Map<RuleId, List<LocalDateTime>> starts = new HashMap<>();
    private final Map<ZoneId, Map<RuleId, List<Occurrence>>> known = new HashMap<>();

    /** @param calendars at least those that the rules' conditions name; a rule whose calendar is not there does not run */
    public Occurrences(Map<CalendarId, Calendar> calendars, long fromNanos, long untilNanos) {
        this.expander = new Expander(calendars);
        this.fromNanos = fromNanos;
        this.untilNanos = untilNanos;
    }

    /** Those that touch the range, whole, by their start. */
    public List<Occurrence> of(Claim claim, ZoneId zone) {
        var ofZone = known.computeIfAbsent(zone, any -> new HashMap<>());
        var found = ofZone.get(claim.rule());
        if (found == null) {
            found = windows(claim, zone).stream().map(each -> new Occurrence(claim, each.day(), each.fromNanos(), each.untilNanos())).toList();
            ofZone.put(claim.rule(), found);
        }
        return found;
    }

    /** Those of all rules of a screen in that zone, rule after rule. */
    public List<Occurrence> of(Collection<Claim> claims, ZoneId zone) {
        var out = new ArrayList<Occurrence>();
        for (Claim claim : claims) {
            out.addAll(of(claim, zone));
        }
        return out;
    }

    private List<Window> windows(Claim claim, ZoneId zone) {
        return switch (claim.when()) {
            case When.Once once -> expander.windows(once, zone, fromNanos, untilNanos);
            case When.Unreadable never -> List.of();
            case When.Recurring rule -> {
                var local = starts.computeIfAbsent(claim.rule(), any -> expander.starts(rule, fromNanos, untilNanos));
                yield Expander.windows(rule, local, zone, fromNanos, untilNanos);
            }
        };
    }
}
