package ledwall.controller;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code controller/bin/swarm}: any number of seeds, and for each that fails what a newcomer needs to see why. */
public final class SwarmCommand {
    private static final String USAGE = "usage: controller/bin/swarm [--seeds N] [--from S] [--seed S,...] [--threads N] [--learn]";
    private static final long SAY_EVERY_NANOS = 10_000_000_000L;
    private static final int LINES_SHOWN = 60;
    private static final int USAGE_EXIT = 64;

    private final Path out = Path.of(System.getProperty("ledwall.swarm.out", "target/swarm"));
    private final String commit = System.getProperty("ledwall.swarm.commit", "unknown");
    private final long begunNanos = System.nanoTime();
    private final Swarm swarm;
    private long saidNanos = begunNanos;

    /** @param learn transitions that are not listed are let pass, and found in {@code marks.txt} */
    private SwarmCommand(boolean learn) {
        this.swarm = new Swarm(new Transitions(!learn), this::over);
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        long from = 1;
        long seeds = 1_000;
        List<Long> only = List.of();
        int threads = Runtime.getRuntime().availableProcessors();
        boolean learn = false;
        try {
            for (int i = 0; i < args.length; i++) {
                switch (args[i]) {
                    case "--seeds" -> seeds = Long.parseLong(args[++i]);
                    case "--from" -> from = Long.parseLong(args[++i]);
                    case "--seed" -> only = Stream.of(args[++i].split(",")).map(Long::valueOf).toList();
                    case "--threads" -> threads = Integer.parseInt(args[++i]);
                    case "--learn" -> learn = true;
                    default -> throw new IllegalArgumentException(args[i]);
                }
            }
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            System.err.println(USAGE);
            System.exit(USAGE_EXIT);
        }
        List<Long> chosen = only.isEmpty() ? LongStream.range(from, from + seeds).boxed().toList() : only;
        Swarm.quiet();
        System.exit(new SwarmCommand(learn).run(chosen, threads) ? 0 : 1);
    }

    private boolean run(List<Long> seeds, int threads) throws IOException, InterruptedException {
        Files.createDirectories(out);
        swarm.run(seeds, Math.min(threads, seeds.size()));
        say();
        Path all = out.resolve("marks.txt");
        Files.write(all, swarm.marks().names().stream().map(mark -> mark + "  " + swarm.marks().count(mark)).toList());
        System.out.println("marks wanted: " + swarm.wanted().size() + ", never hit: " + swarm.missing() + " (all marks and how often: " + all + ")");
        System.out.println("seeds that hit all of these: " + swarm.cover());
        System.out.println(swarm.failed().isEmpty() ? "no seed failed" : swarm.failed().size() + " seeds failed: " + swarm.failed());
        return swarm.failed().isEmpty();
    }

    private void over(FleetRun run, @Nullable Throwable failure) {
        if (failure != null) {
            tell(run, failure);
        }
        if (System.nanoTime() - saidNanos > SAY_EVERY_NANOS) {
            saidNanos = System.nanoTime();
            say();
        }
    }

    private void say() {
        double minutes = (System.nanoTime() - begunNanos) / 6e10;
        double hours = swarm.virtual().toMillis() / 3.6e6;
        System.out.printf(Locale.ROOT, "%6.1f min: %d seeds, %.1f virtual hours, %.1f a minute; %d of %d marks; %d failed%n", minutes, swarm.done(), hours,
                hours / minutes, swarm.wanted().size() - swarm.missing().size(), swarm.wanted().size(), swarm.failed().size());
    }

    /** On the screen what went wrong and how to see it again; in a file everything. */
    private void tell(FleetRun run, Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        Path file = out.resolve("seed-" + run.profile().seed() + ".log");
        try {
            var stack = new StringWriter();
            failure.printStackTrace(new PrintWriter(stack));
            Files.writeString(file, "commit " + commit + "\n" + message + "\n\nthe whole journal:\n" + String.join("\n", run.journal())
                    + "\n\n" + stack + "\n");
        } catch (IOException e) {
            System.err.println("cannot write " + file + ": " + e.getMessage());
        }
        List<String> lines = message.lines().toList();
        int what = lines.indexOf(FleetRun.JOURNAL) + 1;
        System.out.println(String.join("\n", lines.subList(0, what)));
        System.out.println(String.join("\n", lines.subList(Math.max(what, lines.size() - LINES_SHOWN), lines.size())));
        System.out.println("everything: " + file + "\ncommit: " + commit + "\nagain: controller/bin/swarm --seed " + run.profile().seed() + "\n");
    }
}
