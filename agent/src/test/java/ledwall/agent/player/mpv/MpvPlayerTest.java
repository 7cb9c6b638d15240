package ledwall.agent.player.mpv;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import ledwall.agent.Xvfb;
import ledwall.agent.glass.Glass;
import ledwall.agent.glass.TestCard;
import ledwall.agent.glass.XGlass;
import ledwall.agent.player.Deck;
import ledwall.agent.player.OneWindow;
import ledwall.agent.player.PlayList;
import ledwall.protocol.message.TestPicture;
import ledwall.protocol.runtime.Node;
import ledwall.protocol.runtime.real.RealNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real mpv on a real (virtual) screen; what counts is the pixels. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class MpvPlayerTest {
    private static final long MS = 1_000_000;
    private static final long FRAME = 40 * MS;
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final List<Integer> BLACK = List.of(0, 0, 0);
    private static final int DARKEST = 20;
    private static final int STEP = 2;
    /** Frames. Nobody steers here, and other tests may keep the machine busy. */
    private static final int TOLERANCE = 2;
    @TempDir static Path folder;

    private final List<MpvPlayer> players = new ArrayList<>();
    private Xvfb screen;
    private RealNode bench;
    private Node node;
    private Path data;
    private Path red;
    private Path ramp;
    private MpvPlayer player;
    private PlayerLog seen;

    @BeforeAll
    void makeMedia() throws Exception {
        screen = new Xvfb(folder, 320, 180);
        bench = RealNode.open("bench", folder.resolve("node"), (task, error) -> { });
        node = bench.node();
        red = folder.resolve("red.mp4");
        ramp = folder.resolve("ramp.mp4");
        ffmpeg("color=c=red:s=320x180:r=25:d=1", red);
        // The grey of frame n is DARKEST + STEP * n: each picture tells its own number.
        ffmpeg("color=c=black:s=320x180:r=25:d=4,geq=lum='16+(" + DARKEST + "+" + STEP + "*N)*219/255':cb=128:cr=128", ramp);
    }

    @AfterAll
    void stopScreen() {
        screen.close();
        bench.close();
    }

    @BeforeEach
    void open() throws Exception {
        data = Files.createTempDirectory(folder, "agent");
        seen = new PlayerLog();
        player = opened(seen);
        await().atMost(SOON).until(() -> seen.has("opened nothing"));
    }

    @AfterEach
    void end() {
        players.forEach(each -> node.loop().post("end", () -> each.close(true)));
        await().atMost(SOON).until(() -> livingPlayers().isEmpty());
    }

    @Test
    void theListRunsGaplesslyFromTheInstantAskedFor() {
        var list = new PlayList("list-1", List.of(entry(red, 10), entry(ramp, 100)));
        long runAt = node.clock().nanos() + 1_000 * MS;
        cue(list, 5 * FRAME, runAt);
        await().atMost(SOON).until(() -> seen.has("cued list-1"));
        assertTrue(node.clock().nanos() < runAt, "cued only after it was to run");
        await().atMost(SOON).until(() -> seen.positions().size() > 40);
        List<PlayerLog.Position> positions = seen.positions();
        // The frame that stood there from the beginning is not told again.
        assertEquals(6 * FRAME, positions.getFirst().positionNanos(), 1_000);
        int steps = 0;
        long late = 0;
        for (int i = 1; i < positions.size(); i++) {
            steps += Math.abs(positions.get(i).positionNanos() - positions.get(i - 1).positionNanos() - FRAME) < 1_000 ? 1 : 0;
            late += positions.get(i).atNanos() - (runAt + positions.get(i).positionNanos() - 5 * FRAME);
        }
        // A busy machine may drop one or the other; a gap at the border between two files would show as lateness.
        assertTrue(steps > 0.9 * positions.size(), "only " + steps + " single frames");
        long mean = late / positions.size();
        assertTrue(Math.abs(mean) < 30 * MS, "late by " + mean / MS + " ms in the mean");
    }

    @Test
    void aListThatStandsIsOnlySoughtAndRunsFromItsInstant() {
        var list = new PlayList("list-1", List.of(entry(ramp, 100)));
        cue(list, 10 * FRAME, Deck.NEVER);
        await().atMost(SOON).until(() -> frameShown() == 10);
        await().atMost(SOON).until(() -> seen.count("cued list-1") == 1);
        assertEquals(List.of(), seen.positions());
        long asked = node.clock().nanos();
        cue(list, 30 * FRAME, asked + 600 * MS);
        await().atMost(SOON).until(() -> seen.count("cued list-1") == 2);
        assertTrue(node.clock().nanos() < asked + 600 * MS, "cued only after it was to run");
        await().atMost(SOON).until(() -> frameShown() == 30);
        await().atMost(SOON).until(() -> seen.positions().size() > 5);
        assertEquals(31 * FRAME, seen.positions().getFirst().positionNanos(), 1_000);
    }

    @Test
    void whatIsHeldShowsTheFrameOfThatInstantAndGoesOnFromThere() {
        long runAt = node.clock().nanos() + 300 * MS;
        cue(new PlayList("list-1", List.of(entry(ramp, 100))), 10 * FRAME, runAt);
        await().atMost(SOON).until(() -> frameShown() > 11);
        long holdAt = runAt + 40 * FRAME - 25 * MS;
        node.loop().post("hold", () -> player.hold(holdAt));
        await().atMost(SOON).until(() -> node.clock().nanos() > holdAt + 200 * MS);
        long held = frameShown();
        assertTrue(Math.abs(held - 49) <= TOLERANCE, "it stands on frame " + held);
        await().atMost(SOON).until(() -> node.clock().nanos() > holdAt + 500 * MS);
        assertEquals(held, frameShown());
        node.loop().post("go on", () -> player.goOn());
        await().atMost(SOON).until(() -> frameShown() > held + 5);
    }

    @Test
    void whatIsHeldAndForgottenGoesOnByItself() {
        cue(new PlayList("list-1", List.of(entry(ramp, 100))), 10 * FRAME, node.clock().nanos() + 200 * MS);
        await().atMost(SOON).until(() -> frameShown() > 15);
        long holdAt = node.clock().nanos();
        node.loop().post("hold", () -> player.hold(holdAt));
        await().atMost(SOON).until(() -> node.clock().nanos() > holdAt + 300 * MS);
        long held = frameShown();
        await().atMost(SOON).until(() -> frameShown() > held + 5);
    }

    @Test
    void whatIsHeldBeforeItBeganDoesNotBegin() {
        long runAt = node.clock().nanos() + 600 * MS;
        cue(new PlayList("list-1", List.of(entry(ramp, 100))), 10 * FRAME, runAt);
        await().atMost(SOON).until(() -> seen.has("cued list-1"));
        node.loop().post("hold", () -> player.hold(node.clock().nanos()));
        await().atMost(SOON).until(() -> node.clock().nanos() > runAt + 300 * MS);
        assertEquals(10, frameShown());
        node.loop().post("go on", () -> player.goOn());
        await().atMost(SOON).until(() -> frameShown() > 15);
    }

    @Test
    void thePictureIsTheOneThatIsDue() {
        long runAt = node.clock().nanos() + 400 * MS;
        cue(new PlayList("list-1", List.of(entry(ramp, 100))), 10 * FRAME, runAt);
        await().atMost(SOON).until(() -> frameShown() == 10);
        await().atMost(SOON).until(() -> frameShown() > 30);
        long due = 10 + (node.clock().nanos() - runAt) / FRAME;
        assertTrue(Math.abs(due - frameShown()) <= TOLERANCE, "due was frame " + due);

        long again = node.clock().nanos() + 200 * MS;
        node.loop().post("recue", () -> player.recue(60 * FRAME, again));
        await().atMost(SOON).until(() -> seen.count("cued list-1") == 2);
        await().atMost(SOON).until(() -> frameShown() >= 60);
        await().atMost(SOON).until(() -> frameShown() > 65);
        due = 60 + (node.clock().nanos() - again) / FRAME;
        assertTrue(Math.abs(due - frameShown()) <= TOLERANCE, "due was frame " + due);
    }

    /** An LED processor that holds ten frames back, which is more than any does: what is to be seen at an instant must leave the PC so much before. */
    @Test
    void cuesStartsPositionsAndRecordsAreOfWhatIsSeenBehindTheProcessor() throws Exception {
        node.loop().post("end", () -> player.close(true));
        await().atMost(SOON).until(() -> livingPlayers().isEmpty());
        var log = new PlayerLog();
        Duration delay = Duration.ofMillis(400);
        MpvPlayer delayed = opened(log, delay);
        await().atMost(SOON).until(() -> log.has("opened nothing"));
        assertTrue(delayed.lead().compareTo(delay.plusMillis(150)) >= 0, "a cue has time: " + delayed.lead());
        assertTrue(delayed.headStart().compareTo(delay) > 0, "and comes in time: " + delayed.headStart());
        long asked = node.clock().nanos();
        long runAt = asked + delayed.lead().toNanos() + 200 * MS;
        node.loop().post("cue", () -> delayed.cue(new PlayList("list-1", List.of(entry(ramp, 100))), 10 * FRAME, runAt));
        await().atMost(SOON).until(() -> frameShown() > 40);
        long due = 10 + (node.clock().nanos() + delay.toNanos() - runAt) / FRAME;
        assertTrue(Math.abs(due - frameShown()) <= TOLERANCE, "due on the PC's own output was frame " + due);
        assertTrue(log.cuedAt() > asked + delay.toNanos(), "its start is recorded as seen");
        var last = log.positions().getLast();
        assertEquals(0, last.atNanos() - (runAt + last.positionNanos() - 10 * FRAME), 2.0 * FRAME, "steered by what is seen");
    }

    @Test
    void aCoverLiesOverTheRunningPlayerAndOverTheNextOne() throws IOException {
        var glass = new XGlass(screen.display());
        cue(new PlayList("list-1", List.of(entry(ramp, 100))), 0, node.clock().nanos() + 150 * MS);
        await().atMost(SOON).until(() -> seen.positions().size() > 5);
        assertEquals("mpv", glass.windows().getFirst().type());
        glass.cover(new TestCard(TestPicture.GREEN, 64, 32));
        assertEquals(List.of(0, 255, 0), screen.middle());
        int told = seen.positions().size();
        await().atMost(SOON).until(() -> seen.positions().size() > told + 5);
        assertEquals(List.of(0, 255, 0), screen.middle(), "the player plays on below");
        node.loop().post("end", () -> player.close(true));
        await().atMost(SOON).until(() -> livingPlayers().isEmpty());
        var other = new PlayerLog();
        player = opened(other);
        await().atMost(SOON).until(() -> other.has("opened nothing"));
        await().atMost(SOON).until(() -> glass.windows().stream().anyMatch(window -> window.type().equals("mpv")));
        glass.raiseCover();
        assertEquals(List.of("ledwall-cover", "mpv"), glass.windows().stream().map(Glass.Window::type).toList());
        assertEquals(List.of(0, 255, 0), screen.middle());
        glass.uncover();
        assertEquals(BLACK, screen.middle());
    }

    @Test
    void aListThatIsReadyTooLateIsSoughtAhead() {
        long runAt = node.clock().nanos() - 800 * MS;
        cue(new PlayList("list-1", List.of(entry(ramp, 100))), 0, runAt);
        await().atMost(SOON).until(() -> seen.positions().size() > 10);
        List<PlayerLog.Position> positions = seen.positions();
        long late = positions.getLast().atNanos() - runAt - positions.getLast().positionNanos();
        assertTrue(Math.abs(late) < 100 * MS, "late by " + late / MS + " ms");
        assertEquals(1, seen.count("cued list-1"));
    }

    @Test
    void aKilledPlayerIsLostAtOnceAndOpenedAgain() throws IOException {
        cue(new PlayList("list-1", List.of(entry(ramp, 100))), 0, node.clock().nanos() + 150 * MS);
        await().atMost(SOON).until(() -> seen.positions().size() > 5);
        long killed = System.nanoTime();
        ProcessHandle.of(livingPlayers().getFirst()).orElseThrow().destroyForcibly();
        await().pollInterval(Duration.ofMillis(5)).atMost(SOON).until(() -> seen.has("lost"));
        assertTrue(System.nanoTime() - killed < TimeUnit.SECONDS.toNanos(1), "noticed late");
        node.loop().post("open", () -> player.open(seen));
        await().atMost(SOON).until(() -> seen.count("opened nothing") == 2);
        cue(new PlayList("list-2", List.of(entry(ramp, 100))), 50 * FRAME, node.clock().nanos() + 200 * MS);
        await().atMost(SOON).until(() -> frameShown() > 55);
    }

    @Test
    void aPlayerThatHangsIsKilledAndLost() throws Exception {
        long pid = livingPlayers().getFirst();
        assertEquals(0, new ProcessBuilder("kill", "-STOP", Long.toString(pid)).start().waitFor());
        await().atMost(SOON).until(() -> seen.has("lost mpv " + pid + " did not answer"));
        await().atMost(SOON).until(() -> livingPlayers().isEmpty());
    }

    @Test
    void aPlayerIsNotKilledForTheAgentsOwnAbsence() throws Exception {
        long pid = livingPlayers().getFirst();
        var woken = new CountDownLatch(1);
        node.loop().post("stand still", () -> {
            // Asked, and not answered while both stand still, as on a machine that sleeps.
            player.speed(1.01);
            signal("-STOP", pid);
            idle(Duration.ofSeconds(3));
            woken.countDown();
        });
        assertTrue(woken.await(SOON.toSeconds(), TimeUnit.SECONDS));
        idle(Duration.ofMillis(200));
        signal("-CONT", pid);
        cue(new PlayList("list-1", List.of(entry(ramp, 100))), 50 * FRAME, node.clock().nanos() + 150 * MS);
        await().atMost(SOON).until(() -> frameShown() > 60);
        assertFalse(seen.has("lost"), seen.all());
        assertEquals(List.of(pid), livingPlayers());
    }

    @Test
    void aPlayerThatWasEndedIsNotAdoptedByTheNextOpening() throws IOException {
        long pid = livingPlayers().getFirst();
        cue(new PlayList("list-1", List.of(entry(ramp, 100))), 0, node.clock().nanos() + 150 * MS);
        await().atMost(SOON).until(() -> seen.positions().size() > 2);
        var again = new PlayerLog();
        node.loop().post("end and open", () -> {
            player.close(true);
            player.open(again);
        });
        await().atMost(SOON).until(() -> again.has("opened"));
        assertTrue(again.has("opened nothing"), again.all());
        assertFalse(livingPlayers().contains(pid));
        assertEquals(1, livingPlayers().size());
    }

    @Test
    void aSuccessorAdoptsThePlayerAndItsList() throws IOException {
        long runAt = node.clock().nanos() + 300 * MS;
        cue(new PlayList("list-7", List.of(entry(red, 20), entry(ramp, 100))), 0, runAt);
        await().atMost(SOON).until(() -> seen.positions().size() > 10);
        List<Long> before = livingPlayers();
        node.loop().post("let go", () -> player.close(false));

        var successorSaw = new PlayerLog();
        opened(successorSaw);
        await().atMost(SOON).until(() -> successorSaw.has("opened list-7"));
        assertEquals(before, livingPlayers());
        await().atMost(SOON).until(() -> successorSaw.positions().size() > 10);
        PlayerLog.Position position = successorSaw.positions().getLast();
        long late = position.atNanos() - runAt - position.positionNanos();
        assertTrue(Math.abs(late) < 40 * MS, "the list ran on; it is late by " + late / MS + " ms");
        assertTrue(successorSaw.positions().stream().allMatch(p -> p.listId().equals("list-7")));
    }

    @Test
    void aListThatWasNeverStartedIsNotAdopted() {
        cue(new PlayList("list-1", List.of(entry(ramp, 100))), 0, node.clock().nanos() + 60_000 * MS);
        await().atMost(SOON).until(() -> seen.has("cued list-1"));
        node.loop().post("let go", () -> player.close(false));
        var successorSaw = new PlayerLog();
        opened(successorSaw);
        await().atMost(SOON).until(() -> successorSaw.has("opened black"));
    }

    @Test
    void aListWithAMissingFileFailsAndThePlayerLives() throws IOException {
        Path missing = folder.resolve("missing.mp4");
        cue(new PlayList("list-1", List.of(entry(red, 25), entry(missing, 25))), 0, node.clock().nanos() + 150 * MS);
        await().atMost(SOON).until(() -> seen.has("failed list-1"));
        await().atMost(SOON).until(() -> screen.middle().equals(BLACK));
        cue(new PlayList("list-2", List.of(entry(red, 25))), 0, node.clock().nanos() + 150 * MS);
        await().atMost(SOON).until(() -> seen.has("cued list-2"));
        assertEquals(1, livingPlayers().size());
        assertFalse(seen.has("lost"), seen.all());
    }

    @Test
    void aFileWhoseBytesWereFlippedMakesThePlayerStumble() throws Exception {
        Path flipped = folder.resolve("flipped.mp4");
        byte[] bytes = Files.readAllBytes(ramp);
        for (int at = bytes.length / 3; at < bytes.length / 3 + 64; at++) {
            bytes[at] ^= (byte) 0xff;
        }
        Files.write(flipped, bytes);
        cue(new PlayList("list-1", List.of(entry(flipped, 100))), 0, node.clock().nanos() + 150 * MS);
        await().atMost(SOON).until(() -> seen.has("stumbled list-1"));
        assertFalse(seen.has("lost"), seen.all());
    }

    @Test
    void atTheEndOfTheListTheScreenIsBlackAndThePlayerLives() {
        cue(new PlayList("list-1", List.of(entry(red, 10))), 0, node.clock().nanos() + 150 * MS);
        await().atMost(SOON).until(() -> screen.middle().getFirst() > 240);
        await().atMost(SOON).until(() -> seen.has("ended list-1"));
        await().atMost(SOON).until(() -> screen.middle().equals(BLACK));
        assertFalse(seen.has("lost"), seen.all());
    }

    @Test
    void blackIsBlackEverywhere() {
        cue(new PlayList("list-1", List.of(entry(ramp, 100))), 50 * FRAME, node.clock().nanos() + 150 * MS);
        await().atMost(SOON).until(() -> frameShown() > 52);
        node.loop().post("black", () -> player.black());
        await().atMost(SOON).until(() -> screen.lit() == 0);
        int told = seen.positions().size();
        await().during(Duration.ofMillis(200)).until(() -> screen.lit() == 0);
        assertEquals(told, seen.positions().size(), "black is no list");
    }

    @Test
    void filesMayHaveAnyName() throws Exception {
        // Made by a shell from octal codes: the JVM that runs this test may have a locale without these letters.
        String script = "printf '%s/\\345\\261\\217\\345\\271\\225 \\340\\275\\226\\340\\275\\274\\340\\275\\221,a;b%%5%%!.mp4' \"$1\"";
        assertEquals(0, new ProcessBuilder("sh", "-c", "cp \"$2\" \"$(" + script + ")\"", "sh", folder.toString(), ramp.toString()).inheritIO().start().waitFor());
        String name = folder + "/\u5c4f\u5e55 \u0f56\u0f7c\u0f51,a;b%5%!.mp4";
        cue(new PlayList("list-1", List.of(new PlayList.Entry(name, 100, 25))), 50 * FRAME, node.clock().nanos() + 150 * MS);
        await().atMost(SOON).until(() -> frameShown() > 52);
        assertFalse(seen.has("failed"), seen.all());
    }

    private MpvPlayer opened(PlayerLog log) {
        return opened(log, Duration.ZERO);
    }

    private MpvPlayer opened(PlayerLog log, Duration displayDelay) {
        var made = new MpvPlayer(new MpvSettings(data, 'a', screen.display(), "x11", 1, displayDelay), node.clock(), node.loop(), node.work(), new OneWindow());
        players.add(made);
        node.loop().post("open", () -> made.open(log));
        return made;
    }

    private void cue(PlayList list, long positionNanos, long runAtNanos) {
        node.loop().post("cue", () -> player.cue(list, positionNanos, runAtNanos));
    }

    /** The number of the ramp's frame on the screen; negative for black. */
    private long frameShown() {
        int grey = screen.middle().get(1);
        return Math.round((grey - DARKEST) / (double) STEP);
    }

    private List<Long> livingPlayers() throws IOException {
        return Files.readAllLines(data.resolve("mpv.pid")).stream().map(Long::valueOf)
            .filter(pid -> ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)).toList();
    }

    private static void signal(String name, long pid) {
        try {
            assertEquals(0, new ProcessBuilder("kill", name, Long.toString(pid)).start().waitFor());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void idle(Duration length) {
        try {
            assertFalse(new CountDownLatch(1).await(length.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static PlayList.Entry entry(Path file, int frames) {
        return new PlayList.Entry(file.toString(), frames, 25);
    }

    private static void ffmpeg(String source, Path out) throws Exception {
        var command = List.of("ffmpeg", "-v", "error", "-f", "lavfi", "-i", source, "-pix_fmt", "yuv420p", "-g", "25", "-bf", "0", out.toString());
        assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
    }
}
