package ledwall.protocol.runtime;

import java.time.Duration;

/**
 * The one thread that owns a node's state. Tasks run one at a time in the order posted; none of them may block. A task that throws is logged by its name
 * and counted; it never stops the loop.
 */
public interface Loop {
    /** Runs {@code task} soon. May be called from any thread. */
    void post(String name, Runnable task);

    /** Runs {@code task} once after {@code delay}. May be called from any thread. */
    Timer after(Duration delay, String name, Runnable task);

    /** Whether the calling thread is this loop's. */
    boolean inside();

    /** A task to come. */
    interface Timer {
        /** Cancels the task unless it already ran; harmless afterwards. Called on the loop. */
        void cancel();
    }
}
