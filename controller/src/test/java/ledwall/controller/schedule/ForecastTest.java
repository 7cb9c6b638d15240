package ledwall.controller.schedule;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import ledwall.controller.calendar.Recurrence;
import ledwall.controller.calendar.When;
import ledwall.controller.playlist.PlaylistItem;
import ledwall.controller.screen.Screen;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.id.RuleId;
import ledwall.protocol.timeline.Instants;
import ledwall.protocol.timeline.Programme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is computed beyond the horizon, against what the daily compilations then store while nobody edits anything. */
class ForecastTest {
    private static final Duration HORIZON = ofDays(8);
    private static final List<String> RULES = List.of("FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,WE,FR", "FREQ=DAILY;INTERVAL=3", "FREQ=HOURLY;INTERVAL=5", "FREQ=WEEKLY;BYDAY=SU",
            "FREQ=MONTHLY;BYMONTHDAY=1,2,3");

    private final Desk desk = new Desk(25, 3);

    private Forecast.Computed computed(int wall, Instant until) {
        long now = Instants.nanos(desk.now);
        Programme stored = desk.programme(wall);
        return Forecast.of(desk.input()).to(Instants.nanos(until)).of(stored, desk.screens.get(wall).id(), Forecast.seam(stored, now, HORIZON), Instants.nanos(until));
    }

    private static String due(Programme programme, long at) {
        return programme.due(at).map(showing -> showing.cue().item() + " of " + showing.block().rule() + " since " + showing.fullStartNanos()).orElse("-");
    }

    /** A day later, and at the latest compiled by then. */
    private void nextDay() {
        desk.now = desk.now.plus(ofDays(1));
        desk.edit();
    }

    /** Who has the screen, and for a rule also where its turns begin. Where in its turn a loop is that returns on one of several walls depends on the others. */
    private static String who(Programme programme, long at) {
        return programme.due(at).map(showing -> showing.block().rule() == null ? "loop" : due(programme, at)).orElse("-");
    }

    private void compare(List<Forecast.Computed> forecasts, Instant from, Instant until, Random random) {
        long most = Instants.nanos(until);
        boolean alike = desk.newest.lanes().size() == 1;
        for (long at = Instants.nanos(from); at < most; at += ofSeconds(1 + random.nextInt(900)).toNanos() + random.nextInt(1_000_000_000)) {
            for (int wall = 0; wall < desk.screens.size(); wall++) {
                String where = "wall " + wall + " at " + Instants.instant(at);
                assertEquals(who(desk.programme(wall), at), who(forecasts.get(wall).programme(), at), where);
                if (alike) {
                    assertEquals(due(desk.programme(wall), at), due(forecasts.get(wall).programme(), at), where);
                }
            }
        }
    }

    private List<Forecast.Computed> forecasts(Instant until) {
        var out = new ArrayList<Forecast.Computed>();
        for (int wall = 0; wall < desk.screens.size(); wall++) {
            out.add(computed(wall, until));
        }
        return out;
    }

