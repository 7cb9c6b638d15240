import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Ten minutes of seeded faults on a demo of its own, watched from outside: every item is known by its barcode, and what each screen shows is held against that
 * screen's own verified timeline. Prints one line a figure. Run by {@code controller/bin/bench storm}.
 */
public final class Storm {
    private static final int SCREENS = 3;
    private static final int VIDEOS = 6;
    private static final int STILLS = 3;
    private static final int SYNC_SECONDS = 120;

    private final Path work;
    private final DemoRun demo;
    private final List<Proxy> lines = new ArrayList<>();
    private final long seed;
    private final long millis;
    private final boolean together;
    private final Report report = new Report();

    private Storm(BenchOptions options) throws IOException {
        this.work = options.work();
        this.demo = options.demo(SCREENS);
        this.seed = (long) options.number("--seed");
        this.millis = Math.round(options.number("--minutes") * 60_000);
        this.together = options.on("--together");
        for (int k = 1; k <= SCREENS; k++) {
            var line = new Proxy(new InetSocketAddress("127.0.0.1", options.agentsPort()), seed + k);
            lines.add(line);
            demo.through(k, line);
        }
    }

    public static void main(String[] arguments) throws Exception {
        var options = BenchOptions.parse("storm", arguments, Map.of("--minutes", "10", "--seed", "1", "--together", ""));
        var storm = new Storm(options);
        Runtime.getRuntime().addShutdownHook(new Thread(storm.demo::end, "end"));
        storm.run();
        storm.demo.end();
        storm.report.print();
        System.exit(0);
    }

    /** Whether this clip is a still: the last ones are. */
    static boolean still(int clip) {
        return clip > VIDEOS;
    }

    private void run() throws Exception {
        Files.createDirectories(work);
        System.out.printf("first picture on all screens after %.1f s; everything lies below %s%n", demo.start(), work);
        var operators = new Operators(demo.api(), upload());
        operators.fill();
        awaitItems();
        Path file = work.resolve("storm.log");
        var shelves = new ShelfWatch(work, SCREENS);
        var observer = new Observer(work, SCREENS);
        long begin = System.nanoTime();
        try (var log = new FaultLog(file, begin)) {
            log.say(begin, 0, String.format(Locale.ROOT, "seed %d, %.1f minutes%s, load %s", seed, millis / 60e3, together ? ", together" : "", Report.load()));
            var striker = new Striker(demo, work, lines, operators, k -> hash(shelves, k), log);
            Runtime.getRuntime().addShutdownHook(new Thread(striker::letGo, "let go"));
            long over = blow(striker, begin);
            lines.forEach(Proxy::plain);
            lines.forEach(Proxy::heal);
            log.say(over, 0, "the storm is over");
            double synced = awaitSync(over);
            TimeUnit.SECONDS.sleep(12);
            long end = System.nanoTime() - 500_000_000;
            observer.end();
            shelves.end();
            pictures(observer, shelves, log, begin, end);
            report.figure("everything in sync after the last fault", synced, "s", 30);
            records(observer, shelves, log, begin, end);
            report.note("%d faults with seed %d in %.1f minutes; longest time between two looks %.0f ms; load average %s", log.struck().size(), seed, millis / 60e3,
                    observer.longestGapNanos() / 1e6, Report.load());
            report.note("every fault and lapse: %s; the agents' and the controller's logs lie beside it", file);
        }
    }

    private List<Operators.Medium> upload() throws Exception {
        var media = new ArrayList<Operators.Medium>();
        for (int clip = 1; clip <= VIDEOS + STILLS; clip++) {
            Path file = work.resolve("clip-" + clip + (still(clip) ? ".png" : ".mp4"));
            if (still(clip)) {
                new Clip(clip, 640, 360, 25, 1, 0).draw(file);
            } else {
                new Clip(clip, 640, 360, 25, 50 + 40 * clip, 2_000).draw(file);
            }
            media.add(new Operators.Medium(demo.api().upload("storm " + clip, file), still(clip) ? 2_000 + 500 * (clip - VIDEOS) : 0));
        }
        return media;
    }

