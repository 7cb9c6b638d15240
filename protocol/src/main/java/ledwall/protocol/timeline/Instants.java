package ledwall.protocol.timeline;

import java.time.Instant;

/** Between {@link Instant} and nanoseconds since the Unix epoch, exactly. A long holds them from the year 1678 to 2262. */
public final class Instants {
    private Instants() {}

    /** @throws ArithmeticException outside the years that a long of nanoseconds holds */
    public static long nanos(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), Frames.SECOND), instant.getNano());
    }

    public static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, Frames.SECOND), Math.floorMod(nanos, Frames.SECOND));
    }
}
