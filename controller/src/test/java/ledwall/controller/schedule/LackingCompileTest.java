package ledwall.controller.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import ledwall.controller.calendar.When;
import ledwall.controller.media.Media;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.id.ReleaseId;
import ledwall.protocol.id.ReleaseRef;
import ledwall.protocol.id.RuleId;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.timeline.Instants;
import org.junit.jupiter.api.Test;

/** What is not rendered yet holds up nothing else, and takes nothing off a wall. */
class LackingCompileTest {
    private static final ReleaseRef REF = new ReleaseRef(new ReleaseId("release-1"), 3);
    private static final Duration AT = Duration.ofSeconds(600);

    private final Desk desk = new Desk(25, 3);
    private final Media late = desk.video("late", Duration.ofSeconds(5));

    LackingCompileTest() {
        desk.playlist("loop", desk.item("a", 10), desk.item("b", 7));
        edited();
        desk.now = Desk.START.plusSeconds(60);
    }

    private Compilation.Compiled edited() {
        return assertInstanceOf(Compilation.Compiled.class, desk.edit());
    }

    private void lacksOn(int... walls) {
        for (int wall : walls) {
            desk.lacking.add(desk.key(desk.screens.get(wall), late));
        }
    }

    private void release(PlaylistId content) {
        var rule = new Rule(new RuleId("release"), "release", Targets.of(desk.group.id()), content, RuleClass.FIXED, 0,
            new When.Once(Desk.START.plus(AT), Desk.START.plus(AT).plusSeconds(100)), 1, new ReleaseMark(REF, true));
        desk.rules.put(rule.id(), rule);
    }

    private List<ScreenId> released(Compilation.Compiled compiled) {
        return compiled.plan().walls().stream().filter(wall -> !wall.releases().isEmpty()).map(GroupPlan.Wall::screen).toList();
    }

    private List<ScreenId> walls(int... which) {
        return IntStream.of(which).mapToObj(wall -> desk.screens.get(wall).id()).toList();
    }

    private void assertInStep(int fromSecond, int untilSecond) {
        for (int second = fromSecond; second < untilSecond; second++) {
            var at = Instants.nanos(Desk.START.plusSeconds(second));
            var first = desk.programme(0).due(at).orElseThrow();
            for (int wall = 1; wall < 3; wall++) {
                var other = desk.programme(wall).due(at).orElseThrow();
                assertEquals(first.cue().item(), other.cue().item(), "wall " + wall + " at second " + second);
                assertEquals(first.fullStartNanos(), other.fullStartNanos(), "wall " + wall + " at second " + second);
            }
        }
    }

    @Test
    void anUploadIntoTheLoopKeepsNoReleaseOffTheWallsAndChangesNothingBeneathIt() {
        var before = desk.programme(0);
        desk.playlist("loop", desk.item("a", 10), desk.item("b", 7), desk.item("c", late, null));
        lacksOn(0, 1, 2);
        assertEquals(3, assertInstanceOf(Compilation.Unchanged.class, desk.edit()).missing().size());
        release(desk.playlist("content", desk.item("x", 10)));
        Compilation.Compiled compiled = edited();
        assertEquals(walls(0, 1, 2), released(compiled));
        assertEquals(3, compiled.missing().size());
        assertFalse(compiled.waits());
        for (int second = 60; second < 900; second++) {
            var at = Instants.nanos(Desk.START.plusSeconds(second));
            assertEquals(before.due(at).orElseThrow().fullStartNanos(), desk.programme(0).due(at).orElseThrow().fullStartNanos(), "at second " + second);
        }
    }

    @Test
    void whatLacksOnOneWallIsLeftOutOnAllSoThatTheyStayInStepAndComesAtTheEndOfACue() {
        desk.playlist("loop", desk.item("a", 10), desk.item("c", late, null), desk.item("b", 7), desk.item("d", 3));
        lacksOn(1);
        Compilation.Compiled without = edited();
        assertEquals(Set.of(desk.key(desk.screens.get(1), late)), Set.copyOf(without.missing()));
        assertInStep(60, 200);
        desk.now = Desk.START.plusSeconds(200);
        desk.lacking.clear();
        var cut = desk.programme(0);
        Compilation.Compiled whole = edited();
        assertEquals(List.of(), whole.missing());
        assertInStep(200, 400);
        long change = desk.resolved.change().atNanos();
        assertEquals(change, cut.due(change - 1).orElseThrow().endNanos(), "nothing is cut");
        // The next item of the new order follows.
        List<String> order = List.of("a", "c", "b", "d");
        String before = cut.due(change - 1).orElseThrow().cue().item().value();
        assertEquals(order.get((order.indexOf(before) + 1) % 4), desk.programme(0).due(change).orElseThrow().cue().item().value());
    }

