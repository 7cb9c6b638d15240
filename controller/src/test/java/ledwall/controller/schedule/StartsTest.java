package ledwall.controller.schedule;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static ledwall.controller.schedule.Desk.on;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import ledwall.controller.calendar.When;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.id.RuleId;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Instants;
import ledwall.protocol.timeline.Switch;
import org.junit.jupiter.api.Test;

/** Walls of one group with windows of their own: afterwards they are in step again. */
class StartsTest {
    private final Desk desk = new Desk(25, 3);

    private Compilation.Compiled compiled() {
        return assertInstanceOf(Compilation.Compiled.class, desk.edit());
    }

    /** A window of one wall alone. */
    private void own(String id, int wall, int from, int until) {
        var rule = new Rule(new RuleId(id), id, new Targets(List.of(), List.of(desk.screens.get(wall).id())), new PlaylistId("own"), RuleClass.NORMAL, 60,
                new When.Once(Desk.START.plusSeconds(from), Desk.START.plusSeconds(until)), 1);
        desk.rules.put(rule.id(), rule);
    }

    private void loopThatIsCutAt(int second) {
        desk.playlist("own", desk.item("o", 9));
        desk.playlist("loop", desk.item("a", 10), on(desk.item("b", 10), 1, null, second), desk.item("c", 10), desk.item("d", 7));
    }

    private void inStep(int from, int until) {
        for (int millis = from * 1_000; millis < until * 1_000; millis += 370) {
            var at = ofMillis(millis);
            long nanos = Instants.nanos(Desk.START.plus(at));
            var first = desk.programme(0).due(nanos).orElseThrow();
            for (int wall = 1; wall < 3; wall++) {
                var due = desk.programme(wall).due(nanos).orElseThrow();
                assertEquals(first.cue().item() + " since " + first.fullStartNanos(), due.cue().item() + " since " + due.fullStartNanos(), () -> "at " + at);
            }
        }
    }

    private Block.Start start(int wall, int from) {
        long nanos = Instants.nanos(Desk.START.plusSeconds(from));
        return desk.newest.walls().get(wall).lane().stream().filter(span -> span.fromNanos() == nanos).findFirst().orElseThrow().start();
    }

    private static Block.Start begun(int second) {
        return new Block.Start(Instants.nanos(Desk.START.plusSeconds(second)), 0);
    }

    private void nothingChanges(int... seconds) {
        for (int second : seconds) {
            desk.now = Desk.START.plusSeconds(second);
            assertInstanceOf(Compilation.Unchanged.class, desk.edit(), "after " + second + " s");
        }
    }

    @Test
    void aWallComesBackInStepThoughTheLoopWasCutBefore() {
        loopThatIsCutAt(45);
        compiled();
        desk.now = Desk.START.plusSeconds(50);
        own("late", 1, 100, 200);
        compiled();
        assertEquals("o", desk.due(1, ofSeconds(100)));
        inStep(50, 100);
        inStep(200, 400);
        nothingChanges(60, 150, 200, 300);
    }

    @Test
    void aWallComesBackInStepFromAWindowAcrossTheCut() {
        loopThatIsCutAt(45);
        compiled();
        desk.now = Desk.START.plusSeconds(20);
        own("across", 1, 40, 60);
        compiled();
        desk.now = Desk.START.plusSeconds(42);
        own("far", 2, 90_000, 90_001);
        compiled();
        inStep(60, 400);
        nothingChanges(44, 45, 50, 60, 300);
    }

    @Test
    void aWallThatWillComeBackAfterACutKeepsItsStartAcrossEditsElsewhere() {
        loopThatIsCutAt(45);
        compiled();
        desk.now = Desk.START.plusSeconds(50);
        own("late", 1, 100, 200);
        compiled();
        assertEquals(begun(45), start(1, 200));
        desk.now = Desk.START.plusSeconds(60);
        // Nobody plays the loop when it comes back.
        own("first", 0, 150, 300);
        own("third", 2, 150, 300);
        compiled();
        assertEquals(begun(45), start(1, 200));
        inStep(300, 500);
    }

