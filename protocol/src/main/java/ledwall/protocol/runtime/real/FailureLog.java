package ledwall.protocol.runtime.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What the log is told of work that fails: a line with the cause, and of the same again only how often by now, at every doubling, and when it works again. So
 * what is tried every second for a whole night is some twenty lines. Any thread.
 */
final class FailureLog {
    /** Many names hold a file's. What failed the longest ago is forgotten first, and told in full if it fails again. */
    static final int MOST = 256;
    private static final int LONGEST_CAUSE = 1_000;

    private final ReentrantLock lock = new ReentrantLock();
    /** Guarded by {@link #lock}; the one that failed last is the last. */
    private final Map<Task, Failures> failing = new LinkedHashMap<>();
    /** Most work never fails, and need not ask. */
    private volatile boolean any;

    private record Task(String lane, String name) {
        @Override
        public String toString() {
            return name + " in lane " + lane;
        }
    }

    private record Failures(String cause, long times) {}

    /** Something that must be said of it. {@code trace} is with it where the fault may be our own, which a line does not find. */
    record Line(String text, @Nullable Exception trace) {}

    /** What to write of a task that failed, if anything. */
    Optional<Line> failed(String lane, String name, Exception e) {
        String cause = e.toString();
        cause = cause.substring(0, Math.min(cause.length(), LONGEST_CAUSE));
        var task = new Task(lane, name);
        lock.lock();
        try {
            Failures before = failing.remove(task);
            long times = before != null && before.cause().equals(cause) ? before.times() + 1 : 1;
            failing.put(task, new Failures(cause, times));
            if (failing.size() > MOST) {
                failing.remove(failing.keySet().iterator().next());
            }
            any = true;
            if (times == 1) {
                return Optional.of(new Line("work failed: " + task + ": " + cause, isOfTheWorld(e) ? null : e));
            }
            return Long.bitCount(times) == 1 ? Optional.of(new Line("work failed " + times + " times: " + task + ": " + cause, null)) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** What to write of a task that did not fail, if anything. */
    Optional<Line> worked(String lane, String name) {
        if (!any) {
            return Optional.empty();
        }
        var task = new Task(lane, name);
        lock.lock();
        try {
            Failures before = failing.remove(task);
            any = !failing.isEmpty();
            if (before == null || before.times() == 1) {
                return Optional.empty();
            }
            return Optional.of(new Line("work goes on: " + task + ", which failed " + before.times() + " times", null));
        } finally {
            lock.unlock();
        }
    }

    /** A disk, a display or a line that fails says what it is; where in our code that was noticed explains nothing. */
    static boolean isOfTheWorld(Exception e) {
        return e instanceof IOException || e instanceof UncheckedIOException;
    }
}
