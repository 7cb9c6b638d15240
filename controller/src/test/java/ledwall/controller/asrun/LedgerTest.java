package ledwall.controller.asrun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import ledwall.controller.storage.Database;
import ledwall.controller.storage.SqlAsRunStore;
import ledwall.protocol.asrun.AsRunChain;
import ledwall.protocol.asrun.AsRunRecord;
import ledwall.protocol.asrun.AsRunRecord.Kind;
import ledwall.protocol.asrun.AsRunRecord.Outcome;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.message.AsRunBatch;
import ledwall.protocol.runtime.Node;
import ledwall.sim.SimWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Proof of play on its way into the ledger: each record once, acknowledged when it is safe, and breaks seen. */
final class LedgerTest {
    private static final ScreenId NORTH = new ScreenId("screen-north");
    private static final ScreenId SOUTH = new ScreenId("screen-south");
    private static final long S = 1_000_000_000L;
    private static final long BEGIN = 1_800_000_000L * S;

    private final SimWorld world = new SimWorld(5);
    private final Node node = world.node("controller");
    private final Database database = Database.inMemory();
    private final AsRunStore store = new SqlAsRunStore(database);
    private final List<ChainBreak> breaks = new ArrayList<>();
    private final List<ScreenId> told = new ArrayList<>();
    private final Ledger ledger = new Ledger(store, node.work(), node.loop(), breaks::add, told::add);
    private final List<Long> acks = new ArrayList<>();

    @AfterEach
    void close() {
        database.close();
    }

    /** A log of so many showings of ten seconds each: intent, start, end. {@code salt} makes another log of it. */
    private static List<AsRunRecord> log(int showings, String salt) {
        var out = new ArrayList<AsRunRecord>();
        String previous = AsRunChain.BEGIN;
        for (int i = 0; i < showings; i++) {
            long intent = out.size() + 1;
            long planned = BEGIN + 10 * S * i;
            for (Kind kind : Kind.values()) {
                long at = planned + (kind == Kind.END ? 10 * S : kind == Kind.START ? 3_000_000 : -5 * S);
                var record = new AsRunRecord(out.size() + 1, kind, intent, 4, new ItemId("item-" + i % 3), "Item " + i % 3 + salt,
                        new MediaHash("a".repeat(64)), planned, at, 700_000, kind == Kind.END ? Outcome.SHOWN : Outcome.NONE, previous);
                out.add(record);
                previous = AsRunChain.hash(record);
            }
        }
        return out;
    }

    private void send(ScreenId screen, List<AsRunRecord> records) {
        node.loop().post("batch", () -> ledger.received(screen, new AsRunBatch(records), acks::add));
        world.run(Duration.ofSeconds(1));
    }

