package ledwall.controller.asrun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import ledwall.controller.asrun.AsRunStore.Received;
import ledwall.controller.refusal.Refusal;
import ledwall.controller.storage.Database;
import ledwall.controller.storage.SqlAsRunStore;
import ledwall.protocol.asrun.AsRunChain;
import ledwall.protocol.asrun.AsRunRecord;
import ledwall.protocol.asrun.AsRunRecord.Kind;
import ledwall.protocol.asrun.AsRunRecord.Outcome;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Cue;
import ledwall.protocol.timeline.Instants;
import ledwall.protocol.timeline.MediaRef;
import ledwall.protocol.timeline.Programme;
import ledwall.protocol.timeline.Switch;
import ledwall.protocol.timeline.Timeline;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A loop of two items of 10 s each since 08:00:00, and what the screen told of it. */
class AsRunListTest {
    private static final ScreenId SCREEN = new ScreenId("screen-1");
    private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");
    private static final MediaRef CLIP = new MediaRef(new MediaHash("a".repeat(64)), 1_000, 250);

    private final Database database = Database.inMemory();
    private final AsRunStore store = new SqlAsRunStore(database);
    private final AsRunList list = new AsRunList(store, (screen, from, until) -> loop());
    private final List<AsRunRecord> log = new ArrayList<>();

    @AfterEach
    void close() {
        database.close();
    }

    private static Programme loop() {
        var cues = List.of(new Cue(new ItemId("item-0"), "Zero", CLIP, 250), new Cue(new ItemId("item-1"), "One", CLIP, 250));
        long start = Instants.nanos(START);
        var block = new Block(start, Block.FOREVER, null, cues, new Block.Start(start, 0));
        return new Programme(List.of(new Programme.Entry(new Timeline(SCREEN, 1, 640, 360, 25, CLIP, List.of(block)), new Switch(start, 0))));
    }

    private static Instant at(int seconds) {
        return START.plusSeconds(seconds);
    }

    /** The n-th turn, as far as the screen came with it. */
    private void told(int turn, boolean started, @Nullable Outcome ended) {
        long planned = Instants.nanos(at(10 * turn));
        long intent = log.size() + 1L;
        add(Kind.INTENT, intent, turn, planned, planned - 1_000_000_000L, Outcome.NONE);
        if (started) {
            add(Kind.START, intent, turn, planned, planned + 3_000_000, Outcome.NONE);
        }
        if (ended != null) {
            add(Kind.END, intent, turn, planned, planned + 10_000_000_000L, ended);
        }
    }

    private void add(Kind kind, long intent, int turn, long planned, long at, Outcome outcome) {
        add(kind, intent, turn, planned, at, 1_000_000, outcome);
    }

    private void add(Kind kind, long intent, int turn, long planned, long at, long bound, Outcome outcome) {
        String previous = log.isEmpty() ? AsRunChain.BEGIN : AsRunChain.hash(log.getLast());
        var record = new AsRunRecord(log.size() + 1L, kind, intent, 1, new ItemId("item-" + turn % 2), turn % 2 == 0 ? "Zero" : "One", CLIP.hash(), planned,
                at, bound, outcome, previous);
        log.add(record);
        store.append(List.of(new Received(SCREEN, record)));
    }

    private AsRunList.Query query(Instant until, Instant now, @Nullable Instant onlineSince, int limit, @Nullable String after, Set<AsRunOutcome> wanted) {
        return new AsRunList.Query(SCREEN, START, until, limit, after, wanted, now, onlineSince);
    }

    private List<AsRunOutcome> outcomes(Instant until, Instant now, @Nullable Instant onlineSince) {
        return list.page(query(until, now, onlineSince, 100, null, EnumSet.allOf(AsRunOutcome.class))).rows().stream().map(AsRunRow::outcome).toList();
    }

    @Test
    void aDayIsToldFromWhatWasShownToWhatIsStillToCome() {
        told(0, true, Outcome.SHOWN);
        told(1, true, Outcome.INTERRUPTED);
        told(2, false, Outcome.MISSED);
        told(3, true, Outcome.INFERRED);
        told(4, true, null);
        told(5, false, null);
        assertEquals(List.of(AsRunOutcome.SHOWN, AsRunOutcome.INTERRUPTED, AsRunOutcome.MISSED, AsRunOutcome.INFERRED, AsRunOutcome.RUNNING,
                AsRunOutcome.PLANNED, AsRunOutcome.PLANNED), outcomes(at(70), at(45), START));
    }

    @Test
    void whatAnOfflineScreenWasToShowIsUnknownUntilItComesBack() {
        told(0, true, Outcome.SHOWN);
        told(1, true, null);
        var unknown = AsRunOutcome.UNKNOWN;
        assertEquals(List.of(AsRunOutcome.SHOWN, unknown, unknown, unknown), outcomes(at(40), at(3_600), null));
        // Back, and it tells what it did meanwhile.
        add(Kind.END, 4, 1, Instants.nanos(at(10)), Instants.nanos(at(20)), Outcome.SHOWN);
        told(2, true, Outcome.SHOWN);
        told(3, true, Outcome.SHOWN);
        assertEquals(List.of(AsRunOutcome.SHOWN, AsRunOutcome.SHOWN, AsRunOutcome.SHOWN, AsRunOutcome.SHOWN), outcomes(at(40), at(3_601), at(3_600)));
    }

