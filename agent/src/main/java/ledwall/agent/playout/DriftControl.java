package ledwall.agent.playout;

import java.util.Arrays;

/**
 * Steers the player onto the timeline: the median of the last errors, acted on a few times a second, becomes a speed; beyond what speed can mend soon the
 * player is cued again. Pure but for its window.
 */
final class DriftControl {
    static final long RECUE_NANOS = 400_000_000L;
    static final long DEAD_BAND_NANOS = 1_000_000L;
    static final long ACT_EVERY_NANOS = 120_000_000L;
    private static final double MEND_WITHIN_NANOS = 700_000_000.0;
    private static final double MOST = 0.05;
    private static final int WINDOW = 5;
    private static final int STEER_FROM = 3;

    private final long[] errors = new long[WINDOW];
    private int next;
    private int count;
    private boolean acted;
    private long actedNanos;

    /** What to do about the drift. */
    sealed interface Action {
        /** Nothing now. */
        record Wait() implements Action {}

        /** Play at this speed, 1.0 being the natural one. */
        record Speed(double factor) implements Action {}

        /** Too far off for speed. */
        record Recue() implements Action {}
    }

    private static final Action WAIT = new Action.Wait();

    /** Takes one error, + = late, measured at {@code nowNanos}. */
    Action add(long errorNanos, long nowNanos) {
        errors[next] = errorNanos;
        next = (next + 1) % WINDOW;
        count = Math.min(count + 1, WINDOW);
        if (count < STEER_FROM || (acted && nowNanos - actedNanos < ACT_EVERY_NANOS)) {
            return WAIT;
        }
        acted = true;
        actedNanos = nowNanos;
        long error = median();
        if (Math.abs(error) > RECUE_NANOS) {
            // One wrong report must not move the picture: only a full window may.
            return count == WINDOW ? new Action.Recue() : WAIT;
        }
        return new Action.Speed(speed(error));
    }

    /** The speed that mends an error. */
    static double speed(long errorNanos) {
        return Math.abs(errorNanos) < DEAD_BAND_NANOS ? 1.0 : 1 + Math.clamp(errorNanos / MEND_WITHIN_NANOS, -MOST, MOST);
    }

    /** Another list, another seek: what was measured before says nothing any more. */
    void clear() {
        next = 0;
        count = 0;
        acted = false;
    }

    private long median() {
        long[] sorted = Arrays.copyOf(errors, count);
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
