import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * One real agent behind a slow line (20 Mbit/s each way, 40 ms there and back) while it fetches a large file: what its commands and heartbeats suffer, and
 * what a break of the line costs. Prints one line a figure. Run by {@code controller/bin/bench link}.
 *
 * <p>The file is a clip of noise, because an agent gets what the controller rendered and never what was uploaded: padding would not travel. It is as large as a
 * bench may take time for, and its size is printed; 2 GB over such a line is what LineSimTest simulates.
 */
public final class LinkBench {
    private static final long BITS_PER_SECOND = 20_000_000;
    private static final Duration ONE_WAY = Duration.ofMillis(20);
    /** What a transfer may add to the way of a command or a heartbeat. */
    private static final double DELAY_BAR_MILLIS = ONE_WAY.toMillis() + 100;
    private static final int COMMANDS = 250;
    private static final int BREAKS = 2;
    private static final long BETWEEN_BREAKS_BYTES = 8 << 20;
    private static final double MIB = 1 << 20;

    private final Path work;
    private final DemoRun demo;
    private final Proxy line;
    private final int clipSeconds;
    private final Report report = new Report();

    private LinkBench(BenchOptions options) throws IOException {
        this.work = options.work();
        this.demo = options.demo(1);
        this.clipSeconds = (int) options.number("--seconds");
        this.line = new Proxy(new InetSocketAddress("127.0.0.1", options.agentsPort()), 1);
        line.shape(BITS_PER_SECOND / 8, ONE_WAY, Duration.ZERO);
        demo.through(1, line);
    }

    public static void main(String[] arguments) throws Exception {
        // Of noise; about 2.7 MB each.
        var bench = new LinkBench(BenchOptions.parse("link", arguments, Map.of("--seconds", "40")));
        Runtime.getRuntime().addShutdownHook(new Thread(bench.demo::end, "end"));
        bench.run();
        bench.demo.end();
        bench.report.print();
        System.exit(0);
    }

    private void run() throws Exception {
        Files.createDirectories(work);
        System.out.printf("first picture after %.1f s; everything lies below %s%n", demo.start(), work);
        String screen = Api.text(demo.api().quiet("/api/v1/screens"), "id");
        awaitIdle();
        var idle = new Talk(screen);
        idle.hold(() -> true);

        Path clip = work.resolve("noise.mp4");
        draw(clip);
        String media = demo.api().upload("noise", clip);
        long small = largest().bytes();
        long before = line.down().passed();
        show(media);
        System.out.printf("uploaded %.1f MB; waiting until it is rendered and on its way%n", Files.size(clip) / 1e6);
        await("the transfer begins", 240, () -> largest().bytes() > small && largest().part());

        var busy = new Talk(screen);
        long began = System.nanoTime();
        long beganBytes = line.down().passed();
        busy.hold(() -> largest().part());
        double megabits = (line.down().passed() - beganBytes) * 8e3 / (System.nanoTime() - began);
        for (int i = 0; i < BREAKS; i++) {
            long from = largest().bytes();
            await("the transfer goes on", 60, () -> !largest().part() || largest().bytes() > from + BETWEEN_BREAKS_BYTES);
            if (!largest().part()) {
                throw new Demo.Failed("The file was there before the line could be broken; take a longer clip with --seconds.");
            }
            System.out.printf("cut at %.1f MB%n", largest().bytes() / 1e6);
            line.cut();
        }
        await("the file is there", 240, () -> !largest().part());
        long size = largest().bytes();
        double excess = (line.down().passed() - before - size) / MIB;
        tell(idle, busy, megabits, size, excess);
    }

    private void tell(Talk idle, Talk busy, double megabits, long size, double excess) throws IOException {
        report.note("line of %d Mbit/s each way, %d ms there and back (%d ms one way); file of %.1f MB; load average %s", BITS_PER_SECOND / 1_000_000,
                2 * ONE_WAY.toMillis(), ONE_WAY.toMillis(), size / 1e6, Report.load());
        report.note("command there and back, idle: p50 %.1f ms, p99 %.1f ms, most %.1f ms of %d", idle.command(.5), idle.command(.99), idle.command(1),
                idle.commands.size());
        report.note("command there and back, in the transfer: p50 %.1f ms, p99 %.1f ms, most %.1f ms of %d", busy.command(.5), busy.command(.99), busy.command(1),
                busy.commands.size());
        report.figure("command: added by the transfer, p50", busy.command(.5) - idle.command(.5), "ms", DELAY_BAR_MILLIS);
        report.figure("command: added by the transfer, p99", busy.command(.99) - idle.command(.99), "ms", DELAY_BAR_MILLIS);
        report.note("time between heartbeats, idle: p50 %.0f ms, most %.0f ms of %d", idle.beat(.5), idle.beat(1), idle.beats().length);
        report.note("time between heartbeats, in the transfer: p50 %.0f ms, most %.0f ms of %d", busy.beat(.5), busy.beat(1), busy.beats().length);
        report.figure("heartbeat: latest in the transfer beyond the latest idle", busy.beat(1) - idle.beat(1), "ms", DELAY_BAR_MILLIS);
        report.figure("transfer", megabits, "Mbit/s", Double.NaN);
        report.note("the line let through %.2f MiB more than the file holds, with %d breaks; framing, commands and all else that was said is in that", excess, BREAKS);
        report.figure("more than the file holds, for each break", excess / BREAKS, "MiB", 1);
    }

