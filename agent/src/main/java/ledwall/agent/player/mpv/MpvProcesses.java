package ledwall.agent.player.mpv;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import ledwall.protocol.runtime.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts, finds and ends the mpv processes of one deck. Blocking: called inside {@code Work} only, one call at a time. */
final class MpvProcesses {
    private static final Logger LOG = LoggerFactory.getLogger(MpvProcesses.class);
    /** Measured 143 ms, 224 at most; much more on a machine that has just booted. */
    private static final long START_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int RETRY_MILLIS = 10;
    private static final int QUIT_MILLIS = 1_000;
    private static final int KILL_MILLIS = 1_000;
    /** A wall is dark meanwhile, and {@link ProcessHandle#onExit} alone looks every 300 ms, and less often, at a process that is no child of ours. */
    private static final int LOOK_MILLIS = 5;

    private final MpvSettings settings;
    private final Clock clock;
    private final MpvFinder finder;
    private final PlayerScript script;
    private final Parking parking;
    private final Path pidFile;
    private final Path socketFile;

    /** Where a player that is started is to put its window: an X geometry. */
    interface Parking {
        String geometry() throws IOException;
    }

    MpvProcesses(MpvSettings settings, Clock clock, Parking parking) {
        this.settings = settings;
        this.parking = parking;
        this.script = new PlayerScript(settings.folder());
        this.clock = clock;
        this.finder = new MpvFinder(settings);
        this.pidFile = settings.folder().resolve("mpv.pid");
        this.socketFile = settings.folder().resolve("mpv.socket");
    }

    /** A living player and the way to it. */
    record Living(MpvSocket.Connected connection, Path socket, long pid, boolean adopted) {}

    /** The player that a predecessor left, else a fresh one. */
    Living adoptOrStart() throws IOException {
        Living living = adopt();
        return living == null ? start() : living;
    }

    /** The player that a predecessor left; where there is none that can be taken over, none is left either. */
    @Nullable Living adopt() throws IOException {
        List<MpvFinder.Found> ours = finder.mine();
        // Of several nobody could tell which one answers at the socket.
        if (ours.size() == 1 && finder.isAsSet(ours.getFirst())) {
            MpvFinder.Found only = ours.getFirst();
            try {
                return new Living(MpvSocket.connect(only.socket(), clock), only.socket(), only.pid(), true);
            } catch (IOException e) {
                LOG.info("player {} does not answer at {}: {}", only.pid(), only.socket(), e.getMessage());
            }
        }
        // Two players would fight for one screen, so whatever is left of an earlier one, or was set otherwise, goes first.
        for (MpvFinder.Found old : ours) {
            kill(old.pid(), old.socket());
            Files.deleteIfExists(old.socket());
        }
        return null;
    }

    /** Waits a moment for a player that was told to quit, kills it if need be, and leaves nothing of it behind. */
    void end(Living player) throws IOException {
        if (!gone(player.pid(), QUIT_MILLIS)) {
            kill(player.pid(), player.socket());
        }
        // mpv leaves its socket lying about. By now it may be another player's, which bears the same name.
        if (finder.all().stream().noneMatch(other -> other.socket().equals(player.socket()))) {
            Files.deleteIfExists(player.socket());
        }
        notePlayers();
    }

    /** Ends the process at once, if it is the player of that socket and not somebody who was given its number since; returns when it is gone. */
    void kill(long pid, Path socket) {
        if (finder.isPlayer(pid, socket)) {
            LOG.info("killing player {}", pid);
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            if (!gone(pid, KILL_MILLIS)) {
                LOG.warn("player {} is killed and does not end: the system holds it", pid);
            }
        }
    }

    private boolean gone(long pid, int withinMillis) {
        long giveUp = clock.nanos() + TimeUnit.MILLISECONDS.toNanos(withinMillis);
        var exit = ProcessHandle.of(pid).map(ProcessHandle::onExit).orElse(null);
        while (exit != null && MpvFinder.lives(pid)) {
            if (clock.nanos() >= giveUp) {
                return false;
            }
            try {
                exit.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                LOG.trace("player {} has not ended yet", pid);
            } catch (ExecutionException e) {
                throw new IllegalStateException("waiting for a process does not fail", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    private Living start() throws IOException {
        Path socket = newSocket();
        Files.deleteIfExists(socket);
        note(socketFile, socket + "\n");
        Process process = launch(socket);
        notePlayers();
        try {
            return answering(process, socket);
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private Living answering(Process process, Path socket) throws IOException {
        long giveUp = clock.nanos() + START_NANOS;
        while (clock.nanos() < giveUp) {
            if (Files.exists(socket)) {
                try {
                    return new Living(MpvSocket.connect(socket, clock), socket, process.pid(), false);
                } catch (IOException e) {
                    LOG.debug("player {} does not listen yet", process.pid(), e);
                }
            }
            if (ended(process)) {
                throw new IOException("mpv ended with code " + process.exitValue() + " before it answered" + said()
                    + "; check that the X display " + settings.display() + " is up and mpv is installed");
            }
        }
        throw new IOException("mpv did not answer within " + TimeUnit.NANOSECONDS.toSeconds(START_NANOS) + " s of its start" + said());
    }

    private Path newSocket() throws IOException {
        Path folder = SocketFolder.choose(System.getenv(), System.getProperty("user.name", ""), lastSocketFolder());
        return SocketFolder.checked(folder.resolve(finder.socketName()));
    }

    private @Nullable Path lastSocketFolder() {
        try {
            return Path.of(Files.readString(socketFile).strip()).getParent();
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException | InvalidPathException e) {
            LOG.warn("{} cannot be read: {}", socketFile, e.getMessage());
            return null;
        }
    }

    private Process launch(Path socket) throws IOException {
        var builder = new ProcessBuilder(MpvCommand.line(settings, socket, parking.geometry(), script.path()));
        builder.environment().put("DISPLAY", settings.display());
        // With both at hand mpv might choose the other one.
        builder.environment().remove("WAYLAND_DISPLAY");
        // Emptied at each start. mpv is told to write nothing; what remains is a line of setsid, nice or a graphics driver.
        builder.redirectErrorStream(true).redirectOutput(log().toFile()).redirectInput(Path.of("/dev/null").toFile());
        return builder.start();
    }

    private Path log() {
        return settings.folder().resolve("mpv-" + settings.deck() + ".log");
    }

    private String said() {
        try {
            String text = Files.readString(log(), StandardCharsets.ISO_8859_1).strip();
            return text.isEmpty() ? "" : " (" + text.substring(0, Math.min(text.length(), 200)) + ")";
        } catch (IOException e) {
            return "";
        }
    }

    private static boolean ended(Process process) throws IOException {
        try {
            return process.waitFor(RETRY_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while mpv was starting", e);
        }
    }

    /** One process a line, whichever deck's. */
    private void notePlayers() throws IOException {
        note(pidFile, finder.all().stream().filter(found -> MpvFinder.lives(found.pid())).map(found -> found.pid() + "\n").sorted().collect(joining()));
    }

    /** For people, and for the next socket's folder: nothing that the screen should wait for. */
    private void note(Path file, String text) {
        // Another deck's may be written at the same time.
        Path part = file.resolveSibling(file.getFileName() + "." + settings.deck() + ".part");
        try {
            Files.writeString(part, text);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("{} cannot be written: {}", file, e.getMessage());
        }
    }
}
