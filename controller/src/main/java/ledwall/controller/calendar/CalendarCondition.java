package ledwall.controller.calendar;

import ledwall.protocol.id.CalendarId;

/** What a rule makes of the days of a calendar. With several conditions all of them hold: a day must lie in each calendar named {@link Kind#ONLY_ON}. */
public record CalendarCondition(CalendarId calendar, Kind kind) {
    /** The order of the steps is that of {@link When.Recurring}. */
    public enum Kind {
        /** Also on these days, at the rule's start time, from the day of its start on. */
        ON,
        /** Never on these days. */
        NOT_ON,
        /** Only those of the rule's days that are among these. */
        ONLY_ON
    }
}
