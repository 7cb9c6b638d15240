package ledwall.controller.schedule;

import static ledwall.controller.schedule.SomeBookings.NORTH;
import static ledwall.controller.schedule.SomeBookings.SOUTH;
import static ledwall.controller.schedule.SomeBookings.bookings;
import static ledwall.controller.schedule.SomeBookings.id;
import static ledwall.controller.schedule.SomeBookings.screen;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import ledwall.controller.calendar.Recurrence;
import ledwall.controller.calendar.When;
import ledwall.controller.screen.Screen;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.id.RuleId;
import ledwall.protocol.timeline.Instants;
import org.junit.jupiter.api.Test;

/** What an edit changes: exact, and readable without losing anything. */
class DifferencesTest {
    private static final String SHANGHAI = "Asia/Shanghai";
    /** A Monday, in Shanghai midnight. */
    private static final Instant MONDAY = Instant.parse("2026-11-22T16:00:00Z");

    private static Rule daily(String name, String start, Duration length, String rrule, GroupId group) {
        var when = new When.Recurring(LocalDateTime.parse(start), length, Recurrence.parse(rrule), List.of(), List.of(), null, null, List.of());
        return new Rule(new RuleId(id(name)), name, Targets.of(group), new PlaylistId("list-" + id(name)), RuleClass.NORMAL, 50, when, 1);
    }

    private static List<String> words(Bookings before, Bookings after, int days) {
        var differences = Differences.between(before, after, Instants.nanos(MONDAY), Instants.nanos(MONDAY.plus(Duration.ofDays(days))));
        return DifferenceWords.of(differences, before, after).stream().map(each -> each.en() + " | " + each.zh()).toList();
    }

    @Test
    void oneWindowIsOneSentenceInTheTimeOfTheScreen() {
        var square = List.of(screen("North Square", NORTH, SHANGHAI));
        var old = daily("A", "2026-11-24T19:00", Duration.ofMinutes(30), "FREQ=DAILY;COUNT=1", NORTH);
        var edited = new Rule(old.id(), "B", old.targets(), new PlaylistId("list-b"), old.ruleClass(), old.priority(), old.when(), 2);
        assertEquals(List.of("Tuesday 24 Nov 19:00-19:30 on North Square changes from \"A\" to \"B\". | 11月24日（周二）19:00–19:30，North Square：由“A”改为“B”。"),
                words(bookings(square, old), bookings(square, edited), 7));
        assertEquals(List.of(), words(bookings(square, old), bookings(square, old.at(2)), 7), "a new revision alone is no difference");
    }

    @Test
    void theSameOnSeveralDaysAndScreensIsOneSentence() {
        var walls = List.of(screen("Gate", NORTH, SHANGHAI), screen("Hall", NORTH, SHANGHAI), screen("Yard", SOUTH, SHANGHAI));
        var none = bookings(walls);
        assertEquals("Every day 19:00-19:30 from Tue 24 Nov to Sun 29 Nov on group North changes from the default loop to \"A\"."
                + " | 11月24日（周二）至11月29日（周日）每天19:00–19:30，分组“North”：由默认轮播改为“A”。",
                String.join("\n", words(none, bookings(walls, daily("A", "2026-11-24T19:00", Duration.ofMinutes(30), "FREQ=DAILY", NORTH)), 7)));
        assertEquals("Every Mon, Fri 22:00-02:00 from Mon 23 Nov to Fri 4 Dec on Yard changes from the default loop to \"N\"."
                + " | 11月23日（周一）至12月4日（周五）每周一、周五22:00–02:00，Yard：由默认轮播改为“N”。",
                String.join("\n", words(none, bookings(walls, daily("N", "2026-11-23T22:00", Duration.ofHours(4), "FREQ=WEEKLY;BYDAY=MO,FR", SOUTH)), 14)));
        var both = daily("A", "2026-11-24T19:00", Duration.ofHours(5), "FREQ=DAILY;INTERVAL=2;COUNT=2", NORTH);
        var all = new Rule(both.id(), "A", new Targets(List.of(NORTH, SOUTH), List.of()), both.playlist(), RuleClass.NORMAL, 50, both.when(), 1);
        assertEquals("19:00-24:00 on Tue 24 Nov and Thu 26 Nov on all 3 screens changes from the default loop to \"A\"."
                + " | 11月24日（周二）、11月26日（周四） 19:00–24:00，全部 3 块大屏：由默认轮播改为“A”。", String.join("\n", words(none, bookings(walls, all), 7)));
    }

