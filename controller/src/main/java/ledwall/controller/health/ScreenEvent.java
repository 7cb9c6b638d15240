package ledwall.controller.health;

import java.time.Instant;
import ledwall.protocol.id.ScreenId;

/**
 * Something that happened to a screen.
 *
 * @param at on the timeline clock
 * @param detail begins with the stable word that the code is about, such as a problem's code; the rest is for people
 */
public record ScreenEvent(ScreenId screen, Instant at, Code code, String detail) {
    /** Longer details say no more. */
    public static final int MAX_DETAIL = 500;

    public ScreenEvent {
        detail = detail.length() > MAX_DETAIL ? detail.substring(0, MAX_DETAIL - 1) + "…" : detail;
    }

    /** What kind of thing. */
    public enum Code {
        /** An agent proved to be this screen; the detail names its version and address. */
        CONNECTED,
        /** Its session ended; the detail begins with the cause. */
        LOST,
        /** Somebody said to be this screen and was refused; the detail begins with the reason. */
        REFUSED,
        /** The detail begins with the problem's code. */
        PROBLEM_BEGAN,
        /** The detail is the problem's code. */
        PROBLEM_ENDED,
        /** The detail is the new state of the glass. */
        STATE_CHANGED,
        /** The player plays again after it was lost. */
        PLAYER_RESTARTED,
        /** Somebody had the screen do something; the detail begins with the command and names the person and the answer. */
        COMMAND
    }
}
