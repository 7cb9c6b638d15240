import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import ledwall.meter.Eye;
import ledwall.meter.FrameCode;
import ledwall.meter.Master;
import ledwall.meter.Plan;
import ledwall.protocol.timeline.Programme;

/** A demo of its own with masters of the frame meter on its three screens, each behind a line that can be made bad. */
final class Wall {
    static final int SCREENS = 3;
    static final int STILL_MILLIS = 5_000;
    /** 25 fps, a still, 30 fps; then two for another list. */
    static final List<Master> MASTERS = List.of(new Master(1, 250, 25), new Master(2, 1, 25), new Master(3, 240, 30), new Master(4, 150, 25), new Master(5, 100, 25));
    /** What is watched for its joins: a video, a still, a video of another frame rate, and the wrap. */
    static final List<Integer> MIXED = List.of(1, 2, 3);
    static final List<Integer> ONE = List.of(1, 3);
    static final List<Integer> OTHER = List.of(4, 5);
    static final List<Integer> VIDEOS = List.of(1, 4, 5);

    final Path work;
    final DemoRun demo;
    final List<Proxy> lines = new ArrayList<>();
    private final Map<Integer, Master> masters = new TreeMap<>();
    private final Map<Integer, String> media = new HashMap<>();
    private ShelfWatch shelves;
    private int rate = 25;
    /** The playlist that is the screens' loop; empty for the first group's. */
    private String loop = "";

    Wall(Path work, DemoRun demo, int agentsPort) throws IOException {
        this.work = work;
        this.demo = demo;
        MASTERS.forEach(master -> masters.put(master.item(), master));
        for (int k = 1; k <= SCREENS; k++) {
            var line = new Proxy(new InetSocketAddress("127.0.0.1", agentsPort), k);
            lines.add(line);
            demo.through(k, line);
        }
    }

    /** Starts the demo and puts the masters through the real upload. */
    void start() throws Exception {
        Files.createDirectories(work);
        System.out.printf("first picture on all screens after %.1f s; everything lies below %s%n", demo.start(), work);
        for (Master master : MASTERS) {
            Path file = work.resolve("master-" + master.item() + (master.still() ? ".png" : ".mp4"));
            MasterClip.draw(master, file);
            media.put(master.item(), demo.api().upload(ShelfPlan.NAME + master.item(), file));
        }
        shelves = new ShelfWatch(work, SCREENS);
        // All is rendered and fetched now: what is measured is playout, and kills of the controller do not keep a rendering from its end.
        settle(MASTERS.stream().map(Master::item).toList());
    }

    void end() throws InterruptedException {
        if (shelves != null) {
            shelves.end();
        }
        demo.end();
    }

    Map<Integer, Master> masters() {
        return masters;
    }

    int rate() {
        return rate;
    }

    long frameNanos() {
        return 1_000_000_000L / rate;
    }

    Plan plan(int k) {
        return new ShelfPlan(shelves, k, masters);
    }

    /** Makes these items the loop. */
    void loop(List<Integer> items, boolean now) throws IOException, InterruptedException {
        String path = "/api/v1/playlists/" + (loop.isEmpty() ? demo.api().loop() : loop);
        var old = demo.api().json("GET", path, null, null);
        var words = items.stream().map(item -> "{\"mediaId\":\"" + media.get(item) + "\",\"fit\":\"stretch\""
                + (masters.get(item).still() ? ",\"lengthMillis\":" + STILL_MILLIS : "") + "}").toList();
        String name = Api.text(old.body().substring(old.body().indexOf("\"name\"")), "name");
        demo.api().json("PUT", path + (now ? "?applyNow=true" : ""), "{\"name\":\"" + name + "\",\"items\":[" + String.join(",", words) + "]}",
                old.headers().firstValue("ETag").orElse("*"));
    }

    /** Makes these items the loop and waits until all screens show what of it is due, and went on doing so for a while. */
    void settle(List<Integer> items) throws Exception {
        loop(items, true);
        await("the items " + items + " on all screens", 600, () -> shows(items));
        TimeUnit.SECONDS.sleep(12);
    }

