package ledwall.controller.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import ledwall.controller.calendar.Recurrence;
import ledwall.controller.calendar.When;
import ledwall.controller.playlist.PlaylistItem;
import ledwall.controller.screen.Screen;
import ledwall.protocol.id.RuleId;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.id.TimelineHash;
import ledwall.protocol.message.MessageCodec;
import ledwall.protocol.message.TimelineOffer;
import ledwall.protocol.timeline.Instants;
import ledwall.protocol.timeline.Timeline;
import ledwall.protocol.timeline.TimelineCodec;
import ledwall.protocol.trust.Envelope;
import org.junit.jupiter.api.Test;

/** Quiet hours from a screen's entry to its timeline and to what is said of it. */
class QuietCompileTest {
    private final Desk desk = new Desk(25, 1);
    private final ScreenId first;

    QuietCompileTest() {
        var shanghai = desk.screens.getFirst();
        desk.screens.clear();
        for (String name : List.of("screen-a", "screen-b")) {
            desk.screens.add(new Screen(new ScreenId(name), name, desk.group.id(), 640, 360, shanghai.frameRate(), ZoneId.of("Asia/Shanghai")));
        }
        first = desk.screens.getFirst().id();
        desk.playlist("loop", desk.item("a", 10), desk.item("b", 7), desk.item("c", 4));
    }

    /** From 22:00 to 06:00, by the clock in Shanghai: from six hours after the desk's start for eight hours. */
    private static QuietTime night() {
        return time("Night", "22:00", Duration.ofHours(8), "FREQ=DAILY");
    }

    private static QuietTime time(String name, String start, Duration length, String rule) {
        return new QuietTime(name, When.Recurring.of(LocalDateTime.parse("2026-11-01T" + start), length, Recurrence.parse(rule)));
    }

    private Compilation.Compiled edited() {
        return assertInstanceOf(Compilation.Compiled.class, desk.edit());
    }

    @Test
    void aScreenIsQuietByItsOwnClockAndComesBackInStepWithTheOthers() {
        desk.quiet.put(first, List.of(night()));
        edited();
        assertTrue(!desk.due(0, Duration.ofHours(6).minusMillis(1)).equals("-"));
        assertEquals("-", desk.due(0, Duration.ofHours(6)));
        assertTrue(desk.programme(0).quiet(Instants.nanos(Desk.START.plus(Duration.ofHours(6)))).isPresent());
        assertEquals("-", desk.due(0, Duration.ofHours(14).minusMillis(1)));
        for (int second = 0; second < 60; second++) {
            Duration after = Duration.ofHours(14).plusSeconds(second);
            assertEquals(desk.due(1, after), desk.due(0, after));
        }
        assertTrue(!desk.due(1, Duration.ofHours(8)).equals("-"), "the other one has no quiet hours");
    }

    @Test
    void theWindowsReachAYearAheadAndADayLaterNothingIsSentForThem() {
        desk.quiet.put(first, List.of(night()));
        var windows = edited().timelines().getFirst().quiet();
        assertTrue(windows.getLast().untilNanos() >= Instants.nanos(Desk.START.plus(Duration.ofDays(399))), windows.getLast().toString());
        int sent = 0;
        for (int day = 1; day <= 64; day++) {
            desk.now = Desk.START.plus(Duration.ofDays(day)).plusSeconds(day * 1_237L);
            sent += desk.edit() instanceof Compilation.Compiled ? 1 : 0;
        }
        assertEquals(2, sent, "once in 32 days");
    }

    @Test
    void anEditOfOneScreensQuietHoursMovesNoTurnAndTouchesNoOther() {
        edited();
        var before = desk.programme(0);
        desk.now = Desk.START.plusSeconds(1_000);
        desk.quiet.put(first, List.of(night()));
        desk.keepers = Set.of(desk.screens.get(0).id(), desk.screens.get(1).id());
        var compiled = assertInstanceOf(Compilation.Compiled.class, desk.compile());
        assertEquals(List.of(first), compiled.timelines().stream().map(Timeline::screen).toList());
        assertEquals(before.entries().getFirst().timeline().blocks().getFirst().cues(), compiled.timelines().getFirst().blocks().getFirst().cues());
        desk.keepers = Set.of();
        edited();
        for (int second = 1_100; second < 1_200; second++) {
            long at = Instants.nanos(Desk.START.plusSeconds(second));
            assertEquals(before.due(at).orElseThrow().fullStartNanos(), desk.programme(0).due(at).orElseThrow().fullStartNanos());
        }
    }

