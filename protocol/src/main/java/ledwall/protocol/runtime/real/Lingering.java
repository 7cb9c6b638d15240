package ledwall.protocol.runtime.real;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many connections of one port are over but wait for their peers to have read the goodbye. Whoever has himself sent away again and again would otherwise
 * hold a socket for each second of that; beyond the bound a connection is closed at once, and a peer that was still sending may miss the reason. From any
 * thread.
 */
final class Lingering {
    static final int MOST = 256;

    private final AtomicInteger count = new AtomicInteger();

    boolean enter() {
        if (count.incrementAndGet() <= MOST) {
            return true;
        }
        count.decrementAndGet();
        return false;
    }

    void leave() {
        count.decrementAndGet();
    }
}
