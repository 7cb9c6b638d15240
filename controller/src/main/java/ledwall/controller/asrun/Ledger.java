package ledwall.controller.asrun;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import ledwall.controller.asrun.AsRunStore.Received;
import ledwall.protocol.asrun.AsRunRecord;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.message.AsRunBatch;
import ledwall.protocol.runtime.Loop;
import ledwall.protocol.runtime.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits batches of many screens together, and acknowledges each once it is safe. Nothing is kept here that an agent would not send again: a batch that
 * finds the ledger full, or whose commit fails, is simply not acknowledged. On the control loop.
 */
public final class Ledger {
    /** A group commit begins when so many rows wait ... */
    static final int COMMIT_ROWS = 500;
    /** ... or the first of them has waited so long. */
    static final Duration COMMIT_AFTER = Duration.ofMillis(50);
    /** Rows waiting beyond this are refused: a fleet back from a long outage sends again as the ledger catches up. */
    static final int MAX_WAITING_ROWS = 20_000;
    private static final Logger log = LoggerFactory.getLogger(Ledger.class);

    private final AsRunStore store;
    private final Work work;
    private final Loop loop;
    private final Consumer<ChainBreak> breaks;
    private final Consumer<ScreenId> stored;
    private List<Entry> waiting = new ArrayList<>();
    private int waitingRows;
    private int committingRows;
    private boolean timerSet;
    private long refused;

    private record Entry(ScreenId screen, List<AsRunRecord> records, LongConsumer ack) {}

    /** @param breaks told of each break of a chain; {@code stored} is told of each screen that has new records */
    public Ledger(AsRunStore store, Work work, Loop loop, Consumer<ChainBreak> breaks, Consumer<ScreenId> stored) {
        this.store = store;
        this.work = work;
        this.loop = loop;
        this.breaks = breaks;
        this.stored = stored;
    }

    /** Takes a batch; {@code ack} is called with its last sequence after the commit, or never. */
    public void received(ScreenId screen, AsRunBatch batch, LongConsumer ack) {
        if (batch.records().isEmpty()) {
            return;
        }
        if (waitingRows + committingRows + batch.records().size() > MAX_WAITING_ROWS) {
            if (refused++ % 1_000 == 0) {
                log.warn("[{}] as-run ledger is full with {} rows; batches refused so far: {}", screen, waitingRows + committingRows, refused);
            }
            return;
        }
        waiting.add(new Entry(screen, batch.records(), ack));
        waitingRows += batch.records().size();
        if (waitingRows >= COMMIT_ROWS) {
            commit();
        } else if (!timerSet) {
            timerSet = true;
            loop.after(COMMIT_AFTER, "as-run commit", () -> {
                timerSet = false;
                commit();
            });
        }
    }

    /** Rows that are not yet safe. */
    public int pendingRows() {
        return waitingRows + committingRows;
    }

    private void commit() {
        if (waiting.isEmpty() || committingRows > 0) {
            return;
        }
        List<Entry> entries = waiting;
        committingRows = waitingRows;
        waiting = new ArrayList<>();
        waitingRows = 0;
        var rows = new ArrayList<Received>(committingRows);
        entries.forEach(entry -> entry.records().forEach(row -> rows.add(new Received(entry.screen(), row))));
        work.submit("sql-write", "as-run commit", () -> store.append(rows), loop, new Work.Outcome<List<ChainBreak>>() {
            @Override
            public void done(List<ChainBreak> broken) {
                broken.forEach(Ledger.this::noteBreak);
                for (Entry entry : entries) {
                    entry.ack().accept(entry.records().getLast().sequence());
                    stored.accept(entry.screen());
                }
                committed();
            }

            @Override
            public void failed(Exception cause) {
                committed();
            }
        });
    }

    private void committed() {
        committingRows = 0;
        // What came in meanwhile has waited long enough.
        commit();
    }

    private void noteBreak(ChainBreak broken) {
        log.warn("[{}] as-run chain is broken at record {}: {}", broken.screen(), broken.sequence(), broken.cause());
        breaks.accept(broken);
    }
}
