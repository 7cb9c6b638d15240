package ledwall.protocol.runtime.real;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import ledwall.protocol.runtime.Loop;
import ledwall.protocol.runtime.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Slow work, one thread per lane while the lane has work, none otherwise. {@link #submit} from any thread. */
public final class RealWork implements Work {
    private static final Logger LOG = LoggerFactory.getLogger(RealWork.class);

    /** A lane so far behind will not catch up; the submitter must hear it before memory does. */
    static final int MAX_QUEUED = 10_000;

    private static final long KEPT_SECONDS = 60;

    private final String node;
    private final Threads threads;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private final CountDownLatch ending = new CountDownLatch(1);
    private final FailureLog failures = new FailureLog();

    /** Guarded by {@link #lock}. A lane is here exactly while its thread runs. */
    private final Map<String, Queue<Runnable>> lanes = new HashMap<>();

    /** Guarded by {@link #lock}. */
    private boolean closed;

    /** How a lane gets its thread. */
    private interface Threads {
        void start(String name, Runnable job);
    }

    private RealWork(String node, Threads threads) {
        this.node = node;
        this.threads = threads;
    }

    /** On virtual threads: for a node with thousands of lanes. */
    public static RealWork ofManyLanes(String node) {
        return new RealWork(node, (name, job) -> Thread.ofVirtual().name(name).start(job));
    }

    /**
     * On threads of the operating system, which are kept for a minute: for a node with a dozen lanes and little to do. A short task costs one wake there and
     * three in the pool below virtual threads; and a lane whose disk hangs takes nothing from the others.
     */
    public static RealWork ofFewLanes(String node) {
        var pool = new ThreadPoolExecutor(0, Integer.MAX_VALUE, KEPT_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(),
                Thread.ofPlatform().daemon().name(node + "-work-", 1).factory());
        return new RealWork(node, (name, job) -> pool.execute(job));
    }

    @Override
    public <T> void submit(String lane, String name, Callable<T> task, Loop loop, Outcome<T> then) {
        if (!enqueue(lane, () -> perform(lane, name, task, loop, then))) {
            var refused = new RejectedExecutionException("lane " + lane + " takes no more work");
            LOG.warn("work refused: {} in lane {}", name, lane);
            loop.post("refused " + name, () -> then.failed(refused));
        }
    }

    @Override
    public <T> Watch watch(String name, Duration every, Callable<T> look, Loop loop, Outcome<T> news) {
        var watch = new RealWatch<>(name, look, loop, news);
        threads.start(node + "-watch-" + name, () -> {
            try {
                do {
                    watch.look();
                } while (!ending.await(every.toNanos(), TimeUnit.NANOSECONDS));
            } catch (InterruptedException e) {
                // Nobody does.
                Thread.currentThread().interrupt();
            }
        });
        return watch;
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
            threads.start(node + "-work-" + lane, () -> drain(lane, job, fresh));
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

    private <T> void perform(String lane, String name, Callable<T> task, Loop loop, Outcome<T> then) {
        try {
            T result = task.call();
            failures.worked(lane, name).ifPresent(line -> LOG.info(line.text()));
            loop.post("done " + name, () -> then.done(result));
        } catch (Exception e) {
            failures.failed(lane, name, e).ifPresent(line -> LOG.warn(line.text(), line.trace()));
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
        ending.countDown();
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
