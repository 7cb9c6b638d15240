import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Measures a demo of its own, from outside: by the pixels of its screens, by its API, by its processes. Prints one line a figure, with the bar beside it. Run by
 * {@code controller/bin/bench}.
 */
public final class Bench {
    private static final int SCREENS = 3;

    private final Path top;
    private final Path work;
    private final DemoRun demo;
    private final Report report = new Report();
    private String looped = "";

    private Bench(Path top, Path work) {
        this.top = top;
        this.work = work;
        this.demo = new DemoRun(top, work, 18080, 17420, SCREENS);
    }

    public static void main(String[] arguments) throws Exception {
        var top = Path.of(arguments[0]);
        var only = List.of(arguments).subList(1, arguments.length);
        var bench = new Bench(top, Files.createTempDirectory("ledwall-bench"));
        Runtime.getRuntime().addShutdownHook(new Thread(bench.demo::end, "end"));
        bench.run(only);
        bench.demo.end();
        bench.report.print();
        System.exit(0);
    }

    private void run(List<String> only) throws Exception {
        figure("first picture on all screens, first start (built before)", demo.start(), "s", 180);
        demo.end();
        figure("first picture on all screens, second start", demo.start(), "s", 20);
        if (wanted(only, "upload")) {
            uploadToReady();
        } else {
            putBarcodeOnAir(640, 360, 2_000);
        }
        if (wanted(only, "spread")) {
            spread();
        }
        if (wanted(only, "kill")) {
            killController();
            killAgent();
            killPlayer();
        }
        if (wanted(only, "now")) {
            applyNow();
        }
        if (wanted(only, "memory")) {
            uploadMemory();
        }
    }

    private static boolean wanted(List<String> only, String name) {
        return only.isEmpty() || only.contains(name);
    }

    private void figure(String what, double value, String unit, double bar) {
        System.out.println(report.figure(what, value, unit, bar));
    }

    private void uploadToReady() throws Exception {
        Path clip = work.resolve("clip-1080p.mp4");
        new Clip(1, 1920, 1080, 25, 500, 15_500).draw(clip);
        System.out.printf("20 s 1080p25 clip of %.1f MB%n", Files.size(clip) / 1e6);
        String media = demo.api().upload("barcode 1080p", clip);
        long uploaded = System.nanoTime();
        long before = demo.newestVersion();
        setLoop(media, false);
        awaitAllReady(before, 120);
        figure("20 s 1080p25: last byte uploaded -> all screens report it ready", (System.nanoTime() - uploaded) / 1e9, "s", 15);
        awaitOnAir(1, 90);
    }

    private void putBarcodeOnAir(int width, int height, int kilobits) throws Exception {
        Path clip = work.resolve("clip-small.mp4");
        new Clip(1, width, height, 25, 500, kilobits).draw(clip);
        setLoop(demo.api().upload("barcode small", clip), true);
        awaitOnAir(1, 90);
    }

    private void setLoop(String media, boolean now) throws Exception {
        String loop = "/api/v1/playlists/" + demo.api().loop();
        var old = demo.api().json("GET", loop, null, null);
        demo.api().json("PUT", loop + (now ? "?applyNow=true" : ""), "{\"name\":\"loop\",\"items\":[{\"mediaId\":\"%s\",\"fit\":\"stretch\"}]}".formatted(media),
                old.headers().firstValue("ETag").orElse("*"));
        looped = media;
    }

    /** Every screen reports that it keeps a timeline newer than {@code before}, with everything verified until ten minutes after its switch. */
    private void awaitAllReady(long before, int seconds) throws Exception {
        await("all screens ready", seconds, () -> {
            String groups = demo.api().quiet("/api/v1/groups");
            String screens = demo.api().quiet("/api/v1/screens");
            var switches = Api.texts(groups, "switchAt");
            if (switches.isEmpty() || Api.numbers(reported(screens), "timelineVersion").stream().filter(version -> version > before).count() < SCREENS) {
                return false;
            }
            Instant from = Instant.parse(switches.getFirst());
            var ready = Api.texts(screens, "readyUntil");
            return ready.size() == SCREENS && ready.stream().allMatch(at -> !Instant.parse(at).isBefore(from.plusSeconds(600)));
        });
    }

