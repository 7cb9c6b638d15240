package ledwall.controller.clock;

/** How fast the timeline clock follows the wall clock. Pure. */
final class Slew {
    /** What agents follow without a visible change of speed, and any quartz may be wrong by. */
    static final int MOST_PPM = 200;
    /** Below this the wall clock's own jitter is larger than the error. */
    static final long DEAD_BAND_NANOS = 1_000_000;
    /** Time services slew; a wall clock that is further away has been stepped. */
    static final long ALARM_NANOS = 1_000_000_000L;
    /** An error is worked off in about this time, unless that needs more than the most. */
    private static final double SETTLE_NANOS = 60e9;

    private Slew() {}

    /** The drift to give the timeline clock when the wall clock is {@code errorNanos} ahead of it. */
    static double rate(long errorNanos) {
        if (Math.abs(errorNanos) < DEAD_BAND_NANOS) {
            return 0;
        }
        double most = MOST_PPM * 1e-6;
        return Math.clamp(errorNanos / SETTLE_NANOS, -most, most);
    }
}
