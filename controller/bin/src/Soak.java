import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import ledwall.meter.Eye;
import ledwall.meter.FrameCode;
import ledwall.meter.Lapses;
import ledwall.meter.Plan;

/** Kills for as long as one likes: the controller, an agent, or the player on the glass; those of one screen at least ten seconds apart. Then what was amiss. */
final class Soak {
    private static final long APART_MILLIS = 10_000;
    private static final long MORE_MILLIS = 15_000;
    private static final long CONTROLLER_APART_MILLIS = 30_000;

    private record Kill(long atNanos, int screen, String what) {}

    private final Wall wall;
    private final Figures figures;
    private final Random dice;

    Soak(Wall wall, Figures figures, long seed) {
        this.wall = wall;
        this.figures = figures;
        this.dice = new Random(seed);
    }

    void run(double minutes) throws Exception {
        wall.settle(Wall.MIXED);
        long begin = System.nanoTime();
        long end = begin + (long) (minutes * 60e9);
        var kills = new ArrayList<Kill>();
        // 0 is the controller.
        long[] next = new long[Wall.SCREENS + 1];
        for (int k = 0; k <= Wall.SCREENS; k++) {
            next[k] = begin + TimeUnit.MILLISECONDS.toNanos(2_000 + dice.nextLong(APART_MILLIS));
        }
        var sampler = new Sampler(wall.work, Wall.SCREENS);
        while (true) {
            int k = 0;
            for (int i = 1; i <= Wall.SCREENS; i++) {
                k = next[i] < next[k] ? i : k;
            }
            if (next[k] > end) {
                break;
            }
            Wall.sleepUntil(next[k]);
            long pid = kill(k, kills);
            if (pid > 0) {
                wall.demo.kill(pid);
            }
            next[k] = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(k == 0 ? CONTROLLER_APART_MILLIS + dice.nextLong(2 * MORE_MILLIS) : APART_MILLIS + dice.nextLong(MORE_MILLIS));
        }
        TimeUnit.SECONDS.sleep(12);
        judge(sampler, kills, begin);
    }

    private long kill(int k, List<Kill> kills) throws Exception {
        if (k == 0) {
            kills.add(new Kill(System.nanoTime(), 0, "controller"));
            return wall.demo.pid("controller.pid");
        }
        boolean agent = dice.nextBoolean();
        long pid = agent ? wall.pid(k) : Players.playing(wall.work, k);
        kills.add(new Kill(System.nanoTime(), k, agent ? "agent" : "player " + pid));
        return pid;
    }

    private void judge(Sampler sampler, List<Kill> kills, long begin) throws Exception {
        var screens = sampler.end().sights();
        var stills = wall.masters().values().stream().filter(master -> master.still()).map(master -> master.item()).toList();
        long[] longest = new long[Lapses.Kind.values().length];
        Path file = wall.work.resolve("soak.log");
        int blacks = 0;
        try (var out = new PrintWriter(Files.newBufferedWriter(file))) {
            kills.forEach(kill -> out.printf(Locale.ROOT, "%9.3f screen %d: kill -9 %s%n", (kill.atNanos() - begin) / 1e9, kill.screen(), kill.what()));
            for (int k = 1; k <= Wall.SCREENS; k++) {
                Plan plan = wall.plan(k);
                Lapses lapses = Lapses.of(screens.get(k - 1), plan, 2 * wall.frameNanos(), stills);
                for (Lapses.Run run : lapses.runs()) {
                    longest[run.kind().ordinal()] = Math.max(longest[run.kind().ordinal()], run.nanos());
                    blacks += run.kind() == Lapses.Kind.BLACK ? 1 : 0;
                    out.printf(Locale.ROOT, "%9.3f screen %d: %6.1f ms of %s%s, due %s, after %s%n", (run.atNanos() - begin) / 1e9, k, run.nanos() / 1e6, run.kind().words,
                            words(run.code()), due(plan.at(run.atNanos())), last(kills, k, run.atNanos()));
                }
            }
        }
        figures.add("soak", "longest black", longest[Lapses.Kind.BLACK.ordinal()] / 1e6, "ms", 500);
        figures.add("soak", "longest time that a wrong item was up", longest[Lapses.Kind.WRONG.ordinal()] / 1e6, "ms", wall.frameNanos() / 1e6 + 2);
        figures.add("soak", "longest time of the slate, or of what cannot be read", longest[Lapses.Kind.OTHER.ordinal()] / 1e6, "ms", Double.NaN);
        figures.add("soak", "longest time that a picture stood beyond two frames", longest[Lapses.Kind.FROZEN.ordinal()] / 1e6, "ms", Double.NaN);
        figures.note("soak", "%d kills (%d of the controller, %d of agents), %d black runs; controller's clock and bound: %s; all of it in %s", kills.size(),
                kills.stream().filter(kill -> kill.screen() == 0).count(), kills.stream().filter(kill -> kill.what().equals("agent")).count(), blacks, wall.clocks(), file);
        figures.ran("soak", sampler);
    }

    private static String words(int code) {
        return code < 0 ? code == Eye.TORN ? " (torn)" : "" : " (item " + FrameCode.item(code) + " frame " + FrameCode.frame(code) + ")";
    }

    private static String due(Plan.Due due) {
        return due == null ? "nothing" : "item " + due.item() + " frame " + FrameCode.frame(due.code());
    }

    private static String last(List<Kill> kills, int k, long atNanos) {
        return kills.stream().filter(kill -> (kill.screen() == k || kill.screen() == 0) && kill.atNanos() <= atNanos).reduce((a, b) -> b)
                .map(kill -> String.format(Locale.ROOT, "the kill of the %s %.3f s before", kill.what(), (atNanos - kill.atNanos()) / 1e9)).orElse("no kill");
    }
}
