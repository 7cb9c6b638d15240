package ledwall.agent.player.mpv;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import ledwall.agent.Xvfb;
import ledwall.agent.player.OneWindow;
import ledwall.agent.player.PlayList;
import ledwall.protocol.runtime.Node;
import ledwall.protocol.runtime.real.RealNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a real mpv does with clips that it cannot play, and when its display goes: playout counts on this. */
@Timeout(60)
class MpvBadInputTest {
    private static final long SECOND = 1_000_000_000;
    private static final Duration SOON = Duration.ofSeconds(15);

    @TempDir Path folder;
    private final List<MpvPlayer> players = new ArrayList<>();
    private final List<Xvfb> screens = new ArrayList<>();
    private RealNode bench;
    private Node node;
    private Path good;

    @BeforeEach
    void start() throws Exception {
        bench = RealNode.open("bench", folder.resolve("node"), (task, error) -> { });
        node = bench.node();
        good = folder.resolve("good.mp4");
        var ffmpeg = new ProcessBuilder("ffmpeg", "-nostdin", "-v", "error", "-f", "lavfi", "-i", "testsrc2=s=320x180:r=25:d=2", "-c:v", "libx264", "-preset",
            "ultrafast", "-bf", "0", "-g", "25", "-movflags", "+faststart", good.toString()).inheritIO().start();
        assertEquals(0, ffmpeg.waitFor());
    }

    @AfterEach
    void stop() {
        players.forEach(each -> node.loop().post("end", () -> each.close(true)));
        await().atMost(SOON).until(() -> living() == 0);
        screens.forEach(Xvfb::close);
        bench.close();
    }

    private long living() throws IOException {
        Path pids = folder.resolve("agent/mpv.pid");
        return !Files.exists(pids) ? 0 : Files.readAllLines(pids).stream().filter(pid -> ProcessHandle.of(Long.parseLong(pid)).map(ProcessHandle::isAlive).orElse(false))
            .count();
    }

    private Xvfb screen(String name, String display) throws Exception {
        var screen = new Xvfb(Files.createDirectories(folder.resolve(name)), 320, 180, display);
        screens.add(screen);
        return screen;
    }

    private MpvPlayer player(String display, PlayerLog seen) throws Exception {
        Path data = Files.createDirectories(folder.resolve("agent"));
        var player = new MpvPlayer(new MpvSettings(data, 'a', display, "x11", 1, Duration.ZERO), node.clock(), node.loop(), node.work(), new OneWindow());
        players.add(player);
        node.loop().post("open", () -> player.open(seen));
        return player;
    }

    private PlayList list(Path bad) {
        return new PlayList("list", List.of(new PlayList.Entry(good.toString(), 25, 25), new PlayList.Entry(bad.toString(), 100, 25),
            new PlayList.Entry(good.toString(), 50, 25)));
    }

    /** The good clip with these bytes in place of what follows a mark. */
    private Path spoilt(String name, String mark, int behind, byte[] bytes) throws Exception {
        byte[] file = Files.readAllBytes(good);
        int at = new String(file, StandardCharsets.ISO_8859_1).indexOf(mark) + behind;
        ByteBuffer.wrap(file).position(at).put(bytes, 0, Math.min(bytes.length, file.length - at));
        return Files.write(folder.resolve(name), file);
    }

    private PlayerLog played(Path bad) throws Exception {
        var seen = new PlayerLog();
        MpvPlayer player = player(screen("screen", "").display(), seen);
        await().atMost(SOON).until(() -> seen.has("opened"));
        node.loop().post("cue", () -> player.cue(list(bad), 0, node.clock().nanos() + 300_000_000));
        await().atMost(SOON).until(() -> seen.has("cued"));
        return seen;
    }

    /** How long after its start the list shows something of its last entry; the wall stood still between. */
    private static boolean seenIn(PlayerLog seen, long fromNanos, long untilNanos) {
        return seen.positions().stream().anyMatch(each -> each.positionNanos() > fromNanos && each.positionNanos() < untilNanos);
    }

    @Test
    void framesThatCannotBeDecodedAreComplainedAboutAndTheNextEntryKeepsItsPlace() throws Exception {
        byte[] noise = new byte[1 << 20];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (byte) (i * 7 + 13);
        }
        PlayerLog seen = played(spoilt("noise.mp4", "mdat", 4, noise));
        await().atMost(SOON).until(() -> seenIn(seen, 5 * SECOND + SECOND / 5, 8 * SECOND));
        await().atMost(SOON).until(() -> seen.has("stumbled list"));
        assertTrue(!seenIn(seen, SECOND + SECOND / 5, 5 * SECOND - SECOND / 5), "frames of noise were told");
    }

    @Test
    void aCodecThatThisPlayerLacksIsComplainedAboutAndStandsStill() throws Exception {
        PlayerLog seen = played(spoilt("codec.mp4", "avc1\0\0\0\0", 0, "zzzz".getBytes(StandardCharsets.US_ASCII)));
        await().atMost(SOON).until(() -> seen.has("stumbled list"));
        assertTrue(!seenIn(seen, SECOND + SECOND / 5, 8 * SECOND), "frames of an unknown codec were told");
    }

    @Test
    void aFileThatIsNoClipFailsTheListInWords() throws Exception {
        var seen = new PlayerLog();
        MpvPlayer player = player(screen("screen", "").display(), seen);
        await().atMost(SOON).until(() -> seen.has("opened"));
        Path text = Files.writeString(folder.resolve("text.mp4"), "no clip");
        node.loop().post("cue", () -> player.cue(list(text), 0, node.clock().nanos() + 300_000_000));
        await().atMost(SOON).until(() -> seen.has("failed list: "));
    }

    @Test
    void aDisplayThatVanishesIsNamedAndThePlayerComesBackWithIt() throws Exception {
        Xvfb screen = screen("screen", Xvfb.ownDisplay());
        var seen = new PlayerLog();
        MpvPlayer player = player(screen.display(), seen);
        await().atMost(SOON).until(() -> seen.has("opened"));
        screen.close();
        await().atMost(SOON).until(() -> seen.has("lost"));
        assertEquals(1, seen.count("lost"), seen.all());

        var without = new PlayerLog();
        node.loop().post("open", () -> player.open(without));
        await().atMost(SOON).until(() -> without.has("lost"));
        assertTrue(without.all().contains("check that the X display " + screen.display() + " is up"), without.all());
        assertEquals(1, without.count("lost"), without.all());

        screen("again", screen.display());
        var back = new PlayerLog();
        node.loop().post("open", () -> player.open(back));
        await().atMost(SOON).until(() -> back.has("opened"));
        assertTrue(!back.has("lost"), back.all());
    }
}
