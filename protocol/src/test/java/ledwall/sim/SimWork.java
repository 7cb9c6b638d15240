package ledwall.sim;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import ledwall.protocol.runtime.Loop;
import ledwall.protocol.runtime.Work;
import org.jspecify.annotations.Nullable;

/**
 * Slow work in virtual time. A task takes effect some time after it was submitted, and its outcome arrives some time after that: a kill may fall before,
 * between and after, as it may in the world (the commit is done, nobody was told). Tasks of a lane follow one another.
 */
final class SimWork implements Work {
    private static final long MAX_NANOS = 2_000_000;

    private final SimWorld world;
    private final SimLife life;
    private final RandomGenerator random;
    /** Of the lanes that have work: there is a lane for every greeting, so those that are done are forgotten. */
    private final Map<String, Long> laneFreeAtNanos = new TreeMap<>();

    SimWork(SimWorld world, SimLife life) {
        this.world = world;
        this.life = life;
        this.random = world.fork(life.host.name + "/work");
    }

    @Override
    public <T> void submit(String lane, String name, Callable<T> task, Loop loop, Outcome<T> then) {
        long now = world.nowNanos();
        long start = Math.max(now, laneFreeAtNanos.getOrDefault(lane, 0L)) + random.nextLong(MAX_NANOS);
        long end = start + random.nextLong(MAX_NANOS);
        laneFreeAtNanos.put(lane, end);
        world.schedule(start - now, life, "work " + name, () -> {
            T result;
            try {
                result = task.call();
            } catch (Exception e) {
                world.trace(life + " work " + name + " failed: " + e);
                deliver(lane, end, "failed " + name, loop, () -> then.failed(e));
                return;
            }
            deliver(lane, end, "done " + name, loop, () -> then.done(result));
        });
    }

    @Override
    public <T> Watch watch(String name, Duration every, Callable<T> look, Loop loop, Outcome<T> news) {
        var watch = new SimWatch<>(name, every, look, loop, news);
        watch.look();
        return watch;
    }

    /** Looks as often as the real one; in virtual time nobody minds that the loop hears of each look. */
    private final class SimWatch<T> implements Watch, Outcome<T> {
        private final String name;
        private final Duration every;
        private final Callable<T> look;
        private final Loop loop;
        private final Outcome<T> news;
        private @Nullable T last;
        private boolean failed;
        private long beganNanos;
        private long seenNanos = Long.MIN_VALUE;

        SimWatch(String name, Duration every, Callable<T> look, Loop loop, Outcome<T> news) {
            this.name = name;
            this.every = every;
            this.look = look;
            this.loop = loop;
            this.news = news;
        }

        void look() {
            beganNanos = life.node.clock().nanos();
            submit("watch " + name, name, look, loop, this);
        }

        @Override
        public void done(T result) {
            long began = beganNanos;
            boolean isNews = failed || !Objects.equals(result, last);
            last = result;
            failed = false;
            loop.after(every, "watch " + name, this::look);
            if (isNews) {
                news.done(result);
            }
            seenNanos = began;
        }

        @Override
        public void failed(Exception cause) {
            boolean isNews = !failed;
            failed = true;
            loop.after(every, "watch " + name, this::look);
            if (isNews) {
                news.failed(cause);
            }
        }

        @Override
        public long seenNanos() {
            return seenNanos;
        }
    }

    private void deliver(String lane, long atNanos, String name, Loop loop, Runnable outcome) {
        world.schedule(atNanos - world.nowNanos(), life, name, () -> {
            laneFreeAtNanos.remove(lane, atNanos);
            loop.post(name, outcome);
        });
    }
}
