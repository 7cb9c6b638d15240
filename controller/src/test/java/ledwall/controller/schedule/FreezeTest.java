package ledwall.controller.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import ledwall.controller.calendar.Calendar;
import ledwall.controller.calendar.CalendarCondition;
import ledwall.controller.calendar.Recurrence;
import ledwall.controller.calendar.When;
import ledwall.controller.change.Pace;
import ledwall.controller.media.Fit;
import ledwall.controller.playlist.Content;
import ledwall.controller.playlist.Playlists;
import ledwall.controller.playlist.Terms;
import ledwall.controller.playlist.Validity;
import ledwall.controller.screen.Screen;
import ledwall.controller.screen.Screens;
import ledwall.controller.storage.Rooms;
import ledwall.protocol.id.MediaId;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.timeline.Instants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What the freeze window holds, whatever is edited, on a real database. */
class FreezeTest {
    private static final Rules.By NOW = new Rules.By("desk", Pace.APPLY_NOW);

    private final Rooms rooms = new Rooms(Freeze.STANDARD);
    private final MediaId film = rooms.video("film").id();
    private final MediaId still = rooms.video("still").id();
    private final PlaylistId list = rooms.playlists.create("Fair", List.of(item(film))).id();
    private final PlaylistId other = rooms.playlists.create("Other", List.of(item(still))).id();
    private final Screen screen = rooms.screen("North Square");
    private final Instant now = rooms.now();

    @AfterEach
    void close() {
        rooms.close();
    }

    private static Playlists.Draft item(MediaId media) {
        return new Playlists.Draft(null, media, null, Fit.CONTAIN);
    }

    private Rules.Draft draft(RuleClass ruleClass, long from, long until) {
        return new Rules.Draft("Opening", Targets.of(Screens.DEFAULT_GROUP), list, ruleClass, 50, new When.Once(now.plusSeconds(from), now.plusSeconds(until)));
    }

    private Rule standing(RuleClass ruleClass, long from, long until) {
        return rooms.rules.create(draft(ruleClass, from, until), NOW);
    }

    private static FrozenEdit frozen(Executable edit) {
        var refusal = assertThrows(FrozenEdit.class, edit);
        assertEquals("frozen", refusal.code());
        return refusal;
    }

    @Test
    void whatIsOnAirIsNotChangedAndTheRefusalNamesScreenRuleEndAndNextStep() {
        var rule = standing(RuleClass.FIXED, -60, 600);
        var refusal = frozen(() -> rooms.rules.delete(rule.id(), 1));
        String end = now.plusSeconds(600).atZone(screen.zone()).toLocalTime().toString().substring(0, 5);
        assertTrue(refusal.cause().startsWith("\"North Square\" shows \"Opening\" (fixed) until "), refusal.cause());
        assertTrue(refusal.cause().contains(end) && refusal.cause().contains("(Asia/Shanghai)") && refusal.cause().contains("within 60 s"), refusal.cause());
        assertTrue(refusal.advice().contains("apply the edit now"), refusal.advice());
        assertEquals(List.of(new Frozen(screen, nanos(-60), nanos(600), rule.id(), "Opening", RuleClass.FIXED, false)), refusal.frozen());
        assertEquals(rule, rooms.rules.byId(rule.id()), "nothing is changed");
        assertEquals(1, rooms.rules.history(rule.id()).size());
        rooms.rules.delete(rule.id(), 1, NOW);
        frozen(() -> rooms.rules.restore(rule.id(), 1, 2, new Rules.By("desk", Pace.ORDINARY)));
        assertEquals(3, rooms.rules.restore(rule.id(), 1, 2, NOW).revision());
    }

    private long nanos(long seconds) {
        return Instants.nanos(now.plusSeconds(seconds));
    }