    /** Until every screen shows one of our items. */
    private void awaitItems() throws Exception {
        for (int k = 1; k <= SCREENS; k++) {
            var screen = new Framebuffer(work.resolve("screens/" + k + "/fb/Xvfb_screen0"));
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
            while (Barcode.read(screen) == Barcode.NONE) {
                if (System.nanoTime() > until) {
                    throw new Demo.Failed("Screen " + k + " does not show the storm's items.");
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
        TimeUnit.SECONDS.sleep(10);
    }

    private static String hash(ShelfWatch shelves, int k) {
        var showing = Verdict.planned(shelves, k, System.nanoTime());
        return showing == null ? null : showing.cue().media().hash().value();
    }

    /** Returns when the last fault is over. */
    private long blow(Striker striker, long begin) throws InterruptedException {
        var threads = new ArrayList<Thread>();
        for (Fault fault : Fault.plan(seed, millis, SCREENS, together)) {
            long wait = fault.atMillis() - (System.nanoTime() - begin) / 1_000_000;
            if (wait > 0) {
                TimeUnit.MILLISECONDS.sleep(wait);
            }
            threads.add(Thread.ofVirtual().start(() -> striker.strike(fault)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return System.nanoTime();
    }

    private double awaitSync(long over) throws InterruptedException {
        double synced = Double.NaN;
        while (System.nanoTime() - over < TimeUnit.SECONDS.toNanos(SYNC_SECONDS)) {
            boolean all = demo.api().quiet("/api/v1/screens").split("\"inSync\"\\s*:\\s*true", -1).length - 1 == SCREENS;
            synced = !all ? Double.NaN : Double.isNaN(synced) ? (System.nanoTime() - over) / 1e9 : synced;
            if (all && (System.nanoTime() - over) / 1e9 > synced + 5) {
                return synced;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return Double.NaN;
    }

    private void pictures(Observer observer, ShelfWatch shelves, FaultLog log, long begin, long end) {
        var lapses = new ArrayList<Verdict.Lapse>();
        var blacks = new ArrayList<Verdict.Lapse>();
        var slates = new ArrayList<Verdict.Lapse>();
        var unreadable = new ArrayList<Verdict.Lapse>();
        var frozen = new ArrayList<Verdict.Lapse>();
        for (int k = 1; k <= SCREENS; k++) {
            var verdict = new Verdict(k, observer, shelves, log);
            verdict.judge(begin, end);
            lapses.addAll(verdict.lapses);
            blacks.addAll(verdict.blacks);
            slates.addAll(verdict.slates);
            unreadable.addAll(verdict.unreadable);
            frozen.addAll(verdict.frozen());
        }
        for (var some : List.of(lapses, blacks, slates, unreadable, frozen)) {
            some.stream().filter(lapse -> lapse.millis() >= 200).sorted(Comparator.comparingLong(Verdict.Lapse::fromNanos))
                    .forEach(lapse -> log.say(lapse.fromNanos(), lapse.screen(), "SEEN " + Verdict.words(lapse)));
        }
        report.figure("wrong item for longer than 200 ms", of(lapses, Verdict.Cause.WRONG).size(), "", 0);
        report.figure("picture frozen by a stopped player, longest", longest(frozen), "s", 4.5);
        report.figure(together ? "agent and player hit at once: longest black" : "longest black", longest(blacks), "s", together ? Double.NaN : 1.5);
        var away = of(lapses, Verdict.Cause.AGENT_AWAY);
        report.note("an item changed while the agent was dead or stopped, and the player's old list went on: %d times, longest %.1f s", away.size(), longest(away));
        var late = of(lapses, Verdict.Cause.JOINED_LATE);
        report.note("a timeline came after its own switch and was cued: %d times, longest %.2f s", late.size(), longest(late));
        report.note("slate in place of an item (its file is being fetched again): %d times, longest %.1f s", slates.size(), longest(slates));
        report.note("picture that cannot be read (damaged bytes, transitions): %d times beyond 200 ms, longest %.1f s",
                unreadable.stream().filter(lapse -> lapse.millis() >= 200).count(), longest(unreadable));
    }

    private void records(Observer observer, ShelfWatch shelves, FaultLog log, long begin, long end) throws IOException {
        var checks = new ArrayList<AsRunCheck>();
        String screens = demo.api().quiet("/api/v1/screens");
        for (int k = 1; k <= SCREENS; k++) {
            var check = new AsRunCheck(k, shelves, log);
            check.read(work.resolve("screens/" + k + "/asrun"));
            check.compare(observer.sights(k), begin, end);
            checks.add(check);
            String acked = Files.readString(work.resolve("screens/" + k + "/asrun/acked"), StandardCharsets.UTF_8);
            long held = Long.parseLong(acked.lines().findFirst().orElse("0"));
            if (held < check.sequences - 4) {
                log.say(end, k, "AS-RUN the controller holds " + held + " of " + check.sequences + " records");
                check.amiss++;
            }
        }
        double[] off = AsRunCheck.offMillis(checks);
        report.figure("as-run: showings without a record, records without a showing", checks.stream().mapToInt(check -> check.amiss).sum(), "", 0);
        report.note("as-run: %d showings; starts beside what was seen: p50 %.0f ms, p99 %.0f ms, most %.0f ms",
                checks.stream().mapToInt(check -> check.showings).sum(), Meter.percentile(off, .5), Meter.percentile(off, .99), off.length == 0 ? 0 : off[off.length - 1]);
    }

    private static List<Verdict.Lapse> of(List<Verdict.Lapse> lapses, Verdict.Cause cause) {
        return lapses.stream().filter(lapse -> lapse.cause() == cause).toList();
    }

    private static double longest(List<Verdict.Lapse> lapses) {
        return lapses.stream().mapToLong(Verdict.Lapse::millis).max().orElse(0) / 1e3;
    }
}
