package ledwall.controller.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import ledwall.controller.calendar.Recurrence;
import ledwall.controller.calendar.When;
import ledwall.controller.schedule.Conflicts.Hidden;
import ledwall.controller.schedule.Owner.Nobody;
import ledwall.controller.schedule.Why.Step;
import ledwall.protocol.id.RuleId;
import ledwall.protocol.timeline.Instants;
import org.junit.jupiter.api.Test;

class ResolverTest {
    private static final When ANY = new When.Once(Instant.EPOCH, Instant.EPOCH);

    private static Occurrence window(String rule, RuleClass ruleClass, int priority, long from, long until) {
        return new Occurrence(new Claim(new RuleId(rule), ruleClass, priority, ANY), LocalDate.EPOCH, from, until);
    }

    @Test
    void theLaterOfTwoEqualRulesCutsTheEarlierWhichThenReturns() {
        var morning = window("morning", RuleClass.NORMAL, 50, 10, 40);
        var news = window("news", RuleClass.NORMAL, 50, 20, 30);
        assertEquals(List.of(new Segment(0, 10, Nobody.DEFAULT_LOOP), new Segment(10, 20, morning), new Segment(20, 30, news), new Segment(30, 40, morning),
                new Segment(40, 50, Nobody.DEFAULT_LOOP)), Resolver.resolve(List.of(morning, news), QuietHours.NONE, 0, 50).segments());
    }

    @Test
    void aClassIsWorthMoreThanAnyPriorityAndAPriorityMoreThanALaterStart() {
        var key = window("key", RuleClass.KEY_PERIOD, 0, 10, 20);
        var fixed = window("fixed", RuleClass.FIXED, 100, 12, 20);
        var high = window("high", RuleClass.NORMAL, 90, 10, 20);
        var late = window("late", RuleClass.NORMAL, 80, 15, 20);
        var same = window("same", RuleClass.KEY_PERIOD, 0, 10, 30);
        var why = Why.at(List.of(same, late, high, fixed, key), QuietHours.NONE, 15);
        assertEquals(key, why.owner());
        assertEquals(List.of(new Why.Loser(same, Step.RULE_ID), new Why.Loser(fixed, Step.RULE_CLASS), new Why.Loser(high, Step.RULE_CLASS),
                new Why.Loser(late, Step.RULE_CLASS)), why.losers());
        assertEquals(List.of(new Why.Loser(late, Step.PRIORITY)), Why.at(List.of(late, high), QuietHours.NONE, 15).losers());
        assertEquals(List.of(new Why.Loser(window("a", RuleClass.NORMAL, 80, 14, 20), Step.LATER_START)),
                Why.at(List.of(window("a", RuleClass.NORMAL, 80, 14, 20), late), QuietHours.NONE, 15).losers());
    }

    @Test
    void windowsAreHalfOpen() {
        var first = window("first", RuleClass.NORMAL, 50, 10, 20);
        var second = window("second", RuleClass.NORMAL, 50, 20, 30);
        Resolution resolution = Resolver.resolve(List.of(first, second), QuietHours.NONE, 0, 40);
        assertEquals(first, resolution.at(19).owner());
        assertEquals(second, resolution.at(20).owner());
        assertEquals(Nobody.DEFAULT_LOOP, resolution.at(30).owner());
        assertEquals(List.of(), Conflicts.of(List.of(first, second), resolution).hidden());
        assertThrows(IllegalArgumentException.class, () -> resolution.at(40));
    }

    @Test
    void anOverlapOfOneSecondIsToldWithItsExactEnds() {
        long second = 1_000_000_000L;
        var first = window("first", RuleClass.NORMAL, 50, 0, 601 * second);
        var next = window("next", RuleClass.NORMAL, 50, 600 * second, 1200 * second);
        var all = List.of(first, next);
        var conflicts = Conflicts.of(all, Resolver.resolve(all, QuietHours.NONE, 0, 2000 * second));
        assertEquals(List.of(new Hidden(first, next, 600 * second, 601 * second)), conflicts.hidden());
        assertEquals(List.of(), conflicts.never());
    }

