package ledwall.agent.link;

import org.jspecify.annotations.Nullable;

import ledwall.protocol.runtime.Connection;
import ledwall.protocol.runtime.SlowestLine;

/**
 * Whether whoever is at the other end of a welcomed connection still speaks and still listens. A frame that is long on its way counts byte by byte, so that a
 * slow line is not taken for a dead one; yet each frame has its end, so that dribbling does not extend it for ever. On the agent's loop.
 */
final class LineWatch {
    /** The time exchange alone brings a frame a second: after this long without a byte the line is dead, whatever TCP believes. */
    static final long SILENCE_NANOS = 6_000_000_000L;
    /** Whoever has read nothing for so long, and longer where much waits, is stuck; a new connection serves better. The controller does the same. */
    static final long STUCK_NANOS = 20_000_000_000L;
    /** Bytes are looked for at least this often. */
    private static final long LOOK_NANOS = 1_000_000_000L;

    private final Connection connection;
    private long knownBytes;
    private long lastByteNanos;
    /** The last whole frame, and how many bytes had come by then. */
    private long frameNanos;
    private long frameBytes;
    /** Since when the connection takes nothing, and when the peer must have read; no such instants while it takes something. */
    private long stuckSinceNanos = Long.MAX_VALUE;
    private long readByNanos = Long.MAX_VALUE;

    LineWatch(Connection connection, long nowNanos) {
        this.connection = connection;
        this.knownBytes = connection.receivedBytes();
        this.lastByteNanos = nowNanos;
        frame(nowNanos);
    }

    /** A whole frame was read. */
    void frame(long nowNanos) {
        frameNanos = nowNanos;
        frameBytes = connection.receivedBytes();
    }

    /** Why the connection shall end, for people; null while it may go on. */
    @Nullable String over(long nowNanos) {
        long bytes = connection.receivedBytes();
        if (bytes != knownBytes) {
            knownBytes = bytes;
            lastByteNanos = nowNanos;
        }
        if (connection.writable()) {
            stuckSinceNanos = Long.MAX_VALUE;
            readByNanos = Long.MAX_VALUE;
        } else if (stuckSinceNanos == Long.MAX_VALUE) {
            stuckSinceNanos = nowNanos;
            readByNanos = nowNanos + STUCK_NANOS + SlowestLine.nanosFor(connection.bytesBeforeWritable());
        }
        if (nowNanos >= lastByteNanos + SILENCE_NANOS) {
            return "nothing was heard for " + seconds(SILENCE_NANOS) + " s";
        }
        if (nowNanos >= wholeByNanos()) {
            return "a frame is not whole after " + seconds(nowNanos - frameNanos) + " s";
        }
        if (nowNanos >= readByNanos) {
            return "nothing was read for " + seconds(nowNanos - stuckSinceNanos) + " s";
        }
        return null;
    }

    /** When {@link #over} is to be asked again at the latest. */
    long nextNanos(long nowNanos) {
        return Math.min(nowNanos + LOOK_NANOS, Math.min(readByNanos, Math.min(lastByteNanos + SILENCE_NANOS, wholeByNanos())));
    }

    private long wholeByNanos() {
        return frameNanos + SILENCE_NANOS + SlowestLine.nanosFor(knownBytes - frameBytes);
    }

    private static long seconds(long nanos) {
        return nanos / 1_000_000_000L;
    }
}
