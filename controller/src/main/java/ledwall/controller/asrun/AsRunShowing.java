package ledwall.controller.asrun;

import java.time.Instant;
import ledwall.protocol.asrun.AsRunRecord.Outcome;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaHash;
import org.jspecify.annotations.Nullable;

/**
 * One showing, joined from its intent, start and end.
 *
 * @param startedAt null while, or because, it was not seen to start
 * @param endedAt null while it is on air, or where nobody knows
 * @param startBoundNanos how far {@code startedAt} may be wrong; 0 without one
 * @param endBoundNanos how far {@code endedAt} may be wrong; 0 without one
 * @param outcome {@code NONE} until the end is known
 * @param standInFor the item that was due and could not be shown; null for one as planned
 * @param chained false where this showing's records do not join the log before them
 * @param place where it stands in the list; asks for what follows
 */
public record AsRunShowing(ItemId item, String itemName, MediaHash media, long version, Instant plannedAt, @Nullable Instant startedAt,
                           @Nullable Instant endedAt, long startBoundNanos, long endBoundNanos, Outcome outcome, @Nullable ItemId standInFor, boolean chained, AsRunCursor place) {
    /** How far either of its instants may be wrong: an agent can lose the time in the midst of a showing. */
    public long boundNanos() {
        return Math.max(startBoundNanos, endBoundNanos);
    }
}
