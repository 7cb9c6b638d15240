package ledwall.agent.playout;

import java.util.Objects;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.timeline.Showing;
import org.jspecify.annotations.Nullable;

/**
 * A cue that the programme wants on the glass in {@code [startNanos, endNanos)}; frame 0 of it belongs to {@code fullStartNanos}, which is earlier where a
 * switch or a window cut the front off.
 *
 * @param version the timeline that says so
 * @param standInFor the item that is due by the plan and cannot be shown; {@code null} where this is what is planned
 */
record Due(long version, ItemId item, String name, MediaHash media, long fullStartNanos, long startNanos, long endNanos, @Nullable ItemId standInFor) {
    static Due of(Showing showing) {
        return new Due(showing.version(), showing.cue().item(), showing.cue().name(), showing.cue().media().hash(), showing.fullStartNanos(),
                showing.startNanos(), showing.endNanos(), null);
    }

    /**
     * The same turn of the same item, whichever timeline says so and wherever it was cut: a switch in the midst of a cue that stays makes no second showing.
     */
    boolean sameTurn(Due other) {
        return item.equals(other.item) && media.equals(other.media) && fullStartNanos == other.fullStartNanos && Objects.equals(standInFor, other.standInFor);
    }

    Due until(long nanos) {
        return new Due(version, item, name, media, fullStartNanos, startNanos, nanos, standInFor);
    }
}
