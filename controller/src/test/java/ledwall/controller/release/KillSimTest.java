package ledwall.controller.release;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ledwall.sim.Marks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The controller is killed at some hundred random points of releases. {@code controller/bin/kills} does so at any number of them. */
final class KillSimTest {
    private static final int SEEDS = 150;

    @Test
    void whereverTheControllerIsKilledNothingIsDoubledAndNothingIsLost() {
        var marks = new Marks();
        for (long seed = 1; seed <= SEEDS; seed++) {
            try (var run = new KillRun(seed)) {
                run.run();
                marks.addAll(run.marks());
            }
        }
        marks.assertHit("controller.killed", "database.down", "site.ANSWER_LOST", "site.NOT_SENT", "site.STALLS", "site.RATE_LIMITED", "site.REFUSED_LATER",
            "release draft -> scheduled", "release scheduled -> preparing", "release preparing -> armed", "release armed -> live", "release armed -> partlyLive",
            "release armed -> draft", "release armed -> failed", "release armed -> withdrawn", "release live -> withdrawn", "release preparing -> draft",
            "release preparing -> failed", "release partlyLive -> live", "release partlyLive -> withdrawn", "release armed -> preparing",
            "channel null -> scheduled", "channel scheduled -> ready", "channel scheduled -> preparing", "channel preparing -> ready", "channel ready -> submitting",
            "channel submitting -> submitted", "channel submitting -> confirmed", "channel submitted -> confirmed", "channel submitting -> ready",
            "channel scheduled -> failed", "channel submitted -> failed", "channel submitting -> failed", "channel confirmed -> withdrawn",
            "channel submitted -> withdrawn", "channel ready -> withdrawn", "wall null -> scheduled", "wall scheduled -> ready", "wall ready -> submitted",
            "wall submitted -> confirmed", "wall ready -> confirmed", "wall confirmed -> withdrawn", "wall submitted -> withdrawn", "wall submitted -> failed",
            "wall failed -> confirmed", "channel null -> withdrawal sent", "channel withdrawal sent -> withdrawal confirmed");
    }

    /** It was not there yet when the successor asked first, and was asked for again only when nothing could be on its way any more. */
    @ParameterizedTest
    @ValueSource(longs = {8_802, 9_511})
    void whatShowsUpAfterItWasAskedForIsKnownWithinTenSecondsOfARestart(long seed) {
        try (var run = new KillRun(seed)) {
            run.run();
        }
    }

    @Test
    void sameSeedGivesTheSameTrace() {
        assertEquals(trace(7), trace(7));
    }

    private static long trace(long seed) {
        try (var run = new KillRun(seed)) {
            run.run();
            return run.rig.world.traceHash();
        }
    }
}
