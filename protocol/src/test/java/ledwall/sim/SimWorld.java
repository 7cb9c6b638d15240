package ledwall.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import ledwall.protocol.runtime.Node;
import org.jspecify.annotations.Nullable;

/**
 * A world in virtual time: machines by name, a network between them, and a test's script. One thread runs everything; events are ordered by (time, sequence),
 * and everything random comes from the seed. A failure of any kind leaves {@link #run} as a {@link SimFailure} that names the seed.
 */
public final class SimWorld {
    /** The true wall time at which a world begins, unless said otherwise: a Monday at midnight UTC. */
    public static final Instant START = Instant.parse("2026-11-23T00:00:00Z");

    /** So many events without a nanosecond passing are an endless loop. */
    private static final int MAX_EVENTS_AT_ONCE = 100_000;

    /** Who acts where no node does: the network, the test's script. */
    private static final String NOBODY = "-";

    private final long seed;
    private final Instant start;
    private final RandomGenerator random;
    private final PriorityQueue<SimEvent> events = new PriorityQueue<>();
    private final Map<String, SimHost> hosts = new TreeMap<>();
    private final List<Runnable> checks = new ArrayList<>();
    private final Marks marks = new Marks();
    private final Trace trace = new Trace();
    private final SimNetwork network;
    private long nowNanos;
    private long sequence;
    private long eventsAtOnce;
    private boolean tolerant;
    private String acting = NOBODY;
    private @Nullable Consumer<String> ear;

    public SimWorld(long seed) {
        this(seed, START);
    }

    /** @param start the true wall time at which it begins */
    public SimWorld(long seed, Instant start) {
        this.seed = seed;
        this.start = start;
        this.random = fork("world");
        this.network = new SimNetwork(this);
    }

    /** Starts a machine of this name, and the first life of the node on it. */
    public Node node(String name) {
        if (hosts.containsKey(name)) {
            throw new IllegalArgumentException(name + " exists; use restart");
        }
        var host = new SimHost(this, name);
        hosts.put(name, host);
        trace("start " + name);
        return host.start(this).node;
    }

    /** Kills the process: tasks, timers and work in flight vanish, unforced writes are dropped or torn, peers get a reset from the machine's network stack. */
    public void kill(String name) {
        end(name, true);
    }

    /** Cuts the machine's power: like {@link #kill}, but its peers hear nothing and keep half-open connections. */
    public void cutPower(String name) {
        end(name, false);
    }

    private void end(String name, boolean resetPeers) {
        var host = host(name);
        var life = host.life;
        if (life == null) {
            return;
        }
        trace((resetPeers ? "kill " : "cut power of ") + name);
        marks.hit(resetPeers ? "fault.kill" : "fault.power");
        life.alive = false;
        host.life = null;
        host.powered = resetPeers;
        host.pausedUntilNanos = 0;
        host.heldBack.clear();
        network.ended(life, resetPeers);
        host.disk.crash();
    }

    /** Starts the node again on the same disk; {@code newBoot} also boots the machine, which starts its monotonic clock anew. A living node is killed first. */
    public Node restart(String name, boolean newBoot) {
        var host = host(name);
        if (host.life != null) {
            kill(name);
        }
        if (newBoot) {
            host.clock.boot();
        }
        trace("restart " + name + (newBoot ? " with a new boot" : ""));
        return host.start(this).node;
    }

    /** No task of the node runs for this long, as in a long collection of garbage; its sockets and clock go on. */
    public void pause(String name, Duration length) {
        marks.hit("fault.pause");
        // A pause within a pause does not shorten it.
        var host = host(name);
        host.pausedUntilNanos = Math.max(host.pausedUntilNanos, nowNanos + length.toNanos());
    }

    public SimClock clock(String name) {
        return host(name).clock;
    }

    public SimDisk disk(String name) {
        return host(name).disk;
    }

    public boolean running(String name) {
        return host(name).life != null;
    }

    public SimNetwork network() {
        return network;
    }

    public Marks marks() {
        return marks;
    }

    public long seed() {
        return seed;
    }

    /** The test's own dice, apart from those of the faults and nodes. */
    public RandomGenerator random() {
        return random;
    }

    /** Dice for one purpose: how often they are thrown changes nothing elsewhere. */
    public RandomGenerator dice(String purpose) {
        return fork("test/" + purpose);
    }

    /** The node whose task runs now; a dash while it is the network or the test's script. */
    public String acting() {
        return acting;
    }

    /** Hears every line that is traced, as it is traced. */
    public void onTrace(Consumer<String> hearer) {
        ear = hearer;
    }

    /** True nanoseconds since the world began. */
    public long nowNanos() {
        return nowNanos;
    }

    /** The true wall time now; no node knows it. */
    public Instant trueTime() {
        return start.plusNanos(nowNanos);
    }

    /** Runs {@code task} when {@code elapsed} has passed since the world began, or at once if it already has. */
    public void at(Duration elapsed, Runnable task) {
        schedule(Math.max(0, elapsed.toNanos() - nowNanos), null, "script", task);
    }

