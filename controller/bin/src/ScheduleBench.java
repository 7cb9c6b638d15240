import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.IntConsumer;
import ledwall.controller.calendar.Recurrence;
import ledwall.controller.calendar.When;
import ledwall.controller.schedule.Claim;
import ledwall.controller.schedule.Conflicts;
import ledwall.controller.schedule.Occurrence;
import ledwall.controller.schedule.Occurrences;
import ledwall.controller.schedule.QuietHours;
import ledwall.controller.schedule.Resolution;
import ledwall.controller.schedule.Resolver;
import ledwall.controller.schedule.RuleClass;
import ledwall.controller.schedule.Segment;
import ledwall.protocol.id.RuleId;
import ledwall.protocol.timeline.Instants;

/**
 * The schedule's arithmetic in one warm process, without disk or network: medians beside their bars, and superfly-timeline on the same generated days in the same
 * run, where node and npm can be had. Run by {@code controller/bin/bench schedule}.
 */
public final class ScheduleBench {
    private static final int SCREENS = 50;
    private static final int ROUNDS = 41;
    /** Beside the time that passed: on a machine that does something else too, the two differ. */
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long WARM_NANOS = 2_000_000_000L;
    private static final long SECOND = 1_000_000_000L;
    private static final long DAY = 86_400;
    private static final Instant MORNING = Instant.parse("2026-11-23T00:00:00Z");
    private static final long FROM = Instants.nanos(MORNING);
    private static final long UNTIL = FROM + DAY * SECOND;
    private static final When ANY = new When.Once(MORNING, MORNING.plusSeconds(1));

    /** So that no work is left out because nobody looks at what comes of it. */
    private static long seen;

    private final Path top;
    private final Random random = new Random(1);

    private ScheduleBench(Path top) {
        this.top = top;
    }

    public static void main(String[] arguments) throws Exception {
        System.out.printf("medians of %d rounds in one warm process, %d processors%n", ROUNDS, Runtime.getRuntime().availableProcessors());
        var bench = new ScheduleBench(Path.of(arguments[0]));
        List<List<Occurrence>> small = bench.day(10_000);
        List<List<Occurrence>> large = bench.day(100_000);
        double ten = bench.figure("one day of 10,000 objects on 50 screens", 10, "ms", 1e6, 1, round -> resolve(small));
        double hundred = bench.figure("one day of 100,000 objects on 50 screens", 120, "ms", 1e6, 1, round -> resolve(large));
        bench.recurring();
        bench.oneScreen();
        bench.conflicts();
        bench.beside(10_000, small, ten, 7);
        bench.beside(100_000, large, hundred, 3);
        System.out.println(seen == 0 ? "nothing was seen" : "");
    }

    /** Objects as an operator's day has them: from minutes to hours, on whole seconds, dealt out over the screens. */
    private List<List<Occurrence>> day(int objects) {
        var screens = new ArrayList<List<Occurrence>>();
        for (int i = 0; i < SCREENS; i++) {
            screens.add(new ArrayList<>());
        }
        for (int i = 0; i < objects; i++) {
            var claim = new Claim(new RuleId("r" + i), RuleClass.values()[random.nextInt(4)], random.nextInt(101), ANY);
            long from = 1 + random.nextLong(DAY - 60);
            long until = Math.min(DAY, from + 30 + random.nextLong(random.nextInt(10) == 0 ? 14_400 : 1_800));
            screens.get(i % SCREENS).add(new Occurrence(claim, LocalDate.of(2026, 11, 23), FROM + from * SECOND, FROM + until * SECOND));
        }
        return screens;
    }

    private static List<Resolution> resolve(List<List<Occurrence>> screens) {
        var out = new ArrayList<Resolution>();
        for (List<Occurrence> screen : screens) {
            out.add(Resolver.resolve(screen, QuietHours.NONE, FROM, UNTIL));
            seen += out.getLast().segments().size();
        }
        return out;
    }

