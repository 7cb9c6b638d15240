package ledwall.controller.schedule;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import ledwall.controller.calendar.Calendar;
import ledwall.controller.calendar.Expander;
import ledwall.controller.calendar.When;
import ledwall.controller.calendar.Window;
import ledwall.protocol.id.CalendarId;

/** When a screen is black on purpose, such as the hours in which the law wants it so: ranges in order that neither touch nor overlap. */
public record QuietHours(List<Range> ranges) {
    public static final QuietHours NONE = new QuietHours(List.of());

    /** Joins what touches or overlaps. */
    public QuietHours {
        var joined = new ArrayList<Range>();
        for (Range range : ranges.stream().sorted(Comparator.comparingLong(Range::fromNanos)).toList()) {
            if (!joined.isEmpty() && range.fromNanos() <= joined.getLast().untilNanos()) {
                Range last = joined.removeLast();
                joined.add(new Range(last.fromNanos(), Math.max(last.untilNanos(), range.untilNanos())));
            } else {
                joined.add(range);
            }
        }
        ranges = List.copyOf(joined);
    }

    /** {@code [fromNanos, untilNanos)}. */
    public record Range(long fromNanos, long untilNanos) {
        public Range {
            if (fromNanos >= untilNanos) {
                throw new IllegalArgumentException("range ends at " + untilNanos + ", which is not after its begin " + fromNanos);
            }
        }
    }

    /** The windows of a screen that touch {@code [fromNanos, untilNanos)}, by the clock of its zone. */
    public static QuietHours of(List<? extends When> windows, Map<CalendarId, Calendar> calendars, ZoneId zone, long fromNanos, long untilNanos) {
        var expander = new Expander(calendars);
        var ranges = new ArrayList<Range>();
        for (When when : windows) {
            for (Window window : expander.windows(when, zone, fromNanos, untilNanos)) {
                ranges.add(new Range(window.fromNanos(), window.untilNanos()));
            }
        }
        return new QuietHours(ranges);
    }

    public boolean holds(long atNanos) {
        return ranges.stream().anyMatch(range -> range.fromNanos() <= atNanos && atNanos < range.untilNanos());
    }
}
