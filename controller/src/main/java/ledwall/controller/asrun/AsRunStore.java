package ledwall.controller.asrun;

import java.util.List;
import java.util.Optional;
import ledwall.protocol.asrun.AsRunRecord;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.ScreenId;

/** Where as-run records lie for good. Blocking. */
public interface AsRunStore {
    /** A record as it came in from a screen. */
    record Received(ScreenId screen, AsRunRecord record) {}

    /**
     * Stores each record once, in the order given, in one transaction, and says what did not join what was stored before. A break is stored too: a torn log is
     * evidence, not a reason to lose what follows.
     */
    List<ChainBreak> append(List<Received> records);

    /** Showings planned in {@code [from, until)}, by planned instant; at most {@code query.limit()}. */
    List<AsRunShowing> showings(AsRunQuery query);

    /** Whose turns planned in {@code [fromNanos, untilNanos)} there are records of, by planned instant. */
    List<Turn> turns(ScreenId screen, long fromNanos, long untilNanos);

    /** How far the screen has told, if it ever did. */
    Optional<Heard> heard(ScreenId screen);

    /** An item's turn, whatever came of it. */
    record Turn(ItemId item, long plannedNanos) {}

    /**
     * The end of what a screen has told.
     *
     * @param atNanos when its newest record was made
     * @param chain of the showing that was the last to start, with {@code intent}; both 0 where none was
     */
    record Heard(long atNanos, long chain, long intent) {}
}