    private boolean shows(List<Integer> items) {
        try {
            for (int k = 1; k <= SCREENS; k++) {
                int code = new Eye(new ScreenPixels(new Framebuffer(work.resolve("screens/" + k + "/fb/Xvfb_screen0")))).look();
                Plan.Due due = plan(k).at(System.nanoTime());
                if (code < 0 || due == null || due.item() != FrameCode.item(code) || !turn(k).equals(Set.copyOf(items))) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The items that are due in turn on a screen just now. */
    private Set<Integer> turn(int k) {
        long now = shelves.timelineAt(System.nanoTime());
        return shelves.shelves(k).getLast().programme().due(now).stream().flatMap(showing -> showing.block().cues().stream())
                .map(cue -> ShelfPlan.item(cue.name())).collect(Collectors.toSet());
    }

    /** Gives all screens another frame rate, for which everything is rendered anew. Those of one group share theirs: they move to a new one, and the next loop is its. */
    void frameRate(int wanted) throws Exception {
        if (rate == wanted) {
            return;
        }
        String group = demo.api().json("POST", "/api/v1/groups", "{\"name\":\"meter %d fps %d\"}".formatted(wanted, System.nanoTime()), null).body();
        loop = Api.text(group, "loop");
        for (String id : Api.texts(demo.api().quiet("/api/v1/screens"), "id").stream().filter(id -> id.startsWith("screen-")).distinct().toList()) {
            var screen = demo.api().json("GET", "/api/v1/screens/" + id, null, null);
            String body = "{\"name\":\"%s\",\"group\":\"%s\",\"frameRate\":%d}".formatted(Api.text(screen.body(), "name"), Api.text(group, "id"), wanted);
            demo.api().json("PUT", "/api/v1/screens/" + id + "?applyNow=true", body, screen.headers().firstValue("ETag").orElse("*"));
        }
        loop(MIXED, true);
        rate = wanted;
        await("timelines at " + wanted + " fps are in force", 600, () -> {
            for (int k = 1; k <= SCREENS; k++) {
                if (newest(k).timeline().frameRate() != wanted || newest(k).change().atNanos() > shelves.timelineAt(System.nanoTime())) {
                    return false;
                }
            }
            return true;
        });
    }

    /** The newest timeline that a screen keeps, with its switch. */
    Programme.Entry newest(int k) {
        return shelves.shelves(k).getLast().programme().entries().getLast();
    }

    /** Makes these items the loop from the next switch on, and returns its monotonic instant once every screen knows it. */
    long change(List<Integer> items) throws Exception {
        long[] before = new long[SCREENS + 1];
        for (int k = 1; k <= SCREENS; k++) {
            before[k] = newest(k).timeline().version();
        }
        loop(items, false);
        await("every screen knows the switch", 300, () -> {
            for (int k = 1; k <= SCREENS; k++) {
                if (newest(k).timeline().version() <= before[k]) {
                    return false;
                }
            }
            return true;
        });
        return shelves.clockAt(System.nanoTime()).monoAt(newest(1).change().atNanos());
    }

    void jitter(Duration each) {
        lines.forEach(line -> line.shape(Long.MAX_VALUE, Duration.ZERO, each));
    }

    /** What the API says of each screen's clock: whether it is locked, and the bound. */
    String clocks() {
        String screens = demo.api().quiet("/api/v1/screens");
        var locked = java.util.regex.Pattern.compile("\"locked\"\\s*:\\s*(true|false)").matcher(screens).results().map(found -> found.group(1)).toList();
        return "locked " + locked + ", bound " + Api.numbers(screens, "boundMillis") + " ms, offset " + Api.numbers(screens, "offsetMillis") + " ms";
    }

    long pid(int k) {
        return demo.pid("screens/" + k + "/agent.pid");
    }

    static void sleepUntil(long nanos) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(nanos - System.nanoTime());
    }

    static void await(String what, int seconds, BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > until) {
                throw new Demo.Failed("Waited " + seconds + " s in vain: " + what);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