    /** Only what the agents report, not what is desired of them. */
    private static String reported(String screens) {
        return screens.replaceAll("\"desired\"\\s*:\\s*\\{[^}]*}", "");
    }

    private void awaitOnAir(int clip, int seconds) throws Exception {
        var meter = new Meter(work, SCREENS);
        await("clip " + clip + " on all screens", seconds, () -> {
            for (int k = 1; k <= SCREENS; k++) {
                int code = Barcode.read(meter.screen(k));
                if (code == Barcode.NONE || code >> 14 != clip) {
                    return false;
                }
            }
            return true;
        });
        meter.run(TimeUnit.SECONDS.toNanos(6));
    }

    private void spread() throws Exception {
        var meter = new Meter(work, SCREENS);
        meter.run(TimeUnit.SECONDS.toNanos(60));
        double[] spreads = meter.spreads();
        System.out.printf("%d frames seen on all screens, %d of %d samples late, %d black runs, longest stand %.1f ms%n", spreads.length, meter.late, meter.samples,
                meter.blackRuns(), meter.longestStand());
        figure("spread of the three screens, 60 s, p50", Meter.percentile(spreads, .5), "ms", 20);
        figure("spread of the three screens, 60 s, p99", Meter.percentile(spreads, .99), "ms", 20);
    }

    private void killController() throws Exception {
        long pid = demo.pid("controller.pid");
        var meter = new Meter(work, SCREENS);
        demo.kill(pid);
        meter.run(TimeUnit.SECONDS.toNanos(10));
        figure("kill -9 controller: longest time one frame stood on any screen", meter.longestStand(), "ms", 120);
        figure("kill -9 controller: black runs", meter.blackRuns(), "", 0);
        await("controller is back", 60, () -> !demo.api().quiet("/healthz").isEmpty());
        await("screens are back", 60, () -> online() == SCREENS);
    }

    private void killAgent() throws Exception {
        long player = Players.playing(work, 1);
        long pid = demo.pid("screens/1/agent.pid");
        var meter = new Meter(work, SCREENS);
        long[] adopted = {0};
        var watch = Thread.ofVirtual().start(() -> {
            try {
                await("agent is started again", 20, () -> demo.pid("screens/1/agent.pid") != pid);
                long born = System.nanoTime();
                Instant since = Instant.now();
                Path status = work.resolve("screens/1/status.json");
                await("player is adopted", 20, () -> modified(status).isAfter(since) && read(status).replace(" ", "").contains("\"state\":\"playing\""));
                adopted[0] = System.nanoTime() - born;
            } catch (Exception e) {
                System.out.println(e.getMessage());
            }
        });
        demo.kill(pid);
        meter.run(TimeUnit.SECONDS.toNanos(10));
        watch.join();
        figure("kill -9 agent: restart -> player adopted", adopted[0] == 0 ? Double.NaN : adopted[0] / 1e9, "s", 3);
        figure("kill -9 agent: longest time one frame stood on any screen", meter.longestStand(), "ms", 120);
        figure("kill -9 agent: players that were replaced", player == Players.playing(work, 1) ? 0 : 1, "", 0);
    }

    private void killPlayer() throws Exception {
        double worst = 0;
        for (int round = 0; round < 5; round++) {
            TimeUnit.SECONDS.sleep(12);
            var meter = new Meter(work, SCREENS);
            long pid = Players.playing(work, 1);
            long killed = System.nanoTime();
            demo.kill(pid);
            meter.run(TimeUnit.SECONDS.toNanos(4));
            worst = Math.max(worst, (rightAgain(meter, killed) - killed) / 1e9);
        }
        figure("kill -9 mpv: right frame again, worst of 5", worst, "s", 1.5);
    }

