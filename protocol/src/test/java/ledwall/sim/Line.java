package ledwall.sim;

import java.util.random.RandomGenerator;

/** How one direction between two machines carries bytes. The defaults are a wired network in one house. */
final class Line {
    long latencyNanos = 300_000;
    long jitterNanos = 400_000;
    long bytesPerSecond = 100_000_000;

    /** What fits between writer and reader: both socket buffers and the line. Small, so that back-pressure is met early; counts for connections made later. */
    int budgetBytes = 256 << 10;

    /** Clogged: the bytes of connections stand still. Blocked: nothing passes at all, connects included. */
    boolean clogged;

    boolean blocked;

    long delayNanos(RandomGenerator random) {
        return latencyNanos + random.nextLong(jitterNanos + 1);
    }
}
