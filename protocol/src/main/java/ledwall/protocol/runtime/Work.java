package ledwall.protocol.runtime;

import java.util.concurrent.Callable;

/**
 * Where slow things happen: SQL, hashing, forcing files, media tools. Production uses virtual threads; the simulation runs the task after a virtual delay.
 * Tasks share nothing with the loop but what they were handed and what they return.
 */
public interface Work {
    /**
     * Runs {@code task} off the loop and hands its result to {@code then} on {@code loop}. Tasks of the same {@code lane} run one after another in the order
     * submitted; tasks of different lanes may run at once.
     */
    <T> void submit(String lane, String name, Callable<T> task, Loop loop, Outcome<T> then);

    /** What became of a task. Exactly one of the two is called, on the loop. */
    interface Outcome<T> {
        void done(T result);

        /** The default is right where a failure changes nothing but a log line, which {@link Work} has already written. */
        default void failed(Exception cause) {}
    }
}
