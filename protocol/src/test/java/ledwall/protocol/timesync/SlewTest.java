package ledwall.protocol.timesync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** How a mapping follows what is known. */
class SlewTest {
    private static final long MS = 1_000_000L;
    private static final long SECOND = 1_000 * MS;

    @Test
    void itStepsUntilItHasSettled() {
        var slew = new Slew(new Mapping(0, 0, 0, 0), false);
        slew.follow(new Estimate(SECOND, 500 * MS, 0, 30 * MS));
        assertEquals(1_500 * MS, slew.mapping().timelineAt(SECOND));
        slew.follow(new Estimate(2 * SECOND, 450 * MS, 0, 10 * MS));
        assertEquals(2_450 * MS, slew.mapping().timelineAt(2 * SECOND));
    }

    @Test
    void onceSettledItNeverJumpsAndNeverRunsFasterThanAllowed() {
        var slew = new Slew(new Mapping(0, 0, 0, 0), true);
        long before = 0;
        for (int i = 1; i <= 300; i++) {
            long mono = i * SECOND;
            long shown = slew.mapping().timelineAt(mono);
            slew.follow(new Estimate(mono, 60 * MS, 0, MS));
            assertEquals(shown, slew.mapping().timelineAt(mono), "no jump at " + i);
            assertTrue(shown - before <= SECOND + SECOND * Slew.MAX_RATE + 1, "too fast at " + i);
            before = shown;
        }
        assertEquals(300 * SECOND + 60 * MS, slew.mapping().timelineAt(300 * SECOND), MS / 10, "it arrived, and did not overshoot");
    }

    @Test
    void itsBoundCountsWhatIsStillToBeCorrected() {
        var slew = new Slew(new Mapping(0, 0, 0, 0), true);
        slew.follow(new Estimate(SECOND, 100 * MS, 0, 2 * MS));
        assertTrue(slew.boundAt(SECOND) >= 102 * MS);
    }

    @Test
    void moreThanASecondIsAStep() {
        var slew = new Slew(new Mapping(0, 0, 0, 0), true);
        slew.follow(new Estimate(SECOND, 2 * SECOND, 0, MS));
        assertEquals(3 * SECOND, slew.mapping().timelineAt(SECOND));
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
