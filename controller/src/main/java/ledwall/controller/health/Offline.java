package ledwall.controller.health;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why nobody is heard from a screen.
 *
 * @param since when the last session ended, or was last known to live; null where there never was one
 * @param detail for people
 */
public record Offline(Cause cause, @Nullable Instant since, String detail) {
    /** What is known of it. */
    public enum Cause {
        /** No agent ever proved to be this screen. */
        NEVER_SEEN,
        /** The connection broke or fell silent: the PC, its network or the controller. */
        LINK_LOST,
        /** The agent ended in order. */
        SAID_GOODBYE,
        /** Somebody who says it is this screen keeps knocking and is refused, or this side ended the session because of what the agent sent. */
        REFUSED
    }
}
