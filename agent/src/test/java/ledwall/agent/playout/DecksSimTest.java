package ledwall.agent.playout;

import static ledwall.agent.playout.Samples.SECOND;
import static ledwall.agent.playout.Samples.block;
import static ledwall.agent.playout.Samples.cue;
import static ledwall.agent.playout.Samples.entry;
import static ledwall.agent.playout.Samples.path;
import static ledwall.agent.playout.Samples.programme;
import static ledwall.agent.playout.Samples.timeline;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import ledwall.agent.Truth;
import ledwall.protocol.asrun.AsRunRecord.Outcome;
import ledwall.protocol.timeline.Block;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The two players of an output, through the deaths of either, at every moment of a change of list. */
class DecksSimTest {
    private static final long MILLI = 1_000_000L;
    private static final long CHANGE = 60 * SECOND;
    private static final long HOLD = 45 * MILLI;
    private static final int PAIR = 2;

    /** A wall that changes to a list of "x" and "y" at {@link #CHANGE}, in the midst of the loop. */
    private static Wall changing(long seed) {
        var wall = Wall.playing(seed);
        wall.set(programme(Samples.LOOP.entries().getFirst(), entry(CHANGE, 0, timeline(2, block(0, Block.FOREVER, null, cue("x", 100), cue("y", 150))))));
        return wall;
    }

    private static void runTo(Wall wall, long nanos) {
        wall.run(Duration.ofNanos(nanos - wall.world.nowNanos()));
    }

    private static long longestDark(Wall wall) {
        return wall.truth().longestDark(SECOND, wall.world.nowNanos());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aChangeOfListIsSeenAtItsInstantAndNothingElseIs(long seed) {
        var wall = changing(seed);
        runTo(wall, CHANGE + 20 * SECOND);
        assertEquals(0, longestDark(wall));
        var runs = wall.truth().runs(CHANGE - SECOND / 2, CHANGE + SECOND);
        assertEquals(2, runs.size(), runs.toString());
        assertTrue(Math.abs(runs.getLast().fromNanos() - CHANGE) <= 4 * MILLI, runs.toString());
        assertEquals(PAIR, wall.screen.starts());
        Checks.asRunTellsTheTruth(wall);
    }

    @ParameterizedTest
    @ValueSource(ints = {40_000, 49_900, 50_100, 52_000, 55_000, 58_400, 58_600, 59_000, 59_500, 59_800, 59_890, 59_930, 59_990, 60_010, 60_200, 61_500})
    void aPlayerThatDiesAroundAChangeOfListIsReplacedAtTheRightFrame(int atMillis) {
        for (long seed = 1; seed <= 4; seed++) {
            var wall = changing(seed);
            runTo(wall, atMillis * MILLI);
            wall.screen.kill();
            runTo(wall, CHANGE + 30 * SECOND);
            assertTrue(longestDark(wall) <= 500 * MILLI, "dark for " + longestDark(wall) / MILLI + " ms");
            Checks.glassFollows(wall, atMillis * MILLI + 500 * MILLI, wall.world.nowNanos(), HOLD);
            Checks.asRunTellsTheTruth(wall);
            assertEquals(PAIR + 1, wall.screen.starts(), "a third player stands behind the one that took over");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {40_000, 50_100, 55_000, 59_500, 59_890, 59_930, 59_990, 60_010, 61_500})
    void theDeathOfTheSpareIsNotSeen(int atMillis) {
        for (long seed = 1; seed <= 4; seed++) {
            var wall = changing(seed);
            runTo(wall, atMillis * MILLI);
            assertTrue(wall.screen.killSpare());
            runTo(wall, CHANGE + 30 * SECOND);
            assertTrue(longestDark(wall) == 0, "dark for " + longestDark(wall) / MILLI + " ms");
            // One that dies in the last 100 ms before its entrance: the other one has to open the list.
            Checks.glassFollows(wall, SECOND, wall.world.nowNanos(), 400 * MILLI);
            Checks.asRunTellsTheTruth(wall);
            assertEquals(PAIR + 1, wall.screen.starts());
        }
    }

    @Test
    void whatADeathUncoversIsTheBareDisplayAndNeverTheSpare() {
        for (long seed = 1; seed <= 8; seed++) {
            var wall = changing(seed);
            runTo(wall, CHANGE - 3 * SECOND);
            wall.screen.kill();
            runTo(wall, CHANGE - SECOND);
            for (Truth.Run run : wall.truth().runs(CHANGE - 3 * SECOND, CHANGE - SECOND)) {
                assertFalse(path("x").equals(run.path()), run.toString());
            }
        }
    }

    @Test
    void bothDeadIsARestartAndNoMore() {
        var wall = changing(5);
        runTo(wall, 40 * SECOND);
        wall.screen.killAll();
        runTo(wall, CHANGE + 20 * SECOND);
        assertTrue(longestDark(wall) <= 1_000 * MILLI, "dark for " + longestDark(wall) / MILLI + " ms");
        Checks.glassFollows(wall, 41_500 * MILLI, wall.world.nowNanos(), HOLD);
        Checks.asRunTellsTheTruth(wall);
    }

    @Test
    void anEditTakenBackInTheLastTenSecondsLeavesTheGlassAlone() {
        var wall = changing(6);
        runTo(wall, CHANGE - 4 * SECOND);
        wall.set(Samples.LOOP);
        runTo(wall, CHANGE + 20 * SECOND);
        Checks.glassFollows(wall, SECOND, wall.world.nowNanos(), HOLD);
        assertEquals(0, longestDark(wall));
        Checks.asRunTellsTheTruth(wall);
        assertEquals(0, Checks.count(wall, Outcome.MISSED), "what was never to be seen was not missed");
    }

    @Test
    void aSuccessorFindsWhichOneIsSeen() {
        var wall = changing(7);
        runTo(wall, CHANGE + 5 * SECOND);
        wall.killAgent();
        wall.run(Duration.ofSeconds(5));
        wall.startAgent();
        wall.run(Duration.ofSeconds(30));
        assertEquals(0, longestDark(wall));
        assertEquals(PAIR, wall.screen.starts());
        Checks.glassFollows(wall, CHANGE + SECOND, wall.world.nowNanos(), HOLD);
        wall.screen.kill();
        wall.run(Duration.ofSeconds(5));
        assertTrue(longestDark(wall) <= 500 * MILLI, "dark for " + longestDark(wall) / MILLI + " ms");
        Checks.asRunTellsTheTruth(wall);
    }

    @Test
    void withNoAgentTheSpareEndsItselfAndTheOtherAtTheEndOfItsList() {
        var wall = Wall.playing(8);
        wall.killAgent();
        wall.run(Duration.ofSeconds(100));
        wall.world.marks().assertHit("player.parkedAlone");
        assertTrue(wall.screen.alive());
        assertFalse(wall.screen.killSpare(), "a spare lives on");
        wall.run(Duration.ofHours(3));
        assertFalse(wall.screen.alive());
    }
}
