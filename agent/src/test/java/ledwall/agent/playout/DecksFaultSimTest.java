package ledwall.agent.playout;

import static ledwall.agent.playout.Samples.SECOND;
import static ledwall.agent.playout.Samples.block;
import static ledwall.agent.playout.Samples.cue;
import static ledwall.agent.playout.Samples.entry;
import static ledwall.agent.playout.Samples.programme;
import static ledwall.agent.playout.Samples.timeline;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import ledwall.protocol.asrun.AsRunRecord.Outcome;
import ledwall.protocol.message.StopPicture;
import ledwall.protocol.timeline.Block;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The two players of an output, through hangs of the spare and deaths and ends of the agent at the worst moments. */
class DecksFaultSimTest {
    private static final long MILLI = 1_000_000L;
    private static final long CHANGE = 60 * SECOND;

    /** A wall that changes to a list of "x" and "y" at {@link #CHANGE}, in the midst of the loop. */
    private static Wall changing(long seed) {
        var wall = Wall.playing(seed);
        wall.set(programme(Samples.LOOP.entries().getFirst(), entry(CHANGE, 0, timeline(2, block(0, Block.FOREVER, null, cue("x", 100), cue("y", 150))))));
        return wall;
    }

    private static void runTo(Wall wall, long nanos) {
        wall.run(Duration.ofNanos(nanos - wall.world.nowNanos()));
    }

    @Test
    void aSpareThatHangsCostsNoLight() {
        var wall = changing(1);
        runTo(wall, CHANGE - 200 * MILLI);
        wall.screen.freezeSpare();
        runTo(wall, CHANGE + 20 * SECOND);
        assertEquals(0, wall.truth().longestDark(SECOND, wall.world.nowNanos()) / MILLI);
    }

    @Test
    void anAgentThatDiesBetweenCueAndInstantLeavesNoOrphan() {
        var wall = changing(2);
        runTo(wall, CHANGE - 20 * MILLI);
        wall.killAgent();
        wall.run(Duration.ofMinutes(10));
        assertTrue(wall.screen.alive());
        assertFalse(wall.screen.killSpare(), "a paused spare lives on without an agent");
    }

    /** At the end of a cue, as an ordinary edit takes over: what is on until then is seen to its end. */
    @ParameterizedTest
    @ValueSource(ints = {24, 20, 10, 1})
    void whatIsHeldForAChangeAsItsAgentDiesGoesOnAndIsSoRecorded(int beforeMillis) {
        long change = 63 * SECOND;
        for (long seed = 1; seed <= 4; seed++) {
            var wall = Wall.playing(seed);
            wall.set(programme(Samples.LOOP.entries().getFirst(), entry(change, 0, timeline(2, block(0, Block.FOREVER, null, cue("x", 100), cue("y", 150))))));
            runTo(wall, change - beforeMillis * MILLI);
            wall.killAgent();
            wall.startAgent();
            runTo(wall, change + 20 * SECOND);
            assertEquals(0, wall.truth().longestDark(SECOND, wall.world.nowNanos()) / MILLI);
            Checks.glassFollows(wall, SECOND, change, 45 * MILLI);
            // In between the one that was held goes on, until the next list is opened anew.
            Checks.glassFollows(wall, change + 400 * MILLI, wall.world.nowNanos(), 45 * MILLI);
            Checks.asRunTellsTheTruth(wall);
            var cut = Checks.entries(wall).stream().filter(entry -> entry.intent.plannedNanos() < change && entry.start != null && entry.outcome() == Outcome.INTERRUPTED);
            assertEquals(List.of(), cut.toList(), "was seen to its end");
        }
    }

    @Test
    void afterARestartOfTheAgentTheSpareIsWarm() {
        var wall = Wall.playing(3);
        wall.killAgent();
        wall.run(Duration.ofSeconds(3));
        wall.startAgent();
        wall.run(Duration.ofMinutes(5));
        assertEquals(Collections.singletonList(wall.screen.listId()), wall.screen.spareLists());
    }

