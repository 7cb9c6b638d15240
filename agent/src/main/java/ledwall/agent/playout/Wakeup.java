package ledwall.agent.playout;

import java.time.Duration;
import ledwall.protocol.runtime.Loop;
import org.jspecify.annotations.Nullable;

/** Runs one task again; of several instants asked for, the last one counts. On the loop. */
final class Wakeup {
    private final Loop loop;
    private final String name;
    private final Runnable task;
    private Loop.@Nullable Timer timer;

    Wakeup(Loop loop, String name, Runnable task) {
        this.loop = loop;
        this.name = name;
        this.task = task;
    }

    void in(long nanos) {
        cancel();
        timer = loop.after(Duration.ofNanos(nanos), name, task);
    }

    void cancel() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
