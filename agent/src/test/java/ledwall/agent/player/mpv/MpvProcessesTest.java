package ledwall.agent.player.mpv;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import ledwall.agent.Xvfb;
import ledwall.agent.player.OneWindow;
import ledwall.protocol.runtime.Clock;
import ledwall.protocol.runtime.real.RealNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class MpvProcessesTest {
    @TempDir static Path folder;

    /** So much slower is the clock by which it is seen how long somebody waits for a process: a busy machine is told from a wait that ends by the clock alone. */
    private static final int SLOWER = 20;

    private final List<Long> started = new ArrayList<>();
    private final List<Process> parents = new ArrayList<>();
    private Xvfb screen;
    private RealNode bench;
    private Path data;

    @BeforeAll
    void openScreen() throws IOException {
        screen = new Xvfb(folder, 320, 180);
        bench = RealNode.open("bench", folder.resolve("node"), (task, error) -> { });
    }

    @AfterAll
    void closeScreen() {
        screen.close();
        bench.close();
    }

    @BeforeEach
    void makeFolder() throws IOException {
        data = Files.createTempDirectory(folder, "agent");
    }

    @AfterEach
    void endPlayers() {
        started.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
        parents.forEach(Process::destroyForcibly);
    }

    @Test
    void aPlayerIsFoundAgainThoughNothingCouldBeNoted() throws IOException {
        Files.createDirectory(data.resolve("mpv.pid.part"));
        Files.createDirectory(data.resolve("mpv.socket.part"));
        var first = opened(screen.display(), 1);
        assertFalse(first.adopted());
        var second = opened(screen.display(), 1);
        assertTrue(second.adopted());
        assertEquals(first.pid(), second.pid());
    }

    @Test
    void aPlayerWithOtherSettingsIsReplaced() throws IOException {
        var first = opened(screen.display(), 1);
        var second = opened(screen.display(), 2);
        assertFalse(second.adopted());
        assertNotEquals(first.pid(), second.pid());
        assertFalse(lives(first));
    }

    @Test
    void aPlayerOnAnotherDisplayIsReplaced() throws IOException {
        var first = opened(screen.display(), 1);
        var second = opened(screen.display() + ".0", 1);
        assertFalse(second.adopted());
        assertFalse(lives(first));
    }

    @Test
    void thePlayerOfAnotherFolderIsLeftAlone() throws IOException {
        var first = opened(screen.display(), 1);
        data = Files.createTempDirectory(folder, "agent");
        assertFalse(opened(screen.display(), 1).adopted());
        assertTrue(lives(first));
    }

    @Test
    void aKilledPlayerWhoseParentDoesNotAskForItIsGoneAtOnce() throws Exception {
        var settings = new MpvSettings(data, 'a', screen.display(), "x11", 1, Duration.ZERO);
        Path socket = data.resolve(new MpvFinder(settings).socketName());
        long pid = unasked(MpvCommand.line(settings, socket, new OneWindow().parked(), folder.resolve("player.lua")));
        started.add(pid);
        var clock = new SlowClock(bench.node().clock());
        var processes = new MpvProcesses(settings, clock, new OneWindow()::parked);
        await().until(() -> new MpvFinder(settings).isPlayer(pid, socket));
        assertEquals(0, new ProcessBuilder("kill", "-STOP", Long.toString(pid)).start().waitFor());
        long begin = clock.nanos();
        processes.kill(pid, socket);
        // It has ended, and nobody has asked for it: by what a process table says it would be there for ever, and waited for until the second is over.
        assertTrue(clock.nanos() - begin < 250_000_000L, "waited for " + (clock.nanos() - begin) / 1_000_000 + " of 1,000 ms");
        assertFalse(MpvFinder.lives(pid));
    }

    /** Starts a process whose parent stays and never asks for it, so that it remains in the process table when it has ended; gives its number. */
    private long unasked(List<String> command) throws IOException {
        var line = new ArrayList<>(List.of("sh", "-c", "\"$@\" >/dev/null 2>&1 & echo $!; exec sleep 60", "sh"));
        line.addAll(command);
        var builder = new ProcessBuilder(line);
        builder.environment().put("DISPLAY", screen.display());
        Process parent = builder.start();
        parents.add(parent);
        return Long.parseLong(parent.inputReader().readLine());
    }

    private record SlowClock(Clock clock) implements Clock {
        @Override
        public long nanos() {
            return clock.nanos() / SLOWER;
        }

        @Override
        public Instant wall() {
            return clock.wall();
        }

        @Override
        public String bootId() {
            return clock.bootId();
        }
    }

    private static boolean lives(MpvProcesses.Living player) {
        return ProcessHandle.of(player.pid()).map(ProcessHandle::isAlive).orElse(false);
    }

    /** Each time by a new object, as by the next process of the agent. */
    private MpvProcesses.Living opened(String display, int threads) throws IOException {
        var processes = new MpvProcesses(new MpvSettings(data, 'a', display, "x11", threads, Duration.ZERO), bench.node().clock(), new OneWindow()::parked);
        var living = processes.adoptOrStart();
        started.add(living.pid());
        living.connection().abandon();
        return living;
    }
}
