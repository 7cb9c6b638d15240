package ledwall.controller.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import ledwall.controller.calendar.Calendar;
import ledwall.controller.calendar.When;
import ledwall.controller.screen.Screen;
import ledwall.protocol.id.CalendarId;
import ledwall.protocol.timeline.QuietWindow;

/** One of a screen's quiet hours: when it is black on purpose, by the clock of its zone, and what people call that. */
public record QuietTime(String name, When when) {
    public QuietTime {
        if (when instanceof When.Once) {
            throw new IllegalArgumentException("quiet hours recur");
        }
    }

    /** What it comes to. Where it cannot be read, all that it can have meant: too dark is a problem that is named, too light may be against the law. */
    public When.Recurring dark() {
        return switch (when) {
            case When.Recurring recurring -> recurring;
            case When.Unreadable kept -> kept.widest();
            case When.Once once -> throw new IllegalStateException("quiet hours recur");
        };
    }

    /** What a screen's quiet times come to, as far as they touch {@code [fromNanos, untilNanos)}. */
    public static QuietHours hours(List<QuietTime> times, Map<CalendarId, Calendar> calendars, Screen screen, long fromNanos, long untilNanos) {
        return times.isEmpty() ? QuietHours.NONE : QuietHours.of(times.stream().map(QuietTime::dark).toList(), calendars, screen.zone(), fromNanos, untilNanos);
    }

    /** The same as a timeline tells it. */
    static List<QuietWindow> windows(QuietHours hours) {
        var out = new ArrayList<QuietWindow>(hours.ranges().size());
        hours.ranges().forEach(range -> out.add(new QuietWindow(range.fromNanos(), range.untilNanos())));
        return out;
    }
}
