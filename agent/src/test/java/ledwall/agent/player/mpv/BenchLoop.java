package ledwall.agent.player.mpv;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import ledwall.protocol.runtime.Clock;
import ledwall.protocol.runtime.Loop;
import ledwall.protocol.runtime.Work;

/** Real time and threads for the few tests with a real mpv. */
final class BenchLoop implements Loop, Work, Clock, AutoCloseable {
    private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();
    private final ScheduledExecutorService work = Executors.newSingleThreadScheduledExecutor();

    @Override
    public void post(String name, Runnable task) {
        loop.execute(() -> run(name, task));
    }

    @Override
    public Timer after(Duration delay, String name, Runnable task) {
        Future<?> future = loop.schedule(() -> run(name, task), delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    @Override
    public boolean inside() {
        return true;
    }

    @Override
    public <T> void submit(String lane, String name, Callable<T> task, Loop then, Outcome<T> outcome) {
        work.execute(() -> {
            try {
                T result = task.call();
                then.post(name, () -> outcome.done(result));
            } catch (Exception e) {
                then.post(name, () -> outcome.failed(e));
            }
        });
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Instant wall() {
        return Instant.now();
    }

    @Override
    public String bootId() {
        return "boot";
    }

    /** Closing twice is harmless; tasks that come later are not accepted, as on a loop that has ended. */
    @Override
    public void close() {
        loop.shutdownNow();
        work.shutdownNow();
    }

    private static void run(String name, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            throw new AssertionError(name, e);
        }
    }
}
