package ledwall.controller.emergency;

import java.time.Instant;
import ledwall.controller.health.ScreenStop;
import ledwall.controller.health.StopOrigin;
import ledwall.protocol.message.StopOrder;
import ledwall.protocol.message.StopPicture;
import org.jspecify.annotations.Nullable;

/**
 * The newest word on whether one screen is stopped.
 *
 * @param revision counts up over all screens; 0 where nothing was ever said
 * @param at since when it is stopped, or when it was resumed
 * @param by who said so; empty for a stop made at the wall
 * @param wallStops how many stops made at the wall are known of
 * @param confirmed whether the agent keeps just this
 */
public record StopRecord(long revision, boolean stopped, StopPicture picture, Instant at, String by, String reason, StopOrigin origin, long wallStops,
                         boolean confirmed) {
    /** Of a screen about which nothing was ever said. */
    public static final StopRecord NEVER = new StopRecord(0, false, StopPicture.BLACK, Instant.EPOCH, "", "", StopOrigin.CONTROLLER, 0, true);

    /** Stopped anew, or still. A stop only ever darkens: what is black stays black, and since when it is. */
    StopRecord stop(long next, StopPicture wanted, Instant now, String who, String why, StopOrigin where) {
        StopPicture darker = stopped && picture == StopPicture.BLACK ? StopPicture.BLACK : wanted;
        return new StopRecord(next, true, darker, stopped ? at : now, who, why, where, wallStops, false);
    }

    StopRecord resume(long next, Instant now, String who, String why) {
        return new StopRecord(next, false, picture, now, who, why, StopOrigin.CONTROLLER, wallStops, false);
    }

    StopRecord knowing(long stopsAtTheWall) {
        return new StopRecord(revision, stopped, picture, at, by, reason, origin, Math.max(wallStops, stopsAtTheWall), confirmed);
    }

    /** The same under a higher revision, for an agent that believes to know better. */
    StopRecord saidAgain(long next) {
        return new StopRecord(next, stopped, picture, at, by, reason, origin, wallStops, false);
    }

    StopRecord nowConfirmed() {
        return new StopRecord(revision, stopped, picture, at, by, reason, origin, wallStops, true);
    }

    StopOrder order() {
        return new StopOrder(revision, stopped, picture, wallStops);
    }

    /** For the board; null where the screen is not stopped. */
    @Nullable ScreenStop shown() {
        return stopped ? new ScreenStop(at, picture, by, reason, origin, confirmed) : null;
    }
}
