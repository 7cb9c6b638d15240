import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The processes that the demo started: kept alive as a service manager would, and ended together. Thread-safe. */
final class Children {
    private static final long RESTART_AFTER_MILLIS = 1000;
    private static final long GRACE_MILLIS = 10_000;

    private final Map<String, Process> living = new LinkedHashMap<>();
    private final List<Process> displays = new ArrayList<>();
    private final List<Path> playerFiles = new ArrayList<>();
    private boolean ending;

    /** Starts a program and starts it again, a second after each death, until {@link #endAll}. */
    synchronized void keep(String name, List<String> command, Map<String, String> environment, Path log, Path pidFile) throws IOException {
        if (ending) {
            return;
        }
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        living.put(name, process);
        Path fresh = pidFile.resolveSibling(pidFile.getFileName() + ".new");
        Files.writeString(fresh, process.pid() + "\n");
        Files.move(fresh, pidFile, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Thread.ofVirtual().name("keep " + name).start(() -> {
            try {
                int code = process.waitFor();
                Thread.sleep(RESTART_AFTER_MILLIS);
                synchronized (this) {
                    if (!ending) {
                        System.err.println(name + " ended with " + code + " and is started again; see " + log);
                        keep(name, command, environment, log, pidFile);
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException e) {
                System.err.println(name + " cannot be started again: " + e.getMessage());
            }
        });
    }

    synchronized boolean alive(String name) {
        return Optional.ofNullable(living.get(name)).map(Process::isAlive).orElse(false);
    }

    /** A program that must end well before the demo goes on. */
    void run(List<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new Demo.Failed(String.join(" ", command) + " failed:\n" + said);
        }
    }

    /** Starts a virtual display whose pixels lie in a file below {@code framebuffer}, and returns its name, such as {@code :71}. */
    synchronized String display(String name, int width, int height, Path framebuffer, Path log) throws IOException {
        // What draws goes before what computes, where that is allowed; where it is not, nice says so in the log and goes on.
        var process = new ProcessBuilder("nice", "-n", "-5", "Xvfb", "-displayfd", "1", "-screen", "0", width + "x" + height + "x24", "-fbdir", framebuffer.toString(), "-nolisten", "tcp",
                "-noreset", "-ac", "-s", "0").redirectError(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
        process.getOutputStream().close();
        displays.add(process);
        var line = process.inputReader(StandardCharsets.US_ASCII).readLine();
        if (line == null) {
            throw new Demo.Failed("Xvfb for " + name + " did not start; see " + log);
        }
        return ":" + line.strip();
    }

    /** A file that lists the players of one screen, one process id a line: they outlive their agent on purpose, and the demo ends them by this list. */
    synchronized void players(Path pidFile) {
        playerFiles.add(pidFile);
    }

    void endAll() {
        List<Process> programs;
        synchronized (this) {
            if (ending) {
                return;
            }
            ending = true;
            programs = List.copyOf(living.values());
        }
        end(programs.stream().map(Process::toHandle).toList());
        end(players());
        synchronized (this) {
            end(displays.stream().map(Process::toHandle).toList());
        }
    }

    private static void end(List<ProcessHandle> processes) {
        processes.forEach(ProcessHandle::destroy);
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS);
        for (ProcessHandle process : processes) {
            try {
                process.onExit().get(Math.max(1, until - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (Exception e) {
                process.destroyForcibly();
            }
        }
    }

    private List<ProcessHandle> players() {
        var out = new ArrayList<ProcessHandle>();
        for (Path file : playerFiles) {
            try {
                for (String line : Files.readAllLines(file)) {
                    // A number may have been given to another program since: only an mpv is ours to end.
                    ProcessHandle.of(Long.parseLong(line.strip()))
                            .filter(process -> process.info().command().map(command -> command.endsWith("/mpv")).orElse(false)).ifPresent(out::add);
                }
            } catch (IOException | NumberFormatException e) {
                // No player was ever started there.
            }
        }
        return out;
    }
}