    @Test
    void theWindowIsHalfOpenToTheNanosecond() {
        for (RuleClass each : RuleClass.values()) {
            boolean holds = each == RuleClass.FIXED || each == RuleClass.KEY_PERIOD;
            var justWithin = new When.Once(now.plusSeconds(60).minusNanos(1), now.plusSeconds(70));
            var justAfter = new When.Once(now.plusSeconds(60), now.plusSeconds(70));
            var within = new Rules.Draft("a", Targets.of(Screens.DEFAULT_GROUP), list, each, 50, justWithin);
            if (holds) {
                assertTrue(frozen(() -> rooms.rules.create(within)).cause().contains("would change to \"a\""));
            } else {
                rooms.rules.delete(rooms.rules.create(within).id(), 1);
            }
            var rule = rooms.rules.create(new Rules.Draft("a", within.targets(), list, each, 50, justAfter));
            rooms.rules.delete(rule.id(), 1);
        }
    }

    @Test
    void whatChangesOnlyLaterThanTheWindowIsAnOrdinaryEdit() {
        var rule = standing(RuleClass.KEY_PERIOD, -60, 600);
        assertEquals(2, rooms.rules.update(rule.id(), 1, draft(RuleClass.KEY_PERIOD, -60, 300)).revision(), "an earlier end");
        assertEquals(3, rooms.rules.update(rule.id(), 2, draft(RuleClass.KEY_PERIOD, -600, 900)).revision(), "it was on air already");
        frozen(() -> rooms.rules.update(rule.id(), 3, draft(RuleClass.KEY_PERIOD, -60, 59)));
        frozen(() -> rooms.rules.update(rule.id(), 3, draft(RuleClass.KEY_PERIOD, 1, 900)));
        var renamed = new Rules.Draft("Another name", Targets.of(Screens.DEFAULT_GROUP), list, RuleClass.FIXED, 1, rule.when());
        assertEquals(4, rooms.rules.update(rule.id(), 3, renamed).revision(), "the wall shows the same");
        var elsewhere = new Rules.Draft("b", Targets.of(Screens.DEFAULT_GROUP), other, RuleClass.NORMAL, 99, rule.when());
        assertEquals(1, rooms.rules.create(elsewhere).revision(), "what is hidden does not matter");
        assertEquals("Opening", rooms.rules.endNow(standing(RuleClass.FIXED, -5, 30).id()).name(), "ending now is no ordinary edit");
    }

    @Test
    void aWindowIsNotTakenOutOfItsFreezeByLoweringItsClassFirst() {
        try (var strict = new Rooms(new Freeze(Duration.ofSeconds(300), Duration.ofSeconds(60), Duration.ZERO, Duration.ZERO))) {
            var playlist = strict.playlists.create("Fair").id();
            strict.screen("Gate");
            var from = strict.now().plusSeconds(100);
            var when = new When.Once(from, from.plusSeconds(600));
            var group = Targets.of(Screens.DEFAULT_GROUP);
            var rule = strict.rules.create(new Rules.Draft("a", group, playlist, RuleClass.KEY_PERIOD, 1, when), NOW);
            frozen(() -> strict.rules.delete(rule.id(), 1));
            var refused = frozen(() -> strict.rules.update(rule.id(), 1, new Rules.Draft("a", group, playlist, RuleClass.FIXED, 1, when)));
            assertEquals(RuleClass.KEY_PERIOD, refused.frozen().getFirst().ruleClass());
            assertTrue(refused.cause().contains("\"Gate\" is about to show \"a\" (keyPeriod)"), refused.cause());
            assertEquals(2, strict.rules.update(rule.id(), 1, new Rules.Draft("a", group, playlist, RuleClass.NORMAL, 1, when), NOW).revision());
        }
    }

    @Test
    void raisingTheClassOfWhatIsOnAirIsAllowedUnlessThatBringsItOverSomethingElse() {
        var rule = standing(RuleClass.NORMAL, -60, 600);
        assertEquals(2, rooms.rules.update(rule.id(), 1, draft(RuleClass.FIXED, -60, 600)).revision(), "the wall shows the same");
        frozen(() -> rooms.rules.update(rule.id(), 2, draft(RuleClass.NORMAL, -60, 600)));
        rooms.rules.update(rule.id(), 2, draft(RuleClass.NORMAL, -60, 600), NOW);
        var above = new Rules.Draft("Above it", Targets.of(Screens.DEFAULT_GROUP), other, RuleClass.NORMAL, 99, rule.when());
        rooms.rules.create(above);
        assertTrue(frozen(() -> rooms.rules.update(rule.id(), 3, draft(RuleClass.FIXED, -60, 600))).frozen().getFirst().coming());
    }