    @Test
    void aWallJoinsABlockOfWhichNothingButTheWindowBeforeItSaysWhereItBegins() {
        loopThatIsCutAt(20_000);
        desk.rule("all", desk.playlist("all", desk.item("x", 7)), ofSeconds(7_200), ofSeconds(10_800), 50);
        own("second", 1, 12_600, 14_400);
        own("across", 1, 19_000, 21_000);
        compiled();
        assertEquals(begun(10_800), start(0, 10_800));
        assertEquals(begun(10_800), start(1, 10_800));
        assertEquals(begun(10_800), start(2, 10_800));
        assertEquals(begun(10_800), start(1, 14_400));
        assertEquals(begun(20_000), start(1, 21_000));
        inStep(10_800, 12_600);
        inStep(14_400, 15_400);
        inStep(21_000, 22_000);
        nothingChanges(1, 7_200, 11_000, 13_000, 14_400, 20_500, 21_500);
        // And still so after an edit elsewhere.
        own("far", 2, 90_000, 90_001);
        compiled();
        inStep(21_502, 22_000);
    }

    @Test
    void aWallWhoseWindowIsPlannedComesBackInStepThoughTheLoopIsEditedMeanwhile() {
        loopThatIsCutAt(90_000);
        compiled();
        desk.now = Desk.START.plusSeconds(60);
        own("own", 1, 1_860, 5_460);
        compiled();
        desk.now = Desk.START.plusSeconds(120);
        desk.playlist("loop", desk.item("a", 10), desk.item("c", 10), desk.item("e", 3));
        compiled();
        // Only now it is known where the new loop begins.
        desk.now = Desk.START.plusSeconds(121);
        compiled();
        inStep(130, 1_860);
        inStep(5_460, 5_800);
        nothingChanges(122, 200, 2_000, 5_460, 5_700);
    }

    @Test
    void aWallWhoseWindowIsTakenAwayWhileItIsOnAirComesBackInStep() {
        for (int wall = 0; wall < 3; wall++) {
            for (boolean cut : new boolean[] {true, false}) {
                var each = new StartsTest();
                each.loopThatIsCutAt(45);
                each.own("own", wall, 60, 600);
                each.compiled();
                each.desk.now = Desk.START.plusSeconds(104);
                assertEquals("o", each.desk.due(wall, ofSeconds(104)));
                each.desk.rules.clear();
                assertInstanceOf(Compilation.Compiled.class, each.desk.edit(cut));
                // The cue of nine seconds that is on air may end first.
                each.inStep(cut ? 105 : 124, 500);
                each.nothingChanges(104, 115, 130, 600);
            }
        }
    }

    @Test
    void aWallWhoseWindowIsTakenAwayJoinsAWindowOfAllAndALoopOnItsWayThere() {
        loopThatIsCutAt(45);
        desk.rule("all", desk.playlist("all", desk.item("x", 7), desk.item("y", 4)), ofSeconds(60), ofSeconds(600), 50);
        own("own", 0, 100, 900);
        compiled();
        desk.now = Desk.START.plusSeconds(150);
        assertEquals("o", desk.due(0, ofSeconds(150)));
        desk.rules.remove(new RuleId("own"));
        assertInstanceOf(Compilation.Compiled.class, desk.edit(true));
        inStep(151, 1_200);
        nothingChanges(160, 700);
    }

    @Test
    void whereTheSwitchMayFallIsLeftToIt() {
        loopThatIsCutAt(90_000);
        desk.rule("all", desk.playlist("all", desk.item("x", 7)), ofSeconds(600), ofSeconds(1_200), 50);
        own("second", 1, 1_800, 2_400);
        var first = assertInstanceOf(Compilation.Compiled.class, desk.compile());
        desk.take(first, new Switch(Instants.nanos(Desk.START.plusSeconds(2)), 0));
        assertNull(start(0, 1_200));
        assertNull(start(1, 2_400));
        // A cue of two hours is on air: the switch comes when it ends.
        var other = new Desk(25, 3);
        other.playlist("loop", other.item("a", 7_200));
        other.edit();
        other.playlist("own", other.item("o", 9));
        other.rule("all", other.playlist("all", other.item("x", 7)), ofSeconds(5_400), ofSeconds(6_000), 50);
        var rule = new Rule(new RuleId("own"), "own", new Targets(List.of(), List.of(other.screens.get(1).id())), new PlaylistId("own"), RuleClass.NORMAL, 60,
                new When.Once(Desk.START.plusSeconds(6_300), Desk.START.plusSeconds(6_400)), 1);
        other.rules.put(rule.id(), rule);
        other.now = Desk.START.plusSeconds(10);
        var compiled = assertInstanceOf(Compilation.Compiled.class, other.compile());
        var lane = compiled.plan().walls().getFirst().lane();
        assertNotNull(lane.getFirst().start());
        assertNull(lane.getLast().start());
    }
}
