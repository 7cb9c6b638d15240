import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How well the walls play: every row of the table in {@code agent/PLAYOUT.md}, measured at the pixels of three screens of demos of its own. Each row alone, or
 * all of them; the median of several runs. Run by {@code controller/bin/bench playout}.
 */
public final class PlayoutBench {
    private static final List<String> ROWS = List.of("spread", "joins", "spread30", "change", "kill", "killnear", "freeze", "restart", "cpu", "clocks");
    /** Asked for by name only. */
    private static final List<String> MORE = List.of("together", "soak");

    private final Path top;
    private final BenchOptions options;
    private final List<String> rows;
    private final Figures figures = new Figures();
    private final int runs;
    private final long seconds;
    private Wall wall;

    private PlayoutBench(Path top, BenchOptions options, List<String> rows) {
        this.top = top;
        this.options = options;
        this.rows = rows.isEmpty() ? ROWS : rows;
        this.runs = (int) options.number("--runs");
        this.seconds = (long) options.number("--seconds");
    }

    public static void main(String[] arguments) throws Exception {
        var rows = new ArrayList<String>();
        int at = 1;
        while (at < arguments.length && !arguments[at].startsWith("--")) {
            rows.add(arguments[at++]);
        }
        var rest = new ArrayList<>(List.of(arguments[0]));
        rest.addAll(List.of(arguments).subList(at, arguments.length));
        String minutes = "30";
        int soak = rows.indexOf("soak");
        if (soak >= 0 && soak + 1 < rows.size() && rows.get(soak + 1).matches("[\\d.]+")) {
            minutes = rows.remove(soak + 1);
        }
        for (String row : rows) {
            if (!ROWS.contains(row) && !MORE.contains(row)) {
                System.err.println("There is no row " + row + "; there are " + String.join(" ", ROWS) + ", and by name only " + String.join(" ", MORE) + " [MINUTES].");
                System.exit(64);
            }
        }
        var options = BenchOptions.parse("playout", rest.toArray(String[]::new), Map.of("--runs", "3", "--seconds", "180", "--blows", "21", "--changes", "12", "--after", "600",
                "--jitter", "150", "--seed", "1", "--minutes", minutes));
        var bench = new PlayoutBench(Path.of(arguments[0]), options, rows);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (bench.wall != null) {
                bench.wall.demo.end();
            }
        }, "end"));
        String command = "bench playout " + String.join(" ", Arrays.asList(arguments).subList(1, arguments.length));
        System.out.println(command + "; load average " + Report.load());
        int code = 1;
        try {
            bench.run();
            code = bench.figures.ok() ? 0 : 1;
        } finally {
            if (bench.wall != null) {
                bench.wall.end();
            }
            bench.figures.print();
            Path file = options.work().resolve("playout.json");
            bench.figures.write(file, command);
            System.out.println("also in " + file);
        }
        System.exit(code);
    }

    private void run() throws Exception {
        if (rows.stream().anyMatch(row -> !row.equals("clocks"))) {
            wall = new Wall(options.work(), options.demo(Wall.SCREENS), options.agentsPort());
            wall.start();
            watched();
            struck();
            wall.end();
            wall = null;
        }
        if (rows.contains("clocks")) {
            clocks();
        }
    }

    private void watched() throws Exception {
        var steps = new StepRows(wall, figures);
        var alone = new AloneRows(wall, figures);
        if (rows.contains("spread") || rows.contains("joins")) {
            wall.settle(Wall.MIXED);
            for (int i = 0; i < runs; i++) {
                steps.run("spread", StepRows.Bars.STEP, seconds, true);
            }
        }
        if (rows.contains("cpu")) {
            wall.settle(Wall.MIXED);
            alone.warm();
            for (int i = 0; i < runs; i++) {
                alone.cpu((int) Math.min(seconds, 60));
            }
        }
        if (rows.contains("spread30")) {
            wall.settle(Wall.MIXED);
            wall.frameRate(30);
            wall.settle(Wall.MIXED);
            for (int i = 0; i < runs; i++) {
                steps.run("spread30", StepRows.Bars.STEP, seconds, true);
            }
            wall.frameRate(25);
        }
        if (rows.contains("change")) {
            var change = new ChangeRow(wall, figures);
            for (int i = 0; i < runs; i++) {
                change.run((int) options.number("--changes"));
            }
        }
    }

    private void struck() throws Exception {
        int blows = (int) options.number("--blows");
        var blow = new BlowRows(wall, figures, (long) options.number("--seed"));
        var alone = new AloneRows(wall, figures);
        for (int i = 0; i < runs; i++) {
            if (rows.contains("kill")) {
                blow.run("kill", BlowRows.Blow.KILL, blows, 400);
            }
            if (rows.contains("killnear")) {
                blow.near(Math.max(1, blows / Wall.SCREENS), 700);
            }
            if (rows.contains("freeze")) {
                blow.run("freeze", BlowRows.Blow.FREEZE, Math.max(Wall.SCREENS, blows / 2), 3_500);
            }
            if (rows.contains("restart")) {
                alone.restart();
            }
            if (rows.contains("together")) {
                blow.run("together", BlowRows.Blow.TOGETHER, Math.max(Wall.SCREENS, blows / 2), Double.NaN);
            }
        }
        if (rows.contains("soak")) {
            new Soak(wall, figures, (long) options.number("--seed")).run(options.number("--minutes"));
        }
    }

    /** A demo of its own: nothing of an earlier, better line may be remembered. */
    private void clocks() throws Exception {
        var own = options.at("clocks");
        wall = new Wall(own.work(), own.demo(Wall.SCREENS), own.agentsPort());
        wall.jitter(Duration.ofMillis((long) options.number("--jitter")));
        wall.start();
        for (int k = 1; k <= Wall.SCREENS; k++) {
            String prefix = System.getenv("LEDWALL_DEMO_AGENT_PREFIX_" + k);
            figures.note("clocks", "agent %d's clock: %s", k, prefix == null ? "this machine's own" : prefix);
        }
        wall.settle(Wall.MIXED);
        long ready = System.nanoTime() + TimeUnit.SECONDS.toNanos((long) options.number("--after"));
        while (System.nanoTime() < ready) {
            figures.note("clocks", "%d s before the first run: %s", (ready - System.nanoTime()) / 1_000_000_000L, wall.clocks());
            Wall.sleepUntil(Math.min(ready, System.nanoTime() + 60_000_000_000L));
        }
        var steps = new StepRows(wall, figures);
        for (int i = 0; i < runs; i++) {
            steps.run("clocks", StepRows.Bars.WRONG_CLOCKS, seconds, false);
            figures.note("clocks", "%s", wall.clocks());
        }
    }
}