    /** @param alike whether all walls have one clock and the same rules */
    private void draw(Random random, boolean alike) {
        desk.horizon = HORIZON;
        for (int wall = 0; wall < 3; wall++) {
            Screen old = desk.screens.get(wall);
            var zone = alike ? old.zone() : ZoneId.of(List.of("Asia/Shanghai", "Asia/Shanghai", "Europe/London", "UTC").get(random.nextInt(4)));
            desk.screens.set(wall, new Screen(old.id(), old.name(), old.group(), old.width(), old.height(), 25, zone));
        }
        for (String name : List.of("loop", "one", "two", "three")) {
            var items = new ArrayList<PlaylistItem>();
            for (int i = random.nextInt(4); i >= 0; i--) {
                Integer from = random.nextInt(5) == 0 ? (Integer) random.nextInt(86_400 * 12) : null;
                Integer until = random.nextInt(5) == 0 ? (Integer) (1 + (from == null ? 0 : from) + random.nextInt(86_400 * 12)) : null;
                items.add(Desk.on(desk.item(name + "-" + i, 3 + random.nextInt(20)), 1 + random.nextInt(3), from, until));
            }
            desk.playlist(name, items.toArray(PlaylistItem[]::new));
        }
        for (int i = random.nextInt(6); i >= 0; i--) {
            var targets = alike || random.nextBoolean() ? Targets.of(desk.group.id()) : new Targets(List.of(), List.of(desk.screens.get(random.nextInt(3)).id()));
            var start = LocalDateTime.of(2026, 11, 20 + random.nextInt(8), random.nextInt(24), random.nextInt(60));
            var when = When.Recurring.of(start, ofMinutes(1 + random.nextInt(280)), Recurrence.parse(RULES.get(random.nextInt(RULES.size()))));
            var id = new RuleId("rule-" + i);
            desk.rules.put(id, new Rule(id, "Rule " + i, targets, new PlaylistId(List.of("one", "two", "three").get(random.nextInt(3))),
                    RuleClass.values()[random.nextInt(4)], random.nextInt(5), when, 1));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void daysBeyondTheHorizonAreWhatTheDailyCompilationsThenStore(long seed) {
        var random = new Random(seed);
        draw(random, seed % 2 == 0);
        desk.edit();
        // Where a new loop begins is known once it has begun; what comes later joins it from the next compilation on.
        nextDay();
        desk.now = desk.now.plusSeconds(random.nextInt(20_000));
        var forecasts = forecasts(desk.now.plus(ofDays(40)));
        long seam = forecasts.getFirst().seamNanos();
        assertTrue(seam >= Instants.nanos(desk.now.plus(ofDays(7))) && seam <= Instants.nanos(desk.now.plus(ofDays(8))));
        for (int wall = 0; wall < 3; wall++) {
            assertEquals(due(desk.programme(wall), seam - 1), due(forecasts.get(wall).programme(), seam - 1), "the seam");
        }
        Instant begun = desk.now;
        for (int day = 1; day <= 4; day++) {
            nextDay();
        }
        compare(forecasts, Instants.instant(seam), begun.plus(ofDays(11)), random);
        for (int day = 5; day <= 32; day++) {
            nextDay();
        }
        compare(forecasts, begun.plus(ofDays(36)), begun.plus(ofDays(39)), random);
    }

    @Test
    void aScheduleThatIsCutIsComputedBeyondTheCut() {
        desk.horizon = HORIZON;
        desk.playlist("loop", desk.item("a", 10));
        var list = desk.playlist("list", desk.item("x", 2));
        for (int i = 0; i < 30; i++) {
            var when = When.Recurring.of(LocalDateTime.of(2026, 11, 23, 0, 0, 0).plusSeconds(30 * i), ofSeconds(10), Recurrence.parse("FREQ=MINUTELY;INTERVAL=15"));
            desk.rules.put(new RuleId("r" + i), new Rule(new RuleId("r" + i), "r" + i, Targets.of(desk.group.id()), list, RuleClass.NORMAL, 1, when, 1));
        }
        desk.edit();
        var computed = computed(0, desk.now.plus(ofDays(4)));
        assertTrue(computed.seamNanos() < Instants.nanos(desk.now.plus(ofDays(2))), Instants.instant(computed.seamNanos()).toString());
        assertEquals(Instants.nanos(desk.now.plus(ofDays(4))), computed.untilNanos());
        for (int minute = 0; minute < 4 * 1440; minute += 7) {
            long at = Instants.nanos(desk.now.truncatedTo(ChronoUnit.MINUTES).plus(ofMinutes(minute)).plusSeconds(5));
            assertTrue(due(computed.programme(), at).startsWith("x"), due(computed.programme(), at) + " at minute " + minute);
        }
    }

    @Test
    void ofAGroupWhoseScheduleNoTimelineHoldsWhatIsStoredIsToldAndTheRestIsNotComputed() {
        desk.horizon = HORIZON;
        desk.playlist("loop", desk.item("a", 10));
        desk.edit();
        for (int i = 0; i < 10; i++) {
            var items = new ArrayList<PlaylistItem>();
            for (int item = 0; item < 10_000; item++) {
                items.add(desk.item("list-" + i + "-" + item, 4));
            }
            desk.rule("r" + i, desk.playlist("list-" + i, items.toArray(PlaylistItem[]::new)), ofDays(1).plusMinutes(10 * i), ofDays(1).plusMinutes(10 * i + 5), 2);
        }
        assertInstanceOf(Compilation.TooLarge.class, desk.compile());
        Instant until = desk.now.plus(ofDays(20));
        var computed = computed(0, until);
        assertEquals(computed.seamNanos(), computed.untilNanos());
        Instant seam = Instants.instant(computed.seamNanos());
        assertEquals(List.of(new Forecast.Part(desk.now, seam, false)), computed.parts(desk.now, until));
        assertEquals(List.of(), computed.parts(seam, until));
        assertEquals(seam, computed.until(until));
        assertTrue(due(computed.programme(), computed.seamNanos() - 1).startsWith("a of null"));
    }

    @Test
    void whatFitsIntoNoTimelineOfFourWeeksIsComputedAsLaterCompilationsWillWithLess() {
        desk.horizon = HORIZON;
        desk.playlist("loop", desk.item("a", 10));
        for (int i = 0; i < 10; i++) {
            var items = new ArrayList<PlaylistItem>();
            for (int item = 0; item < 10_000; item++) {
                items.add(desk.item("list-" + i + "-" + item, 4));
            }
            desk.rule("r" + i, desk.playlist("list-" + i, items.toArray(PlaylistItem[]::new)), ofDays(20 * i), ofDays(20 * i + 1), 2);
        }
        desk.edit();
        var computed = computed(0, desk.now.plus(ofDays(110)));
        assertEquals(Instants.nanos(desk.now.plus(ofDays(110))), computed.untilNanos());
        assertTrue(due(computed.programme(), Instants.nanos(desk.now.plus(ofDays(100)).plusSeconds(1))).startsWith("list-5-0 of r5"));
    }

    @Test
    void whatIsNotRenderedYetIsComputedByItsOwnLength() {
        desk.horizon = HORIZON;
        desk.playlist("loop", desk.item("a", 10));
        desk.edit();
        var film = desk.video("film", ofSeconds(7));
        desk.screens.forEach(screen -> desk.lacking.add(desk.key(screen, film)));
        desk.rule("r", desk.playlist("list", desk.item("x", film, null)), ofDays(12), ofDays(13), 2);
        var programme = computed(0, desk.now.plus(ofDays(14))).programme();
        long begin = Instants.nanos(Desk.START.plus(ofDays(12)));
        assertEquals("x of r since " + begin, due(programme, begin));
        assertEquals("x of r since " + (begin + 7_000_000_000L), due(programme, begin + 7_000_000_000L));
        assertEquals(Map.of(), desk.calendars);
    }
}
