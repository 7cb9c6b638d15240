package ledwall.sim;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** What happened, in order: a running 64-bit hash of everything, and the last lines for a failure's message. */
final class Trace {
    /** Enough to see what led to a failure, few enough to read. */
    private static final int KEPT = 60;

    private final Deque<String> last = new ArrayDeque<>();
    private long hash = 0xcbf29ce484222325L;

    void line(long nanos, String text) {
        mix(nanos);
        mix(text.hashCode());
        if (last.size() == KEPT) {
            last.removeFirst();
        }
        last.addLast(SimWorld.seconds(nanos) + "  " + text);
    }

    /** An event goes into the hash only: there are too many to read. */
    void event(long nanos, String name) {
        mix(nanos);
        mix(name.hashCode());
    }

    void bytes(byte[] bytes) {
        mix(Arrays.hashCode(bytes));
    }

    private void mix(long value) {
        // SplittableRandom's finaliser: every bit of the past and of the value reaches every bit of the hash.
        long z = (hash ^ value) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        hash = z ^ (z >>> 31);
    }

    long hash() {
        return hash;
    }

    String tail() {
        return String.join("\n  ", last);
    }
}
