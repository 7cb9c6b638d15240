package ledwall.agent.cache;

import java.util.Map;
import java.util.TreeMap;
import ledwall.protocol.id.MediaHash;

/**
 * Files that could not be read when they were to be hashed. A disk that fails as a whole says nothing about its files, and what a player has open it goes on
 * playing; a file that cannot be read while another can is damaged. On the agent's loop.
 */
final class Unreadable {
    private static final long AGAIN_NANOS = 5_000_000_000L;

    private final Map<MediaHash, Doubt> doubts = new TreeMap<>();
    private long goodReads;

    private record Doubt(long goodReads, long againAtNanos) {}

    /** A file was read to its end. */
    void read(MediaHash hash) {
        goodReads++;
        doubts.remove(hash);
    }

    /** It could not be read; whether that is its own fault: others could since it could not be the last time. */
    boolean failed(MediaHash hash, long now) {
        Doubt before = doubts.put(hash, new Doubt(goodReads, now + AGAIN_NANOS));
        boolean itsOwn = before != null && before.goodReads() < goodReads;
        if (itsOwn) {
            doubts.remove(hash);
        }
        return itsOwn;
    }

    /** Whether it is too soon to try it again: others come first. */
    boolean rests(MediaHash hash, long now) {
        Doubt doubt = doubts.get(hash);
        return doubt != null && now < doubt.againAtNanos();
    }
}
