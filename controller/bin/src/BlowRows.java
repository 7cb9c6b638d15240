import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import ledwall.meter.Quantiles;
import ledwall.meter.Recovery;

/** Blows to the player whose picture is on the glass, and how long it takes until the right picture runs again. */
final class BlowRows {
    /** What becomes of the process; {@code TOGETHER}: killed, and its agent with it. */
    enum Blow {
        KILL, FREEZE, TOGETHER
    }

    private record Struck(int screen, long atNanos) {}

    /** A screen is left alone for so long after each blow. */
    private static final long APART_NANOS = 10_500_000_000L;

    private final Wall wall;
    private final Figures figures;
    private final Random dice;
    private final long[] last = new long[Wall.SCREENS + 1];

    BlowRows(Wall wall, Figures figures, long seed) {
        this.wall = wall;
        this.figures = figures;
        this.dice = new Random(seed);
    }

    void run(String row, Blow blow, int count, double barMillis) throws Exception {
        wall.settle(Wall.VIDEOS);
        var struck = new ArrayList<Struck>();
        var sampler = new Sampler(wall.work, Wall.SCREENS);
        for (int i = 0; i < count; i++) {
            int k = 1 + i % Wall.SCREENS;
            Wall.sleepUntil(Math.max(last[k] + APART_NANOS, System.nanoTime()) + dice.nextLong(1_500_000_000L));
            strike(blow, k, struck);
        }
        TimeUnit.SECONDS.sleep(9);
        judge(row, sampler, struck, barMillis);
    }

    /** Each within the last ten seconds before a change of list. */
    void near(int changes, double barMillis) throws Exception {
        wall.settle(Wall.ONE);
        var struck = new ArrayList<Struck>();
        var sampler = new Sampler(wall.work, Wall.SCREENS);
        int short10 = 0;
        for (int i = 0; i < changes; i++) {
            long at = wall.change(i % 2 == 0 ? Wall.OTHER : Wall.ONE);
            long now = System.nanoTime();
            var strikes = new ArrayList<Thread>();
            short10 += at - now < TimeUnit.SECONDS.toNanos(10) ? 1 : 0;
            for (int k = 1; k <= Wall.SCREENS; k++) {
                long from = Math.max(now, at - TimeUnit.SECONDS.toNanos(10));
                long when = from + dice.nextLong(Math.max(1, at - 50_000_000 - from));
                int screen = k;
                strikes.add(Thread.ofVirtual().start(() -> {
                    try {
                        Wall.sleepUntil(when - TimeUnit.MILLISECONDS.toNanos(300));
                        strike(Blow.KILL, screen, struck);
                    } catch (IOException e) {
                        System.out.println("no blow: " + e.getMessage());
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }));
            }
            for (Thread each : strikes) {
                each.join();
            }
            Wall.sleepUntil(Math.max(at, System.nanoTime()) + APART_NANOS);
        }
        figures.note("killnear", "%d of %d changes were known less than 10 s ahead", short10, changes);
        judge("killnear", sampler, struck, barMillis);
    }

    private void strike(Blow blow, int k, List<Struck> struck) throws IOException, InterruptedException {
        long pid = Players.playing(wall.work, k);
        long agent = wall.pid(k);
        if (pid <= 0) {
            System.out.println("screen " + k + " has no player just now");
            return;
        }
        synchronized (struck) {
            last[k] = System.nanoTime();
            struck.add(new Struck(k, last[k]));
        }
        switch (blow) {
            case KILL -> wall.demo.kill(pid);
            case FREEZE -> Players.signal("STOP", pid);
            case TOGETHER -> {
                wall.demo.kill(agent);
                wall.demo.kill(pid);
            }
        }
    }

    private void judge(String row, Sampler sampler, List<Struck> struck, double barMillis) throws IOException, InterruptedException {
        var screens = sampler.end().sights();
        var right = new ArrayList<Double>();
        long black = 0;
        int unfelt = 0;
        var words = new ArrayList<String>();
        for (Struck each : struck) {
            var sights = screens.get(each.screen() - 1).stream()
                    .filter(sight -> sight.untilNanos() > each.atNanos() - 1_000_000_000L && sight.fromNanos() < each.atNanos() + APART_NANOS).toList();
            Recovery recovery = Recovery.of(sights, wall.plan(each.screen()), each.atNanos(), each.atNanos() + 9_000_000_000L, wall.frameNanos());
            if (!recovery.felt()) {
                unfelt++;
                continue;
            }
            double millis = recovery.came() ? recovery.rightNanos() / 1e6 : Double.POSITIVE_INFINITY;
            right.add(millis);
            black = Math.max(black, recovery.blackNanos());
            words.add(String.format(java.util.Locale.ROOT, "%d:%.0f", each.screen(), millis));
        }
        Quantiles all = Quantiles.of(right);
        boolean p95 = row.startsWith("kill");
        figures.add(row, "blow -> right picture runs, p50", all.at(.5), "ms", Double.NaN);
        figures.add(row, "blow -> right picture runs, p95", all.at(.95), "ms", p95 ? barMillis : Double.NaN);
        figures.add(row, "blow -> right picture runs, most", all.most(), "ms", p95 ? Double.NaN : barMillis);
        figures.add(row, "longest black on the way", black / 1e6, "ms", Double.NaN);
        figures.note(row, "%d blows, %d of them not seen on the glass (and not counted); screen:ms %s", struck.size(), unfelt, String.join(" ", words));
        figures.ran(row, sampler);
    }
}
