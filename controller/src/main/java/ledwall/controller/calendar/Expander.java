package ledwall.controller.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Predicate;
import ledwall.controller.calendar.CalendarCondition.Kind;
import ledwall.protocol.id.CalendarId;
import ledwall.protocol.timeline.Instants;

/**
 * From rules of recurrence to windows in a zone. The starts by the clock on the wall are the same in every zone, so they are found once and then resolved for
 * each zone. Keeps what it worked out of the calendars: one for one question, not for several threads.
 */
public final class Expander {
    /** Zones are at most 18 hours from UTC, and no change of clocks has skipped more than a day. */
    private static final int MARGIN_DAYS = 2;

    private static final Comparator<Window> BY_START =
            Comparator.comparingLong(Window::fromNanos).thenComparing(Comparator.comparingLong(Window::untilNanos).reversed()).thenComparing(Window::day);

    private final Map<CalendarId, Calendar> calendars;
    private final Map<CalendarId, DaySet> days = new HashMap<>();

    public Expander(Map<CalendarId, Calendar> calendars) {
        this.calendars = Map.copyOf(calendars);
    }

    /** The windows that touch {@code [fromNanos, untilNanos)}, whole, by their start; no two start together. */
    public List<Window> windows(When when, ZoneId zone, long fromNanos, long untilNanos) {
        return switch (when) {
            case When.Once once -> windows(once, zone, fromNanos, untilNanos);
            case When.Unreadable never -> List.of();
            case When.Recurring rule -> windows(rule, starts(rule, fromNanos, untilNanos), zone, fromNanos, untilNanos);
        };
    }

    private static List<Window> windows(When.Once once, ZoneId zone, long fromNanos, long untilNanos) {
        long from = Instants.nanos(once.from());
        long until = Instants.nanos(once.until());
        boolean touches = from < until && from < untilNanos && until > fromNanos;
        return touches ? List.of(new Window(LocalDate.ofInstant(once.from(), zone), from, until)) : List.of();
    }

    /** All starts of windows that may touch {@code [fromNanos, untilNanos)} in any zone whatever, by the clock on the wall, in order. */
    public List<LocalDateTime> starts(When.Recurring rule, long fromNanos, long untilNanos) {
        LocalDate first = day(fromNanos).minusDays(rule.length().toDays() + 1 + MARGIN_DAYS);
        return starts(rule, first, day(untilNanos).plusDays(1 + MARGIN_DAYS), Recurrence.MAX_A_DAY).found();
    }

    /** @param starts what {@link #starts} found for the same range */
    public static List<Window> windows(When.Recurring rule, List<LocalDateTime> starts, ZoneId zone, long fromNanos, long untilNanos) {
        ZoneRules rules = zone.getRules();
        var out = new ArrayList<Window>(starts.size());
        boolean ordered = true;
        long last = Long.MIN_VALUE;
        for (LocalDateTime start : starts) {
            long from = LocalClock.nanos(start, rules);
            long until = LocalClock.nanos(start.plus(rule.length()), rules);
            // Where clocks skip time, a start may be moved to its end or beyond it: then there is no window.
            if (from < until && from < untilNanos && until > fromNanos) {
                out.add(new Window(start.toLocalDate(), from, until));
                ordered &= from > last;
                last = from;
            }
        }
        return ordered ? out : untangled(out);
    }

    /** Where clocks skip time, two starts may change places or fall together. Of windows that start together the longest counts, then that of the earlier day. */
    private static List<Window> untangled(List<Window> windows) {
        windows.sort(BY_START);
        var out = new ArrayList<Window>(windows.size());
        for (Window window : windows) {
            if (out.isEmpty() || out.getLast().fromNanos() != window.fromNanos()) {
                out.add(window);
            }
        }
        return out;
    }

    /** @param complete false if lib-recur gave up looking for more */
    record Starts(List<LocalDateTime> found, boolean complete) {}

    /** The starts on the days {@code [first, end)}; of each day at most {@code most} that the recurrence names. */
    Starts starts(When.Recurring rule, LocalDate first, LocalDate end, int most) {
        LocalDate from = rule.validFrom() != null && rule.validFrom().isAfter(first) ? rule.validFrom() : first;
        LocalDate until = rule.validUntil() != null && rule.validUntil().isBefore(end) ? rule.validUntil() : end;
        if (!from.isBefore(until) || rule.conditions().stream().anyMatch(each -> !calendars.containsKey(each.calendar()))) {
            // A rule that asks for a calendar which is not there does not run: nobody knows on which days it should not.
            return new Starts(List.of(), true);
        }
        var found = new ArrayList<LocalDateTime>();
        boolean complete = true;
        if (rule.recurrence() != null) {
            complete = rule.recurrence().starts(rule.start(), from, until, found, most);
        } else if (!rule.start().toLocalDate().isBefore(from) && rule.start().toLocalDate().isBefore(until)) {
            found.add(rule.start());
        }
        return new Starts(wanted(rule, withAdded(rule, found, from, until)), complete);
    }

    private List<LocalDateTime> withAdded(When.Recurring rule, List<LocalDateTime> found, LocalDate from, LocalDate until) {
        LocalTime time = rule.start().toLocalTime();
        var added = new ArrayList<LocalDateTime>();
        for (LocalDate day : rule.extraDates()) {
            if (!day.isBefore(from) && day.isBefore(until)) {
                added.add(day.atTime(time));
            }
        }
        LocalDate begin = rule.start().toLocalDate().isAfter(from) ? rule.start().toLocalDate() : from;
        for (CalendarCondition condition : rule.conditions()) {
            if (condition.kind() == Kind.ON && begin.isBefore(until)) {
                days(condition.calendar()).forEach(begin, until, day -> added.add(day.atTime(time)));
            }
        }
        if (added.isEmpty()) {
            return found;
        }
        var all = new TreeSet<>(found);
        all.addAll(added);
        return new ArrayList<>(all);
    }

    private List<LocalDateTime> wanted(When.Recurring rule, List<LocalDateTime> starts) {
        var unwanted = new ArrayList<Predicate<LocalDate>>();
        if (!rule.exceptDates().isEmpty()) {
            unwanted.add(rule.exceptDates()::contains);
        }
        for (CalendarCondition condition : rule.conditions()) {
            DaySet set = days(condition.calendar());
            switch (condition.kind()) {
                case ON -> {}
                case NOT_ON -> unwanted.add(set::contains);
                case ONLY_ON -> unwanted.add(day -> !set.contains(day));
            }
        }
        if (!unwanted.isEmpty()) {
            starts.removeIf(start -> unwanted.stream().anyMatch(each -> each.test(start.toLocalDate())));
        }
        return starts;
    }

    private DaySet days(CalendarId id) {
        return days.computeIfAbsent(id, any -> DaySet.of(Objects.requireNonNull(calendars.get(any)).dated()));
    }

    private static LocalDate day(long nanos) {
        Instant instant = Instants.instant(nanos);
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }
}
