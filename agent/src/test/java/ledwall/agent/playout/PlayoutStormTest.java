package ledwall.agent.playout;

import static ledwall.agent.playout.Samples.SECOND;
import static ledwall.agent.playout.Samples.hash;
import static ledwall.agent.playout.Samples.path;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import ledwall.protocol.asrun.AsRunRecord;
import ledwall.protocol.asrun.AsRunRecord.Outcome;
import ledwall.protocol.message.PlayState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the storm found: agents that stand still, files that are damaged while they play, players that are long in coming up. */
class PlayoutStormTest {
    /** The player that is seen and the spare behind it. */
    private static final int PAIR = 2;
    private static final long MILLI = 1_000_000L;
    private static final long HOLD = 170 * MILLI;

    @ParameterizedTest
    @ValueSource(longs = {2_500, 6_000, 10_000})
    void agentThatStoodStillBelievesItsPlayerAndNotItsOwnSilence(long stoodMillis) {
        for (int offset = 0; offset < 25; offset++) {
            var wall = Wall.playing(29);
            // So rarely that the agent's own deadlines come up before what the player said meanwhile.
            wall.screen.eventEvery(30);
            wall.run(Duration.ofMillis(437L * offset));
            wall.world.pause(Wall.NAME, Duration.ofMillis(stoodMillis));
            wall.run(Duration.ofSeconds(40));
            assertEquals(PAIR, wall.screen.starts(), "offset " + offset);
            assertEquals(0, wall.truth().longestDark(SECOND, wall.world.nowNanos()));
            Checks.asRunTellsTheTruth(wall);
            assertEquals(0, Checks.count(wall, Outcome.MISSED), "all of it was shown");
            assertEquals(0, Checks.count(wall, Outcome.INTERRUPTED));
        }
    }

    @Test
    void frozenPlayerIsStartedAgainAlsoByAnAgentThatStoodStill() {
        var wall = Wall.playing(30);
        wall.screen.freeze();
        wall.world.pause(Wall.NAME, Duration.ofSeconds(6));
        wall.run(Duration.ofSeconds(11));
        assertEquals(PAIR + 1, wall.screen.starts());
        Checks.glassFollows(wall, wall.world.nowNanos() - SECOND, wall.world.nowNanos(), HOLD);
    }

    @Test
    void fileThatWasDamagedAndIsWholeAgainComesOnFromAFreshList() {
        var wall = Wall.playing(31);
        wall.run(Duration.ofSeconds(15));
        assertEquals(path("a"), wall.shown());
        wall.missing.add(hash("b"));
        wall.playout.mediaLost(hash("b"));
        wall.run(Duration.ofMillis(500));
        wall.arrived(hash("b"));
        long whole = wall.world.nowNanos();
        wall.run(Duration.ofSeconds(45));
        var lists = wall.truth().runs(SECOND, wall.world.nowNanos()).stream().filter(run -> path("b").equals(run.path())).toList();
        var before = lists.stream().filter(run -> run.fromNanos() < whole).map(run -> run.listId()).distinct().toList();
        var after = lists.stream().filter(run -> run.fromNanos() > whole).map(run -> run.listId()).distinct().toList();
        assertEquals(1, after.size());
        assertTrue(!before.contains(after.getFirst()), "the player holds the damaged file open in " + before);
        Checks.glassFollows(wall, SECOND, wall.world.nowNanos(), HOLD);
        Checks.asRunTellsTheTruth(wall);
        assertEquals(0, Checks.count(wall, Outcome.INTERRUPTED));
    }

    @Test
    void listThatHoldsADamagedFileIsKnownForItAlsoToTheNextAgent() {
        var wall = Wall.playing(32);
        wall.run(Duration.ofSeconds(15));
        wall.missing.add(hash("b"));
        wall.playout.mediaLost(hash("b"));
        wall.run(Duration.ofMillis(300));
        wall.killAgent();
        wall.missing.remove(hash("b"));
        wall.run(Duration.ofMillis(500));
        String adopted = wall.truth().runs(0, wall.world.nowNanos()).getLast().listId();
        wall.startAgent();
        wall.run(Duration.ofSeconds(40));
        assertEquals(PAIR, wall.screen.starts());
        var showing = wall.truth().runs(47 * SECOND, wall.world.nowNanos()).stream().filter(run -> path("b").equals(run.path())).toList();
        assertTrue(showing.stream().noneMatch(run -> run.listId().equals(adopted)), showing.toString());
        Checks.asRunTellsTheTruth(wall);
    }

    @Test
    void whatIsDueIsWrittenDownWhileTheLostPlayerIsStartedAgain() {
        var wall = Wall.playing(33);
        long killed = wall.world.nowNanos();
        wall.screen.kill();
        wall.run(Duration.ofSeconds(5));
        var again = wall.records().stream().filter(record -> record.kind() == AsRunRecord.Kind.INTENT && record.atNanos() > killed).findFirst().orElseThrow();
        assertTrue(again.atNanos() < killed + 50 * MILLI, "the player takes 150 ms and more to come up; this was " + (again.atNanos() - killed) / MILLI);
        assertEquals(1, Checks.entries(wall).stream().filter(entry -> entry.intent.sequence() == again.sequence() && entry.start != null).count());
        Checks.asRunTellsTheTruth(wall);
    }

    @Test
    void whatWasMadeReadyForAPlayerThatDoesNotComeUpIsNotShownAfterItsTime() {
        var wall = Wall.playing(34);
        wall.screen.answerLate(Duration.ofSeconds(12));
        wall.screen.kill();
        wall.run(Duration.ofSeconds(45));
        wall.screen.answerLate(Duration.ZERO);
        wall.run(Duration.ofSeconds(45));
        assertEquals(PlayState.PLAYING, wall.playout.status().state());
        Checks.glassFollows(wall, wall.world.nowNanos() - 20 * SECOND, wall.world.nowNanos(), HOLD);
        Checks.asRunTellsTheTruth(wall);
    }
}
