package ledwall.controller.release;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ledwall.controller.asrun.AsRunCursor;
import ledwall.controller.asrun.AsRunQuery;
import ledwall.controller.asrun.AsRunShowing;
import ledwall.controller.asrun.AsRunStore;
import ledwall.controller.asrun.ChainBreak;
import ledwall.protocol.asrun.AsRunRecord.Outcome;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.timeline.Instants;

/** The records of showings that walls have told, as the ledger keeps them. */
final class FakeRecords implements AsRunStore {
    private final List<Row> rows = new ArrayList<>();

    private record Row(ScreenId screen, AsRunShowing showing) {}

    void add(ScreenId screen, ItemId item, Instant plannedAt, Instant startedAt) {
        var place = new AsRunCursor(Instants.nanos(plannedAt), 1, rows.size() + 1);
        rows.add(new Row(screen, new AsRunShowing(item, "release", new MediaHash("ab".repeat(32)), 1, plannedAt, startedAt, null, 1_000_000, 0, Outcome.NONE, null,
            true, place)));
    }

    @Override
    public List<ChainBreak> append(List<Received> records) {
        throw unused();
    }

    @Override
    public List<AsRunShowing> showings(AsRunQuery query) {
        return rows.stream().filter(row -> row.screen().equals(query.screen())).map(Row::showing)
            .filter(each -> !each.plannedAt().isBefore(query.from()) && each.plannedAt().isBefore(query.until())).toList();
    }

    @Override
    public List<Turn> turns(ScreenId screen, long fromNanos, long untilNanos) {
        throw unused();
    }

    @Override
    public Optional<Heard> heard(ScreenId screen) {
        throw unused();
    }

    private static UnsupportedOperationException unused() {
        return new UnsupportedOperationException("the conductor only asks for showings; the ledger itself has tests of its own");
    }
}