    @Test
    void aTurnThatTheRecordsPassOverWasNotShown() {
        told(0, true, Outcome.SHOWN);
        told(5, true, Outcome.SHOWN);
        var all = outcomes(at(60), at(3_600), null);
        assertEquals(List.of(AsRunOutcome.SHOWN, AsRunOutcome.NOT_SHOWN, AsRunOutcome.NOT_SHOWN, AsRunOutcome.UNKNOWN, AsRunOutcome.UNKNOWN,
                AsRunOutcome.SHOWN), all, "a record may still be on its way for half a minute");
    }

    @Test
    void anOnlineScreenThatTellsNothingShowedNothing() {
        assertEquals(List.of(AsRunOutcome.NOT_SHOWN, AsRunOutcome.NOT_SHOWN), outcomes(at(20), at(3_600), START));
        assertEquals(List.of(AsRunOutcome.UNKNOWN, AsRunOutcome.UNKNOWN), outcomes(at(20), at(3_600), at(3_595)), "it has only just come back");
    }

    @Test
    void showingWhoseEndIsKnownByAWrongClockOnlyIsNotCalledExact() {
        told(0, true, null);
        add(Kind.END, 1, 0, Instants.nanos(START), Instants.nanos(at(1_500)), 3_600_000_000_000L, Outcome.INFERRED);
        var rows = list.page(query(at(10), at(3_600), START, 100, null, EnumSet.allOf(AsRunOutcome.class))).rows();
        assertEquals(3_600_000_000_000L, rows.getFirst().boundNanos());
    }

    @Test
    void rowsSayWhatWasPlannedAndWhatWasSeen() {
        told(1, true, Outcome.SHOWN);
        var rows = list.page(query(at(20), at(3_600), START, 100, null, EnumSet.allOf(AsRunOutcome.class))).rows();
        assertEquals(new AsRunRow(AsRunOutcome.NOT_SHOWN, new ItemId("item-0"), "Zero", CLIP.hash(), 1, START, at(10), null, null, 0, null, true), rows.get(0));
        assertEquals(new AsRunRow(AsRunOutcome.SHOWN, new ItemId("item-1"), "One", CLIP.hash(), 1, at(10), at(20), at(10).plusMillis(3), at(20), 1_000_000,
                null, true), rows.get(1));
    }

    @Test
    void pagesOfAnySizeTellTheSameOnce() {
        for (int turn = 0; turn < 40; turn++) {
            if (turn % 5 != 0 && turn / 10 != 2) {
                told(turn, true, turn % 3 == 0 ? Outcome.MISSED : Outcome.SHOWN);
            }
        }
        for (var wanted : List.of(EnumSet.allOf(AsRunOutcome.class), EnumSet.of(AsRunOutcome.MISSED), EnumSet.of(AsRunOutcome.NOT_SHOWN),
                EnumSet.of(AsRunOutcome.MISSED, AsRunOutcome.NOT_SHOWN))) {
            List<AsRunRow> whole = list.page(query(at(400), at(9_999), null, 1_000, null, wanted)).rows();
            assertTrue(whole.size() > 5, wanted + " " + whole.size());
            for (int limit = 1; limit < 12; limit++) {
                var parts = new ArrayList<AsRunRow>();
                String after = null;
                do {
                    var page = list.page(query(at(400), at(9_999), null, limit, after, wanted));
                    parts.addAll(page.rows());
                    after = page.next();
                } while (after != null);
                assertEquals(whole, parts, wanted + " by " + limit);
            }
        }
    }

    @Test
    void aWindowWithoutEndIsToldPieceByPiece() {
        Instant until = START.plus(Duration.ofDays(31));
        var first = list.page(query(until, START, null, 5, null, EnumSet.of(AsRunOutcome.UNKNOWN)));
        assertTrue(first.rows().size() <= 1);
        assertTrue(first.next() != null, "a page looks at a bounded number of turns");
        String after = first.next();
        int pages = 1;
        while (after != null) {
            after = list.page(query(until, START, null, 5, after, EnumSet.of(AsRunOutcome.UNKNOWN))).next();
            pages++;
        }
        assertTrue(pages > 10 && pages < 40, pages + " pages");
    }

    @Test
    void aCursorThatIsNoneIsRefused() {
        assertEquals("badCursor", assertThrows(Refusal.class, () -> list.page(query(at(20), START, null, 5, "x", Set.of()))).code());
        assertNull(list.page(query(at(20), START, null, 5, null, Set.of())).next());
    }
}
