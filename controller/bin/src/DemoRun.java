import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A demo of its own, started and ended by a bench. */
final class DemoRun {
    private final Path top;
    private final Path work;
    private final int http;
    private final int agentsPort;
    private final int screens;
    private final Api api;
    private final Map<String, String> environment = new TreeMap<>();
    private Process process;

    DemoRun(Path top, Path work, int http, int agentsPort, int screens) {
        this.top = top;
        this.work = work;
        this.http = http;
        this.agentsPort = agentsPort;
        this.screens = screens;
        this.api = new Api("http://127.0.0.1:" + http);
    }

    Api api() {
        return api;
    }

    /** From the next start on agent {@code k} reaches the controller through this line. */
    void through(int k, Proxy line) {
        environment.put("LEDWALL_DEMO_CONTROLLER_" + k, line.address());
    }

    /** Seconds from the command to a picture on every screen. */
    double start() throws IOException, InterruptedException {
        long began = System.nanoTime();
        var builder = new ProcessBuilder(top.resolve("controller/bin/demo").toString(), "--work", work.resolve("").toString(), "--http", Integer.toString(http), "--agents-port",
                Integer.toString(agentsPort), "--screens", Integer.toString(screens)).redirectErrorStream(true);
        // It would take the walls in the midst of what is measured.
        builder.environment().put("LEDWALL_DEMO_RELEASE", "no");
        builder.environment().putAll(environment);
        process = builder.start();
        double seconds = -1;
        var said = process.inputReader(StandardCharsets.UTF_8);
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.startsWith("first picture on all")) {
                seconds = (System.nanoTime() - began) / 1e9;
            }
            if (line.startsWith("Everything lies below")) {
                Thread.ofVirtual().start(() -> said.lines().forEach(later -> System.out.println("demo: " + later)));
                api.login(Accounts.of(work).administrator());
                return seconds;
            }
            System.out.println("demo: " + (line.matches(" {2}\\w+ +[a-z0-9-]{20,}") ? "  (an account)" : line));
        }
        throw new Demo.Failed("The demo ended with " + process.waitFor());
    }

    void end() {
        if (process != null) {
            process.destroy();
            try {
                if (!process.waitFor(30, TimeUnit.SECONDS)) {
                    System.out.println("the demo does not end");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The process id in one of the demo's pid files; -1 while there is none. */
    long pid(String file) {
        try {
            return Long.parseLong(Files.readString(work.resolve(file)).strip());
        } catch (IOException | NumberFormatException e) {
            return -1;
        }
    }

    /** The version of the newest timeline that any screen keeps. */
    long newestVersion() {
        return Api.numbers(api.quiet("/api/v1/screens"), "timelineVersion").stream().mapToLong(Long::longValue).max().orElse(0);
    }

    /** kill -9. */
    void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
}
