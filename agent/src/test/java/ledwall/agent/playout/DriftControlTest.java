package ledwall.agent.playout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ledwall.agent.playout.DriftControl.Action;
import org.junit.jupiter.api.Test;

class DriftControlTest {
    private static final long MILLI = 1_000_000L;
    private final DriftControl control = new DriftControl();
    private long now;

    /** Gives the same error once a frame and returns what came of the last. */
    private Action feed(long errorNanos, int times) {
        Action last = new Action.Wait();
        for (int i = 0; i < times; i++) {
            now += 40 * MILLI;
            Action action = control.add(errorNanos, now);
            last = action instanceof Action.Wait ? last : action;
        }
        return last;
    }

    @Test
    void insideTheDeadBandTheSpeedIsNatural() {
        assertEquals(1.0, DriftControl.speed(999_999));
        assertEquals(1.0, DriftControl.speed(-999_999));
    }

    @Test
    void latePlaysFasterAndEarlySlowerInProportion() {
        assertEquals(1.02, DriftControl.speed(14 * MILLI), 1e-9);
        assertEquals(0.98, DriftControl.speed(-14 * MILLI), 1e-9);
    }

    @Test
    void speedStaysWithinFivePercent() {
        assertEquals(1.05, DriftControl.speed(300 * MILLI), 1e-9);
        assertEquals(0.95, DriftControl.speed(-300 * MILLI), 1e-9);
    }

    @Test
    void actsAtMostEvery120Milliseconds() {
        int actions = 0;
        for (int i = 0; i < 250; i++) {
            now += 40 * MILLI;
            actions += control.add(10 * MILLI, now) instanceof Action.Wait ? 0 : 1;
        }
        assertTrue(actions >= 80 && actions <= 84, actions + " actions in 10 s");
    }

    @Test
    void oneWildReportAmongGoodOnesChangesNothing() {
        feed(2 * MILLI, 5);
        now += 120 * MILLI;
        assertEquals(new Action.Speed(DriftControl.speed(2 * MILLI)), control.add(5_000 * MILLI, now));
    }

    @Test
    void farOffMeansCueAgainButOnlyWithAFullWindow() {
        assertInstanceOf(Action.Wait.class, feed(401 * MILLI, 4));
        assertInstanceOf(Action.Recue.class, feed(401 * MILLI, 8));
    }

    @Test
    void justBelowTheLimitIsSlewed() {
        assertEquals(new Action.Speed(1.05), feed(399 * MILLI, 8));
    }

    @Test
    void clearForgetsWhatWasMeasured() {
        feed(401 * MILLI, 4);
        control.clear();
        assertEquals(new Action.Speed(1.0), feed(0, 3));
    }

    @Test
    void aLoopClosedOverItSettlesWithoutOvershoot() {
        double error = 119 * MILLI;
        double speed = 1;
        double least = error;
        for (int i = 0; i < 125; i++) {
            now += 40 * MILLI;
            error -= (speed - 1) * 40 * MILLI;
            least = Math.min(least, error);
            speed = control.add(Math.round(error), now) instanceof Action.Speed(double factor) ? factor : speed;
        }
        assertTrue(Math.abs(error) < 2 * MILLI, "after 5 s it is still " + error);
        assertTrue(least > -2 * MILLI, "overshot to " + least);
    }
}