    /** Commands one after another, and the heartbeats that came meanwhile. */
    private final class Talk {
        private final String screen;
        private final List<Double> commands = new ArrayList<>();
        private final List<Instant> heartbeats = new ArrayList<>();

        Talk(String screen) {
            this.screen = screen;
        }

        void hold(BooleanSupplier on) throws IOException, InterruptedException {
            while (commands.size() < COMMANDS && on.getAsBoolean()) {
                long sent = System.nanoTime();
                // The way there and back, and no more: nothing covers the picture.
                String answer = demo.api().json("POST", "/api/v1/screens/" + screen + "/commands", "{\"name\":\"endCover\"}", null).body();
                double millis = (System.nanoTime() - sent) / 1e6;
                if (!"done".equals(Api.text(answer, "code"))) {
                    throw new Demo.Failed("The agent did not do it: " + answer);
                }
                commands.add(millis);
                Instant heartbeat = Instant.parse(Api.text(demo.api().quiet("/api/v1/screens"), "lastHeartbeatAt"));
                if (heartbeats.isEmpty() || heartbeat.isAfter(heartbeats.getLast())) {
                    heartbeats.add(heartbeat);
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }

        double command(double p) {
            return Meter.percentile(commands.stream().mapToDouble(Double::doubleValue).sorted().toArray(), p);
        }

        double beat(double p) {
            return Meter.percentile(beats(), p);
        }

        private double[] beats() {
            double[] out = new double[Math.max(0, heartbeats.size() - 1)];
            Arrays.setAll(out, i -> Duration.between(heartbeats.get(i), heartbeats.get(i + 1)).toNanos() / 1e6);
            Arrays.sort(out);
            return out;
        }
    }

    /** A file in the agent's cache, or as much of it as is there. */
    private record Cached(long bytes, boolean part) {}

    private Cached largest() {
        var largest = new Cached(0, false);
        try (var files = Files.newDirectoryStream(work.resolve("screens/1/cache"), Files::isRegularFile)) {
            for (Path file : files) {
                long bytes = Files.size(file);
                largest = bytes > largest.bytes() ? new Cached(bytes, file.toString().endsWith(".part")) : largest;
            }
            return largest;
        } catch (IOException e) {
            // A download was renamed under our eyes.
            return new Cached(0, true);
        }
    }

    /** Until what the demo itself shows is there, and next to nothing passes. */
    private void awaitIdle() throws InterruptedException {
        for (long last = -1, now = line.down().passed(); last < 0 || now - last > 50_000; now = line.down().passed()) {
            last = now;
            TimeUnit.SECONDS.sleep(3);
        }
    }

    private void draw(Path clip) throws IOException, InterruptedException {
        var process = new ProcessBuilder("ffmpeg", "-nostdin", "-hide_banner", "-loglevel", "error", "-y", "-f", "lavfi", "-i",
                "color=gray:s=640x360:r=25,noise=alls=48:allf=t", "-t", Integer.toString(clipSeconds), "-c:v", "libx264", "-preset", "ultrafast",
                "-pix_fmt", "yuv420p", "-crf", "20", clip.toString()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new Demo.Failed("ffmpeg could not draw the clip:\n" + said);
        }
    }

    private void show(String media) throws Exception {
        String loop = "/api/v1/playlists/" + demo.api().loop();
        var old = demo.api().json("GET", loop, null, null);
        demo.api().json("PUT", loop, "{\"name\":\"loop\",\"items\":[{\"mediaId\":\"%s\",\"fit\":\"stretch\"}]}".formatted(media),
                old.headers().firstValue("ETag").orElse("*"));
    }

    private static void await(String what, int seconds, BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > until) {
                throw new Demo.Failed("Waited " + seconds + " s in vain: " + what);
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }
}
