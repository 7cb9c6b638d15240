package ledwall.agent;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import ledwall.agent.player.OneWindow;
import ledwall.agent.player.PlayList;
import ledwall.agent.player.Player;
import ledwall.agent.player.SilentEvents;
import ledwall.agent.player.mpv.MpvPlayer;
import ledwall.agent.player.mpv.MpvSettings;
import ledwall.agent.setup.ScreenKey;
import ledwall.agent.setup.Settings;
import ledwall.agent.stop.LatchFile;
import ledwall.agent.stop.WallStopFile;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.runtime.real.RealDisk;
import ledwall.protocol.runtime.real.RealNode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code ledwall-agent stop} with a real player that shows red, and an agent that lives, is dead or is frozen; what counts is the pixels. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(90)
final class StopCommandTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir static Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<Process> agents = new ArrayList<>();
    private Xvfb screen;
    private RealNode bench;
    private Path red;
    private Path data;
    private MpvPlayer player;

    @BeforeAll
    void open() throws Exception {
        screen = new Xvfb(folder, 320, 180);
        bench = RealNode.open("bench", folder.resolve("node"), (task, error) -> { });
        red = folder.resolve("red.mp4");
        new ProcessBuilder("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "color=c=red:s=320x180:r=25:d=4", "-pix_fmt", "yuv420p", red.toString())
            .inheritIO().start().waitFor();
    }

    @AfterAll
    void close() {
        screen.close();
        bench.close();
    }

    /** A player that shows red, and that the agent which started it has let go of. */
    @BeforeEach
    void leaveAPlayer() throws IOException {
        out.reset();
        data = Files.createTempDirectory(folder, "agent");
        Files.createFile(data.resolve("agent.lock"));
        new ScreenKey(new ScreenId("screen-1"), "North", Bytes.of(new byte[32]), new Settings.Address("127.0.0.1", 1)).write(data);
        var settings = new MpvSettings(data, 'a', screen.display(), "x11", 1, Duration.ZERO);
        player = new MpvPlayer(settings, bench.node().clock(), bench.node().loop(), bench.node().work(), new OneWindow());
        var entry = new PlayList.Entry(red.toString(), 100, 25);
        var list = new PlayList("list-1", Collections.nCopies(15, entry));
        bench.node().loop().post("open", () -> player.open(new SilentEvents() {
            @Override
            public void opened(Player.@Nullable Adopted adopted) {
                player.cue(list, 0, bench.node().clock().nanos());
            }
        }));
        await().atMost(SOON).until(() -> screen.middle().getFirst() > 200);
        bench.node().loop().post("let go", () -> player.close(false));
    }

    @AfterEach
    void endAll() throws IOException {
        for (Process agent : agents) {
            agent.destroyForcibly();
        }
        agents.clear();
        for (long pid : players()) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
        await().atMost(SOON).until(() -> players().isEmpty());
    }

    private List<Long> players() throws IOException {
        Path noted = data.resolve("mpv.pid");
        if (Files.notExists(noted) || Files.readString(noted).isBlank()) {
            return List.of();
        }
        return Arrays.stream(Files.readString(noted).strip().split("\\s+")).map(Long::valueOf).filter(StopCommandTest::lives).toList();
    }

    private static boolean lives(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
            return "ZX".indexOf(stat.charAt(stat.lastIndexOf(')') + 2)) < 0;
        } catch (IOException e) {
            return false;
        }
    }

    private int stop() {
        return Main.main(List.of("stop", "--data", data.toString(), "--display", screen.display(), "--reason", "smoke"), Map.of(),
            new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(out, true, StandardCharsets.UTF_8));
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private Process agent() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(java, "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-XX:TieredStopAtLevel=1", "-cp",
            classPath(), "ledwall.agent.Main", "run", "--data", data.toString(), "--display", screen.display())
            .redirectErrorStream(true).redirectOutput(data.resolve("out.log").toFile()).start();
        agents.add(process);
        await().atMost(SOON).until(() -> Files.exists(data.resolve("status.json")));
        return process;
    }

    /** Of this test, whoever runs it: the build hands it over as a property, a launcher by a loader of its own. */
    private static String classPath() {
        if (StopCommandTest.class.getClassLoader() instanceof URLClassLoader loader) {
            return Arrays.stream(loader.getURLs()).map(URL::getPath).collect(Collectors.joining(File.pathSeparator));
        }
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private static void signal(String name, long pid) throws Exception {
        assertEquals(0, new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor());
    }

    private boolean dark() {
        return screen.lit() == 0;
    }

    private boolean latched() throws IOException {
        return new LatchFile(RealDisk.open(data)).read().map(latch -> latch.stopped() && latch.reason().equals("smoke")).orElse(false);
    }

    @Test
    void playerOfADeadAgentGoesBlackAndStaysBlack() throws IOException {
        assertEquals(0, stop(), said());
        assertTrue(dark(), "when the command is done");
        assertTrue(said().contains("dead"), said());
        assertTrue(said().contains("is black"), said());
        assertEquals(1, players().size());
        assertTrue(new WallStopFile(RealDisk.open(data)).read().isPresent());
        agent();
        await().atMost(SOON).until(this::latched);
        assertTrue(dark(), "an agent that is started shows nothing");
    }

    @Test
    void frozenPlayerIsEnded() throws Exception {
        signal("STOP", players().getFirst());
        assertEquals(0, stop(), said());
        assertTrue(said().contains("was ended"), said());
        await().atMost(Duration.ofMillis(500)).until(this::dark);
        assertEquals(List.of(), players());
    }

    @Test
    void livingAgentTakesTheStopAndKeepsIt() throws IOException {
        agent();
        assertEquals(0, stop(), said());
        assertTrue(said().contains("alive"), said());
        assertTrue(latched());
        assertTrue(dark());
    }

    @Test
    void frozenAgentIsNamedItsPlayerEndedAndNothingIsSeenWhenItThaws() throws Exception {
        Process agent = agent();
        signal("STOP", agent.pid());
        assertEquals(0, stop(), said());
        assertTrue(said().contains("frozen"), said());
        assertTrue(dark());
        signal("CONT", agent.pid());
        await().atMost(SOON).until(this::latched);
        await().during(Duration.ofSeconds(1)).atMost(SOON).until(this::dark);
    }

    @Test
    void stopThatCannotBeWrittenIsNotCalledCertain() throws IOException {
        Files.createFile(data.resolve("stop"));
        assertEquals(1, stop());
        assertTrue(said().contains("COULD NOT BE WRITTEN"), said());
        assertTrue(dark(), "the player is told all the same");
    }

    @Test
    void folderInWhichNoAgentEverRanIsNoWall() {
        int code = Main.main(List.of("stop", "--data", folder.resolve("nothing").toString()), Map.of(), new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(out, true, StandardCharsets.UTF_8));
        assertEquals(69, code);
        assertFalse(said().contains("dark"), said());
    }
}