    @Test
    void aPlanComesBackAsItWasStored() {
        desk.quiet.put(first, List.of(night()));
        var plan = edited().plan();
        assertEquals(plan, GroupPlanCodec.decode(GroupPlanCodec.encode(plan)));
        assertEquals(List.of(), plan.walls().getLast().quiet());
    }

    @Test
    void aYearOfNightsLeavesAWeekOfATypicalScreenSmallOnTheWire() {
        desk.quiet.put(first, List.of(night(), time("Noon", "12:30", Duration.ofMinutes(90), "FREQ=WEEKLY;BYDAY=SA,SU")));
        var items = new PlaylistItem[40];
        for (int i = 0; i < items.length; i++) {
            items[i] = desk.item("item" + i, 8 + i % 5);
        }
        desk.playlist("loop", items);
        for (int rule = 0; rule < 12; rule++) {
            var list = desk.playlist("list" + rule, desk.item("x" + rule, 9));
            desk.rules.put(new RuleId("rule-" + rule), new Rule(new RuleId("rule-" + rule), "rule " + rule,
                    Targets.of(desk.group.id()), list, RuleClass.NORMAL, rule,
                    When.Recurring.of(LocalDateTime.parse("2026-11-01T%02d:15".formatted(8 + rule)), Duration.ofMinutes(20), Recurrence.parse("FREQ=DAILY")), 1));
        }
        var with = edited().timelines();
        int bytes = sent(with.getFirst());
        int without = sent(with.getLast());
        System.out.println("a week of 40 items and 12 rules: " + without + " bytes on the wire, with a year of quiet hours (" + with.getFirst().quiet().size()
                + " windows) " + bytes + "; " + TimelineCodec.encode(with.getFirst()).length() + " on the disk");
        assertTrue(bytes <= 64 * 1_024, "it takes " + bytes);
    }

    private static int sent(Timeline timeline) {
        var payload = TimelineCodec.encode(timeline);
        return MessageCodec.encode(new TimelineOffer(timeline.version(), new TimelineHash(payload.sha256()), new Envelope(payload, List.of()))).length;
    }

    @Test
    void whatATimelineCannotHoldIsToldOfAndTheNearestIsKept() {
        desk.quiet.put(first, List.of(time("Hourly", "00:10", Duration.ofMinutes(5), "FREQ=HOURLY")));
        var compiled = edited();
        assertEquals(Timeline.MAX_QUIET, compiled.timelines().getFirst().quiet().size());
        assertEquals(List.of("quietCut"), compiled.omissions().stream().map(Omission::code).toList());
    }

    @Test
    void thePreviewSaysThatItIsQuiet() {
        desk.quiet.put(first, List.of(night()));
        edited();
        Instant dusk = Desk.START.plus(Duration.ofHours(6));
        var page = Preview.of(desk.programme(0), desk.rules, dusk.minusSeconds(5), dusk.plus(Duration.ofHours(8)).plusSeconds(5)).entries();
        var quiet = page.stream().filter(entry -> entry.why().equals(Preview.QUIET)).toList();
        assertEquals(List.of(new Preview.Entry(dusk, dusk.plus(Duration.ofHours(8)), null, null, null, "quiet")), quiet);
        assertEquals("Default loop", page.getLast().why());
        var told = Preview.stretches(desk.programme(0), desk.rules, dusk.minusSeconds(5), dusk.plus(Duration.ofHours(20)));
        assertEquals(List.of("Default loop", "quiet", "Default loop"), told.stream().map(Preview.Stretch::why).toList());
        assertEquals(0, told.get(1).items());
    }
}
