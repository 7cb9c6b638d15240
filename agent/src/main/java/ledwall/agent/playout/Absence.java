package ledwall.agent.playout;

/**
 * Notices that this loop itself stood still: it was stopped, its machine slept, or was far too busy. Deadlines that passed meanwhile prove nothing about the player
 * before what it said meanwhile was heard. A step looks at many of them, and is called by what happens too: so this goes by how long ago the last one was, and not
 * by how late a timer is. Monotonic nanoseconds.
 */
final class Absence {
    private static final long AWAY_NANOS = 500_000_000L;
    /** For what lies there already, and for a few frames of now. */
    private static final long HEAR_OUT_NANOS = 150_000_000L;

    private final long tickNanos;
    private long steppedNanos;
    private long untilNanos;
    private boolean hearing;

    /** @param tickNanos the loop steps at least this often */
    Absence(long tickNanos) {
        this.tickNanos = tickNanos;
    }

    void begin(long now) {
        steppedNanos = now;
    }

    /** Called at each step: whether to conclude nothing before {@link #untilNanos}. Never twice in a row, however slow the machine is. */
    boolean hearsOut(long now) {
        boolean away = now - steppedNanos > tickNanos + AWAY_NANOS;
        steppedNanos = now;
        if (away && !hearing) {
            hearing = true;
            untilNanos = now + HEAR_OUT_NANOS;
        }
        hearing &= now < untilNanos;
        return hearing;
    }

    long untilNanos() {
        return untilNanos;
    }
}
