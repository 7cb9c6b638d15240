package ledwall.agent.health;

import java.util.ArrayDeque;

import org.jspecify.annotations.Nullable;

import ledwall.protocol.id.MediaHash;
import ledwall.protocol.message.MediaChunk;

/** How fast media comes in, and how far the file on its way is: so that a technician learns when the rest will be here. On the agent's loop. */
public final class Intake {
    /** Short enough to follow a line that gets thinner, long enough to bridge the pause between two files. */
    static final long WINDOW_NANOS = 10_000_000_000L;

    private final ArrayDeque<Arrival> arrivals = new ArrayDeque<>();
    private long windowBytes;
    private @Nullable MediaHash hash;
    private long received;

    private record Arrival(long atNanos, int bytes) {}

    /** A piece of a file came. */
    public void add(MediaChunk chunk, long now) {
        hash = chunk.hash();
        received = chunk.offset() + chunk.bytes().length();
        Arrival last = arrivals.peekLast();
        // A second's pieces are one entry: a fast line brings thousands.
        if (last != null && now - last.atNanos() < WINDOW_NANOS / 10) {
            arrivals.removeLast();
            arrivals.add(new Arrival(last.atNanos(), last.bytes() + chunk.bytes().length()));
        } else {
            arrivals.add(new Arrival(now, chunk.bytes().length()));
        }
        windowBytes += chunk.bytes().length();
        forget(now);
    }

    /** The mean of the last seconds; 0 while nothing comes. */
    public long bytesPerSecond(long now) {
        forget(now);
        Arrival first = arrivals.peekFirst();
        // What has just begun is measured over a second at least: a first burst is no rate.
        return first == null ? 0 : windowBytes * 1_000 / Math.max(1_000, (now - first.atNanos()) / 1_000_000);
    }

    /** How much of a file that lacks is here already, as far as this run received it. */
    public long received(MediaHash of) {
        return of.equals(hash) ? received : 0;
    }

    private void forget(long now) {
        while (!arrivals.isEmpty() && now - arrivals.getFirst().atNanos() > WINDOW_NANOS) {
            windowBytes -= arrivals.remove().bytes();
        }
    }
}
