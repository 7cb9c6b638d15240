package ledwall.controller;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import ledwall.sim.Marks;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Runs seeds, one world to a thread, and gathers which marks they hit. Everything that can happen has a mark: each fault, each transition that is listed, and
 * what disks, lines and players suffered.
 */
final class Swarm {
    /** What the simulated world does beside the faults of a profile, and what agents and controllers are known to say to each other in trouble. */
    private static final Set<String> MORE = Set.of("network.rechunked", "network.answer-lost", "network.refused",
            "fault.disk-torn", "fault.disk-dropped", "fault.disk-lost-file", "fault.disk-undeleted", "fault.disk-full", "fault.disk-corrupt",
            "fault.disk-failing", "fault.wall-wrong", "player.kill", "player.spareKilled", "player.freeze", "player.late", "player.brokenFile",
            "snapshot.taken", "snapshot.failed", "rule.recurring",
            "rule.calendar", "item.nested", "edit.frozen",
            "quiet.kept", "goodbye.TAKEN_OVER", "goodbye.DEADLINE", "goodbye.RETIRED", "goodbye.UNKNOWN_SCREEN", "goodbye.OVERLOADED");

    private final Transitions transitions;
    private final Told told;
    private final Marks marks = new Marks();
    private final Map<Long, Set<String>> marksOf = new TreeMap<>();
    private final List<Long> failed = new ArrayList<>();
    private Duration virtual = Duration.ZERO;

    /** Told of each seed that is over, one at a time. */
    interface Told {
        void over(FleetRun run, @Nullable Throwable failure);
    }

    Swarm(Transitions transitions, Told told) {
        this.transitions = transitions;
        this.told = told;
    }

    /** Production logs to nobody but the worlds' journals while it runs: the more it says the better. */
    static AutoCloseable quiet() {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        Logger house = context.getLogger("ledwall");
        Level before = house.getLevel();
        house.setLevel(Level.DEBUG);
        house.setAdditive(false);
        return () -> {
            house.setLevel(before);
            house.setAdditive(true);
        };
    }

    void run(Collection<Long> seeds, int threads) throws InterruptedException {
        var left = new ConcurrentLinkedQueue<>(seeds);
        var workers = new ArrayList<Thread>();
        for (int i = 0; i < threads; i++) {
            workers.add(Thread.ofPlatform().name("swarm-" + i).start(() -> {
                for (Long seed = left.poll(); seed != null; seed = left.poll()) {
                    run(seed);
                }
            }));
        }
        for (Thread worker : workers) {
            worker.join();
        }
    }

    private void run(long seed) {
        try (var run = new FleetRun(seed, transitions)) {
            try {
                run.run();
                over(run, null);
            } catch (AssertionError e) {
                over(run, e);
            }
        }
    }

    private synchronized void over(FleetRun run, @Nullable Throwable failure) {
        virtual = virtual.plus(run.virtualTime());
        marks.addAll(run.marks());
        marksOf.put(run.profile().seed(), Set.copyOf(run.marks().names()));
        if (failure != null) {
            failed.add(run.profile().seed());
        }
        told.over(run, failure);
    }

    /** Everything that must happen sooner or later. */
    Set<String> wanted() {
        var wanted = new TreeSet<String>(MORE);
        wanted.addAll(transitions.wanted());
        for (Fault fault : Fault.values()) {
            wanted.add(fault.mark());
        }
        return wanted;
    }

    /** What never happened. */
    Set<String> missing() {
        var missing = wanted();
        missing.removeIf(mark -> marks.count(mark) > 0);
        return missing;
    }

    /** Few seeds that together hit all that was hit. */
    Set<Long> cover() {
        var left = wanted();
        left.removeAll(missing());
        var cover = new TreeSet<Long>();
        while (!left.isEmpty()) {
            long best = marksOf.keySet().stream().max((a, b) -> Long.compare(gain(a, left), gain(b, left))).orElseThrow();
            cover.add(best);
            left.removeAll(marksOf.get(best));
        }
        return cover;
    }

    private long gain(long seed, Set<String> left) {
        return marksOf.getOrDefault(seed, Set.of()).stream().filter(left::contains).count();
    }

    Marks marks() {
        return marks;
    }

    List<Long> failed() {
        return failed;
    }

    int done() {
        return marksOf.size();
    }

    Duration virtual() {
        return virtual;
    }
}
