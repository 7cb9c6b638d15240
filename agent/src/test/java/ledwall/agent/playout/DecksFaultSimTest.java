package ledwall.agent.playout;

import static ledwall.agent.playout.Samples.*;
import static org.junit.jupiter.api.Assertions.*;

import java.time.Duration;
import ledwall.protocol.timeline.Block;
import org.junit.jupiter.api.Test;

class DecksFaultSimTest {
    static final long MILLI = 1_000_000L;
    static final long CHANGE = 60 * SECOND;

    static Wall changing(long seed) {
        var wall = Wall.playing(seed);
        wall.set(programme(Samples.LOOP.entries().getFirst(), entry(CHANGE, 0, timeline(2, block(0, Block.FOREVER, null, cue("x", 100), cue("y", 150))))));
        return wall;
    }
    static void runTo(Wall wall, long nanos) { wall.run(Duration.ofNanos(nanos - wall.world.nowNanos())); }

    @Test void aSpareThatHangsCostsNoLight() {
        var wall = changing(1);
        runTo(wall, CHANGE - 200 * MILLI);
        wall.screen.freezeSpare();
        runTo(wall, CHANGE + 20 * SECOND);
        System.out.println(wall.truth().runs(CHANGE - SECOND, CHANGE + 10 * SECOND));
        assertEquals(0, wall.truth().longestDark(SECOND, wall.world.nowNanos()) / MILLI);
    }

    @Test void anAgentThatDiesBetweenCueAndInstantLeavesNoOrphan() {
        var wall = changing(2);
        runTo(wall, CHANGE - 20 * MILLI);
        wall.killAgent();
        wall.run(Duration.ofMinutes(10));
        assertTrue(wall.screen.alive());
        assertFalse(wall.screen.killSpare(), "a paused spare lives on without an agent");
    }

    @Test void afterARestartOfTheAgentTheSpareIsWarm() {
        var wall = Wall.playing(3);
        System.out.println("before: air " + wall.screen.listId() + " spare " + wall.screen.spareLists());
        wall.killAgent();
        wall.run(Duration.ofSeconds(3));
        wall.startAgent();
        wall.run(Duration.ofMinutes(5));
        System.out.println("after: air " + wall.screen.listId() + " spare " + wall.screen.spareLists() + " starts " + wall.screen.starts());
        assertEquals("[" + wall.screen.listId() + "]", wall.screen.spareLists());
    }

    @Test void anAgentStoppedInOrderAsItStartsLeavesThePicture() {
        var wall = Wall.playing(4);
        wall.killAgent();
        wall.run(Duration.ofSeconds(3));
        wall.startAgent();
        for (int i = 0; i < 40 && wall.playout.status() == null; i++) { wall.run(Duration.ofMillis(1)); }
        wall.run(Duration.ofMillis(8));
        wall.playout.close(false);
        wall.run(Duration.ofSeconds(2));
        assertTrue(wall.screen.alive(), "the picture was ended");
    }

    @Test void twoDeathsTenSecondsApart() {
        for (long gap : new long[] {9_900, 10_100}) {
            var wall = Wall.playing(5);
            wall.screen.kill();
            wall.run(Duration.ofMillis(gap));
            long t = wall.world.nowNanos();
            wall.screen.kill();
            wall.run(Duration.ofSeconds(5));
            System.out.println("gap " + gap + " dark " + wall.truth().longestDark(t - SECOND, wall.world.nowNanos()) / MILLI);
        }
    }
}
