package ledwall.controller.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import ledwall.controller.calendar.CalendarCondition.Kind;
import ledwall.protocol.id.CalendarId;
import ledwall.protocol.timeline.Instants;
import org.junit.jupiter.api.Test;

class ExpanderTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    private static List<String> windows(When when, ZoneId zone, String from, String until) {
        return new Expander(Map.of()).windows(when, zone, Instants.nanos(Instant.parse(from)), Instants.nanos(Instant.parse(until))).stream()
                .map(each -> each.day() + " " + Instants.instant(each.fromNanos()) + " " + Instants.instant(each.untilNanos())).toList();
    }

    private static When.Recurring daily(String start, String end) {
        var from = LocalTime.parse(start);
        return When.Recurring.of(LocalDate.of(2026, 1, 1).atTime(from), When.Recurring.length(from, LocalTime.parse(end)), Recurrence.parse("FREQ=DAILY"));
    }

    @Test
    void aStartThatTheClocksSkipIsMovedForwardByWhatTheySkip() {
        // New York, 2026-03-08: 02:00 to 03:00 is skipped. 02:30 is read as 03:30 there.
        assertEquals(List.of("2026-03-08 2026-03-08T07:30:00Z 2026-03-08T09:00:00Z"), windows(daily("02:30", "05:00"), NEW_YORK, "2026-03-08T05:00:00Z",
                "2026-03-08T20:00:00Z"));
    }

    @Test
    void anEndThatTheClocksSkipIsMovedForwardToo() {
        assertEquals(List.of("2026-03-08 2026-03-08T06:00:00Z 2026-03-08T07:30:00Z"), windows(daily("01:00", "02:30"), NEW_YORK, "2026-03-08T05:00:00Z",
                "2026-03-08T20:00:00Z"));
    }

    @Test
    void aWindowWhoseStartIsMovedToItsEndOrBeyondDoesNotTakePlace() {
        // 02:30 becomes 03:30, which is not before 03:30 or 03:15.
        assertEquals(List.of(), windows(daily("02:30", "03:30"), NEW_YORK, "2026-03-08T05:00:00Z", "2026-03-08T20:00:00Z"));
        assertEquals(List.of(), windows(daily("02:30", "03:15"), NEW_YORK, "2026-03-08T05:00:00Z", "2026-03-08T20:00:00Z"));
    }

    @Test
    void aTimeThatTheClocksShowTwiceMeansTheFirst() {
        // New York, 2026-11-01: 01:00 to 02:00 comes twice. The window is as long as clocks say only on other days.
        assertEquals(List.of("2026-11-01 2026-11-01T05:30:00Z 2026-11-01T05:45:00Z"), windows(daily("01:30", "01:45"), NEW_YORK, "2026-11-01T04:00:00Z",
                "2026-11-01T20:00:00Z"));
        assertEquals(List.of("2026-11-01 2026-11-01T05:30:00Z 2026-11-01T07:15:00Z"), windows(daily("01:30", "02:15"), NEW_YORK, "2026-11-01T04:00:00Z",
                "2026-11-01T20:00:00Z"));
    }

    @Test
    void aNightBelongsToTheDayOnWhichItBegins() {
        var night = daily("22:00", "02:00");
        var except = new When.Recurring(night.start(), night.length(), night.recurrence(), List.of(), List.of(LocalDate.of(2026, 7, 2)), null, null, List.of());
        assertEquals(List.of("2026-07-01 2026-07-01T14:00:00Z 2026-07-01T18:00:00Z", "2026-07-03 2026-07-03T14:00:00Z 2026-07-03T18:00:00Z"),
                windows(except, ZoneId.of("Asia/Shanghai"), "2026-07-01T00:00:00Z", "2026-07-04T00:00:00Z"));
    }

    @Test
    void whereAWholeDayIsSkippedItsWindowFallsTogetherWithTheNextDays() {
        // Samoa had no 30 December 2011.
        var rule = When.Recurring.of(LocalDateTime.of(2011, 12, 1, 10, 0), Duration.ofHours(1), Recurrence.parse("FREQ=DAILY"));
        assertEquals(List.of("2011-12-29 2011-12-29T20:00:00Z 2011-12-29T21:00:00Z", "2011-12-30 2011-12-30T20:00:00Z 2011-12-30T21:00:00Z",
                "2012-01-01 2011-12-31T20:00:00Z 2011-12-31T21:00:00Z"),
                windows(rule, ZoneId.of("Pacific/Apia"), "2011-12-29T12:00:00Z", "2012-01-01T12:00:00Z"));
    }

    @Test
    void noWindowLiesBeforeTheRulesStart() {
        var rule = When.Recurring.of(LocalDateTime.of(2026, 7, 1, 8, 0), Duration.ofHours(1), Recurrence.parse("FREQ=WEEKLY;BYDAY=MO"));
        assertEquals(List.of("2026-07-06 2026-07-06T08:00:00Z 2026-07-06T09:00:00Z"), windows(rule, ZoneId.of("UTC"), "2026-06-01T00:00:00Z",
                "2026-07-13T00:00:00Z"));
    }

    @Test
    void aRuleWhoseCalendarIsGoneDoesNotRun() {
        var gone = List.of(new CalendarCondition(new CalendarId("gone"), Kind.NOT_ON));
        var daily = daily("08:00", "09:00");
        var rule = new When.Recurring(daily.start(), daily.length(), daily.recurrence(), List.of(LocalDate.of(2026, 7, 1)), List.of(), null, null, gone);
        assertEquals(List.of(), windows(rule, ZoneId.of("UTC"), "2026-07-01T00:00:00Z", "2026-07-13T00:00:00Z"));
    }

    @Test
    void windowsBeyondTheBoundOfADayDoNotCount() {
        // Only a rule that was never checked comes here.
        var rule = When.Recurring.of(LocalDateTime.of(2026, 7, 1, 0, 0), Duration.ofSeconds(30), Recurrence.parse("FREQ=MINUTELY"));
        assertEquals(2 * Recurrence.MAX_A_DAY, windows(rule, ZoneId.of("UTC"), "2026-07-01T00:00:00Z", "2026-07-03T00:00:00Z").size());
    }

    @Test
    void aOneOffWindowIsTheSameEverywhereAndHasALocalDay() {
        var once = new When.Once(Instant.parse("2026-07-01T18:00:00Z"), Instant.parse("2026-07-01T19:00:00Z"));
        assertEquals(List.of("2026-07-02 2026-07-01T18:00:00Z 2026-07-01T19:00:00Z"), windows(once, ZoneId.of("Asia/Shanghai"), "2026-07-01T00:00:00Z",
                "2026-07-02T00:00:00Z"));
        assertEquals(List.of(), windows(once, ZoneId.of("Asia/Shanghai"), "2026-07-01T19:00:00Z", "2026-07-02T00:00:00Z"));
        assertEquals(List.of(), windows(once, ZoneId.of("Asia/Shanghai"), "2026-07-01T17:00:00Z", "2026-07-01T18:00:00Z"));
    }

    /** lib-recur skips ahead to the range asked for; the answer must not depend on where the range begins. */
    @Test
    void aRangeHoldsWhatTheWholeHoldsThere() {
        var texts = List.of("FREQ=DAILY;INTERVAL=5", "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,SU;WKST=SU", "FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR,1MO",
                "FREQ=MONTHLY;BYMONTHDAY=29,30,31", "FREQ=YEARLY;INTERVAL=2;BYMONTH=2,3",
                "FREQ=YEARLY;BYWEEKNO=2,51;BYDAY=SU", "FREQ=HOURLY;INTERVAL=7", "FREQ=DAILY;COUNT=300", "FREQ=MONTHLY;BYDAY=MO,TU,WE;BYSETPOS=-1,2",
                        "FREQ=YEARLY;BYYEARDAY=-1,60,366", "FREQ=WEEKLY;UNTIL=20251231T000000",
                "FREQ=MINUTELY;INTERVAL=1000");
        var dice = new SplittableRandom(5);
        LocalDate end = LocalDate.of(2029, 1, 1);
        for (String text : texts) {
            var recurrence = Recurrence.parse(text);
            for (int i = 0; i < 40; i++) {
                LocalDateTime start = LocalDate.of(2024, 1, 1).plusDays(dice.nextInt(800)).atTime(dice.nextInt(24), 0);
                var whole = new ArrayList<LocalDateTime>();
                recurrence.starts(start, start.toLocalDate(), end, whole, Recurrence.MAX_A_DAY);
                LocalDate from = start.toLocalDate().plusDays(dice.nextInt(700) - 50);
                LocalDate until = from.plusDays(dice.nextInt(400));
                var part = new ArrayList<LocalDateTime>();
                recurrence.starts(start, from, until, part, Recurrence.MAX_A_DAY);
                assertEquals(whole.stream().filter(each -> !each.toLocalDate().isBefore(from) && each.toLocalDate().isBefore(until)).toList(), part,
                        () -> text + " from " + start + " on " + from + " until " + until);
            }
        }
    }
}
