package ledwall.agent.playout;

import org.jspecify.annotations.Nullable;

/**
 * What goes on the glass next.
 *
 * @param reel {@code null} for black
 * @param fromNanos the timeline instant from which on it is due
 * @param committedNanos the monotonic instant at which it was given to the disk; {@link #NOT_YET} before
 * @param intent the as-run record that must be on disk before it is seen
 * @param over the name of the clock that is gone over to with it, by which {@code fromNanos} is; 0 where it is by the clock of now
 */
record Next(@Nullable Reel reel, long fromNanos, long committedNanos, long intent, boolean written, long over) {
    private static final long NOT_YET = Long.MIN_VALUE;
    /** A disk that forces this slowly must not keep a wall dark. */
    static final long PATIENCE_NANOS = 500_000_000L;

    static Next black(long fromNanos, long now, long over) {
        return new Next(null, fromNanos, now, 0, true, over);
    }

    static Next of(Reel reel, long fromNanos, long over) {
        return new Next(reel, fromNanos, NOT_YET, 0, false, over);
    }

    Next committed(long now, long its) {
        return new Next(reel, fromNanos, now, its, false, over);
    }

    boolean committed() {
        return committedNanos != NOT_YET;
    }

    Next nowWritten() {
        return new Next(reel, fromNanos, committedNanos, intent, true, over);
    }

    /** The clock that it is by is that of now. */
    Next wentOver() {
        return new Next(reel, fromNanos, committedNanos, intent, written, 0);
    }

    boolean ready(boolean intentForced, long now) {
        return committed() && (recorded(intentForced) || now - committedNanos >= PATIENCE_NANOS);
    }

    /** Whether the disk holds what it must hold before this is seen. */
    boolean recorded(boolean intentForced) {
        return written && intentForced;
    }

    long patienceEnds() {
        return committedNanos + PATIENCE_NANOS;
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

    /** Whether a list that was made before can be gone on with from an instant on, for longer than a new one would take to make. */
    static boolean goesOn(Reel reel, Ladder ladder, long fromNanos) {
        // Of a list that was adopted the entries are not known.
        return !reel.entries().isEmpty() && fromNanos >= reel.fromNanos() && Divergence.first(reel, ladder, fromNanos) >= fromNanos + ListBuilder.TAIL_NANOS;
    }
}
