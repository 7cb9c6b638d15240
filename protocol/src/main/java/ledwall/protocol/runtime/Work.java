package ledwall.protocol.runtime;

import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * Where slow things happen: SQL, hashing, forcing files, media tools. Production uses threads; the simulation runs the task after a virtual delay.
 * Tasks share nothing with the loop but what they were handed and what they return.
 */
public interface Work {
    /**
     * Runs {@code task} off the loop and hands its result to {@code then} on {@code loop}. Tasks of the same {@code lane} run one after another in the order
     * submitted; tasks of different lanes may run at once.
     */
    <T> void submit(String lane, String name, Callable<T> task, Loop loop, Outcome<T> then);

    /**
     * Does {@code look} again and again off the loop, so long after the last one ended each time, for as long as this node lives. Only news comes to the loop: a
     * result that is not equal to the one before, a failure that no failure came before, and whatever follows on one.
     */
    <T> Watch watch(String name, Duration every, Callable<T> look, Loop loop, Outcome<T> news);

    /** Something that is looked at again and again. Any thread. */
    interface Watch {
        /** When the newest look began whose result the loop knows, monotonic; {@link Long#MIN_VALUE} before the first. */
        long seenNanos();
    }

    /** What became of a task. Exactly one of the two is called, on the loop. */
    interface Outcome<T> {
        void done(T result);

        /** The default is right where a failure changes nothing but a log line, which {@link Work} has already written. */
        default void failed(Exception cause) {}
    }
}
