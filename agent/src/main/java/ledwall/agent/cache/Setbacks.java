package ledwall.agent.cache;

import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import ledwall.agent.health.Problems;
import ledwall.protocol.id.MediaHash;

/** Files that could not be fetched, and when each may be tried again. Each is a problem until it is here or no longer needed. */
final class Setbacks {
    private static final String WRONG = "mediaWrong";
    private static final String UNAVAILABLE = "mediaUnavailable";
    private static final long LEAST_NANOS = 2_000_000_000L;
    /** A file with wrong bytes costs a whole transfer each time; one that is not there yet costs a message. */
    private static final long MOST_WRONG_NANOS = 300_000_000_000L;
    private static final long MOST_UNAVAILABLE_NANOS = 30_000_000_000L;

    private final Problems problems;
    private final TreeMap<MediaHash, Setback> open = new TreeMap<>();

    private record Setback(String code, int count, long againAtNanos) {}

    Setbacks(Problems problems) {
        this.problems = problems;
    }

    void wrong(MediaHash hash, long now, String detail) {
        note(hash, WRONG, now, MOST_WRONG_NANOS, detail);
    }

    void unavailable(MediaHash hash, long now, String detail) {
        note(hash, UNAVAILABLE, now, MOST_UNAVAILABLE_NANOS, detail);
    }

    private void note(MediaHash hash, String code, long now, long mostNanos, String detail) {
        Setback before = open.get(hash);
        int count = before == null ? 1 : Math.min(before.count() + 1, 30);
        open.put(hash, new Setback(code, count, now + Math.min(mostNanos, LEAST_NANOS << Math.min(count - 1, 20))));
        problems.raise(code, hash.value(), "file " + hash + " cannot be had: " + detail + ". It is tried again; the slate stands in for it.");
    }

    boolean allows(MediaHash hash, long now) {
        Setback setback = open.get(hash);
        return setback == null || now >= setback.againAtNanos();
    }

    /** When the next file that has to wait now may be tried again; {@link Long#MAX_VALUE} with none. */
    long nextTry(long now) {
        return open.values().stream().mapToLong(Setback::againAtNanos).filter(at -> at > now).min().orElse(Long.MAX_VALUE);
    }

    void clear(MediaHash hash) {
        if (open.remove(hash) != null) {
            problems.clear(WRONG, hash.value());
            problems.clear(UNAVAILABLE, hash.value());
        }
    }

    /** Another session may have what the last one lacked. */
    void forgiveUnavailable() {
        open.replaceAll((_, setback) -> setback.code().equals(UNAVAILABLE) ? new Setback(UNAVAILABLE, 0, 0) : setback);
    }

    void retain(Set<MediaHash> wanted) {
        Iterator<Map.Entry<MediaHash, Setback>> each = open.entrySet().iterator();
        while (each.hasNext()) {
            MediaHash hash = each.next().getKey();
            if (!wanted.contains(hash)) {
                each.remove();
                problems.clear(WRONG, hash.value());
                problems.clear(UNAVAILABLE, hash.value());
            }
        }
    }
}
