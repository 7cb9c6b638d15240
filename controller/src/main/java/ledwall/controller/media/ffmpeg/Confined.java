package ledwall.controller.media.ffmpeg;

import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One child process within bounds: processor time, memory, file size, wall time, the lowest priority, no input, no core, no environment, no new privileges;
 * what it says is kept only up to a bound. It dies with this process.
 */
final class Confined {
    /** Decoders of 64 megapixels in two threads stay below half of this. */
    private static final long ADDRESS_SPACE_BYTES = 4L << 30;
    private static final int OPEN_FILES = 64;
    private static final int LINE_BYTES = 4 << 10;
    private static final int KEPT_BYTES = 64 << 10;

    private Confined() {}

    /** How much one run may use: processor time of all its threads, wall time, and bytes of each file it writes. */
    record Bounds(Duration processor, Duration wall, long fileBytes) {}

    /** How a run ended. {@code complaint} is the end of what it said on standard error. */
    record Ended(int exit, String complaint, boolean tooSlow) {
        boolean well() {
            return exit == 0 && !tooSlow;
        }
    }

    /** Runs the command and hands over each line of its standard output as it comes. */
    static Ended run(List<String> command, Bounds bounds, Consumer<String> line) throws IOException {
        return run(command, bounds, line, null);
    }

    /** What a child gets on its standard input. */
    interface Feed {
        void write(OutputStream to) throws IOException;
    }

    /** The same for a program that reads what {@code feed} writes; null where it reads nothing. */
    static Ended run(List<String> command, Bounds bounds, Consumer<String> line, @Nullable Feed feed) throws IOException {
        // The kernel ends the child when the thread that started it ends: hence a thread of its own, which stays until the child is gone.
        var run = new FutureTask<>(() -> start(command, bounds, line, feed));
        var thread = Thread.ofPlatform().daemon().name("media tool").start(run);
        try {
            return run.get();
        } catch (ExecutionException e) {
            throw new IOException("cannot run " + command.getFirst(), e.getCause());
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while " + command.getFirst() + " ran");
        }
    }

    private static Ended start(List<String> command, Bounds bounds, Consumer<String> line, @Nullable Feed feed) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(wrapped(command, bounds));
        if (feed == null) {
            builder.redirectInput(Redirect.from(new File("/dev/null")));
        }
        String path = System.getenv("PATH");
        builder.environment().clear();
        builder.environment().put("PATH", path == null ? "/usr/bin:/bin" : path);
        builder.environment().put("LC_ALL", "C");
        var child = builder.start();
        try {
            var complaint = new Tail();
            var out = Thread.ofVirtual().start(() -> lines(child.getInputStream(), line));
            var err = Thread.ofVirtual().start(() -> lines(child.getErrorStream(), complaint::add));
            // In a thread of its own: drawing may fail, and a child that reads no more must not keep us from its deadline.
            var fed = new FutureTask<>(() -> feed(feed, child.getOutputStream()), true);
            Thread.ofPlatform().daemon().name("media tool's input").start(fed);
            boolean inTime = child.waitFor(bounds.wall().toMillis(), TimeUnit.MILLISECONDS);
            if (!inTime) {
                child.destroyForcibly().waitFor();
            }
            out.join();
            err.join();
            failure(fed);
            return new Ended(child.exitValue(), complaint.text(), !inTime);
        } finally {
            child.destroyForcibly();
        }
    }

    private static void feed(@Nullable Feed feed, OutputStream to) {
        try (to) {
            if (feed != null) {
                feed.write(to);
            }
        } catch (IOException e) {
            // The child reads no more; how it ended tells the rest.
        }
    }

    /** Throws what drawing threw: the child, which got too little, is not to blame. */
    private static void failure(FutureTask<Boolean> fed) throws InterruptedException {
        try {
            fed.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("drawing frames failed", e.getCause());
        }
    }

    private static List<String> wrapped(List<String> command, Bounds bounds) {
        var seconds = bounds.processor().toSeconds();
        List<String> all = new ArrayList<>(List.of("setpriv", "--no-new-privs", "--pdeathsig", "KILL", "--"));
        all.addAll(List.of("prlimit", "--cpu=" + seconds + ":" + (seconds + 5), "--as=" + ADDRESS_SPACE_BYTES, "--fsize=" + bounds.fileBytes(),
            "--core=0", "--nofile=" + OPEN_FILES, "--"));
        // Nothing that is being prepared may take time from what is being shown: on one machine the players are its neighbours.
        all.addAll(List.of("nice", "-n", "19", "ionice", "-t", "-c", "2", "-n", "7"));
        all.addAll(command);
        return all;
    }

    /** Hands over lines, each cut to a bound: a hostile file may make a program say anything. */
    private static void lines(InputStream from, Consumer<String> hearer) {
        var line = new byte[LINE_BYTES];
        int length = 0;
        try (var in = new BufferedInputStream(from)) {
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next == '\n') {
                    hearer.accept(new String(line, 0, length, StandardCharsets.UTF_8));
                    length = 0;
                } else if (length < line.length) {
                    line[length++] = (byte) next;
                }
            }
        } catch (IOException e) {
            // The child was killed; how it ended tells the rest.
        }
        if (length > 0) {
            hearer.accept(new String(line, 0, length, StandardCharsets.UTF_8));
        }
    }

    /** The last lines that fit the bound. Filled by one thread, read after it ended. */
    private static final class Tail {
        private final StringBuilder kept = new StringBuilder();

        void add(String line) {
            kept.append(line).append('\n');
            if (kept.length() > KEPT_BYTES) {
                kept.delete(0, kept.length() - KEPT_BYTES / 2);
            }
        }

        String text() {
            return kept.toString();
        }
    }
}
