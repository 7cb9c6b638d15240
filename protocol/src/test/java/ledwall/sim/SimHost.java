package ledwall.sim;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** A machine: what outlives its processes (disk, clocks), and the process that runs on it now. */
final class SimHost {
    final String name;
    final SimClock clock;
    final SimDisk disk;
    @Nullable SimLife life;

    /** Whether somebody is there to answer a SYN, if only by refusing. */
    boolean powered = true;

    /** Until then no task of the node runs: a long collection of garbage, a stopped process. */
    long pausedUntilNanos;

    /** What was to happen meanwhile, in that order. */
    final ArrayDeque<SimEvent> heldBack = new ArrayDeque<>();

    private int incarnations;

    SimHost(SimWorld world, String name) {
        this.name = name;
        this.clock = new SimClock(world, world.fork(name + "/clock"));
        this.disk = new SimDisk(name, world.marks(), world.fork(name + "/disk"));
    }

    SimLife start(SimWorld world) {
        disk.started();
        var fresh = new SimLife(world, this, ++incarnations);
        life = fresh;
        powered = true;
        return fresh;
    }
}
