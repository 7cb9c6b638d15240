package ledwall.agent.playout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import ledwall.agent.Truth;
import ledwall.protocol.timesync.Slew;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mapping that is on its way to another clock, with something on the air. */
class SlewedClockSimTest {
    private static final long MILLI = 1_000_000;

    @ParameterizedTest
    @ValueSource(ints = {-399, -40, -3, 3, 40, 399})
    void thePictureFollowsByItsSpeedAndNeverFallsBehind(int millis) {
        var wall = Wall.playing(31);
        @Nullable String list = wall.screen.listId();
        wall.slewClock(Duration.ofMillis(millis));
        for (int i = 0; i < 900; i++) {
            wall.run(Duration.ofMillis(100));
            long drift = wall.playout.status().driftNanos();
            // 1 % of the drift control's 0.7 s, and what the player errs by.
            assertTrue(Math.abs(drift) < 12 * MILLI, "it is " + drift + " behind after " + i);
        }
        assertEquals(list, wall.screen.listId(), "nothing was cued");
        assertEquals(0, wall.clockLeftNanos(), MILLI, "it arrived");
    }

    @ParameterizedTest
    @ValueSource(ints = {-401, 401})
    void fromWhereTheDriftControlCuesAnewTheClockSteps(int millis) {
        assertEquals(DriftControl.RECUE_NANOS, Slew.STEP_NANOS);
        var wall = Wall.playing(32);
        wall.slewClock(Duration.ofMillis(millis));
        wall.run(Duration.ofSeconds(10));
        assertEquals(0, wall.clockLeftNanos(), MILLI, "at once");
        assertTrue(Math.abs(wall.playout.status().driftNanos()) < 5 * MILLI, wall.playout.status().toString());
        assertEquals(2, wall.screen.starts(), "the one that is seen and its spare");
    }

    /** It takes some reports until a list is sought anew; meanwhile it plays on, if need be into its next cue. */
    @ParameterizedTest
    @ValueSource(longs = {-1, 1})
    void whatAListGoesOnToAfterTheClockSteppedIsRecorded(long minutes) {
        var wall = new Wall(33);
        wall.screen.eventEvery(5);
        wall.set(Samples.LOOP);
        wall.run(Duration.ofMillis(93_800));
        assertEquals(Samples.path("a"), wall.shown());
        long step = Duration.ofMinutes(minutes).toNanos();
        wall.stepClock(Duration.ofNanos(step));
        wall.run(Duration.ofSeconds(3));
        List<Truth.Run> runs = wall.truth().runs(93_800 * MILLI, wall.world.nowNanos());
        Truth.Run next = runs.get(1);
        assertEquals(Samples.path("b"), next.path());
        assertTrue(next.untilNanos() - next.fromNanos() > 400 * MILLI, "it is seen: " + runs);
        var entries = Checks.entries(wall);
        assertEquals(1, entries.stream().filter(entry -> entry.start != null && entry.intent.media().equals(Samples.hash("b"))
                && Math.abs(entry.start.atNanos() - next.fromNanos() - step) < 20 * MILLI).count(), runs + " is told as " + entries);
    }
}
