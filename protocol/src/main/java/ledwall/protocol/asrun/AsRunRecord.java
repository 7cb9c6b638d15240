package ledwall.protocol.asrun;

import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaHash;
import org.jspecify.annotations.Nullable;

/**
 * One line of a screen's as-run log. A showing is one {@code INTENT}, forced to disk before it can be seen, one {@code START} once it was seen, and one {@code
 * END}.
 *
 * @param sequence 1, 2, 3 ... without gaps on one screen
 * @param intent the sequence of the showing's INTENT; its own for an INTENT
 * @param version the timeline that asked for the showing
 * @param plannedNanos when the timeline wanted it on the glass
 * @param atNanos when this record's event happened, on the timeline clock; for an INTENT when it was written
 * @param boundNanos how far {@code atNanos} may be wrong
 * @param outcome {@code NONE} but for an END
 * @param standInFor the item that was due instead and could not be shown; {@code null} for a showing as planned, and from an older agent
 * @param previous the {@link AsRunChain} hash, 64 hex digits, of the record before; zeros for the first
 */
public record AsRunRecord(long sequence, Kind kind, long intent, long version, ItemId item, String itemName, MediaHash media, long plannedNanos, long atNanos,
                          long boundNanos, Outcome outcome, @Nullable ItemId standInFor, String previous) {
    /** Of a showing as planned. */
    public AsRunRecord(long sequence, Kind kind, long intent, long version, ItemId item, String itemName, MediaHash media, long plannedNanos, long atNanos,
                       long boundNanos, Outcome outcome, String previous) {
        this(sequence, kind, intent, version, item, itemName, media, plannedNanos, atNanos, boundNanos, outcome, null, previous);
    }

    /** What happened. */
    public enum Kind { INTENT, START, END }

    /** How a showing ended. */
    public enum Outcome {
        /** Not an end. */
        NONE,
        /** Seen from its start to its end by this agent. */
        SHOWN,
        /** It played while no agent watched, known from the player that went on. */
        INFERRED,
        /** It ended before its time, or nobody knows when. */
        INTERRUPTED,
        /** It never came on. */
        MISSED
    }
}
