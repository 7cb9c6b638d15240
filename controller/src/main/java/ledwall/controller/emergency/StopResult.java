package ledwall.controller.emergency;

import java.util.List;
import ledwall.protocol.id.ScreenId;

/**
 * What came of a stop or a resume, so far.
 *
 * @param stored false for a stop that was sent although the database has not taken it yet; it is tried again until it does
 */
public record StopResult(long revision, boolean stored, List<Reached> reached, List<Unreached> unreached) {
    public StopResult {
        reached = List.copyOf(reached);
        unreached = List.copyOf(unreached);
    }

    /** A screen that obeys and keeps it. */
    public record Reached(ScreenId screen, String name) {}

    /** A screen that may not obey. */
    public record Unreached(ScreenId screen, String name, Why why) {}

    /** Why a screen is not known to obey. */
    public enum Why {
        /** It is not connected: it is told as soon as it is. */
        OFFLINE,
        /** It is connected and has not answered: a hung agent, a bad line, or a release that knows no stop. */
        NO_ANSWER,
        /** It obeys, but its disk does not take it: after a restart it would not know. */
        NOT_KEPT,
        /** It was stopped again meanwhile, here or at the wall. */
        STOPPED_AGAIN
    }
}
