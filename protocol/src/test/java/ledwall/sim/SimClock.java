package ledwall.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import ledwall.protocol.runtime.Clock;

/**
 * A machine's clocks. Both run off one crystal that drifts; the monotonic one starts anew at each boot, the wall clock (a battery keeps it over a boot) may be
 * wrong and may step. Every machine begins with a small seeded drift and wall error: perfect clocks hide mistakes.
 */
public final class SimClock implements Clock {
    private static final long SECOND = 1_000_000_000L;

    private final SimWorld world;
    private final RandomGenerator random;
    private int boot;
    private String bootId = "";

    /** Reading of the monotonic clock and error of the wall clock at {@link #sinceTrueNanos}; from there both drift by {@link #driftPpb}. */
    private long monotonicNanos;

    private long wallErrorNanos;
    private long sinceTrueNanos;
    private long driftPpb;

    SimClock(SimWorld world, RandomGenerator random) {
        this.world = world;
        this.random = random;
        this.driftPpb = random.nextLong(-40_000, 40_000);
        this.wallErrorNanos = random.nextLong(-20_000_000, 20_000_000);
        this.sinceTrueNanos = world.nowNanos();
        boot();
    }

    /** The machine was started anew: another boot id, another origin of the monotonic clock. */
    void boot() {
        settle();
        boot++;
        bootId = "boot-" + boot + "-" + Long.toHexString(random.nextLong());
        monotonicNanos = random.nextLong(3_600 * SECOND);
    }

    @Override
    public long nanos() {
        return monotonicNanos + elapsed();
    }

    @Override
    public Instant wall() {
        long error = wallErrorNanos + elapsed() - (world.nowNanos() - sinceTrueNanos);
        return world.trueTime().plusNanos(error);
    }

    @Override
    public String bootId() {
        return bootId;
    }

    /** Sets how fast the crystal runs from now on: +20 gains 20 microseconds a second. */
    public void drift(double ppm) {
        settle();
        driftPpb = Math.round(ppm * 1_000);
        world.marks().hit("fault.drift");
    }

    /** Steps the wall clock; the monotonic clock never steps. */
    public void step(Duration by) {
        settle();
        wallErrorNanos += by.toNanos();
        world.marks().hit("fault.wall-step");
    }

    /** Sets how wrong the wall clock is, as after a flat battery. */
    public void wrongBy(Duration error) {
        settle();
        wallErrorNanos = error.toNanos();
        world.marks().hit("fault.wall-wrong");
    }

    /** How long this clock needs, in true nanoseconds, to advance by {@code nanos}; rounded up, for a timer is never early by its own clock. */
    long trueNanos(long nanos) {
        long rate = SECOND + driftPpb;
        return nanos / rate * SECOND + (nanos % rate * SECOND + rate - 1) / rate + 2;
    }

    private void settle() {
        long elapsed = elapsed();
        monotonicNanos += elapsed;
        wallErrorNanos += elapsed - (world.nowNanos() - sinceTrueNanos);
        sinceTrueNanos = world.nowNanos();
    }

    private long elapsed() {
        long truly = world.nowNanos() - sinceTrueNanos;
        return truly + scaled(truly, driftPpb);
    }

    /** {@code nanos * ppb / 10^9} without overflow over years. */
    private static long scaled(long nanos, long ppb) {
        return nanos / SECOND * ppb + nanos % SECOND * ppb / SECOND;
    }
}
