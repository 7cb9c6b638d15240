package ledwall.controller.storage;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import ledwall.controller.calendar.CalendarCondition;
import ledwall.controller.calendar.When;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Frames;
import ledwall.protocol.timeline.Instants;

/** Bounds of all that a rule can ever be, in any zone: columns by which rules that are over are found. Wide is right, narrow would lose a window. */
final class SqlRuleTimes {
    /** Zones are at most 18 hours from UTC, and no change of clocks has skipped more than a day. */
    private static final int MARGIN_DAYS = 2;

    private SqlRuleTimes() {}

    static long from(When when) {
        return switch (when) {
            case When.Once once -> Instants.nanos(once.from());
            case When.Unreadable kept -> 0;
            case When.Recurring rule -> nanos(rule.extraDates().stream().reduce(rule.start().toLocalDate(), SqlRuleTimes::earlier).minusDays(MARGIN_DAYS));
        };
    }

    static long until(When when) {
        return switch (when) {
            case When.Once once -> Instants.nanos(once.until());
            case When.Unreadable kept -> Block.FOREVER;
            case When.Recurring rule -> {
                long tail = rule.length().toDays() + 1 + MARGIN_DAYS;
                if (rule.validUntil() != null) {
                    yield Math.max(from(rule) + 1, nanos(rule.validUntil().plusDays(tail)));
                }
                boolean endless = rule.recurrence() != null
                        || rule.conditions().stream().anyMatch(condition -> condition.kind() == CalendarCondition.Kind.ON);
                yield endless ? Block.FOREVER
                        : nanos(rule.extraDates().stream().reduce(rule.start().toLocalDate(), SqlRuleTimes::later).plusDays(tail));
            }
        };
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    private static long nanos(LocalDate day) {
        return Math.multiplyExact(day.toEpochSecond(LocalTime.MIDNIGHT, ZoneOffset.UTC), Frames.SECOND);
    }
}
