package ledwall.sim;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import ledwall.protocol.runtime.Loop;
import ledwall.protocol.runtime.Work;

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

    private void deliver(String lane, long atNanos, String name, Loop loop, Runnable outcome) {
        world.schedule(atNanos - world.nowNanos(), life, name, () -> {
            laneFreeAtNanos.remove(lane, atNanos);
            loop.post(name, outcome);
        });
    }
}
