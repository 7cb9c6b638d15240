package ledwall.agent.playout;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far the player is, since when, and by when it must have got further. On the loop; instants are monotonic. */
final class PlayerLife {
    private static final Logger LOG = LoggerFactory.getLogger(PlayerLife.class);

    private OutputState state = OutputState.CLOSED;
    private long sinceNanos;
    private long deadlineNanos = Long.MAX_VALUE;

    void enter(OutputState next, long now, long deadline, String why) {
        if (next != state) {
            LOG.info("player {} -> {}: {}", state, next, why);
            // A cue in between does not make a player that runs for hours a fresh one.
            sinceNanos = next.ready() && state.ready() ? sinceNanos : now;
        }
        state = next;
        deadlineNanos = deadline;
    }

    /** Nobody looks after it any more. */
    void close() {
        state = OutputState.CLOSED;
        deadlineNanos = Long.MAX_VALUE;
    }

    /** It gave a sign of life. */
    void extend(long deadline) {
        deadlineNanos = deadline;
    }

    boolean is(OutputState one) {
        return state == one;
    }

    OutputState state() {
        return state;
    }

    /** {@link Long#MAX_VALUE} where it may stay as it is. */
    long deadlineNanos() {
        return deadlineNanos;
    }

    /** How long it has been up by now; 0 where it is not. */
    long upNanos(long now) {
        return state.ready() ? now - sinceNanos : 0;
    }
}
