package ledwall.controller.release;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import ledwall.sim.Marks;
import org.slf4j.LoggerFactory;

/** {@code controller/bin/kills}: kills the controller at random points of any number of releases, and says what did not hold. */
public final class KillCommand {
    private static final String USAGE = "usage: controller/bin/kills [--seeds N] [--from S] [--threads N]";
    private static final int USAGE_EXIT = 64;

    private KillCommand() {}

    public static void main(String[] args) throws InterruptedException {
        long from = 1;
        long seeds = 10_000;
        int threads = Runtime.getRuntime().availableProcessors();
        try {
            for (int i = 0; i < args.length; i++) {
                switch (args[i]) {
                    case "--seeds" -> seeds = Long.parseLong(args[++i]);
                    case "--from" -> from = Long.parseLong(args[++i]);
                    case "--threads" -> threads = Integer.parseInt(args[++i]);
                    default -> throw new IllegalArgumentException(args[i]);
                }
            }
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            System.err.println(USAGE);
            System.exit(USAGE_EXIT);
        }
        ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger("ledwall").setLevel(Level.OFF);
        System.exit(run(from, seeds, threads) ? 0 : 1);
    }

    private static boolean run(long from, long seeds, int threads) throws InterruptedException {
        var marks = new Marks();
        var failed = new AtomicLong();
        long begun = System.nanoTime();
        try (var pool = Executors.newFixedThreadPool(threads)) {
            for (long seed = from; seed < from + seeds; seed++) {
                long mine = seed;
                pool.execute(() -> one(mine, marks, failed));
            }
            pool.shutdown();
            while (!pool.awaitTermination(10, TimeUnit.SECONDS)) {
                System.out.printf(Locale.ROOT, "%5.1f s, %d failed%n", (System.nanoTime() - begun) / 1e9, failed.get());
            }
        }
        System.out.println("what happened: " + marks);
        System.out.printf(Locale.ROOT, "%d releases, killed at %d points: %d failed, in %.1f s%n", seeds, marks.count("controller.killed"), failed.get(),
            (System.nanoTime() - begun) / 1e9);
        return failed.get() == 0;
    }

    private static void one(long seed, Marks marks, AtomicLong failed) {
        try (var run = new KillRun(seed)) {
            try {
                run.run();
            } finally {
                synchronized (marks) {
                    marks.addAll(run.marks());
                }
            }
        } catch (RuntimeException | Error e) {
            failed.incrementAndGet();
            System.out.println("seed " + seed + ": " + e.getMessage());
        }
    }
}
