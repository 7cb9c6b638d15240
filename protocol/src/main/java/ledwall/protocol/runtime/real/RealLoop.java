package ledwall.protocol.runtime.real;

import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import ledwall.protocol.runtime.Loop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A loop on one real thread. A task that throws an exception is logged by its name and counted, and the loop goes on. An {@link Error} (a broken invariant of
 * our own, no memory) is handed to {@link Broken}: going on could show the wrong thing, and the supervisor starts a clean process within a second.
 */
public final class RealLoop implements Loop {
    private static final Logger LOG = LoggerFactory.getLogger(RealLoop.class);

    private final EventExecutor executor;
    private final Broken broken;
    private final AtomicLong failures = new AtomicLong();

    /** Told of an {@link Error} in a task, on the loop's thread. */
    public interface Broken {
        void broken(String task, Error error);
    }

    private RealLoop(EventExecutor executor, Broken broken) {
        this.executor = executor;
        this.broken = broken;
    }

    /** A loop on a thread of its own, which does not keep the JVM alive. {@link #close} ends it. */
    public static RealLoop ownThread(String threadName, Broken broken) {
        return new RealLoop(new DefaultEventExecutor(new DefaultThreadFactory(threadName, true)), broken);
    }

    /** A loop on the thread of an event loop, shared with its channels: one thread for everything, as a small agent wants it. */
    public static RealLoop on(EventExecutor eventLoop, Broken broken) {
        return new RealLoop(eventLoop, broken);
    }

    @Override
    public void post(String name, Runnable task) {
        try {
            executor.execute(() -> run(name, task));
        } catch (RejectedExecutionException e) {
            LOG.debug("{} not run: the loop has ended", name);
        }
    }

    @Override
    public Timer after(Duration delay, String name, Runnable task) {
        try {
            var scheduled = executor.schedule(() -> run(name, task), delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> scheduled.cancel(false);
        } catch (RejectedExecutionException e) {
            LOG.debug("{} not scheduled: the loop has ended", name);
            return () -> {};
        }
    }

    @Override
    public boolean inside() {
        return executor.inEventLoop();
    }

    /** How many tasks have thrown. */
    public long failures() {
        return failures.get();
    }

    private void run(String name, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("task failed: {} ({} so far)", name, failures.incrementAndGet(), e);
        } catch (Error e) {
            LOG.error("task broken: {}", name, e);
            broken.broken(name, e);
        }
    }

    /** Runs what is already posted, then ends; waits for it at most {@code limit}. Not called on the loop itself. */
    void close(Duration limit) {
        executor.shutdownGracefully(0, limit.toMillis(), TimeUnit.MILLISECONDS).awaitUninterruptibly(limit.toMillis());
    }
}
