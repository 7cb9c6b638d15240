package ledwall.protocol.timesync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** How a mapping follows what is known. */
class SlewTest {
    private static final long MS = 1_000_000L;
    private static final long SECOND = 1_000 * MS;

    @Test
    void itStepsFromAClockThatNobodyVouchesForAndSlewsFromThenOn() {
        var slew = new Slew(new Mapping(0, 0, 0, 0), false);
        slew.follow(new Estimate(SECOND, 50 * MS, 0, 30 * MS));
        assertEquals(1_050 * MS, slew.mapping().timelineAt(SECOND));
        slew.follow(new Estimate(2 * SECOND, 40 * MS, 0, 10 * MS));
        assertEquals(2_050 * MS, slew.mapping().timelineAt(2 * SECOND));
        assertTrue(slew.mapping().drift() < 0);
    }

    @Test
    void itNeverJumpsNeverRunsFasterThanAllowedAndArrives() {
        for (long off : new long[] {1, 10, 60, -60, 400, -400}) {
            var slew = new Slew(new Mapping(0, 0, 0, 0), true);
            long before = 0;
            for (int i = 1; i <= 120; i++) {
                long mono = i * SECOND;
                long shown = slew.mapping().timelineAt(mono);
                slew.follow(new Estimate(mono, off * MS, 0, MS));
                assertEquals(shown, slew.mapping().timelineAt(mono), "no jump at " + i);
                assertTrue(Math.abs(shown - before - SECOND) <= SECOND * Slew.MOST_RATE + 1, "too fast at " + i);
                assertTrue(Math.abs(off) > 4 || Math.abs(shown - before - SECOND) <= SECOND * Slew.GENTLE_RATE + 1, "too fast for little at " + i);
                long ahead = shown - mono;
                assertTrue(off > 0 ? ahead <= off * MS : ahead >= off * MS, "overshot at " + i);
                before = shown;
            }
            assertEquals(120 * SECOND + off * MS, slew.mapping().timelineAt(120 * SECOND), MS / 10, "it arrived");
        }
    }

    @Test
    void itGoesOnAsBeforeWhileAnotherClockIsNotYetToBeFollowedAndSaysHowWrongThatIs() {
        var slew = new Slew(new Mapping(0, 0, 30e-6, 0), true);
        slew.hold(new Estimate(SECOND, 3_600 * SECOND, 0, MS));
        assertEquals(10 * SECOND + 300_000, slew.mapping().timelineAt(10 * SECOND));
        assertTrue(slew.boundAt(SECOND) >= 3_600 * SECOND);
    }

    @Test
    void itsBoundCountsWhatIsStillToBeCorrected() {
        var slew = new Slew(new Mapping(0, 0, 0, 0), true);
        slew.follow(new Estimate(SECOND, 100 * MS, 0, 2 * MS));
        assertTrue(slew.boundAt(SECOND) >= 102 * MS);
    }

    @Test
    void whatPlayersAreCuedAnewForIsAStep() {
        var slew = new Slew(new Mapping(0, 0, 0, 0), true);
        slew.follow(new Estimate(SECOND, Slew.STEP_NANOS + 1, 0, MS));
        assertEquals(SECOND + Slew.STEP_NANOS + 1, slew.mapping().timelineAt(SECOND));
    }

    @Test
    void whatIsHandedToASuccessorHasNoCorrectionInIt() {
        var slew = new Slew(new Mapping(0, 0, 0, 0), true);
        slew.follow(new Estimate(SECOND, 50 * MS, 20e-6, MS));
        Mapping lasting = slew.lasting(2 * SECOND);
        assertEquals(20e-6, lasting.drift());
        assertEquals(slew.mapping().timelineAt(2 * SECOND), lasting.timelineAt(2 * SECOND));
    }
}
