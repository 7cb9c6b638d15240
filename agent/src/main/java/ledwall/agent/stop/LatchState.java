package ledwall.agent.stop;

import java.time.Instant;
import ledwall.protocol.message.StopOrder;
import ledwall.protocol.message.StopPicture;

/**
 * What the latch says. Pure.
 *
 * @param revision of the newest order that was applied
 * @param wallStops how many stops were made at the wall; {@link #UNCOUNTED} until a controller has said how many it knows of
 * @param wallStop the newest of them that was taken in, by name; empty with none
 * @param at since when it is stopped or not, by this machine's wall clock
 * @param reason given at the wall
 */
public record LatchState(long revision, boolean stopped, StopPicture picture, long wallStops, String wallStop, Instant at, String reason, Origin origin) {
    static final long UNCOUNTED = -1;
    /** Of a wall that nobody ever stopped. */
    public static final LatchState NONE = new LatchState(0, false, StopPicture.BLACK, UNCOUNTED, "", Instant.EPOCH, "", Origin.CONTROLLER);

    /** Who said so last. */
    public enum Origin { CONTROLLER, WALL }

    /** What is there in place of a latch that cannot be read: nothing is shown until a person says so. */
    static LatchState unreadable(Instant now) {
        return new LatchState(0, true, StopPicture.BLACK, UNCOUNTED, "", now, "the latch on this PC's disk could not be read", Origin.WALL);
    }

    /** Whether the order is newer, and does not resume what its sender does not know of. */
    private boolean obeys(StopOrder order, long counted) {
        return order.revision() > revision && (order.stopped() || order.wallStops() >= counted);
    }

    LatchState ordered(StopOrder order, Instant now) {
        // Nobody knows how many stops came before: a wall that is stopped is so by one more than the controller knows of.
        long counted = wallStops == UNCOUNTED ? order.wallStops() + (stopped ? 1 : 0) : Math.max(wallStops, order.wallStops());
        if (!obeys(order, counted)) {
            return new LatchState(revision, stopped, picture, counted, wallStop, at, reason, origin);
        }
        boolean darker = stopped && order.wallStops() < counted;
        StopPicture shown = darker ? StopPicture.BLACK : order.picture();
        return new LatchState(order.revision(), order.stopped(), shown, counted, wallStop, stopped == order.stopped() ? at : now, darker ? reason : "",
                darker ? origin : Origin.CONTROLLER);
    }

    LatchState stoppedAtTheWall(WallStop by, Instant now) {
        Instant since = by.at();
        return new LatchState(revision, true, StopPicture.BLACK, wallStops == UNCOUNTED ? UNCOUNTED : wallStops + 1, by.name(),
                stopped ? at : since == null ? now : since, by.reason(), Origin.WALL);
    }

    boolean counted() {
        return wallStops != UNCOUNTED;
    }

    /** Whether the glass has the same to obey. */
    boolean looksLike(LatchState other) {
        return stopped == other.stopped && (!stopped || picture == other.picture);
    }
}
