import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Presses stop on a demo of its own and looks at the pixels: from the press until all three screens are black, on a quiet line and while a large file is on
 * its way; then kills controller, agents and players in turn and counts every glance at a screen that was not black. Run by {@code controller/bin/bench
 * stop}.
 */
public final class StopBench {
    private static final int SCREENS = 3;
    private static final long BAR_MILLIS = 300;
    private static final int KILLS = 20;
    /** Fewer presses say nothing of a p99. */
    private static final int LEAST = 10;
    /** More clips than this are not sent for the sake of a few more presses. */
    private static final int MAX_CLIPS = 8;
    /** 20 Mbit/s and 20 ms one way while a file is on its way: on the machine's own loopback it would be there before anybody could press. */
    private static final long LINE_BYTES = 2_500_000;
    private static final Duration LINE_ONE_WAY = Duration.ofMillis(20);

    private final Path work;
    private final DemoRun demo;
    private final List<Proxy> lines = new ArrayList<>();
    private final List<Framebuffer> screens = new ArrayList<>();
    private final Random dice;
    private final long lineBytes;
    private String password = "";

    private StopBench(Path top, Path work, long seed, long lineBytes) {
        this.work = work;
        this.lineBytes = lineBytes;
        this.demo = new DemoRun(top, work, 18090, 17430, SCREENS);
        this.dice = new Random(seed);
    }

    public static void main(String[] arguments) throws Exception {
        int presses = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100;
        long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : 1;
        long lineBytes = arguments.length > 3 ? Long.parseLong(arguments[3]) : LINE_BYTES;
        var bench = new StopBench(Path.of(arguments[0]), Files.createTempDirectory("ledwall-stop"), seed, lineBytes);
        Runtime.getRuntime().addShutdownHook(new Thread(bench.demo::end, "end"));
        System.out.printf(Locale.ROOT, "seed %d, %d presses, %.1f Mbit/s during a transfer%n", seed, presses, lineBytes * 8 / 1e6);
        boolean good = bench.run(presses);
        bench.demo.end();
        System.exit(good ? 0 : 1);
    }

    private boolean run(int presses) throws Exception {
        for (int k = 1; k <= SCREENS; k++) {
            var line = new Proxy(new InetSocketAddress("127.0.0.1", 17430), dice.nextLong());
            lines.add(line);
            demo.through(k, line);
        }
        demo.start();
        password = Accounts.of(work).administrator().password();
        for (int k = 1; k <= SCREENS; k++) {
            screens.add(new Framebuffer(work.resolve("screens/" + k + "/fb/Xvfb_screen0")));
        }
        // The first start's transfers are no part of the quiet figure.
        awaitLit(true);
        boolean good = figure("press -> black on all screens", press(presses, () -> true));
        good &= transfer(presses / 2);
        good &= latched();
        return good;
    }

    private interface While {
        boolean goesOn() throws Exception;
    }

    private List<Double> press(int presses, While still) throws Exception {
        var out = new ArrayList<Double>();
        for (int i = 0; i < presses && still.goesOn(); i++) {
            awaitLit(true);
            Thread.sleep(dice.nextInt(500, 1_500));
            long began = System.nanoTime();
            var answer = Thread.ofVirtual().start(() -> post("/api/v1/stop", "{\"reason\":\"bench\"}"));
            awaitLit(false);
            out.add((System.nanoTime() - began) / 1e6);
            answer.join();
            if (!still.goesOn()) {
                // Whether the file was still on its way when it counted, nobody knows.
                out.removeLast();
            }
            resume();
        }
        return out;
    }

    private boolean figure(String what, List<Double> millis) {
        if (millis.size() < LEAST) {
            System.out.println(what + ": only " + millis.size() + " presses, too few for a figure  FALLS SHORT");
            return false;
        }
        Collections.sort(millis);
        double p50 = millis.get(millis.size() / 2);
        double p99 = millis.get(Math.min(millis.size() - 1, (int) Math.ceil(0.99 * millis.size()) - 1));
        System.out.printf(Locale.ROOT, "%-56s p50 %6.1f ms  p99 %6.1f ms  max %6.1f ms  n %d  bar %d ms  %s%n", what, p50, p99, millis.getLast(), millis.size(),
                BAR_MILLIS, p99 <= BAR_MILLIS ? "ok" : "FALLS SHORT");
        return p99 <= BAR_MILLIS;
    }