    /** Runs {@code task} after a virtual delay. */
    public void after(Duration delay, Runnable task) {
        schedule(delay.toNanos(), null, "script", task);
    }

    /** Runs {@code check} after every event; what it throws ends the run. */
    public void afterEvery(Runnable check) {
        checks.add(check);
    }

    /** Notes something worth comparing between two runs and reading after a failure. */
    public void trace(String line) {
        trace.line(nowNanos, line);
        if (ear != null) {
            ear.accept(line);
        }
    }

    /** A hash of all events, bytes and trace lines so far: equal for equal seeds and scripts. */
    public long traceHash() {
        return trace.hash();
    }

    /** From now on a loop task that throws is traced and marked {@code task-threw} instead of failing the run: for tests of that very case. */
    public void tolerateThrowingTasks() {
        tolerant = true;
    }

    /** Lets virtual time pass. */
    public void run(Duration length) {
        long end = nowNanos + length.toNanos();
        while (step(end)) {
            // step did it
        }
        nowNanos = end;
    }

    /** Lets time pass until the condition holds after some event; a {@link SimFailure} if it does not within {@code limit}. */
    public void runUntil(BooleanSupplier condition, Duration limit) {
        long end = nowNanos + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (!step(end)) {
                nowNanos = end;
                throw failure("the condition did not come true within " + limit, null);
            }
        }
    }

    private boolean step(long endNanos) {
        var event = events.peek();
        if (event == null || event.atNanos > endNanos) {
            return false;
        }
        events.remove();
        eventsAtOnce = event.atNanos == nowNanos ? eventsAtOnce + 1 : 0;
        nowNanos = event.atNanos;
        if (eventsAtOnce > MAX_EVENTS_AT_ONCE) {
            throw failure("endless loop: " + MAX_EVENTS_AT_ONCE + " events in one instant, the last is " + event.name, null);
        }
        var life = event.life;
        if (event.cancelled || (life != null && !life.alive)) {
            return true;
        }
        if (life != null && (life.host.pausedUntilNanos > nowNanos || !life.host.heldBack.isEmpty())) {
            holdBack(life.host, event);
            return true;
        }
        try {
            trace.event(nowNanos, event.name);
            acting = life == null ? NOBODY : life.host.name;
            event.task.run();
            for (var check : checks) {
                check.run();
            }
        } catch (SimFailure e) {
            throw e;
        } catch (SimKilled e) {
            trace(String.valueOf(e.getMessage()) + ": " + event.name);
        } catch (RuntimeException | Error e) {
            throw failure(event.name + (life == null ? "" : " of " + life) + ": " + e, e);
        } finally {
            acting = NOBODY;
        }
        return true;
    }

    private void holdBack(SimHost host, SimEvent event) {
        host.heldBack.add(event);
        if (host.heldBack.size() == 1) {
            schedule(host.pausedUntilNanos - nowNanos, null, "end of a pause", () -> goOn(host));
        }
    }

    /** The pause may have grown meanwhile: what waits is not given a new place behind what came after it, but waits on. */
    private void goOn(SimHost host) {
        if (host.pausedUntilNanos > nowNanos) {
            schedule(host.pausedUntilNanos - nowNanos, null, "end of a pause", () -> goOn(host));
            return;
        }
        host.heldBack.forEach(event -> schedule(0, event.life, event.name, () -> runUnlessCancelled(event)));
        host.heldBack.clear();
    }

    private static void runUnlessCancelled(SimEvent event) {
        if (!event.cancelled) {
            event.task.run();
        }
    }

    SimEvent schedule(long delayNanos, @Nullable SimLife life, String name, Runnable task) {
        var event = new SimEvent(nowNanos + Math.max(0, delayNanos), sequence++, life, name, task);
        events.add(event);
        return event;
    }

    /** An independent stream of randomness: one more draw here changes nothing there. */
    SplittableRandom fork(String purpose) {
        // Mixed, because streams whose seeds lie a multiple of the generator's own step apart are one stream, shifted.
        long z = (seed ^ ((long) purpose.hashCode() << 32)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 29)) * 0x94d049bb133111ebL;
        return new SplittableRandom(z ^ (z >>> 32));
    }

    void taskThrew(SimLife life, String name, RuntimeException cause) {
        trace(life + " task " + name + " threw " + cause);
        marks.hit("task-threw");
        if (!tolerant) {
            throw failure("task " + name + " of " + life + " threw " + cause, cause);
        }
    }

    @Nullable SimHost findHost(String name) {
        return hosts.get(name);
    }

    void traceBytes(byte[] bytes) {
        trace.bytes(bytes);
    }

    private SimHost host(String name) {
        return Objects.requireNonNull(hosts.get(name), () -> "no node " + name + " in " + hosts.keySet());
    }

    private SimFailure failure(String what, @Nullable Throwable cause) {
        return new SimFailure("seed " + seed + " at " + seconds(nowNanos) + ": " + what + "\nbefore that:\n  " + trace.tail(), cause);
    }

    static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.6f s", nanos / 1e9);
    }
}
