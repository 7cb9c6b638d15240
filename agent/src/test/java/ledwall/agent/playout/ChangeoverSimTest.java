package ledwall.agent.playout;

import static ledwall.agent.playout.Samples.SECOND;
import static ledwall.agent.playout.Samples.block;
import static ledwall.agent.playout.Samples.cue;
import static ledwall.agent.playout.Samples.entry;
import static ledwall.agent.playout.Samples.programme;
import static ledwall.agent.playout.Samples.timeline;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import ledwall.agent.Truth;
import ledwall.protocol.asrun.AsRunRecord.Outcome;
import ledwall.protocol.message.StopPicture;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Programme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A timeline clock that is known ahead to be another one from an instant on: the glass goes over at that very instant. */
class ChangeoverSimTest {
    private static final long MILLI = 1_000_000L;
    private static final long OVER = 60 * SECOND;
    private static final int HOUR = 3_600_000;
    private static final int BACK = -47_000;
    /** With an edit in the midst of what is known ahead. */
    private static final Programme EDITED = programme(Samples.LOOP.entries().getFirst(),
        entry(OVER - 5 * SECOND, 0, timeline(2, block(0, Block.FOREVER, null, cue("x", 100), cue("y", 150)))));

    private static Wall goingOver(int byMillis, Programme programme, long knownNanos) {
        var wall = new Wall(41);
        wall.set(programme);
        runTo(wall, OVER - knownNanos);
        wall.willStep(Duration.ofMillis(byMillis), OVER);
        return wall;
    }

    private static void runTo(Wall wall, long nanos) {
        wall.run(Duration.ofNanos(nanos - wall.world.nowNanos()));
    }

    /** What is on the glass in a window is what is due by a clock that is ahead by so much; a player may be some milliseconds off. */
    private static void follows(Wall wall, long fromNanos, long untilNanos, int byMillis) {
        var ladder = new Ladder(wall.programme, hash -> Optional.of(Samples.path(hash)), null);
        for (Truth.Run run : wall.truth().runs(fromNanos, untilNanos)) {
            for (long at = run.fromNanos() + 4 * MILLI; at < run.untilNanos() - 4 * MILLI; at += 13 * MILLI) {
                Scene.Clip clip = ladder.at(at + byMillis * MILLI).clip();
                assertEquals(clip == null ? null : clip.path(), run.path(), "at " + at / MILLI + " ms of " + wall.truth().runs(fromNanos, untilNanos));
            }
        }
    }

