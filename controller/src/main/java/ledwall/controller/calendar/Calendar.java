package ledwall.controller.calendar;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import ledwall.protocol.id.CalendarId;

/** Dated days with labels, such as legal holidays, weekends moved to workdays (调休), or the days of Losar. By begin, then end, then label; they may overlap. */
public record Calendar(CalendarId id, String name, List<Dated> dated) {
    /** A few hundred years of holidays; a longer list is not one. */
    public static final int MAX_DATED = 10_000;

    private static final Comparator<Dated> ORDER = Comparator.comparing(Dated::from).thenComparing(Dated::until).thenComparing(Dated::label);

    public Calendar {
        dated = dated.stream().sorted(ORDER).distinct().toList();
        if (dated.size() > MAX_DATED) {
            throw new IllegalArgumentException("calendar " + id + " has " + dated.size() + " entries, more than " + MAX_DATED);
        }
    }

    /** The days {@code [from, until)}. */
    public record Dated(LocalDate from, LocalDate until, String label) {
        public Dated {
            if (!from.isBefore(until)) {
                throw new IllegalArgumentException("\"" + label + "\" ends on " + until + ", which is not after its first day " + from);
            }
        }

        boolean holds(LocalDate day) {
            return !day.isBefore(from) && day.isBefore(until);
        }
    }

    /** What the calendar calls a day; empty if the day is not in it. */
    public List<String> labels(LocalDate day) {
        return dated.stream().filter(each -> each.holds(day)).map(Dated::label).distinct().toList();
    }
}
