package ledwall.controller.emergency;

import ledwall.protocol.id.ScreenId;

/** A screen that is stopped, or was resumed and has not said so yet. */
public record StopView(ScreenId screen, String name, StopRecord record, State state) {
    /** How far the word came. */
    public enum State {
        /** The agent said that glass and disk obey, now or before it went offline. */
        CONFIRMED,
        /** Sent on the session at hand, not yet answered. */
        SENT,
        /** The screen is offline and has not confirmed: what it shows is not known. */
        UNREACHED
    }
}
