package ledwall.agent.playout;

import static ledwall.agent.playout.Samples.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import ledwall.protocol.asrun.AsRunRecord.Outcome;
import org.junit.jupiter.api.Test;

/** Somebody asks for another player before this agent has looked for one. */
class PlayerRestartSimTest {
    private static final long MILLI = 1_000_000L;
    private static final int PAIR = 2;

    @Test
    void whereThereIsNoneYetItIsStartedAsAlways() {
        var wall = new Wall(1);
        wall.set(Samples.LOOP);
        wall.playout.restartPlayer();
        wall.run(Duration.ofSeconds(30));
        Checks.glassFollows(wall, 2 * SECOND, wall.world.nowNanos(), 45 * MILLI);
        assertEquals(PAIR, wall.screen.starts());
    }

    @Test
    void whatAPredecessorLeftPlaysOn() {
        var wall = Wall.playing(2);
        wall.killAgent();
        wall.run(Duration.ofSeconds(3));
        wall.startAgent();
        wall.playout.restartPlayer();
        wall.run(Duration.ofSeconds(30));
        assertEquals(0, wall.truth().longestDark(SECOND, wall.world.nowNanos()) / MILLI);
        assertEquals(PAIR, wall.screen.starts());
        assertEquals(0, Checks.count(wall, Outcome.INTERRUPTED));
        Checks.asRunTellsTheTruth(wall);
    }
}
