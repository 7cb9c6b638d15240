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
 * @param boundNanos how far {@code startedAt} may be wrong; 0 without one
 * @param outcome {@code NONE} until the end is known
 * @param chained false where this showing's records do not join the log before them
 * @param place where it stands in the list; asks for what follows
 */
public record AsRunShowing(ItemId item, String itemName, MediaHash media, long version, Instant plannedAt, @Nullable Instant startedAt,
                           @Nullable Instant endedAt, long boundNanos, Outcome outcome, boolean chained, AsRunCursor place) {}
