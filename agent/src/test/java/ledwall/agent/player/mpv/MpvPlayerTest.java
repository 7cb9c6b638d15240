package ledwall.agent.player.mpv;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import ledwall.agent.Xvfb;
import ledwall.agent.player.PlayList;
import ledwall.agent.player.Player;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.jspecify.annotations.Nullable;

/** A real mpv on a real (virtual) screen; what counts is the pixels. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class MpvPlayerTest {
    private static final long MS = 1_000_000;
    private static final Duration SOON = Duration.ofSeconds(5);
    @TempDir static Path folder;

    private final BenchLoop bench = new BenchLoop();
    private Xvfb screen;
    private Path data;
    private Path red;
    private Path ramp;
    private MpvPlayer player;
    private Seen seen;

    @BeforeAll
    void makeMedia() throws Exception {
        screen = new Xvfb(folder, 320, 180);
        red = folder.resolve("red.mp4");
        ramp = folder.resolve("ramp.mp4");
        ffmpeg("color=c=red:s=320x180:r=25:d=2", red);
        // The grey of frame n is 20 + 2n: the picture tells its own number.
        ffmpeg("color=c=black:s=320x180:r=25:d=4,geq=lum='16+(20+2*N)*219/255':cb=128:cr=128", ramp);
    }

    @AfterAll
    void stopScreen() {
        screen.close();
        bench.close();
    }

    @BeforeEach
    void open() throws Exception {
        data = Files.createTempDirectory(folder, "agent");
        player = newPlayer();
        seen = new Seen();
        bench.post("open", () -> player.open(seen));
        await().atMost(SOON).until(() -> seen.has("opened null"));
    }

    @AfterEach
    void end() {
        bench.post("end", () -> player.close(true));
        await().atMost(SOON).until(() -> livingPlayers().isEmpty());
    }

    @Test
    void playsTheListFrameByFrameFromTheInstantAskedFor() {
        var list = new PlayList("list-1", List.of(entry(red, 25), entry(ramp, 100)));
        long runAt = bench.nanos() + 400 * MS;
        bench.post("cue", () -> player.cue(list, 500 * MS, runAt));
        await().atMost(SOON).until(() -> seen.has("cued list-1"));
        assertTrue(bench.nanos() < runAt, "cued after it was to run");
        await().atMost(SOON).until(() -> screen.middle().get(1) > 60);
        Position last = seen.positions.getLast();
        long late = last.atNanos - (runAt + last.positionNanos - 500 * MS);
        assertTrue(Math.abs(late) < 15 * MS, "late by " + late / MS + " ms");
        assertEquals(0, last.positionNanos % (40 * MS), 1_000, "positions are frame starts");
    }

    private MpvPlayer newPlayer() {
        return new MpvPlayer(new MpvSettings(data, screen.display(), "x11", 1, Duration.ZERO), bench, bench, bench);
    }

    private List<Long> livingPlayers() throws IOException {
        return Files.readAllLines(data.resolve("mpv.pid")).stream().map(Long::valueOf)
            .filter(pid -> ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)).toList();
    }

    private static PlayList.Entry entry(Path file, int frames) {
        return new PlayList.Entry(file.toString(), frames, 25);
    }

    private static void ffmpeg(String source, Path out) throws Exception {
        var command = List.of("ffmpeg", "-v", "error", "-f", "lavfi", "-i", source, "-pix_fmt", "yuv420p", "-g", "25", "-bf", "0", out.toString());
        assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
    }

    private record Position(String listId, long positionNanos, long atNanos) {}

    private static final class Seen implements Player.Events {
        final List<String> events = new CopyOnWriteArrayList<>();
        final List<Position> positions = new CopyOnWriteArrayList<>(new ArrayList<>());

        boolean has(String event) {
            return events.stream().anyMatch(e -> e.startsWith(event));
        }

        @Override
        public void opened(Player.@Nullable Adopted adopted) {
            events.add("opened " + adopted);
        }

        @Override
        public void cued(String listId) {
            events.add("cued " + listId);
        }

        @Override
        public void position(String listId, long positionNanos, long atNanos) {
            positions.add(new Position(listId, positionNanos, atNanos));
        }

        @Override
        public void failed(String listId, String reason) {
            events.add("failed " + listId + " " + reason);
        }

        @Override
        public void ended(String listId) {
            events.add("ended " + listId);
        }

        @Override
        public void dropped(long frames) {}

        @Override
        public void lost(String reason) {
            events.add("lost " + reason);
        }
    }
}
