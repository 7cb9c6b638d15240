package ledwall.sim;

import java.time.Duration;
import java.util.random.RandomGenerator;
import ledwall.protocol.runtime.Loop;

/**
 * A node's loop on the world's one thread. Tasks run in the order posted, each a few virtual microseconds after the last, so that a loop that feeds itself
 * makes time pass.
 */
final class SimLoop implements Loop {
    private static final long MAX_TURN_NANOS = 20_000;

    private final SimWorld world;
    private final SimLife life;
    private final RandomGenerator random;
    private long lastPostNanos;
    private boolean inside;

    SimLoop(SimWorld world, SimLife life) {
        this.world = world;
        this.life = life;
        this.random = world.fork(life.host.name + "/loop");
    }

    @Override
    public void post(String name, Runnable task) {
        lastPostNanos = Math.max(lastPostNanos, world.nowNanos() + random.nextLong(MAX_TURN_NANOS));
        world.schedule(lastPostNanos - world.nowNanos(), life, name, () -> run(name, task));
    }

    @Override
    public Timer after(Duration delay, String name, Runnable task) {
        long trueNanos = life.host.clock.trueNanos(Math.max(0, delay.toNanos()));
        var event = world.schedule(trueNanos + random.nextLong(MAX_TURN_NANOS), life, name, () -> run(name, task));
        return () -> event.cancelled = true;
    }

    @Override
    public boolean inside() {
        return inside;
    }

    private void run(String name, Runnable task) {
        inside = true;
        try {
            task.run();
        } catch (RuntimeException e) {
            world.taskThrew(life, name, e);
        } finally {
            inside = false;
        }
    }
}
