package ledwall.protocol.runtime;

/**
 * The slowest line that a peer is waited for. Whatever a frame or a reader is given in time grows with the bytes it is about: a frame of 1 MiB is more than
 * 20 s on its way at 0.4 Mbit/s, and a fixed deadline would break such a line again and again, for ever.
 */
public final class SlowestLine {
    /** 32 kbit/s: slower than any line a wall is run on, and fast enough that the largest frame is over within five minutes. */
    public static final int BYTES_PER_SECOND = 4 << 10;

    private SlowestLine() {}

    /** How long so many bytes take on it, in nanoseconds. */
    public static long nanosFor(long bytes) {
        return bytes * 1_000_000_000L / BYTES_PER_SECOND;
    }
}
