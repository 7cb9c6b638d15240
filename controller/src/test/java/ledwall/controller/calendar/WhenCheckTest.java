package ledwall.controller.calendar;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import ledwall.controller.calendar.CalendarCondition.Kind;
import ledwall.controller.refusal.Refusal;
import ledwall.protocol.id.CalendarId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WhenCheckTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final LocalDateTime START = LocalDateTime.of(2026, 11, 23, 8, 0);
    private static final CalendarId HOLIDAYS = new CalendarId("holidays");
    private static final Map<CalendarId, Calendar> CALENDARS = Map.of(HOLIDAYS, new Calendar(HOLIDAYS, "Holidays",
            List.of(new Calendar.Dated(LocalDate.of(2026, 10, 1), LocalDate.of(2026, 10, 8), "National Day"))));

    private static When.Recurring rule(@Nullable String recurrence, Duration length) {
        return new When.Recurring(START, length, recurrence == null ? null : Recurrence.parse(recurrence), List.of(), List.of(), null, null, List.of());
    }

    private static When.Recurring valid(@Nullable LocalDate from, @Nullable LocalDate until, CalendarCondition... conditions) {
        return new When.Recurring(START, Duration.ofHours(1), Recurrence.parse("FREQ=DAILY"), List.of(), List.of(), from, until, List.of(conditions));
    }

    private static String refused(When when) {
        var refusal = assertThrows(Refusal.class, () -> WhenCheck.check(when, CALENDARS, NOW));
        assertFalse(refusal.cause().isBlank());
        assertFalse(refusal.advice().isBlank());
        return refusal.code();
    }

    /** 9999-12-31 is what other programs write for "without end". */
    @Test
    void datesThatNoInstantCanHoldAreRefused() {
        assertEquals("windowInvalid", refused(valid(null, LocalDate.of(9999, 12, 31))));
        assertEquals("windowInvalid", refused(valid(null, LocalDate.MAX)));
        assertEquals("windowInvalid", refused(valid(LocalDate.MIN, null)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "DAILY", "FREQ=WEEKLY;BYDAY=XX", "FREQ=DAILY;", "FREQ=DAILY;;COUNT=2", "FREQ=DAILY;BYDAY=MO,", "FREQ=DAILY;BYDAY=",
            "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL= 2",
        "FREQ=DAILY;COUNT=0", "FREQ=DAILY;COUNT=10001", "FREQ=DAILY;FREQ=WEEKLY", "FREQ=DAILY;COUNT=2;UNTIL=20270101T000000",
                "FREQ=WEEKLY;INTERVAL=2000000000", "FREQ=DAILY;X-NAME=1",
        "FREQ=DAILY;UNTIL=20270101", "FREQ=DAILY;UNTIL=20270101T000000Z", "FREQ=DAILY;UNTIL=20260231T000000", "FREQ=MONTHLY;BYMONTHDAY=31;SKIP=FORWARD",
                "RSCALE=CHINESE;FREQ=YEARLY",
        "RSCALE=GREGORIAN;FREQ=YEARLY", "FREQ=DAILY;BYHOUR=24", "FREQ=DAILY;BYSECOND=60", "FREQ=DAILY;BYSETPOS=1", "FREQ=WEEKLY;BYDAY=1MO",
                "FREQ=YEARLY;BYMONTHDAY=1", "FREQ=YEARLY;BYWEEKNO=53;BYDAY=SU", "FREQ=YEARLY;BYWEEKNO=-1;BYDAY=MO", "FREQ=YEARLY;BYWEEKNO=20",
        "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;BYMONTH=5", "FREQ=YEARLY;BYYEARDAY=100;BYDAY=MO", "RRULE:FREQ=DAILY",
        "FREQ=DAILY\nX", "FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=YEARLY;BYWEEKNO=54", "FREQ=FORTNIGHTLY"})
    void recurrencesThatAreNotStrictlyRfc5545AreRefused(String text) {
        var refusal = assertThrows(Refusal.class, () -> Recurrence.parse(text));
        assertEquals("recurrenceInvalid", refusal.code());
    }

    @Test
    void aRecurrenceIsEqualByItsCanonicalText() {
        assertEquals(Recurrence.parse("FREQ=WEEKLY;BYDAY=MO;INTERVAL=2"), Recurrence.parse("interval=2;freq=weekly;byday=MO"));
        assertEquals("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", Recurrence.parse("interval=2;freq=weekly;byday=mo").text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;UNTIL=20261120T000000", "FREQ=MONTHLY;BYDAY=6MO",
            "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=40"})
    void aRuleThatNeverFiresIsRefused(String text) {
        assertEquals("recurrenceNeverFires", refused(rule(text, Duration.ofHours(1))));
    }

    @Test
    void aRuleIsRefusedThatFiresOutsideItsValidityOrItsCalendarsOnly() {
        assertEquals("recurrenceNeverFires", refused(valid(null, LocalDate.of(2026, 11, 20))));
        assertEquals("recurrenceNeverFires", refused(valid(LocalDate.of(2040, 1, 1), null)));
        assertEquals("recurrenceNeverFires", refused(valid(null, null, new CalendarCondition(HOLIDAYS, Kind.ONLY_ON))));
        assertDoesNotThrow(() -> WhenCheck.check(valid(null, null, new CalendarCondition(HOLIDAYS, Kind.NOT_ON)), CALENDARS, NOW));
    }

    @ParameterizedTest
    @CsvSource({"FREQ=MINUTELY, PT1M", "FREQ=MINUTELY;INTERVAL=14, PT1M", "FREQ=DAILY;BYHOUR=8;BYMINUTE=0;BYSECOND=0, P33D"})
    void aRuleThatFiresTooOftenIsRefused(String text, Duration length) {
        assertEquals("recurrenceTooOften", refused(rule(text, length)));
    }

    @Test
    void aRuleBySecondsIsRefusedAtOnce() {
        assertEquals("recurrenceTooOften", assertThrows(Refusal.class, () -> Recurrence.parse("FREQ=SECONDLY;INTERVAL=3600")).code());
    }

    @Test
    void anHourlyRuleThatRestsForMonthsIsRefusedBecauseItCannotBeCountedOut() {
        assertEquals("recurrenceInvalid", refused(rule("FREQ=HOURLY;BYMONTH=1", Duration.ofMinutes(10))));
    }

    @ParameterizedTest
    @CsvSource({"FREQ=MINUTELY;INTERVAL=15, PT15M", "FREQ=DAILY, PT24H", "FREQ=DAILY, P32D", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29, PT1H",
            "FREQ=WEEKLY;COUNT=1;BYDAY=MO, PT4H", "FREQ=YEARLY, P400D"})
    void whatMakesSensePasses(String text, Duration length) {
        assertDoesNotThrow(() -> WhenCheck.check(rule(text, length), CALENDARS, NOW));
    }

    @Test
    void windowsWithoutSenseAreRefused() {
        assertEquals("windowInvalid", refused(rule("FREQ=DAILY", Duration.ZERO)));
        assertEquals("windowInvalid", refused(rule("FREQ=DAILY", Duration.ofHours(-1))));
        assertEquals("windowInvalid", refused(rule("FREQ=YEARLY", Duration.ofDays(401))));
        assertEquals("windowInvalid", refused(rule("FREQ=DAILY", Duration.ofMillis(1_500))));
        assertEquals("windowInvalid", refused(valid(LocalDate.of(2026, 12, 2), LocalDate.of(2026, 12, 2))));
        assertEquals("windowInvalid", refused(new When.Once(NOW.plusSeconds(10), NOW.plusSeconds(10))));
        assertEquals("windowInvalid", refused(new When.Once(NOW.minusSeconds(10), NOW)));
        assertEquals("windowInvalid", refused(new When.Once(NOW, NOW.plus(Duration.ofDays(4_000)))));
        assertEquals("windowInvalid", refused(new When.Once(NOW, NOW.plus(Duration.ofDays(401)))));
        assertDoesNotThrow(() -> WhenCheck.check(new When.Once(NOW, NOW.plusSeconds(1)), CALENDARS, NOW));
    }

    @Test
    void unknownCalendarsAndZonesAreRefusedByName() {
        assertEquals("calendarUnknown", refused(valid(null, null, new CalendarCondition(new CalendarId("losar"), Kind.ON))));
        var refusal = assertThrows(Refusal.class, () -> WhenCheck.zone("Asia/Lhasaa"));
        assertEquals("zoneUnknown", refusal.code());
        assertTrue(refusal.cause().contains("Asia/Lhasaa"));
    }

    @Test
    void anEndThatIsNotAfterItsStartLiesOnTheFollowingDay() {
        assertEquals(Duration.ofHours(4), When.Recurring.length(LocalTime.of(22, 0), LocalTime.of(2, 0)));
        assertEquals(Duration.ofHours(24), When.Recurring.length(LocalTime.of(8, 0), LocalTime.of(8, 0)));
        assertEquals(Duration.ofMinutes(1), When.Recurring.length(LocalTime.of(8, 0), LocalTime.of(8, 1)));
    }
}
