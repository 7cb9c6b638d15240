import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import ledwall.meter.Change;
import ledwall.meter.Eye;
import ledwall.meter.Joins;
import ledwall.meter.Lapses;
import ledwall.meter.Quantiles;

/** Agents that come back while there is no controller, and what an agent costs while nobody looks. */
final class AloneRows {
    private static final long WARM_SECONDS = 180;

    private final Wall wall;
    private final Figures figures;

    AloneRows(Wall wall, Figures figures) {
        this.wall = wall;
        this.figures = figures;
    }

    /** The controller stands still and every line to it is cut; then each agent in turn is killed. The demo starts it again, as a service manager would. */
    void restart() throws Exception {
        wall.settle(Wall.VIDEOS);
        long controller = wall.demo.pid("controller.pid");
        var adopted = new ArrayList<Double>();
        int replaced = 0;
        var sampler = new Sampler(wall.work, Wall.SCREENS);
        try {
            Players.signal("STOP", controller);
            wall.lines.forEach(line -> line.down(true));
            TimeUnit.SECONDS.sleep(3);
            for (int k = 1; k <= Wall.SCREENS; k++) {
                long player = Players.playing(wall.work, k);
                adopted.add(kill(k));
                TimeUnit.SECONDS.sleep(5);
                replaced += Players.playing(wall.work, k) == player ? 0 : 1;
            }
        } finally {
            wall.lines.forEach(Proxy::heal);
            Players.signal("CONT", controller);
        }
        var screens = sampler.end().sights();
        int dropped = 0;
        long black = 0;
        long wrong = 0;
        long stood = 0;
        for (int i = 0; i < screens.size(); i++) {
            dropped += Joins.of(Change.of(screens.get(i)), wall.masters(), Wall.STILL_MILLIS, wall.rate()).dropped();
            black += screens.get(i).stream().filter(sight -> sight.code() == Eye.BLACK).count();
            Lapses lapses = Lapses.of(screens.get(i), wall.plan(i + 1), wall.frameNanos(), List.of());
            wrong = Math.max(wrong, lapses.longestNanos(Lapses.Kind.WRONG));
            stood = Math.max(stood, lapses.longestNanos(Lapses.Kind.FROZEN));
        }
        figures.add("restart", "agent is started again -> its player is adopted, worst of 3", Quantiles.of(adopted).most(), "s", 3);
        figures.add("restart", "black runs", black, "", 0);
        figures.add("restart", "players that were replaced", replaced, "", 0);
        figures.add("restart", "frames that never came", dropped, "", 0);
        figures.add("restart", "longest time that a frame stood beyond its own", stood / 1e6, "ms", wall.frameNanos() / 1e6);
        figures.add("restart", "longest time that a wrong item was up", wrong / 1e6, "ms", wall.frameNanos() / 1e6);
        figures.ran("restart", sampler);
        Wall.await("screens are back", 60, () -> wall.demo.api().quiet("/api/v1/screens").split("\"online\"\\s*:\\s*true", -1).length - 1 == Wall.SCREENS);
    }

    private double kill(int k) throws Exception {
        long old = wall.pid(k);
        wall.demo.kill(old);
        Wall.await("agent " + k + " is started again", 20, () -> wall.pid(k) != old);
        long born = System.nanoTime();
        Instant since = Instant.now();
        Path status = wall.work.resolve("screens/" + k + "/status.json");
        Wall.await("the player of screen " + k + " is adopted", 30, () -> playing(status, since));
        return (System.nanoTime() - born) / 1e9;
    }

    private static boolean playing(Path status, Instant since) {
        try {
            return Files.getLastModifiedTime(status).toInstant().isAfter(since) && Files.readString(status).replace(" ", "").contains("\"state\":\"playing\"");
        } catch (IOException e) {
            return false;
        }
    }

    /** Until every agent has run for so long that Java compiles little more of it. */
    void warm() throws InterruptedException {
        for (int k = 1; k <= Wall.SCREENS; k++) {
            Instant began = ProcessHandle.of(wall.pid(k)).flatMap(process -> process.info().startInstant()).orElse(Instant.now());
            long seconds = WARM_SECONDS - Duration.between(began, Instant.now()).toSeconds();
            TimeUnit.SECONDS.sleep(seconds);
        }
    }

    /** Nobody asks for a snapshot meanwhile, and the meter does not look. */
    void cpu(int seconds) throws Exception {
        Map<Integer, Long> before = new HashMap<>();
        long began = System.nanoTime();
        for (int k = 1; k <= Wall.SCREENS; k++) {
            before.put(k, Players.usedMillis(wall.pid(k)));
        }
        TimeUnit.SECONDS.sleep(seconds);
        double millis = (System.nanoTime() - began) / 1e6;
        var shares = new ArrayList<Double>();
        for (int k = 1; k <= Wall.SCREENS; k++) {
            shares.add(100 * (Players.usedMillis(wall.pid(k)) - before.get(k)) / millis);
        }
        figures.add("cpu", "one agent, of a core, the dearest of 3", Quantiles.of(shares).most(), "%", 1.5);
        figures.note("cpu", "over %d s, each agent: %s %%; load average %s", seconds, shares.stream().map(share -> String.format(java.util.Locale.ROOT, "%.2f", share)).toList(),
                Report.load());
    }
}
