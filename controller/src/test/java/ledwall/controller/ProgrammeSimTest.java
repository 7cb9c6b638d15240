package ledwall.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import ledwall.sim.Marks;
import org.junit.jupiter.api.Test;

/**
 * Preview = sent = shown. More seeds by command:
 * {@code mvn test -pl controller -am -Dtest=ProgrammeSimTest -Dledwall.programmes=500 -Dledwall.programmes.from=1000}.
 */
final class ProgrammeSimTest {
    private static final int SEEDS = 6;
    /** As many more as it takes to meet everything. */
    private static final int MORE_SEEDS = 32;
    private static final int AT_ONCE = 2;

    private final Marks marks = new Marks();
    private final List<String> failures = new ArrayList<>();

    @Test
    void whatThePreviewSaidIsWhatTheGlassShowsUntilSomebodyEditsIt() throws Exception {
        Long many = Long.getLong("ledwall.programmes");
        long from = Long.getLong("ledwall.programmes.from", 1);
        try (AutoCloseable _ = Swarm.quiet()) {
            run(LongStream.range(from, from + (many == null ? SEEDS : many)).boxed().toList());
            for (long seed = from + SEEDS; many == null && seed < from + MORE_SEEDS && !missing().isEmpty() && failures.isEmpty(); seed += AT_ONCE) {
                run(LongStream.range(seed, seed + AT_ONCE).boxed().toList());
            }
        }
        assertEquals(0, failures.size(), () -> String.join("\n\n", failures));
        if (many == null) {
            assertEquals(Set.of(), missing());
        }
    }

    private Set<String> missing() {
        var missing = new TreeSet<>(ProgrammeMarks.wanted());
        missing.removeAll(marks.names());
        return missing;
    }

    private void run(List<Long> seeds) throws InterruptedException {
        var left = new ConcurrentLinkedQueue<>(seeds);
        var workers = new ArrayList<Thread>();
        for (int i = 0; i < AT_ONCE; i++) {
            workers.add(Thread.ofPlatform().name("programme-" + i).start(() -> {
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
        try (var run = new ProgrammeRun(seed)) {
            try {
                run.run();
            } catch (AssertionError e) {
                synchronized (this) {
                    failures.add(String.valueOf(e.getMessage()));
                }
            }
            synchronized (this) {
                marks.addAll(run.marks());
            }
        }
    }
}