    @Test
    void aPlaylistOnAirInAFixedWindowKeepsWhatItShows() {
        standing(RuleClass.FIXED, 30, 600);
        var items = rooms.playlists.byId(list).items();
        var kept = new Playlists.Draft(items.getFirst());
        frozen(() -> rooms.playlists.save(list, 1, "Fair", List.of(kept, item(still))));
        frozen(() -> rooms.playlists.save(list, 1, "Fair", List.of()));
        assertEquals(2, rooms.playlists.save(list, 1, "A fair name", List.of(kept)).revision());
        var later = new Playlists.Draft(null, new Content.Medium(still, null, Fit.CONTAIN),
                new Terms(List.of(), new Validity(now.plusSeconds(60), null), 1));
        assertEquals(3, rooms.playlists.save(list, 2, "Fair", List.of(kept, later)).revision(), "valid only later");
        assertEquals(2, rooms.playlists.save(other, 1, "Other", List.of()).revision(), "on no wall");
        assertEquals(4, rooms.playlists.save(list, 3, "Fair", List.of(item(still)), Pace.APPLY_NOW).revision());
    }

    @Test
    void aPlaylistNestedInOneOnAirKeepsWhatItShows() {
        var inner = rooms.playlists.create("Inner", List.of(item(film))).id();
        rooms.playlists.save(list, 1, "Fair", List.of(new Playlists.Draft(null, new Content.Nested(inner), Terms.PLAIN)));
        standing(RuleClass.FIXED, -5, 600);
        frozen(() -> rooms.playlists.save(inner, 1, "Inner", List.of(item(still))));
    }

    @Test
    void aRuleWithNothingToShowHidesAndFreezesNothing() {
        var empty = rooms.playlists.create("Not yet", List.of(new Playlists.Draft(null, new Content.Medium(film, null, Fit.CONTAIN),
                new Terms(List.of(), new Validity(now.plusSeconds(900), null), 1)))).id();
        var rule = standing(RuleClass.FIXED, -5, 600);
        var silent = rooms.rules.create(new Rules.Draft("s", Targets.of(Screens.DEFAULT_GROUP), empty, RuleClass.KEY_PERIOD, 1, rule.when()));
        frozen(() -> rooms.rules.delete(rule.id(), 1));
        rooms.rules.delete(silent.id(), 1);
    }

    @Test
    void aCalendarAScreensGroupAndItsZoneDoNotTakeAFixedWindowOffTheWall() {
        var today = LocalDate.ofInstant(now, ZoneId.of("Asia/Shanghai"));
        var calendar = rooms.calendars.create("Off", List.of());
        var at = LocalDateTime.ofInstant(now.minusSeconds(60), ZoneId.of("Asia/Shanghai")).withNano(0);
        var when = new When.Recurring(at, Duration.ofHours(1), Recurrence.parse("FREQ=DAILY"), List.of(), List.of(), null, null,
                List.of(new CalendarCondition(calendar.calendar().id(), CalendarCondition.Kind.NOT_ON)));
        rooms.rules.create(new Rules.Draft("Daily", Targets.of(Screens.DEFAULT_GROUP), list, RuleClass.FIXED, 1, when), NOW);
        var days = List.of(new Calendar.Dated(today, today.plusDays(1), "off"));
        var id = calendar.calendar().id();
        frozen(() -> rooms.calendars.update(id, 1, "Off", days));
        var next = List.of(new Calendar.Dated(today.plusDays(1), today.plusDays(2), "off"));
        assertEquals(2, rooms.calendars.update(id, 1, "Off", next).revision());
        var south = rooms.groupRoom.create("South").id();
        frozen(() -> rooms.screens.update(screen.id(), 1, new Screens.Edit("North Square", south, null, null, null, null)));
        frozen(() -> rooms.screens.update(screen.id(), 1, new Screens.Edit("North Square", null, null, null, null, "Europe/London")));
        frozen(() -> rooms.screens.update(screen.id(), 1, new Screens.Edit("North Square", null, 320, 240, null, null)));
        assertEquals(2, rooms.screens.update(screen.id(), 1, new Screens.Edit("Square", null, null, null, null, null)).screen().revision());
        assertEquals(3, rooms.screens.update(screen.id(), 2, new Screens.Edit("Square", south, null, null, null, null), Pace.APPLY_NOW).screen().revision());
        assertEquals(3, rooms.calendars.update(id, 2, "Off", days).revision(), "it runs nowhere any more");
        assertEquals(2, rooms.groupRoom.update(south, 1, "South", other).revision(), "loops are not frozen");
    }