    /** When screen 1 again showed the frame that screen 2 showed, within one frame, and went on doing so for three changes. */
    private static long rightAgain(Meter meter, long killed) {
        var one = meter.changes.get(0);
        var two = meter.changes.get(1);
        boolean lost = false;
        int right = 0;
        long since = Long.MAX_VALUE;
        for (var change : one) {
            if (change.atNanos() < killed) {
                continue;
            }
            int other = two.stream().filter(c -> c.atNanos() <= change.atNanos() + 20_000_000).reduce((a, b) -> b).map(Meter.Change::code).orElse(Barcode.NONE);
            boolean same = change.code() != Barcode.NONE && Math.abs(change.code() - other) <= 1;
            lost |= !same;
            if (lost && same) {
                since = right++ == 0 ? change.atNanos() : since;
                if (right >= 3) {
                    return since;
                }
            } else {
                right = 0;
            }
        }
        return lost ? Long.MAX_VALUE : killed;
    }

    private void applyNow() throws Exception {
        Path clip = work.resolve("clip-2.mp4");
        new Clip(2, 640, 360, 25, 250, 1_000).draw(clip);
        String second = demo.api().upload("barcode two", clip);
        String first = looped;
        setLoop(second, true);
        awaitOnAir(2, 60);
        setLoop(first, true);
        awaitOnAir(1, 60);
        TimeUnit.SECONDS.sleep(3);
        // Now both are cached everywhere.
        var meter = new Meter(work, SCREENS);
        long pressed = System.nanoTime();
        setLoop(second, true);
        meter.run(TimeUnit.SECONDS.toNanos(6));
        long last = 0;
        for (var list : meter.changes) {
            last = Math.max(last, list.stream().filter(c -> c.code() != Barcode.NONE && c.code() >> 14 == 2).mapToLong(Meter.Change::atNanos).findFirst().orElse(Long.MAX_VALUE));
        }
        figure("apply now of a cached item: changed pixels on all screens", (last - pressed) / 1e9, "s", 2);
        figure("apply now: longest time one frame stood on any screen", meter.longestStand(), "ms", 190);
    }

    /** A valid clip blown up to 1 GiB by a padding box, which is what ISO 14496-12 calls free space. */
    private void uploadMemory() throws Exception {
        Path small = work.resolve("clip-small-again.mp4");
        new Clip(3, 640, 360, 25, 50, 500).draw(small);
        Path large = work.resolve("clip-1g.mp4");
        long padding = (1L << 30) - Files.size(small);
        Files.copy(small, large);
        try (var file = new java.io.RandomAccessFile(large.toFile(), "rw")) {
            file.seek(Files.size(small));
            file.writeInt((int) padding);
            file.writeBytes("free");
            file.setLength(1L << 30);
        }
        long pid = demo.pid("controller.pid");
        long before = rssKilobytes(pid);
        long[] most = {before};
        var watch = Thread.ofPlatform().daemon().start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    most[0] = Math.max(most[0], rssKilobytes(pid));
                    TimeUnit.MILLISECONDS.sleep(20);
                } catch (IOException | InterruptedException e) {
                    return;
                }
            }
        });
        long began = System.nanoTime();
        demo.api().upload("one gibibyte", large);
        System.out.printf("1 GiB uploaded in %.1f s%n", (System.nanoTime() - began) / 1e9);
        watch.interrupt();
        figure("1 GiB upload: growth of the controller's resident memory", (most[0] - before) / 1024.0, "MiB", 150);
    }

    private static long rssKilobytes(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream().filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElse(0);
    }

    private long online() {
        return demo.api().quiet("/api/v1/screens").split("\"online\":true", -1).length - 1L;
    }

    private static Instant modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            return Instant.EPOCH;
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    private static void await(String what, int seconds, BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > until) {
                throw new Demo.Failed("Waited " + seconds + " s in vain: " + what);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