    @Test
    void theZoneIsNamedWhereScreensDifferInIt() {
        var walls = List.of(screen("Gate", NORTH, SHANGHAI), screen("Lhasa", NORTH, "Asia/Urumqi"));
        var told = words(bookings(walls), bookings(walls, daily("A", "2026-11-24T19:00", Duration.ofMinutes(30), "FREQ=DAILY;COUNT=1", NORTH)), 7);
        assertEquals(List.of("Tuesday 24 Nov 19:00-19:30 (Asia/Shanghai) on Gate changes from the default loop to \"A\".",
                "Tuesday 24 Nov 19:00-19:30 (Asia/Urumqi) on Lhasa changes from the default loop to \"A\"."), told.stream().map(each -> each.split(" \\| ", 2)[0]).toList());
    }

    @Test
    void whatIsTooLongToReadIsCounted() {
        var walls = List.of(screen("Gate", NORTH, SHANGHAI));
        var many = new ArrayList<Rule>();
        for (int i = 0; i < DifferenceWords.MAX_LINES + 3; i++) {
            var once = new When.Once(MONDAY.plusSeconds(60L * i), MONDAY.plusSeconds(60L * i + 30));
            many.add(new Rule(new RuleId("r" + i), "R" + i, Targets.of(NORTH), new PlaylistId("list"), RuleClass.NORMAL, 1, once, 1));
        }
        var told = words(bookings(walls), bookings(walls, many.toArray(Rule[]::new)), 7);
        assertEquals(DifferenceWords.MAX_LINES + 1, told.size());
        assertEquals("And 3 more. | 另有 3 处变化。", told.getLast());
    }

    @Test
    void differencesAppliedToTheOldStretchesGiveTheNewOnesAndFoldingLosesNothing() {
        for (long seed = 0; seed < 400; seed++) {
            var some = new SomeBookings(seed);
            long until = some.nowNanos + Duration.ofDays(1 + some.random.nextInt(14)).toNanos();
            check(some.before, some.after, some.nowNanos, until, Differences.between(some.before, some.after, some.nowNanos, until), "seed " + seed);
        }
    }

    private static void check(Bookings before, Bookings after, long from, long until, Differences differences, String seed) {
        var old = before.between(from, until);
        var fresh = after.between(from, until);
        for (Screen screen : after.screens()) {
            var its = differences.items().stream().filter(each -> each.screen().equals(screen)).toList();
            assertEquals(plain(fresh.of(screen)), applied(plain(old.of(screen)), its), seed);
        }
        var pieces = differences.items().stream().map(each -> new DifferenceFold.Line.Piece(each.screen().id(), each.fromNanos(), each.untilNanos(),
                each.before().holder(), each.after().holder())).sorted(ORDER).toList();
        var unfolded = DifferenceFold.fold(differences.items()).stream().flatMap(line -> line.unfold().stream()).sorted(ORDER).toList();
        assertEquals(pieces, unfolded, seed);
        for (var sentence : DifferenceWords.of(differences, before, after)) {
            assertTrue(!sentence.en().isBlank() && !sentence.zh().isBlank(), seed);
        }
    }

    private static final Comparator<DifferenceFold.Line.Piece> ORDER = Comparator.comparing(DifferenceFold.Line.Piece::screen)
            .thenComparingLong(DifferenceFold.Line.Piece::fromNanos);

    private record Plain(long from, long until, Holder holder) {}

    private static List<Plain> plain(List<Stretch> stretches) {
        return stretches.stream().map(each -> new Plain(each.fromNanos(), each.untilNanos(), each.holder())).toList();
    }

    /** Cuts at every edge, puts in what changes, and joins what is the same: as plain as can be. */
    private static List<Plain> applied(List<Plain> before, List<Difference> differences) {
        var pieces = new ArrayList<Plain>();
        for (Plain stretch : before) {
            long at = stretch.from();
            for (Difference each : differences) {
                if (each.fromNanos() >= stretch.from() && each.fromNanos() < stretch.until()) {
                    assertEquals(stretch.holder(), each.before().holder());
                    pieces.add(new Plain(at, each.fromNanos(), stretch.holder()));
                    pieces.add(new Plain(each.fromNanos(), each.untilNanos(), each.after().holder()));
                    at = each.untilNanos();
                }
            }
            pieces.add(new Plain(at, stretch.until(), stretch.holder()));
        }
        var out = new ArrayList<Plain>();
        for (Plain piece : pieces) {
            Plain last = out.isEmpty() ? null : out.getLast();
            if (piece.from() == piece.until()) {
                continue;
            }
            if (last != null && last.holder().equals(piece.holder())) {
                out.set(out.size() - 1, new Plain(last.from(), piece.until(), last.holder()));
            } else {
                out.add(piece);
            }
        }
        return out;
    }
}