    private static void changesAtItsInstant(Wall wall, int byMillis) {
        runTo(wall, OVER + 30 * SECOND);
        follows(wall, OVER - 15 * SECOND, OVER, 0);
        follows(wall, OVER, OVER + 30 * SECOND, byMillis);
        assertEquals(0, wall.truth().longestDark(SECOND, wall.world.nowNanos()));
        assertTrue(Math.abs(wall.playout.status().driftNanos()) < 5 * MILLI, wall.playout.status().toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {HOUR, BACK, 4_280, -3_000, 600, -600})
    void theOtherPictureIsThereAtTheVeryInstant(int byMillis) {
        var wall = goingOver(byMillis, Samples.LOOP, 30 * SECOND);
        changesAtItsInstant(wall, byMillis);
        long at = OVER + byMillis * MILLI;
        var entries = Checks.entries(wall);
        var came = entries.stream().filter(entry -> entry.start != null && Math.abs(entry.start.atNanos() - at) < 5 * MILLI).toList();
        assertTrue(came.size() <= 1 && (came.size() == 1 || Math.abs(byMillis) < 1_000), entries.toString());
        assertEquals(0, came.stream().filter(entry -> entry.outcome() == Outcome.MISSED).count(), entries.toString());
    }

    @ParameterizedTest
    @ValueSource(longs = {9_900, 5_000, 2_000, 1_600, 1_000})
    void alsoWhereItIsKnownLate(long aheadMillis) {
        for (int by : new int[] {HOUR, BACK}) {
            changesAtItsInstant(goingOver(by, Samples.LOOP, aheadMillis * MILLI), by);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {700, 200, 1})
    void whatIsKnownTooLateIsSeenAsSoonAsItCanBe(long aheadMillis) {
        for (int by : new int[] {HOUR, BACK}) {
            var wall = goingOver(by, Samples.LOOP, aheadMillis * MILLI);
            runTo(wall, OVER + 20 * SECOND);
            follows(wall, OVER + SECOND / 2, OVER + 20 * SECOND, by);
        }
    }

    @Test
    void theSlateIsThereAtItsInstantWhereNothingIsPlannedByTheOtherClock() {
        changesAtItsInstant(goingOver(BACK, programme(entry(30 * SECOND, 0, timeline(1, block(20 * SECOND, Block.FOREVER, null, cue("x", 100), cue("y", 150))))),
            30 * SECOND), BACK);
    }

    @ParameterizedTest
    @ValueSource(ints = {HOUR, BACK})
    void aSwitchOfListJustBeforeComesFirst(int byMillis) {
        changesAtItsInstant(goingOver(byMillis, EDITED, 30 * SECOND), byMillis);
    }

    @ParameterizedTest
    @ValueSource(longs = {20_000, 9_000, 2_000, 1_000, 300})
    void whatIsTakenBackIsNotSeen(long beforeMillis) {
        for (int by : new int[] {HOUR, BACK}) {
            var wall = goingOver(by, Samples.LOOP, 30 * SECOND);
            runTo(wall, OVER - beforeMillis * MILLI);
            wall.willNotStep();
            runTo(wall, OVER + 20 * SECOND);
            follows(wall, OVER - 15 * SECOND, OVER + 20 * SECOND, 0);
        }
    }

    @Test
    void whatIsTakenBackInTheLastMomentIsMended() {
        for (long before = 110; before > 0; before -= 10) {
            var wall = goingOver(HOUR, Samples.LOOP, 30 * SECOND);
            runTo(wall, OVER - before * MILLI);
            wall.willNotStep();
            runTo(wall, OVER + 20 * SECOND);
            follows(wall, OVER + SECOND, OVER + 20 * SECOND, 0);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {20_000, 5_000, 1_000})
    void anInstantThatIsMovedIsTheOneThatCounts(long beforeMillis) {
        var wall = goingOver(HOUR, Samples.LOOP, 30 * SECOND);
        runTo(wall, OVER - beforeMillis * MILLI);
        wall.willStep(Duration.ofMillis(BACK), OVER + 7 * SECOND);
        runTo(wall, OVER + 30 * SECOND);
        follows(wall, OVER - 15 * SECOND, OVER + 7 * SECOND, 0);
        follows(wall, OVER + 7 * SECOND, OVER + 30 * SECOND, BACK);
    }

    @ParameterizedTest
    @ValueSource(longs = {9_000, 1_000, 90, 40, 1})
    void aStopInBetweenIsAboveIt(long beforeMillis) {
        var wall = goingOver(HOUR, Samples.LOOP, 30 * SECOND);
        runTo(wall, OVER - beforeMillis * MILLI);
        wall.playout.stop(StopPicture.BLACK);
        runTo(wall, OVER + 5 * SECOND);
        Checks.dark(wall, OVER - beforeMillis * MILLI + 10 * MILLI, OVER + 5 * SECOND);
        wall.playout.resume();
        runTo(wall, OVER + 20 * SECOND);
        follows(wall, OVER + 6 * SECOND, OVER + 20 * SECOND, HOUR);
    }

    @ParameterizedTest
    @ValueSource(longs = {9_500, 5_000, 1_500, 900, 90, 40, 1})
    void aPlayerThatDiesBeforeItIsReplacedAtTheRightFrame(long beforeMillis) {
        for (int by : new int[] {HOUR, BACK}) {
            var wall = goingOver(by, Samples.LOOP, 30 * SECOND);
            runTo(wall, OVER - beforeMillis * MILLI);
            wall.screen.kill();
            runTo(wall, OVER + 20 * SECOND);
            assertTrue(wall.truth().longestDark(SECOND, wall.world.nowNanos()) <= 500 * MILLI);
            follows(wall, OVER + SECOND, OVER + 20 * SECOND, by);
        }
    }

    @Test
    void aRestartOfTheAgentInBetweenChangesNothing() {
        var wall = goingOver(HOUR, Samples.LOOP, 30 * SECOND);
        runTo(wall, OVER - 6 * SECOND);
        wall.killAgent();
        wall.startAgent();
        changesAtItsInstant(wall, HOUR);
    }
}
