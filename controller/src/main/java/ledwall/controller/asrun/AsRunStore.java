package ledwall.controller.asrun;

import java.util.List;
import ledwall.protocol.asrun.AsRunRecord;
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

    /**
     * Showings planned in {@code [from, until)}, by planned instant; at most {@code query.limit()}.
     *
     * @throws ledwall.controller.refusal.Refusal if {@code query.after()} is no cursor
     */
    List<AsRunShowing> showings(AsRunQuery query);
}