    private void recurring() {
        List<ZoneId> zones = List.of(ZoneId.of("Asia/Shanghai"), ZoneId.of("Europe/London"), ZoneId.of("America/New_York"), ZoneId.of("Asia/Kathmandu"),
                ZoneId.of("Asia/Urumqi"));
        List<Claim> rules = rules(2_000);
        figure("2,000 recurring rules counted out and resolved, each on 5 of 50 screens in 5 zones, 1 day", 150, "ms", 1e6, 1, round -> {
            var occurrences = new Occurrences(Map.of(), FROM, UNTIL);
            for (int screen = 0; screen < SCREENS; screen++) {
                int group = screen / 5;
                resolve(List.of(occurrences.of(rules.subList(group * 200, group * 200 + 200), zones.get(group % 5))));
            }
        });
        figure("the same, every rule on every screen: 100,000 pairs of rule and screen", 150, "ms", 1e6, 1, round -> {
            var occurrences = new Occurrences(Map.of(), FROM, UNTIL);
            for (int screen = 0; screen < SCREENS; screen++) {
                resolve(List.of(occurrences.of(rules, zones.get(screen % 5))));
            }
        });
    }

    private List<Claim> rules(int count) {
        List<String> texts = List.of("FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SA", "FREQ=DAILY;INTERVAL=3",
                "FREQ=MONTHLY;BYDAY=-1FR",
                "FREQ=DAILY;BYHOUR=8,12,18", "FREQ=MONTHLY;BYMONTHDAY=1,15,23", "FREQ=DAILY;COUNT=900", "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=23",
                        "FREQ=DAILY;UNTIL=20271231T235959");
        var out = new ArrayList<Claim>();
        for (int i = 0; i < count; i++) {
            var start = LocalDate.of(2025, 1, 1).plusDays(random.nextInt(600)).atTime(LocalTime.ofSecondOfDay(random.nextInt(288) * 300));
            out.add(new Claim(new RuleId("r" + i), RuleClass.values()[random.nextInt(4)], random.nextInt(101),
                    When.Recurring.of(start, Duration.ofMinutes(15 + random.nextInt(240)), Recurrence.parse(texts.get(i % texts.size())))));
        }
        return out;
    }

    private void oneScreen() {
        List<Occurrence> many = new ArrayList<>();
        day(10_000).forEach(many::addAll);
        Resolution resolution = Resolver.resolve(many, QuietHours.NONE, FROM, UNTIL);
        long[] instants = random.longs(10_000, FROM, UNTIL).toArray();
        figure("state at an instant among 10,000 objects on one screen (mean of 10,000 instants)", 10, "us", 1e3, instants.length, round -> {
            for (long at : instants) {
                seen += resolution.at(at).fromNanos();
            }
        });
        List<Claim> rules = rules(200).stream().map(each -> new Claim(each.rule(), each.ruleClass(), each.priority(),
                When.Recurring.of(LocalDateTime.of(2026, 1, 1, random.nextInt(24), 0), Duration.ofHours(1), Recurrence.parse("FREQ=DAILY")))).toList();
        ZoneId zone = ZoneId.of("Asia/Shanghai");
        var known = new Occurrences(Map.of(), FROM, UNTIL);
        List<Occurrence> others = known.of(rules.subList(1, 200), zone);
        System.out.println("  one screen has " + (others.size() + known.of(rules.getFirst(), zone).size()) + " instances");
        figure("one screen of 200 instances resolved again after one edit, the edited rule counted out anew", 1, "ms", 1e6, 1, round -> {
            var edited = new Occurrences(Map.of(), FROM, UNTIL);
            var all = new ArrayList<>(others);
            all.addAll(edited.of(rules.getFirst(), zone));
            resolve(List.of(all));
        });
    }

    private void conflicts() {
        var all = new ArrayList<>(day(1_000).stream().flatMap(List::stream).toList());
        // Two that meet for one second, above all others so that nothing else covers it.
        var first = new Occurrence(new Claim(new RuleId("first"), RuleClass.KEY_PERIOD, 100, ANY), LocalDate.of(2026, 11, 23), FROM + 40_000 * SECOND,
                FROM + 40_601 * SECOND);
        var second = new Occurrence(new Claim(new RuleId("second"), RuleClass.KEY_PERIOD, 100, ANY), LocalDate.of(2026, 11, 23), FROM + 40_600 * SECOND,
                FROM + 41_000 * SECOND);
        all.add(first);
        all.add(second);
        Conflicts found = Conflicts.of(all, Resolver.resolve(all, QuietHours.NONE, FROM, UNTIL));
        boolean told = found.hidden().contains(new Conflicts.Hidden(first, second, FROM + 40_600 * SECOND, FROM + 40_601 * SECOND));
        System.out.printf("  %,d stretches are hidden; an overlap of one second is %s%n", found.hidden().size(), told ? "told" : "NOT TOLD");
        figure("conflicts of 1,000 rules on one screen over 24 h, resolved anew", 50, "ms", 1e6, 1, round ->
                seen += Conflicts.of(all, Resolver.resolve(all, QuietHours.NONE, FROM, UNTIL)).hidden().size());
    }