    private List<AsRunShowing> showings(ScreenId screen) {
        return store.showings(new AsRunQuery(screen, Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"), 1_000));
    }

    @Test
    void recordsBecomeShowingsWithPlanStartAndEnd() {
        send(NORTH, log(3, ""));
        assertEquals(List.of(9L), acks);
        assertEquals(List.of(NORTH), told);
        AsRunShowing second = showings(NORTH).get(1);
        assertEquals(new ItemId("item-1"), second.item());
        assertEquals(Instant.ofEpochSecond(1_800_000_010L), second.plannedAt());
        assertEquals(Instant.ofEpochSecond(1_800_000_010L, 3_000_000), second.startedAt());
        assertEquals(Instant.ofEpochSecond(1_800_000_020L), second.endedAt());
        assertEquals(Outcome.SHOWN, second.outcome());
        assertTrue(second.chained());
        assertTrue(breaks.isEmpty());
    }

    @Test
    void batchSentAgainIsStoredOnceAndAcknowledgedAgain() {
        var log = log(4, "");
        send(NORTH, log.subList(0, 6));
        send(NORTH, log.subList(3, 12));
        send(NORTH, log);
        assertEquals(List.of(6L, 12L, 12L), acks);
        assertEquals(4, showings(NORTH).size());
        assertTrue(breaks.isEmpty());
    }

    @Test
    void theSameRecordTwiceInOneCommitIsStoredOnce() {
        var log = log(2, "");
        node.loop().post("batches", () -> {
            ledger.received(NORTH, new AsRunBatch(log), acks::add);
            ledger.received(NORTH, new AsRunBatch(log), acks::add);
        });
        world.run(Duration.ofSeconds(1));
        assertEquals(List.of(6L, 6L), acks);
        assertEquals(2, showings(NORTH).size());
        assertTrue(breaks.isEmpty());
    }

    @Test
    void showingOnAirHasNoEndYet() {
        send(NORTH, log(2, "").subList(0, 5));
        AsRunShowing last = showings(NORTH).getLast();
        assertEquals(Outcome.NONE, last.outcome());
        assertEquals(null, last.endedAt());
    }

    @Test
    void gapIsStoredAndFlagged() {
        var log = log(4, "");
        send(NORTH, log.subList(0, 3));
        send(NORTH, log.subList(6, 12));
        assertEquals(List.of(3L, 12L), acks);
        assertEquals(1, breaks.size());
        assertEquals(7, breaks.getFirst().sequence());
        assertEquals(List.of(true, false, true), showings(NORTH).stream().map(AsRunShowing::chained).toList());
    }

    @Test
    void alteredRecordIsFlagged() {
        var log = new ArrayList<>(log(3, ""));
        AsRunRecord third = log.get(3);
        log.set(3, new AsRunRecord(third.sequence(), third.kind(), third.intent(), third.version(), third.item(), "Another", third.media(),
                third.plannedNanos(), third.atNanos(), third.boundNanos(), third.outcome(), third.previous()));
        send(NORTH, log);
        assertEquals(List.of(5L), breaks.stream().map(ChainBreak::sequence).toList());
        assertEquals(3, showings(NORTH).size());
    }

    @Test
    void screenThatBeginsAnewKeepsBothLogs() {
        send(NORTH, log(3, ""));
        send(NORTH, log(2, " anew"));
        assertEquals(List.of(9L, 6L), acks);
        assertEquals(5, showings(NORTH).size());
        assertEquals(List.of(1L), breaks.stream().map(ChainBreak::sequence).toList());
        // And goes on from there without a word.
        send(NORTH, log(4, " anew").subList(6, 12));
        assertEquals(1, breaks.size());
        assertEquals(7, showings(NORTH).size());
    }

    @Test
    void screensDoNotMix() {
        send(NORTH, log(2, ""));
        send(SOUTH, log(3, " south"));
        assertEquals(2, showings(NORTH).size());
        assertEquals(3, showings(SOUTH).size());
        assertTrue(breaks.isEmpty());
    }

    @Test
    void nothingIsAcknowledgedThatIsNotSafe() {
        node.loop().post("batch", () -> ledger.received(NORTH, new AsRunBatch(log(2, "")), acks::add));
        world.run(Duration.ofMillis(20));
        world.kill("controller");
        world.run(Duration.ofSeconds(1));
        assertTrue(acks.isEmpty());
        assertTrue(showings(NORTH).isEmpty());
    }

    @Test
    void batchesOfManyScreensAreCommittedTogetherWithinFiftyMilliseconds() {
        for (int i = 0; i < 10; i++) {
            var screen = new ScreenId("screen-" + i);
            node.loop().post("batch", () -> ledger.received(screen, new AsRunBatch(log(2, "")), acks::add));
        }
        world.run(Duration.ofMillis(40));
        assertEquals(60, ledger.pendingRows());
        world.run(Duration.ofMillis(20));
        assertEquals(10, acks.size());
        assertEquals(0, ledger.pendingRows());
    }

    @Test
    void fullLedgerRefusesAndTakesTheBatchLater() {
        var batch = log(160, "");
        node.loop().post("flood", () -> {
            for (int i = 0; i < 60; i++) {
                ledger.received(new ScreenId("screen-" + i), new AsRunBatch(batch), acks::add);
            }
        });
        world.run(Duration.ofSeconds(2));
        assertEquals(Ledger.MAX_WAITING_ROWS / 480, acks.size());
        send(new ScreenId("screen-59"), batch);
        assertEquals(Ledger.MAX_WAITING_ROWS / 480 + 1, acks.size());
    }

    @Test
    void longListsComeInPages() {
        send(NORTH, log(9, ""));
        var all = showings(NORTH);
        var pages = new ArrayList<AsRunShowing>();
        var after = AsRunCursor.parse(null);
        List<AsRunShowing> page;
        do {
            page = store.showings(new AsRunQuery(NORTH, Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"), 4, after,
                    EnumSet.allOf(Outcome.class)));
            pages.addAll(page);
            after = page.isEmpty() ? after : page.getLast().place();
        } while (page.size() == 4);
        assertEquals(all, pages);
    }

    @Test
    void windowIsHalfOpen() {
        send(NORTH, log(4, ""));
        var from = Instant.ofEpochSecond(1_800_000_010L);
        assertEquals(2, store.showings(new AsRunQuery(NORTH, from, from.plusSeconds(20), 100)).size());
    }
}
