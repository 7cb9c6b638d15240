package ledwall.protocol.timeline;

import java.time.Instant;

/** Between {@link Instant} and nanoseconds since the Unix epoch, exactly. A long holds them from the year 1678 to 2262. */
public final class Instants {
    /** In 1933: no instant of a timeline lies before. */
    public static final long FIRST_NANOS = -(1L << 60);

    /** In 2116: none lies after. So a sum or difference of two, and a turn of cues after either, fits into a long. */
    public static final long LAST_NANOS = 1L << 62;

    private Instants() {}

    /** @throws IllegalArgumentException outside {@link #FIRST_NANOS} to {@link #LAST_NANOS} */
    static long checked(String what, long nanos) {
        if (nanos < FIRST_NANOS || nanos > LAST_NANOS) {
            throw new IllegalArgumentException(what + " at " + nanos + " lies outside the years 1933 to 2116");
        }
        return nanos;
    }

    /** @throws ArithmeticException outside the years that a long of nanoseconds holds */
    public static long nanos(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), Frames.SECOND), instant.getNano());
    }

    public static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, Frames.SECOND), Math.floorMod(nanos, Frames.SECOND));
    }
}
