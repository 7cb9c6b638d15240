package ledwall.agent.asrun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import ledwall.agent.health.Problems;
import ledwall.protocol.asrun.AsRunChain;
import ledwall.protocol.asrun.AsRunRecord;
import ledwall.protocol.asrun.AsRunRecord.Outcome;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.message.Problem;
import ledwall.protocol.runtime.Disk;
import ledwall.protocol.runtime.Node;
import ledwall.sim.SimWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AsRunLogTest {
    private static final long SECOND = 1_000_000_000L;
    private static final MediaHash MEDIA = new MediaHash("a".repeat(64));
    private static final Duration MOMENT = Duration.ofMillis(100);

    private final Problems problems = new Problems(() -> 0);

    private AsRunLog open(Node node) {
        return open(node, new ScreenId("screen-1"));
    }

    private AsRunLog open(Node node, ScreenId screen) {
        try {
            return AsRunLog.open(node.loop(), node.work(), node.disk(), screen, problems);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long intent(AsRunLog log, long atNanos) {
        return log.intent(1, new ItemId("item-1"), "名 བོད་", MEDIA, atNanos, null, atNanos, 1);
    }

    private static void showing(AsRunLog log, long atNanos) {
        long intent = intent(log, atNanos);
        log.start(intent, atNanos, 1);
        log.end(intent, atNanos + SECOND, 1, Outcome.SHOWN);
    }

    private static void assertChained(List<AsRunRecord> records) {
        for (int i = 1; i < records.size(); i++) {
            assertTrue(AsRunChain.follows(records.get(i - 1), records.get(i)), records.get(i) + " does not follow");
        }
    }

    @Test
    void nothingIsPendingBeforeItIsForced() {
        var world = new SimWorld(1);
        var log = open(world.node("pc"));
        long intent = intent(log, 1);
        assertEquals(List.of(), log.pending(500));
        assertFalse(log.forced(intent));
        world.run(MOMENT);
        assertTrue(log.forced(intent));
        assertEquals(1, log.pending(500).size());
    }

    @Test
    void recordsAreNumberedWithoutGapsAndChainedFromTheBeginning() {
        var world = new SimWorld(2);
        var log = open(world.node("pc"));
        for (int i = 0; i < 10; i++) {
            showing(log, i * SECOND);
        }
        world.run(MOMENT);
        var records = log.pending(500);
        assertEquals(30, records.size());
        assertEquals(AsRunChain.BEGIN, records.getFirst().previous());
        assertChained(records);
    }

    @Test
    void whatIsAcknowledgedIsNotSentAgainAlsoAfterARestart() {
        var world = new SimWorld(3);
        var log = open(world.node("pc"));
        for (int i = 0; i < 10; i++) {
            showing(log, i * SECOND);
        }
        world.run(MOMENT);
        log.ack(12);
        assertEquals(13, log.pending(5).getFirst().sequence());
        world.run(MOMENT);
        log = open(world.restart("pc", false));
        world.run(MOMENT);
        assertEquals(13, log.pending(5).getFirst().sequence());
        assertEquals(18, log.pending(500).size());
    }

    @Test
    void showingsWithoutAnEndAreKnownAfterARestart() {
        var world = new SimWorld(4);
        var log = open(world.node("pc"));
        showing(log, 1);
        log.start(intent(log, 2), 3, 1);
        intent(log, 4);
        world.run(MOMENT);
        log = open(world.restart("pc", false));
        assertEquals(2, log.unfinished().size());
        assertEquals(3, log.unfinished().getFirst().start().atNanos());
        assertEquals(null, log.unfinished().getLast().start());
        log.end(log.unfinished().getFirst().intent().sequence(), 9, 1, Outcome.INTERRUPTED);
        world.run(MOMENT);
        assertChained(log.pending(500));
        assertEquals(1, log.unfinished().size());
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6, 7, 8, 9, 10, 11, 12, 13, 14})
    void whatWasSaidToBeForcedSurvivesAnyCrashAndTheChainGoesOn(long seed) {
        var world = new SimWorld(seed);
        var node = world.node("pc");
        var seen = new ArrayList<AsRunRecord>();
        for (int life = 0; life < 20; life++) {
            var log = open(node);
            world.run(MOMENT);
            for (AsRunRecord record : log.pending(100_000)) {
                if (record.sequence() <= seen.size()) {
                    assertEquals(seen.get((int) record.sequence() - 1), record, "a record changed after it was sent");
                }
            }
            int showings = world.random().nextInt(30);
            for (int i = 0; i < showings; i++) {
                showing(log, i * SECOND);
                world.run(Duration.ofMillis(world.random().nextInt(3)));
                for (AsRunRecord record : log.pending(100_000)) {
                    if (record.sequence() == seen.size() + 1) {
                        seen.add(record);
                    }
                }
            }
            node = world.restart("pc", world.random().nextBoolean());
        }
        assertChained(seen);
        assertTrue(seen.size() > 200);
    }

    @Test
    void tornTailIsCutAndItsNumbersAreUsedAgain() throws IOException {
        var world = new SimWorld(15);
        var node = world.node("pc");
        var log = open(node);
        showing(log, 1);
        world.run(MOMENT);
        String path = world.disk("pc").paths().stream().filter(name -> name.endsWith(".log")).findFirst().orElseThrow();
        world.disk("pc").append(path, "{\"sequence\":4,\"kind".getBytes(StandardCharsets.US_ASCII));
        world.disk("pc").force(path);
        log = open(world.restart("pc", false));
        assertEquals(4, intent(log, 5));
        world.run(MOMENT);
        assertEquals(4, log.pending(500).size());
        assertChained(log.pending(500));
        assertEquals(List.of(), problems.list());
    }

    @ParameterizedTest
    @CsvSource({"0, 0.5", "12, 0.5", "30, 0.5", "0, 0", "12, 0", "30, 0"})
    void damageIsPutAsideAndNamed(long acked, double where) throws IOException {
        var world = new SimWorld(16);
        var log = open(world.node("pc"));
        for (int i = 0; i < 10; i++) {
            showing(log, i * SECOND);
        }
        world.run(MOMENT);
        log.ack(acked);
        world.run(MOMENT);
        var disk = world.disk("pc");
        String path = disk.paths().stream().filter(name -> name.endsWith(".log")).findFirst().orElseThrow();
        damage(disk, path, where);
        log = open(world.restart("pc", false));
        world.run(MOMENT);
        assertEquals("asRunDamaged", problems.list().getFirst().code());
        assertTrue(disk.paths().contains(path + ".damaged"));
        showing(log, 99);
        world.run(MOMENT);
        var pending = log.pending(500);
        assertChained(pending);
        log = open(world.restart("pc", false));
        world.run(MOMENT);
        assertEquals(pending, log.pending(500), "what was forced behind the damage stays");
        assertEquals(pending.getLast().sequence() + 1, intent(log, 100));
    }

    @Test
    void flippedBitsInTheNoteOfWhatIsAcknowledgedKeepNoRecordFromBeingSent() throws IOException {
        var world = new SimWorld(23);
        var log = open(world.node("pc"));
        for (int i = 0; i < 10; i++) {
            showing(log, i * SECOND);
        }
        world.run(MOMENT);
        log.ack(12);
        world.run(MOMENT);
        var disk = world.disk("pc");
        String path = "asrun/acked";
        String note = new String(disk.peek(path), StandardCharsets.UTF_8);
        // A digit that became another.
        disk.write(path, 0, note.replaceFirst("12", "22").getBytes(StandardCharsets.UTF_8));
        disk.force(path);
        log = open(world.restart("pc", false));
        world.run(MOMENT);
        assertTrue(log.pending(500).getFirst().sequence() <= 13, log.pending(500).toString());
    }

    @Test
    void whatIsPutAsideIsNotOverwrittenByTheNextDamage() throws IOException {
        var world = new SimWorld(22);
        var log = open(world.node("pc"));
        var disk = world.disk("pc");
        String path = "asrun/000000000001.log";
        for (int damages = 0; damages < 3; damages++) {
            for (int i = 0; i < 10; i++) {
                showing(log, i * SECOND);
            }
            world.run(MOMENT);
            damage(disk, path, 0.5);
            log = open(world.restart("pc", false));
        }
        assertTrue(disk.paths().containsAll(List.of(path + ".damaged", path + ".damaged-2", path + ".damaged-3")), disk.paths().toString());
        assertTrue(problems.list().getFirst().detail().contains(path + ".damaged-3"), problems.list().toString());
    }

    private static void damage(Disk disk, String path, double where) throws IOException {
        disk.write(path, (long) (where * disk.size(path)), new byte[] {0, 0, 0});
        disk.force(path);
    }

    @Test
    void failingDiskIsNamedAndNothingIsLostOnceItWorksAgain() {
        var world = new SimWorld(17);
        var log = open(world.node("pc"));
        world.disk("pc").failing(true);
        for (int i = 0; i < 10; i++) {
            showing(log, i * SECOND);
        }
        world.run(Duration.ofSeconds(10));
        assertEquals("asRunNotWritten", problems.list().getFirst().code());
        assertEquals(List.of(), log.pending(500));
        world.disk("pc").failing(false);
        world.run(Duration.ofSeconds(10));
        assertEquals(List.of(), problems.list());
        assertEquals(30, log.pending(500).size());
        assertChained(log.pending(500));
    }

    @Test
    void memoryHoldsABoundedHeadAndTheRestComesFromDisk() {
        var world = new SimWorld(18);
        var node = world.node("pc");
        var log = open(node);
        for (int i = 0; i < 6_000; i++) {
            showing(log, i * SECOND);
            if (i % 100 == 99) {
                world.run(MOMENT);
            }
        }
        assertTrue(log.pending(1_000_000).size() <= 4_000);
        world.run(MOMENT);
        log = open(world.restart("pc", false));
        long next = 1;
        for (int batches = 0; next <= 18_000 && batches < 1_000; batches++) {
            world.run(MOMENT);
            var batch = log.pending(500);
            if (!batch.isEmpty()) {
                assertEquals(next, batch.getFirst().sequence());
                assertChained(batch);
                next = batch.getLast().sequence() + 1;
                log.ack(next - 1);
            }
        }
        assertEquals(18_001, next);
    }

    @Test
    void historyThatTheControllerHoldsGoesAfterSevenDays() {
        var world = new SimWorld(19);
        var log = open(world.node("pc"));
        for (int i = 0; i < 12_000; i++) {
            showing(log, i * 100 * SECOND);
            if (i % 200 == 199) {
                world.run(MOMENT);
                log.ack(i * 3L + 3);
            }
        }
        world.run(MOMENT);
        var names = world.disk("pc").paths().stream().filter(name -> name.endsWith(".log")).toList();
        assertFalse(names.contains("asrun/000000000001.log"), names.toString());
        assertTrue(names.size() >= 4, names.toString());
    }

    @Test
    void anAcknowledgementOfWhatWasNeverSentIsIgnored() {
        var world = new SimWorld(20);
        var log = open(world.node("pc"));
        showing(log, 1);
        world.run(MOMENT);
        log.ack(5_000);
        showing(log, 2);
        world.run(MOMENT);
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L), log.pending(500).stream().map(AsRunRecord::sequence).toList());
    }

    @Test
    void theLogOfAnotherScreenIsPutAsideAndNotSent() throws IOException {
        var world = new SimWorld(21);
        var log = open(world.node("pc"));
        showing(log, 1);
        world.run(MOMENT);
        assertEquals(List.of(), problems.list());
        for (String screen : List.of("screen-b", "screen-1", "screen-b")) {
            log = open(world.restart("pc", false), new ScreenId(screen));
            assertEquals(List.of("asRunOtherScreen"), problems.list().stream().map(Problem::code).toList());
            problems.clear("asRunOtherScreen");
            world.run(MOMENT);
            assertEquals(List.of(), log.pending(500));
            showing(log, 2);
            world.run(MOMENT);
            assertEquals(1, log.pending(500).getFirst().sequence());
            log.ack(2);
            world.run(MOMENT);
        }
        var names = world.disk("pc").paths();
        assertTrue(names.containsAll(List.of("asrun-screen-1/000000000001.log", "asrun-screen-b/000000000001.log",
                "asrun-screen-1/000000000001.log-2")), names.toString());
        log = open(world.restart("pc", false), new ScreenId("screen-b"));
        world.run(MOMENT);
        assertEquals(1, log.pending(500).size(), "only what is not acknowledged");
        assertEquals(List.of(), problems.list());
    }
}
