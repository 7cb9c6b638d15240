package ledwall.protocol.runtime.real;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import ledwall.protocol.runtime.Loop;
import ledwall.protocol.runtime.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Slow work on virtual threads: one per lane while the lane has work, none otherwise. {@link #submit} from any thread. */
public final class RealWork implements Work {
    private static final Logger LOG = LoggerFactory.getLogger(RealWork.class);

    /** A lane so far behind will not catch up; the submitter must hear it before memory does. */
    static final int MAX_QUEUED = 10_000;

    private final String node;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();

    /** Guarded by {@link #lock}. A lane is here exactly while its thread runs. */
    private final Map<String, Queue<Runnable>> lanes = new HashMap<>();

    /** Guarded by {@link #lock}. */
    private boolean closed;

    public RealWork(String node) {
        this.node = node;
    }

    @Override
    public <T> void submit(String lane, String name, Callable<T> task, Loop loop, Outcome<T> then) {
        if (!enqueue(lane, () -> perform(lane, name, task, loop, then))) {
            var refused = new RejectedExecutionException("lane " + lane + " takes no more work");
            LOG.warn("work refused: {} in lane {}", name, lane);
            loop.post("refused " + name, () -> then.failed(refused));
        }
    }

    private boolean enqueue(String lane, Runnable job) {
        lock.lock();
        try {
            var queue = lanes.get(lane);
            if (closed || (queue != null && queue.size() >= MAX_QUEUED)) {
                return false;
            }
            if (queue != null) {
                queue.add(job);
                return true;
            }
            var fresh = new ArrayDeque<Runnable>();
            lanes.put(lane, fresh);
            Thread.ofVirtual().name(node + "-work-" + lane).start(() -> drain(lane, job, fresh));
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void drain(String lane, Runnable first, Queue<Runnable> queue) {
        var job = first;
        while (job != null) {
            job.run();
            lock.lock();
            try {
                job = queue.poll();
                if (job == null) {
                    lanes.remove(lane);
                    idle.signalAll();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private static <T> void perform(String lane, String name, Callable<T> task, Loop loop, Outcome<T> then) {
        try {
            T result = task.call();
            loop.post("done " + name, () -> then.done(result));
        } catch (Exception e) {
            LOG.warn("work failed: {} in lane {}: {}", name, lane, e.toString(), e);
            loop.post("failed " + name, () -> then.failed(e));
        } catch (Error e) {
            // The loop decides what an Error means (RealLoop.Broken); the lane's thread must not vanish with it, or the lane would stand still for ever.
            loop.post("broken " + name, () -> {
                throw e;
            });
        }
    }

    /** Takes no more work and waits at most {@code limit} for what was taken. */
    void close(Duration limit) {
        long left = limit.toNanos();
        lock.lock();
        try {
            closed = true;
            while (!lanes.isEmpty() && left > 0) {
                left = idle.awaitNanos(left);
            }
            if (!lanes.isEmpty()) {
                LOG.warn("work left behind in lanes {} after {} s", lanes.keySet(), TimeUnit.NANOSECONDS.toSeconds(limit.toNanos()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