    @Test
    void anAgentStoppedInOrderAsItStartsLeavesThePicture() {
        var wall = Wall.playing(4);
        wall.killAgent();
        wall.run(Duration.ofSeconds(3));
        wall.startAgent();
        // Players take 5 to 10 ms to say what they were found playing: which one is seen is hardly known yet.
        wall.run(Duration.ofMillis(8));
        wall.playout.close(false);
        wall.run(Duration.ofSeconds(2));
        assertTrue(wall.screen.alive(), "the picture was ended");
    }

    @ParameterizedTest
    @ValueSource(ints = {9_900, 10_100})
    void twoDeathsTenSecondsApartAreBothMendedByASpare(int gapMillis) {
        var wall = Wall.playing(5);
        wall.screen.kill();
        wall.run(Duration.ofMillis(gapMillis));
        wall.screen.kill();
        wall.run(Duration.ofSeconds(5));
        assertTrue(wall.truth().longestDark(SECOND, wall.world.nowNanos()) <= 200 * MILLI, "the second one waited as for a player that fails in a row");
    }

    @Test
    void aWindowThatCameInAsTheWallWasStoppedIsDark() {
        var wall = changing(6);
        wall.screen.displayAnswersLate(Duration.ofMillis(500));
        runTo(wall, CHANGE + MILLI);
        wall.playout.stop(StopPicture.BLACK);
        runTo(wall, CHANGE + 10 * SECOND);
        wall.world.marks().assertHit("stage.toldAfterCancel");
        Checks.dark(wall, CHANGE + SECOND, wall.world.nowNanos());
        wall.playout.resume();
        runTo(wall, CHANGE + 30 * SECOND);
        Checks.glassFollows(wall, CHANGE + 12 * SECOND, wall.world.nowNanos(), 45 * MILLI);
    }

    @Test
    void aSpareThatNeverSaysThatItsListIsReadyIsGivenUp() {
        var wall = changing(7);
        runTo(wall, CHANGE - 20 * SECOND);
        wall.screen.jamSpare();
        runTo(wall, CHANGE + 20 * SECOND);
        wall.world.marks().assertHit("player.jammed");
        Checks.glassFollows(wall, SECOND, wall.world.nowNanos(), 45 * MILLI);
        assertEquals(0, wall.truth().longestDark(SECOND, wall.world.nowNanos()) / MILLI);
    }

    @Test
    void anAgentWhoseDisplayIsGoneAsItStartsFollowsTheTimelineOnceThatIsBack() {
        var wall = Wall.playing(8);
        wall.killAgent();
        wall.screen.displayGone(true);
        wall.run(Duration.ofSeconds(3));
        wall.startAgent();
        wall.run(Duration.ofSeconds(3));
        wall.screen.displayGone(false);
        wall.run(Duration.ofSeconds(20));
        long healed = wall.world.nowNanos();
        wall.run(Duration.ofSeconds(20));
        Checks.glassFollows(wall, healed, wall.world.nowNanos(), 45 * MILLI);
    }

    /** A list runs from its instant on, also where the display moves its window in later: by then it may be in its next cue. */
    @Test
    void whatTheDisplayMovesInLateIsEnteredAsWhatIsSeenThen() {
        var wall = Wall.playing(5);
        runTo(wall, 30_600 * MILLI);
        wall.screen.kill();
        wall.screen.displayGone(true);
        runTo(wall, 31_300 * MILLI);
        wall.screen.displayGone(false);
        runTo(wall, 80 * SECOND);
        Checks.asRunTellsTheTruth(wall);
        for (Checks.Entry entry : Checks.entries(wall)) {
            assertTrue(entry.start == null || entry.end == null || entry.end.atNanos() >= entry.start.atNanos(), () -> "it ends before it starts: " + entry);
        }
    }
}
