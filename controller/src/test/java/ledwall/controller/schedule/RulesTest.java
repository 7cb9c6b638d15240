package ledwall.controller.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import ledwall.controller.calendar.CalendarCondition;
import ledwall.controller.calendar.Recurrence;
import ledwall.controller.calendar.When;
import ledwall.controller.change.Changes;
import ledwall.controller.change.Pace;
import ledwall.controller.refusal.Refusal;
import ledwall.controller.screen.Screens;
import ledwall.controller.storage.Rooms;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.id.RuleId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {
    private static final Rules.By BY = new Rules.By("desk", Pace.ORDINARY);

    private final Rooms rooms = new Rooms();
    private final PlaylistId playlist = rooms.playlists.create("Fair").id();
    private final Instant now = rooms.node.clock().wall();

    @AfterEach
    void close() {
        rooms.close();
    }

    private Rules.Draft draft(Instant from, Instant until) {
        return new Rules.Draft("Spring", Screens.DEFAULT_GROUP, playlist, from, until, 50);
    }

    private static void refused(String code, Executable what) {
        assertEquals(code, assertThrows(Refusal.class, what).code());
    }

    @Test
    void aRuleIsKeptToTheNanosecondChangedAndDeleted() {
        rooms.news();
        var rule = rooms.rules.create(draft(now.plusNanos(1), now.plusSeconds(60).plusNanos(999)));
        assertEquals(rule, rooms.rules.byId(rule.id()));
        assertEquals(List.of("RULE " + rule.id()), rooms.news());
        var later = rooms.rules.update(rule.id(), 1, draft(now.plusSeconds(5), now.plusSeconds(70)));
        assertEquals(2, later.revision());
        assertEquals(List.of(later), rooms.ruleStore.all());
        refused("ruleStale", () -> rooms.rules.update(rule.id(), 1, draft(now, now.plusSeconds(70))));
        refused("ruleStale", () -> rooms.rules.delete(rule.id(), 1));
        rooms.rules.delete(rule.id(), 2);
        assertEquals(List.of(), rooms.ruleStore.all());
        refused("ruleUnknown", () -> rooms.rules.delete(rule.id(), 2));
    }

    @Test
    void windowOnTwoScreensCanBeChangedAndEndedAfterOneOfThemWasRetired() {
        var one = rooms.screens.create(new Screens.Draft("One", 640, 360, null, "UTC", null)).id();
        var other = rooms.screens.create(new Screens.Draft("Other", 640, 360, null, "UTC", null)).id();
        var gone = rooms.screens.create(new Screens.Draft("Gone", 640, 360, null, "UTC", null)).id();
        var when = new When.Once(now.minusSeconds(9), now.plusSeconds(60));
        var rule = rooms.rules.create(new Rules.Draft("a", new Targets(List.of(), List.of(one, other)), playlist, RuleClass.NORMAL, 0, when));
        rooms.screens.retire(other);
        rooms.screens.retire(gone);
        var renamed = rooms.rules.update(rule.id(), 1, new Rules.Draft("b", rule.targets(), playlist, RuleClass.FIXED, 0, when));
        refused("screenUnknown", () -> rooms.rules.update(rule.id(), 2,
                new Rules.Draft("b", new Targets(List.of(), List.of(one, other, gone)), playlist, RuleClass.FIXED, 0, when)));
        assertEquals(new When.Once(when.from(), now), rooms.rules.endNow(renamed.id()).when());
    }

    /** As a later library might find it. */
    private RuleId spoilt(String times) {
        var when = When.Recurring.of(LocalDateTime.of(2026, 1, 5, 10, 0), Duration.ofHours(2), Recurrence.parse("FREQ=DAILY"));
        var rule = rooms.rules.create(new Rules.Draft("Spoilt", Targets.of(Screens.DEFAULT_GROUP), playlist, RuleClass.NORMAL, 0, when));
        rooms.database.write("spoil", handle -> handle.createUpdate("UPDATE schedule_rule SET times = :times WHERE id = :id").bind("times", times)
                .bind("id", rule.id().value()).execute()
                + handle.createUpdate("UPDATE rule_revision SET times = :times WHERE rule_id = :id").bind("times", times).bind("id", rule.id().value()).execute());
        return rule.id();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "no JSON", "{\"fromNanos\":1}", "{\"start\":\"2026-13-05T10:00\",\"lengthSeconds\":7200}", """
            {"start":"2026-01-05T10:00","lengthSeconds":7200,"recurrence":"FREQ=FORTNIGHTLY","extraDates":"","exceptDates":"","conditions":[]}"""})
    void timesThatAreRefusedByNowStopNoOtherRuleAndAreMendedByAnEditOrDeleted(String times) {
        var id = spoilt(times);
        var other = rooms.rules.create(draft(now.plusNanos(1), now.plusSeconds(60)));
        assertEquals(2, rooms.ruleStore.all().size());
        var kept = assertInstanceOf(When.Unreadable.class, rooms.rules.byId(id).when());
        assertEquals(times, kept.stored());
        var occurrences = new Occurrences(Map.of(), 0, Long.MAX_VALUE / 2);
        assertEquals(List.of(), occurrences.of(rooms.rules.byId(id).claim(), ZoneOffset.UTC));
        rooms.rules.delete(id, 1, BY);
        assertEquals(List.of(other), rooms.ruleStore.all());
        assertEquals(times, assertInstanceOf(When.Unreadable.class, rooms.rules.history(id).getLast().rule().when()).stored(), "the deletion keeps what was");
        refused("timesUnreadable", () -> rooms.rules.restore(id, 1, 2, BY));
        var again = spoilt(times);
        rooms.rules.update(again, 1, draft(now.plusNanos(1), now.plusSeconds(60)));
        assertEquals(new When.Once(now.plusNanos(1), now.plusSeconds(60)), rooms.rules.byId(again).when());
        refused("timesUnreadable", () -> rooms.rules.restore(again, 1, 2, BY));
    }

    @Test
    void windowsThatCannotBeMeantAreRefused() {
        refused("windowInvalid", () -> rooms.rules.create(draft(now.plusSeconds(9), now.plusSeconds(9))));
        refused("windowInvalid", () -> rooms.rules.create(draft(now.minusSeconds(9), now)));
        refused("windowInvalid", () -> rooms.rules.create(draft(now, now.plus(Duration.ofDays(400)).plusNanos(1))));
        refused("windowInvalid", () -> rooms.rules.create(draft(now.plus(Duration.ofDays(3_660)), now.plus(Duration.ofDays(3_661)))));
        refused("windowInvalid", () -> rooms.rules.create(draft(Instant.MIN, Instant.MAX)));
        refused("windowInvalid", () -> rooms.rules.create(draft(Instant.MIN, now.plusSeconds(1))));
        assertTrue(rooms.rules.create(draft(now.minusSeconds(9), now.minusSeconds(9).plus(Duration.ofDays(400)))).revision() == 1);
    }

    @Test
    void targetsAndPrioritiesThatAreNoneAreRefused() {
        var until = now.plusSeconds(60);
        refused("groupUnknown", () -> rooms.rules.create(new Rules.Draft("a", new GroupId("nowhere"), playlist, now, until, 0)));
        refused("playlistUnknown", () -> rooms.rules.create(new Rules.Draft("a", Screens.DEFAULT_GROUP, new PlaylistId("nowhere"), now, until, 0)));
        refused("priorityInvalid", () -> rooms.rules.create(new Rules.Draft("a", Screens.DEFAULT_GROUP, playlist, now, until, 101)));
        refused("priorityInvalid", () -> rooms.rules.create(new Rules.Draft("a", Screens.DEFAULT_GROUP, playlist, now, until, -1)));
        refused("nameInvalid", () -> rooms.rules.create(new Rules.Draft("", Screens.DEFAULT_GROUP, playlist, now, until, 0)));
        refused("ruleUnknown", () -> rooms.rules.update(new RuleId("nowhere"), 1, draft(now, until)));
    }

    @Test
    void onlyRulesThatAreNotOverAreHandedToTheCompiler() {
        var soon = rooms.rules.create(draft(now, now.plusSeconds(60)));
        var later = rooms.rules.create(draft(now.plusSeconds(60), now.plusSeconds(120)));
        assertEquals(List.of(soon, later), rooms.ruleStore.ofGroup(Screens.DEFAULT_GROUP, now));
        assertEquals(List.of(later), rooms.ruleStore.ofGroup(Screens.DEFAULT_GROUP, now.plusSeconds(60)));
        assertEquals(List.of(), rooms.ruleStore.ofGroup(new GroupId("nowhere"), now));
    }

    @Test
    void aGroupHasABoundedNumberOfOpenRules() {
        for (int i = 0; i < Rules.MAX_RULES; i++) {
            rooms.rules.create(draft(now, now.plusSeconds(60)));
        }
        refused("tooManyRules", () -> rooms.rules.create(draft(now, now.plusSeconds(60))));
        rooms.pass(Duration.ofSeconds(61));
        rooms.rules.create(draft(now, now.plusSeconds(120)));
    }

    @Test
    void onlyAnOpenWindowIsEnded() {
        var rule = rooms.rules.create(draft(now.plusSeconds(10), now.plusSeconds(60)));
        refused("windowNotBegun", () -> rooms.rules.endNow(rule.id()));
        rooms.pass(Duration.ofSeconds(20));
        var ended = rooms.rules.endNow(rule.id());
        assertEquals(new When.Once(now.plusSeconds(10), rooms.now()), ended.when());
        assertEquals(2, ended.revision());
        refused("windowOver", () -> rooms.rules.endNow(rule.id()));
        refused("ruleUnknown", () -> rooms.rules.endNow(new RuleId("nowhere")));
    }

    @Test
    void aWindowIsEndedByTheTimelineClockHoweverTheWallClockIsStepped() {
        for (long minutes : new long[] {-10, 10}) {
            var timeline = now.plus(Duration.ofMinutes(minutes));
            var stepped = new Rules(rooms.ruleStore, rooms.calendarStore, new Changes(rooms.node.loop()), rooms.node.clock(), () -> timeline, rooms.node.entropy());
            var rule = stepped.create(draft(timeline.minusSeconds(60), timeline.plusSeconds(60)));
            assertEquals(new When.Once(timeline.minusSeconds(60), timeline), stepped.endNow(rule.id()).when());
            assertEquals(now, stepped.history(rule.id()).getLast().at(), "when it was edited is told by the clock that people read");
        }
    }

    @Test
    void whatARuleOnceWasComesBackAsANewRevisionAlsoWhenItIsDeleted() {
        var first = rooms.rules.create(draft(now, now.plusSeconds(60)));
        var second = rooms.rules.update(first.id(), 1, draft(now, now.plusSeconds(90)));
        var third = rooms.rules.restore(first.id(), 1, 2, BY);
        assertEquals(first.at(3), third);
        refused("ruleStale", () -> rooms.rules.restore(first.id(), 2, 2, BY));
        rooms.rules.delete(first.id(), 3);
        refused("ruleStale", () -> rooms.rules.restore(first.id(), 2, 3, BY));
        refused("revisionDeleted", () -> rooms.rules.restore(first.id(), 4, 4, BY));
        refused("revisionUnknown", () -> rooms.rules.restore(first.id(), 9, 4, BY));
        refused("ruleUnknown", () -> rooms.rules.restore(new RuleId("never"), 1, 1, BY));
        assertEquals(second.at(5), rooms.rules.restore(first.id(), 2, 4, BY));
        assertEquals(List.of(second.at(5)), rooms.ruleStore.all());
        var kept = rooms.rules.history(first.id());
        assertEquals(List.of(first, second, third, first.at(4), second.at(5)), kept.stream().map(RuleRevision::rule).toList(), "nothing that was is changed");
    }

    @Test
    void aRuleIsNotRestoredWhereWhatItNamesIsGone() {
        var screen = rooms.screen("Gate");
        var group = rooms.groupRoom.create("Hall");
        var list = rooms.playlists.create("Old");
        var calendar = rooms.calendars.create("Holidays", List.of());
        var recurring = new When.Recurring(LocalDateTime.parse("2030-01-01T10:00"), Duration.ofHours(1), Recurrence.parse("FREQ=DAILY"), List.of(), List.of(),
                null, null, List.of(new CalendarCondition(calendar.calendar().id(), CalendarCondition.Kind.NOT_ON)));
        var once = new When.Once(now, now.plusSeconds(60));
        var onScreen = rooms.rules.create(new Rules.Draft("a", new Targets(List.of(), List.of(screen.id())), playlist, RuleClass.NORMAL, 0, once));
        var onGroup = rooms.rules.create(new Rules.Draft("b", Targets.of(group.id()), playlist, RuleClass.NORMAL, 0, once));
        var ofList = rooms.rules.create(new Rules.Draft("c", Targets.of(Screens.DEFAULT_GROUP), list.id(), RuleClass.NORMAL, 0, once));
        var ofCalendar = rooms.rules.create(new Rules.Draft("d", Targets.of(Screens.DEFAULT_GROUP), playlist, RuleClass.NORMAL, 0, recurring));
        List.of(onScreen, onGroup, ofList, ofCalendar).forEach(rule -> rooms.rules.delete(rule.id(), 1));
        rooms.screens.retire(screen.id());
        rooms.groupRoom.delete(group.id(), 1);
        rooms.playlists.delete(list.id(), 1);
        rooms.calendars.delete(calendar.calendar().id(), 1);
        refused("screenUnknown", () -> rooms.rules.restore(onScreen.id(), 1, 2, BY));
        refused("groupUnknown", () -> rooms.rules.restore(onGroup.id(), 1, 2, BY));
        refused("playlistUnknown", () -> rooms.rules.restore(ofList.id(), 1, 2, BY));
        refused("calendarUnknown", () -> rooms.rules.restore(ofCalendar.id(), 1, 2, BY));
        rooms.pass(Duration.ofSeconds(61));
        var over = rooms.rules.create(draft(rooms.now(), rooms.now().plusSeconds(1)));
        rooms.rules.delete(over.id(), 1);
        rooms.pass(Duration.ofSeconds(2));
        refused("windowInvalid", () -> rooms.rules.restore(over.id(), 1, 2, BY));
    }

    @Test
    void theNewestEditOfARuleSaysWhatUndoesIt() {
        var rule = rooms.rules.create(draft(now, now.plusSeconds(60)));
        assertEquals("CREATED 1 Delete[]", told());
        rooms.rules.update(rule.id(), 1, draft(now, now.plusSeconds(90)), BY);
        assertEquals("CHANGED 2 Restore[revision=1], CREATED 1 null", told());
        rooms.rules.delete(rule.id(), 2);
        assertEquals("DELETED 3 Restore[revision=2], CHANGED 2 null, CREATED 1 null", told());
        rooms.rules.restore(rule.id(), 2, 3, BY);
        assertEquals("RESTORED 4 Delete[], DELETED 3 null, CHANGED 2 null, CREATED 1 null", told());
        rooms.rules.restore(rule.id(), 1, 4, BY);
        assertEquals("RESTORED 5 Restore[revision=4]", told().split(", ", 2)[0]);
        var other = rooms.rules.create(draft(now, now.plusSeconds(60)));
        assertEquals(List.of(6L, 5L), rooms.ruleStore.changes(null, null, 2).stream().map(RuleChange::number).toList());
        assertEquals(List.of(4L, 3L), rooms.ruleStore.changes(5L, null, 2).stream().map(RuleChange::number).toList());
        assertEquals(List.of(other.id()), rooms.ruleStore.changes(null, other.id(), 9).stream().map(each -> each.rule().id()).toList());
        assertEquals(List.of("desk", ""), rooms.ruleStore.changes(4L, rule.id(), 9).stream().map(RuleChange::by).distinct().sorted(Comparator.reverseOrder()).toList());
    }

    private String told() {
        return rooms.ruleStore.changes(null, null, 9).stream().map(each -> each.kind() + " " + each.rule().revision() + " " + each.undo())
                .collect(Collectors.joining(", "));
    }

    @Test
    void noEditAndNoRestoringGetsPastTheBoundOfRules() {
        var deleted = rooms.rules.create(draft(now, now.plusSeconds(60)));
        rooms.rules.delete(deleted.id(), 1);
        var hall = rooms.groupRoom.create("Hall").id();
        var elsewhere = rooms.rules.create(new Rules.Draft("e", hall, playlist, now, now.plusSeconds(60), 1));
        Rule last = null;
        for (int i = 0; i < Rules.MAX_RULES; i++) {
            last = rooms.rules.create(draft(now, now.plusSeconds(60)));
        }
        refused("tooManyRules", () -> rooms.rules.create(draft(now, now.plusSeconds(60))));
        refused("tooManyRules", () -> rooms.rules.restore(deleted.id(), 1, 2, BY));
        refused("tooManyRules", () -> rooms.rules.update(elsewhere.id(), 1, draft(now, now.plusSeconds(60))));
        assertEquals(2, rooms.rules.update(last.id(), 1, draft(now, now.plusSeconds(90))).revision(), "what is counted already can be changed");
    }
}