    /** The median of the rounds, after as many again and two seconds at least to warm up. */
    private double figure(String what, double bar, String unit, double nanosPerUnit, int turns, IntConsumer work) {
        double[] took = new double[ROUNDS];
        double[] busy = new double[ROUNDS];
        // In time of the processor: where something else runs too, the compiler of the virtual machine waits with us.
        long warm = THREADS.getCurrentThreadCpuTime() + WARM_NANOS;
        for (int round = 0; round < ROUNDS || THREADS.getCurrentThreadCpuTime() < warm; round++) {
            work.accept(round);
        }
        for (int round = 0; round < ROUNDS; round++) {
            long began = System.nanoTime();
            long used = THREADS.getCurrentThreadCpuTime();
            work.accept(round);
            busy[round] = (THREADS.getCurrentThreadCpuTime() - used) / nanosPerUnit / turns;
            took[round] = (System.nanoTime() - began) / nanosPerUnit / turns;
        }
        Arrays.sort(took);
        Arrays.sort(busy);
        double median = took[ROUNDS / 2];
        System.out.printf(Locale.ROOT, "%-92s %9.3f %-2s (processor %.3f)  bar %6.1f  %s%n", what, median, unit, busy[ROUNDS / 2], bar,
                median <= bar ? "ok" : "FALLS SHORT");
        return median;
    }

    private void beside(int objects, List<List<Occurrence>> screens, double ours, int rounds) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(top.resolve("controller/target/oracle"));
        if (!Files.isDirectory(folder.resolve("node_modules/superfly-timeline")) && !run(folder, folder.resolve("npm.log"), "npm", "install", "--silent",
                "--no-audit", "--no-fund",
                "superfly-timeline@9.2.0")) {
            System.out.println("beside superfly-timeline: skipped, because npm could not fetch it (see " + top.relativize(folder.resolve("npm.log")) + ")");
            return;
        }
        Path in = folder.resolve("day.txt");
        Path out = folder.resolve("segments.txt");
        var lines = new ArrayList<String>();
        for (int i = 0; i < SCREENS; i++) {
            for (Occurrence each : screens.get(i)) {
                // One number for class and priority: a class is worth more than any priority.
                lines.add(each.claim().rule() + " s" + i + " " + (each.claim().ruleClass().ordinal() * 1_000 + each.claim().priority()) + " " + (each.fromNanos() - FROM) / SECOND + " "
                        + (each.untilNanos() - FROM) / SECOND);
            }
        }
        Files.write(in, lines);
        Path times = folder.resolve("times.txt");
        if (!run(folder, times, "node", top.resolve("controller/src/test/oracle/superfly.cjs").toString(), "day", Integer.toString(rounds), in.toString(),
                out.toString())) {
            System.out.println("beside superfly-timeline: skipped, because node could not run it (see " + top.relativize(times) + ")");
            return;
        }
        double[] took = Files.readAllLines(times).stream().mapToDouble(Double::parseDouble).sorted().toArray();
        double median = took[took.length / 2];
        System.out.printf(Locale.ROOT,
                "superfly-timeline on the same %,d objects: median %.0f ms of %d (least %.0f); %.0f times as long, bar 20  %s; segments %s%n", objects,
                median, rounds,
                took[0], median / ours, median / ours >= 20 ? "ok" : "FALLS SHORT", same(screens, Files.readAllLines(out)) ? "identical" : "DIFFER");
    }

    private static boolean same(List<List<Occurrence>> screens, List<String> theirs) {
        var ours = new ArrayList<String>();
        List<Resolution> resolved = resolve(screens);
        for (int i = 0; i < SCREENS; i++) {
            for (Segment segment : resolved.get(i).segments()) {
                if (segment.owner() instanceof Occurrence occurrence) {
                    ours.add("s" + i + " " + (segment.fromNanos() - FROM) / SECOND + " " + (segment.untilNanos() - FROM) / SECOND + " " + occurrence.claim().rule());
                }
            }
        }
        return ours.stream().sorted().toList().equals(theirs.stream().sorted().toList());
    }

    private static boolean run(Path folder, Path log, String... command) throws InterruptedException {
        try {
            var process = new ProcessBuilder(command).directory(folder.toFile()).redirectOutput(log.toFile()).redirectErrorStream(true);
            process.environment().put("NODE_PATH", folder.resolve("node_modules").toString());
            return process.start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
