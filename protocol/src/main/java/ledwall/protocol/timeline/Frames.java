package ledwall.protocol.timeline;

/** Exact conversion between whole frames and nanoseconds: sums of frames are converted, never sums of rounded lengths, so an hour of 30 fps does not drift. */
public final class Frames {
    public static final long SECOND = 1_000_000_000L;

    private Frames() {}

    /** The instant, relative to frame 0, at which frame {@code frames} begins, rounded down to whole nanoseconds. {@code frames >= 0}. */
    public static long toNanos(long frames, int frameRate) {
        return frames / frameRate * SECOND + frames % frameRate * SECOND / frameRate;
    }

    /** The frame on show {@code nanos} after frame 0 began: the largest {@code n} with {@code toNanos(n) <= nanos}. {@code nanos >= 0}. */
    public static long at(long nanos, int frameRate) {
        long seconds = nanos / SECOND;
        // toNanos rounds down, so frame n begins at ceil-free floor(n * 1e9 / fps): n is the largest with n * 1e9 < (rest + 1) * fps.
        long rest = nanos % SECOND;
        return seconds * frameRate + ((rest + 1) * frameRate - 1) / SECOND;
    }

    /** The fewest whole frames that last at least {@code nanos}. */
    public static long covering(long nanos, int frameRate) {
        long frames = at(nanos, frameRate);
        return toNanos(frames, frameRate) < nanos ? frames + 1 : frames;
    }
}