    @Test
    void anEditWaitsForWhatComesSoonAndAReleaseDoesNotWaitWithIt() {
        desk.playlist("loop", desk.item("a", 10), desk.item("c", late, null), desk.item("d", 3));
        lacksOn(1);
        desk.awaited.addAll(desk.lacking);
        assertInstanceOf(Compilation.Waiting.class, desk.edit());
        release(desk.playlist("content", desk.item("x", 10)));
        Compilation.Compiled above = edited();
        assertTrue(above.waits());
        assertEquals(walls(0, 1, 2), released(above));
        assertEquals(List.of("a", "b"), above.plan().lanes().getFirst().getFirst().turns().stream().map(turn -> turn.item().value()).toList());
        desk.awaited.clear();
        Compilation.Compiled partly = edited();
        assertEquals(List.of("a", "d"), partly.plan().lanes().getFirst().getFirst().turns().stream().map(turn -> turn.item().value()).toList());
        assertInStep(60, 300);
    }

    @Test
    void aListOfWhichNothingIsRenderedYetLeavesTheOldOneOnTheWalls() {
        desk.playlist("loop", desk.item("c", late, null));
        lacksOn(0, 1, 2);
        assertInstanceOf(Compilation.Waiting.class, desk.edit());
        release(desk.playlist("content", desk.item("x", 10)));
        Compilation.Compiled compiled = edited();
        assertTrue(compiled.waits());
        assertEquals(walls(0, 1, 2), released(compiled));
        assertTrue(Set.of("a", "b").contains(desk.due(0, Duration.ofSeconds(200))));
        assertInstanceOf(Compilation.Waiting.class, desk.edit(), "said once");
        assertInStep(60, 500);
        desk.lacking.clear();
        assertFalse(edited().waits());
        assertEquals("c", desk.due(0, Duration.ofSeconds(200)));
    }

    @Test
    void whatWallsShowIsNotTakenOffThemBecauseItIsToBeMadeAnew() {
        Media film = desk.media.values().stream().filter(each -> each.name().contains("\"a\"")).findFirst().orElseThrow();
        desk.lacking.add(desk.key(desk.screens.get(2), film));
        desk.playlist("loop", desk.item("a", film, null), desk.item("b", 7), desk.item("d", 3));
        assertInstanceOf(Compilation.Waiting.class, desk.edit());
        assertTrue(Set.of("a", "b").contains(desk.due(2, Duration.ofSeconds(200))));
    }

    @Test
    void aRuleOfWhichNothingIsRenderedYetLetsShowWhatItWouldCover() {
        desk.rule("rule", desk.playlist("list", desk.item("c", late, null)), Duration.ofSeconds(300), Duration.ofSeconds(500), 5);
        lacksOn(0);
        assertEquals(List.of(), assertInstanceOf(Compilation.Unchanged.class, desk.edit()).omissions());
        assertTrue(Set.of("a", "b").contains(desk.due(0, Duration.ofSeconds(400))));
        desk.lacking.clear();
        edited();
        assertEquals("c", desk.due(0, Duration.ofSeconds(400)));
    }

    @Test
    void halfAReleaseIsNoneOnTheWallThatLacksTheOtherHalf() {
        release(desk.playlist("content", desk.item("x", 10), desk.item("y", late, null)));
        lacksOn(1);
        Compilation.Compiled some = edited();
        assertEquals(walls(0, 2), released(some));
        assertEquals(2, some.plan().walls().getFirst().releases().getFirst().span().turns().size());
        desk.lacking.clear();
        assertEquals(walls(0, 1, 2), released(edited()));
    }
}