    /** While the renditions of heavy clips, one after another, travel to all screens. Only presses that began and ended with a file still missing somewhere count. */
    private boolean transfer(int presses) throws Exception {
        var millis = new ArrayList<Double>();
        for (int k = 1; k <= MAX_CLIPS && millis.size() < presses; k++) {
            show(k);
            lines.forEach(line -> line.shape(lineBytes, LINE_ONE_WAY, Duration.ZERO));
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(180);
            while (parts() == 0 && System.nanoTime() < until) {
                Thread.sleep(20);
            }
            millis.addAll(press(presses - millis.size(), () -> parts() > 0));
            lines.forEach(Proxy::plain);
        }
        return figure("press -> black on all screens, during a transfer", millis);
    }

    /** Makes the loop show a clip that no screen has yet. */
    private void show(int number) throws Exception {
        Path clip = work.resolve("heavy.mp4");
        new Clip(number, 1920, 1080, 25, 3_000, 40_000).draw(clip);
        String media = demo.api().upload("heavy " + number, clip);
        String loop = "/api/v1/playlists/" + demo.api().loop();
        var old = demo.api().json("GET", loop, null, null);
        String items = "{\"name\":\"loop\",\"items\":[{\"mediaId\":\"%s\",\"fit\":\"stretch\"}]}".formatted(media);
        demo.api().json("PUT", loop, items, old.headers().firstValue("ETag").orElse("*"));
    }

    /** Files on their way, on all screens. */
    private int parts() throws IOException {
        int out = 0;
        for (int k = 1; k <= SCREENS; k++) {
            try (var files = Files.list(work.resolve("screens/" + k + "/cache"))) {
                out += (int) files.filter(file -> file.toString().endsWith(".part")).count();
            }
        }
        return out;
    }

    private boolean latched() throws Exception {
        awaitLit(true);
        post("/api/v1/stop", "{\"reason\":\"bench\"}");
        awaitLit(false);
        var lit = new AtomicInteger();
        var glances = new AtomicInteger();
        Thread observer = Thread.ofPlatform().daemon().start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                for (Framebuffer screen : screens) {
                    glances.incrementAndGet();
                    lit.addAndGet(screen.black() ? 0 : 1);
                }
                Thread.onSpinWait();
            }
        });
        for (int i = 0; i < KILLS; i++) {
            int k = 1 + dice.nextInt(SCREENS);
            var players = Players.all(work, k);
            long player = players.isEmpty() ? -1 : players.get(dice.nextInt(players.size()));
            int victim = dice.nextInt(3);
            System.out.println("kill -9 " + List.of("controller", "agent " + k, "a player of screen " + k).get(victim));
            demo.kill(List.of(demo.pid("controller.pid"), demo.pid("screens/" + k + "/agent.pid"), player).get(victim));
            Thread.sleep(dice.nextInt(200, 4_000));
        }
        Thread.sleep(8_000);
        observer.interrupt();
        observer.join();
        System.out.printf(Locale.ROOT, "%-56s %d of %d glances saw light  bar 0  %s%n", "latched through " + KILLS + " random kills", lit.get(), glances.get(),
                lit.get() == 0 ? "ok" : "FALLS SHORT");
        return lit.get() == 0;
    }

    private void resume() {
        post("/api/v1/stop/resume", "{\"reason\":\"bench\",\"password\":\"" + password + "\"}");
    }

    private void post(String path, String body) {
        try {
            demo.api().json("POST", path, body, null);
        } catch (IOException e) {
            throw new Demo.Failed(path + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** All lit, or all black; looked at without a pause, for that is the figure. */
    private void awaitLit(boolean lit) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        for (Framebuffer screen : screens) {
            while (screen.black() == lit) {
                if (System.nanoTime() > until) {
                    throw new Demo.Failed("a screen is not " + (lit ? "lit" : "black") + " after 60 s");
                }
                Thread.sleep(0, 500_000);
            }
        }
    }
}