    @Test
    void quietHoursCutEverythingAndAreNoHole() {
        var key = window("key", RuleClass.KEY_PERIOD, 100, 10, 40);
        var quiet = new QuietHours(List.of(new QuietHours.Range(25, 30), new QuietHours.Range(20, 25), new QuietHours.Range(45, 60)));
        Resolution resolution = Resolver.resolve(List.of(key), quiet, 0, 50);
        assertEquals(List.of(new Segment(0, 10, Nobody.DEFAULT_LOOP), new Segment(10, 20, key), new Segment(20, 30, Nobody.QUIET_HOURS), new Segment(30, 40,
                key),
                new Segment(40, 45, Nobody.DEFAULT_LOOP), new Segment(45, 50, Nobody.QUIET_HOURS)), resolution.segments());
        assertEquals(List.of(new Segment(0, 10, Nobody.DEFAULT_LOOP), new Segment(40, 45, Nobody.DEFAULT_LOOP)), resolution.holes());
        assertEquals(List.of(new Hidden(key, Nobody.QUIET_HOURS, 20, 30)), Conflicts.of(List.of(key), resolution).hidden());
        assertEquals(new Why(Nobody.QUIET_HOURS, List.of(new Why.Loser(key, Step.QUIET_HOURS))), Why.at(List.of(key), quiet, 22));
    }

    @Test
    void aWindowThatNothingShowsIsNamed() {
        var hidden = window("hidden", RuleClass.NORMAL, 50, 12, 18);
        var all = List.of(hidden, window("key", RuleClass.KEY_PERIOD, 0, 10, 15), window("other", RuleClass.FIXED, 0, 14, 20));
        assertEquals(List.of(hidden), Conflicts.of(all, Resolver.resolve(all, QuietHours.NONE, 0, 50)).never());
    }

    @Test
    void ofOneRulesOwnWindowsTheOneThatStartedLastIsOnAndThatIsNoConflict() {
        var rule = new Claim(new RuleId("long"), RuleClass.NORMAL, 50,
                When.Recurring.of(LocalDateTime.of(2026, 11, 20, 8, 0), Duration.ofHours(30), Recurrence.parse("FREQ=DAILY")));
        long from = Instants.nanos(Instant.parse("2026-11-23T00:00:00Z"));
        long until = Instants.nanos(Instant.parse("2026-11-25T00:00:00Z"));
        var occurrences = new Occurrences(Map.of(), from, until).of(rule, ZoneId.of("Asia/Shanghai"));
        Resolution resolution = Resolver.resolve(occurrences, QuietHours.NONE, from, until);
        assertEquals(List.of("2026-11-23", "2026-11-24"), resolution.segments().stream().map(each -> ((Occurrence) each.owner()).day().toString()).toList());
        assertEquals(List.of(), Conflicts.of(occurrences, resolution).hidden());
    }

    @Test
    void quietHoursFollowTheScreensOwnClock() {
        var night = When.Recurring.of(LocalDateTime.of(2026, 1, 1, 23, 0), Duration.ofHours(7), Recurrence.parse("FREQ=DAILY"));
        long from = Instants.nanos(Instant.parse("2026-03-28T12:00:00Z"));
        long until = Instants.nanos(Instant.parse("2026-03-29T12:00:00Z"));
        var quiet = QuietHours.of(List.of(night), Map.of(), ZoneId.of("Europe/London"), from, until);
        // The clocks go forward that night: it is an hour shorter.
        assertEquals(List.of(new QuietHours.Range(Instants.nanos(Instant.parse("2026-03-28T23:00:00Z")),
                Instants.nanos(Instant.parse("2026-03-29T05:00:00Z")))), quiet.ranges());
    }
}
