package ledwall.controller.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import ledwall.controller.calendar.When;
import ledwall.controller.refusal.Refusal;
import ledwall.controller.screen.Screens;
import ledwall.controller.storage.Rooms;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.id.RuleId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class RulesTest {
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
}
