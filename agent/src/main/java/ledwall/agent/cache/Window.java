package ledwall.agent.cache;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How many bytes of media may be under way at once, from what the line was seen to carry. Pure arithmetic of one session; the caller hands in the time.
 *
 * <p>The line's rate is the greatest of the last samples of bytes arrived over time, as BBR takes it (Cardwell and others, "BBR: Congestion-Based Congestion
 * Control", 2016). Its round trip is the median of the last times between asking for something, while nothing was under way, and its first piece. Under way
 * may be what the line carries in {@link #SPAN_NANOS}; on a line whose round trip takes longer than that allows for, in a round trip and a quarter: less
 * could not fill it, and a window measured by what it let through itself would shrink without end. The quarter is what makes it grow until the line is full,
 * and is all that ever waits on the way.
 */
final class Window {
    /** The most under way on any line. */
    static final long MOST_BYTES = 4L << 20;
    /** Under way before anything was measured, and the least on every line that carries it within {@link #SLOW_SPAN_NANOS}. */
    static final long FIRST_BYTES = 32L << 10;
    /** The least on any line: a few of the smallest chunks, so that it does not stand still between two. */
    static final long LEAST_BYTES = 8L << 10;
    static final int MOST_CHUNK_BYTES = 64 << 10;
    /** A line that is not fast is kept busy by one chunk no longer than a command may notice. */
    static final int SLOW_CHUNK_BYTES = 16 << 10;
    static final int LEAST_CHUNK_BYTES = 2 << 10;

    private static final long SPAN_NANOS = 50_000_000L;
    /** What waits on a slow line may take this long; where 32 KiB would take longer, less is under way. */
    private static final long SLOW_SPAN_NANOS = 100_000_000L;
    /** 40 Mbit/s: even the largest chunk is gone within a frame's time. */
    private static final double FAST_BYTES_PER_SECOND = 5e6;
    /** Chunks in a window: one that is being asked for must not leave a gap. */
    private static final int CHUNKS = 8;
    private static final int RATES = 10;
    /** Five minutes of them. */
    private static final int ROUND_TRIPS = 30;
    private static final int USUAL = 5;
    private static final long MOST_VARIATION_NANOS = 100_000_000L;
    private static final long LEAST_SAMPLE_NANOS = 50_000_000L;
    /** The round trip is measured anew this often; it costs one, in which the line is idle. */
    private static final long MEASURE_EVERY_NANOS = 10_000_000_000L;
    private static final long UNKNOWN = Long.MIN_VALUE;

    private final Deque<Double> rates = new ArrayDeque<>();
    private final Deque<Long> roundTrips = new ArrayDeque<>();
    private long underWay;
    /** When something was asked for with nothing under way; {@link #UNKNOWN} once its first piece is here. */
    private long askedAtNanos = UNKNOWN;
    private long measureAtNanos = UNKNOWN;
    private long sampleFromNanos = UNKNOWN;
    private long sampleBytes;
    private boolean sampleHeld;

    /** A file was asked for, of which nothing is under way. */
    void asked(long now) {
        askedAtNanos = now;
        sampleFromNanos = UNKNOWN;
    }

    /** The peer was allowed so much more. */
    void granted(long bytes, long now) {
        if (underWay == 0 && askedAtNanos == UNKNOWN) {
            asked(now);
        }
        underWay += bytes;
    }

    /** A piece came. */
    void arrived(int bytes, long now) {
        underWay = Math.max(0, underWay - bytes);
        if (askedAtNanos != UNKNOWN) {
            remember(roundTrips, Math.max(1, now - askedAtNanos), ROUND_TRIPS);
            askedAtNanos = UNKNOWN;
            measureAtNanos = now + MEASURE_EVERY_NANOS;
        }
        if (sampleFromNanos == UNKNOWN) {
            // The first piece only starts the clock: what it waited for was not the line alone.
            sampleFromNanos = now;
            sampleBytes = 0;
            sampleHeld = false;
            return;
        }
        sampleBytes += bytes;
        long elapsed = now - sampleFromNanos;
        if (elapsed >= Math.max(LEAST_SAMPLE_NANOS, roundTripNanos())) {
            double rate = sampleBytes * 1e9 / elapsed;
            if (!sampleHeld || rate > rate()) {
                remember(rates, rate, RATES);
            }
            sampleFromNanos = now;
            sampleBytes = 0;
            sampleHeld = false;
        }
    }

    /** Less was granted than {@link #bytes} for a reason that is not the line's: what comes now says nothing against the line. */
    void held() {
        sampleHeld = true;
    }

    /** Whether nothing shall be granted until nothing is under way, so that the round trip can be measured. */
    boolean measures(long now) {
        boolean due = measureAtNanos != UNKNOWN && now >= measureAtNanos && underWay > 0;
        if (due) {
            held();
        }
        return due;
    }

    /** Granted and not here yet. */
    long underWay() {
        return underWay;
    }

    /** What may be under way now. */
    long bytes() {
        if (rates.isEmpty()) {
            return FIRST_BYTES;
        }
        long span = Math.max(SPAN_NANOS, roundTripNanos() * 5 / 4);
        long least = Math.min(FIRST_BYTES, carried(SLOW_SPAN_NANOS));
        return Math.clamp(carried(span), Math.max(LEAST_BYTES, least), MOST_BYTES);
    }

    /** The largest chunk that suits the line. */
    int chunkBytes() {
        int most = rate() >= FAST_BYTES_PER_SECOND ? MOST_CHUNK_BYTES : SLOW_CHUNK_BYTES;
        return Math.clamp(bytes() / CHUNKS, LEAST_CHUNK_BYTES, most);
    }

    /** What lately came in a second, on average; 0 before it was measured. */
    long bytesPerSecond() {
        return (long) rates.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    private long carried(long nanos) {
        return (long) (rate() * nanos / 1e9);
    }

    private double rate() {
        return rates.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }

    /** The usual one of late, but hardly more than the least of the last minutes: what comes on top may be others' bytes on a shared line, and ours for them. */
    private long roundTripNanos() {
        if (roundTrips.isEmpty()) {
            return 0;
        }
        long least = roundTrips.stream().mapToLong(Long::longValue).min().orElse(0);
        long[] late = roundTrips.stream().skip(Math.max(0, roundTrips.size() - USUAL)).mapToLong(Long::longValue).sorted().toArray();
        return Math.min(late[late.length / 2], least + MOST_VARIATION_NANOS);
    }

    private static <T> void remember(Deque<T> of, T value, int most) {
        of.addLast(value);
        if (of.size() > most) {
            of.removeFirst();
        }
    }
}
