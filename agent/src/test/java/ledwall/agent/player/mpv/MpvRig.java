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
import ledwall.agent.player.OneWindow;
import ledwall.agent.player.PlayList;
import ledwall.protocol.runtime.Node;
import ledwall.protocol.runtime.real.RealNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One mpv for each test, on a virtual screen and with clips of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
abstract class MpvRig {
    static final long MS = 1_000_000;
    static final long FRAME = 40 * MS;
    static final Duration SOON = Duration.ofSeconds(10);
    static final List<Integer> BLACK = List.of(0, 0, 0);
    static final int DARKEST = 20;
    static final int STEP = 2;
    /** Frames. Nobody steers here, and other tests may keep the machine busy. */
    static final int TOLERANCE = 2;
    @TempDir static Path folder;

    final List<MpvPlayer> players = new ArrayList<>();
    Xvfb screen;
    RealNode bench;
    Node node;
    Path data;
    Path red;
    Path ramp;
    MpvPlayer player;
    PlayerLog seen;

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

    MpvPlayer opened(PlayerLog log) {
        return opened(log, Duration.ZERO);
    }

    MpvPlayer opened(PlayerLog log, Duration displayDelay) {
        var made = new MpvPlayer(new MpvSettings(data, 'a', screen.display(), "x11", 1, displayDelay), node.clock(), node.loop(), node.work(), new OneWindow());
        players.add(made);
        node.loop().post("open", () -> made.open(log));
        return made;
    }

    void cue(PlayList list, long positionNanos, long runAtNanos) {
        node.loop().post("cue", () -> player.cue(list, positionNanos, runAtNanos));
    }

    /** The number of the ramp's frame on the screen; negative for black. */
    long frameShown() {
        int grey = screen.middle().get(1);
        return Math.round((grey - DARKEST) / (double) STEP);
    }

    /** That the ramp's frame on the screen is the one due, where {@code frame} was due at an instant: by the middle of nine looks, of which a busy machine spoils some. */
    void assertShown(long frame, long atNanos) {
        var behind = new ArrayList<Long>();
        await().atMost(SOON).pollInterval(Duration.ofMillis(20)).until(() -> {
            behind.add(frame + (node.clock().nanos() - atNanos) / FRAME - frameShown());
            return behind.size() == 9;
        });
        assertTrue(Math.abs(behind.stream().sorted().toList().get(4)) <= TOLERANCE, () -> "frames behind what was due: " + behind);
    }

    List<Long> livingPlayers() throws IOException {
        return Files.readAllLines(data.resolve("mpv.pid")).stream().map(Long::valueOf)
            .filter(pid -> ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)).toList();
    }

    static void signal(String name, long pid) {
        try {
            assertEquals(0, new ProcessBuilder("kill", name, Long.toString(pid)).start().waitFor());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static void idle(Duration length) {
        try {
            assertFalse(new CountDownLatch(1).await(length.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static PlayList.Entry entry(Path file, int frames) {
        return new PlayList.Entry(file.toString(), frames, 25);
    }

    static void ffmpeg(String source, Path out) throws Exception {
        var command = List.of("ffmpeg", "-v", "error", "-f", "lavfi", "-i", source, "-pix_fmt", "yuv420p", "-g", "25", "-bf", "0", out.toString());
        assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
    }
}
