package ledwall.controller.release;

import java.time.Instant;

/**
 * How far it is with taking a release back from one outlet.
 *
 * @param at since when that is so
 * @param words for people; empty where there is nothing to say
 */
public record Withdrawal(State state, Instant at, String words) {
    /** How far. */
    public enum State {
        /** It is being told, or was told and has not answered. */
        SENT,
        /** It says that it shows it no more. */
        CONFIRMED,
        /** It cannot be reached and is still able to show it. It is told as soon as it can be. */
        NOT_REACHED,
        /** It refuses for good. */
        FAILED,
        /** Somebody has to do it by hand, or to see that a retired wall is dark, and has not said yet that it is so. */
        BY_HAND
    }

    /** Whether something is still to be done, or to be heard. */
    boolean isOpen() {
        return state == State.SENT || state == State.NOT_REACHED;
    }
}
