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

    /** Whoever waits for a file waits no longer once it was asked for so often in vain; what fails for a moment comes before. */
    private static final int IN_VAIN = 3;

    private final Problems problems;
    private final TreeMap<MediaHash, Setback> open = new TreeMap<>();

    private record Setback(String code, int count, long againAtNanos) {}

    Setbacks(Problems problems) {
        this.problems = problems;
    }

    void wrong(MediaHash hash, long now, String detail) {
        note(hash, WRONG, now, 1, MOST_WRONG_NANOS, detail);
    }

    void unavailable(MediaHash hash, long now, String detail) {
        note(hash, UNAVAILABLE, now, 1, MOST_UNAVAILABLE_NANOS, detail);
    }

    /** Nothing of it came, however often it was asked for: as much as {@link #IN_VAIN} refusals. */
    void stalled(MediaHash hash, long now, String detail) {
        note(hash, UNAVAILABLE, now, IN_VAIN, MOST_UNAVAILABLE_NANOS, detail);
    }

    private void note(MediaHash hash, String code, long now, int more, long mostNanos, String detail) {
        Setback before = open.get(hash);
        int count = Math.min((before == null ? 0 : before.count()) + more, 30);
        open.put(hash, new Setback(code, count, now + Math.min(mostNanos, LEAST_NANOS << Math.min(count - 1, 20))));
        problems.raise(code, hash.value(), "file " + hash + " cannot be had: " + detail
                + ". It is tried again; other items of the list, or the slate, stand in for it.");
    }

    boolean allows(MediaHash hash, long now) {
        Setback setback = open.get(hash);
        return setback == null || now >= setback.againAtNanos();
    }

    /** Whether it was asked for again and again, and never came. */
    boolean inVain(MediaHash hash) {
        Setback setback = open.get(hash);
        return setback != null && setback.count() >= IN_VAIN;
    }

    /** Pieces of it come: it can be had after all, if they turn out to be right. */
    void comes(MediaHash hash) {
        Setback setback = open.get(hash);
        if (setback != null && setback.code().equals(UNAVAILABLE)) {
            clear(hash);
        }
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
