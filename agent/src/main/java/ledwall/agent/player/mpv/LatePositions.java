package ledwall.agent.player.mpv;

import java.util.ArrayDeque;

/**
 * Dates positions that lay unread while this process stood still. When they were read says nothing of when they were seen; but the player played on at a known
 * speed, so the first one that is read as it comes dates all before it. Nanoseconds; on the agent's loop.
 */
final class LatePositions {
    /** A position comes with each frame, every 40 ms at most. */
    private static final long LATE_NANOS = 100_000_000L;
    /** As many as an unread socket holds, and more. */
    private static final int MOST = 2_000;

    private final ArrayDeque<Long> undated = new ArrayDeque<>();
    private long readAtNanos;
    private double speed = 1;

    interface Told {
        void position(long positionNanos, long atNanos);
    }

    /** From now on the player runs at this speed; it matters for what comes later. */
    void speed(double factor) {
        speed = factor;
    }

    /** @param unreadNanos for how long it may have lain unread before {@code atNanos} */
    void come(long positionNanos, long atNanos, long unreadNanos, Told told) {
        if (unreadNanos <= LATE_NANOS) {
            date(positionNanos, atNanos, told);
            told.position(positionNanos, atNanos);
            return;
        }
        if (!undated.isEmpty() && atNanos != readAtNanos) {
            // Late again: it is the player that is slow. What it said last was new when it was read.
            long last = undated.removeLast();
            date(last, readAtNanos, told);
            told.position(last, readAtNanos);
        }
        if (undated.size() == MOST) {
            undated.removeFirst();
        }
        undated.addLast(positionNanos);
        readAtNanos = atNanos;
    }

    private void date(long positionNanos, long atNanos, Told told) {
        while (!undated.isEmpty()) {
            long earlier = undated.removeFirst();
            if (earlier < positionNanos) {
                told.position(earlier, atNanos - Math.round((positionNanos - earlier) / speed));
            }
        }
    }

    /** Another run begins: nothing that comes dates what came before. */
    void clear() {
        undated.clear();
    }
}
