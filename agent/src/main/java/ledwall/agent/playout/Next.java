package ledwall.agent.playout;

import org.jspecify.annotations.Nullable;

/**
 * What goes on the glass next.
 *
 * @param reel {@code null} for black
 * @param fromNanos the timeline instant from which on it is due
 * @param madeNanos the monotonic instant at which it was made
 * @param intent the as-run record that must be on disk before it is seen
 */
record Next(@Nullable Reel reel, long fromNanos, long madeNanos, long intent, boolean written) {
    /** A disk that forces this slowly must not keep a wall dark. */
    private static final long PATIENCE_NANOS = 500_000_000L;

    Next nowWritten() {
        return new Next(reel, fromNanos, madeNanos, intent, true);
    }

    boolean ready(boolean intentForced, long now) {
        return recorded(intentForced) || now - madeNanos >= PATIENCE_NANOS;
    }

    /** Whether the disk holds what it must hold before this is seen. */
    boolean recorded(boolean intentForced) {
        return written && intentForced;
    }

    long patienceEnds() {
        return madeNanos + PATIENCE_NANOS;
    }

    /** Whether it still shows what is due, for a minute at least. */
    boolean holds(Ladder ladder, long now) {
        if (reel == null) {
            return ladder.at(Math.max(now, fromNanos)).black();
        }
        if (now > fromNanos + 2 * PATIENCE_NANOS && (now >= reel.untilNanos() || reel.indexAt(now) != reel.indexAt(fromNanos))) {
            // It waited for a player for so long that something else is due: that needs an intent of its own.
            return false;
        }
        long from = Math.max(now, fromNanos);
        return Divergence.first(reel, ladder, from) >= Math.min(reel.untilNanos(), from + ListBuilder.TAIL_NANOS);
    }
}