    @Test
    void quietHoursDoNotComeOverAFixedWindowNorUncoverOneWithinTheWindow() {
        var zone = screen.zone();
        var from = LocalDateTime.ofInstant(now, zone).withNano(0);
        var soon = List.of(new QuietTime("Night", When.Recurring.of(from.plusSeconds(50), Duration.ofHours(1), Recurrence.parse("FREQ=DAILY"))));
        var later = List.of(new QuietTime("Night", When.Recurring.of(from.plusSeconds(120), Duration.ofHours(1), Recurrence.parse("FREQ=DAILY"))));
        standing(RuleClass.FIXED, -5, 600);
        frozen(() -> rooms.quietTimes.replace(screen.id(), 0, soon, Pace.ORDINARY, "desk"));
        rooms.quietTimes.replace(screen.id(), 0, later, Pace.ORDINARY, "desk");
        rooms.pass(Duration.ofSeconds(150));
        assertTrue(frozen(() -> rooms.quietTimes.replace(screen.id(), 1, List.of(), Pace.ORDINARY, "desk")).frozen().getFirst().coming());
        rooms.quietTimes.replace(screen.id(), 1, List.of(), Pace.APPLY_NOW, "desk");
    }

    @Test
    void nothingIsFrozenWhereTheWindowIsSetToNothing() {
        try (var free = new Rooms(Freeze.NONE)) {
            var playlist = free.playlists.create("Fair").id();
            var when = new When.Once(free.now().minusSeconds(9), free.now().plusSeconds(60));
            var rule = free.rules.create(new Rules.Draft("a", Targets.of(Screens.DEFAULT_GROUP), playlist, RuleClass.KEY_PERIOD, 1, when));
            free.rules.delete(rule.id(), 1);
        }
        assertThrows(IllegalArgumentException.class, () -> new Freeze(Duration.ofSeconds(-1), Duration.ZERO, Duration.ZERO, Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> new Freeze(Duration.ZERO, Freeze.MAX.plusNanos(1), Duration.ZERO, Duration.ZERO));
    }

    @Test
    void aWeakerClassCanBeFrozenAndThenNothingStrongerComesOverIt() {
        try (var strict = new Rooms(new Freeze(Duration.ZERO, Duration.ZERO, Duration.ofSeconds(30), Duration.ofSeconds(5)))) {
            var screen = strict.screen("Gate");
            var playlist = strict.playlists.create("Fair").id();
            var from = strict.now().minusSeconds(9);
            var when = new When.Once(from, from.plusSeconds(600));
            var group = Targets.of(Screens.DEFAULT_GROUP);
            frozen(() -> strict.rules.create(new Rules.Draft("a", group, playlist, RuleClass.NORMAL, 1, when)));
            var rule = strict.rules.create(new Rules.Draft("a", group, playlist, RuleClass.NORMAL, 1, when), NOW);
            var soon = new When.Once(strict.now().plusSeconds(29), strict.now().plusSeconds(60));
            var named = frozen(() -> strict.rules.create(new Rules.Draft("b", group, playlist, RuleClass.FIXED, 1, soon)));
            assertEquals(rule.id(), named.frozen().getFirst().rule());
            strict.rules.delete(rule.id(), 1, NOW);
            var loop = strict.groupRoom.byId(Screens.DEFAULT_GROUP);
            var refused = frozen(() -> strict.groupRoom.update(loop.id(), loop.revision(), loop.name(), playlist));
            assertTrue(refused.cause().contains("shows the default loop until"), refused.cause());
            assertEquals(screen, refused.frozen().getFirst().screen());
        }
    }
}
