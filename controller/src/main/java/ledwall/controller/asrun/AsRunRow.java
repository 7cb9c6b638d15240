package ledwall.controller.asrun;

import java.time.Instant;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaHash;
import org.jspecify.annotations.Nullable;

/**
 * One line of the as-run list: a showing, or a plan of which there is no record.
 *
 * @param plannedUntil null where the plan that it came from says nothing of it any more
 * @param startedAt null while, or because, it was not seen to start
 * @param endedAt null while it is on air, or where nobody knows
 * @param boundNanos how far {@code startedAt} and {@code endedAt} may be wrong; 0 without either
 * @param standInFor the item that was due and could not be shown, where this one was shown in its place; null for one as planned
 * @param chained false where this showing's records do not join the log before them
 */
public record AsRunRow(AsRunOutcome outcome, ItemId item, String itemName, MediaHash media, long version, Instant plannedAt, @Nullable Instant plannedUntil,
                       @Nullable Instant startedAt, @Nullable Instant endedAt, long boundNanos, @Nullable ItemId standInFor,
                       boolean chained) {}
