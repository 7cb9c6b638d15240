import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import ledwall.meter.Master;

/**
 * How far apart a release goes live on walls and online, on real processes: three walls at their pixels, a feed as everybody reads it, four WeChat test accounts and
 * two test partners, each with a median latency of its own. Run by {@code controller/bin/bench release}.
 */
public final class ReleaseBench {
    private static final List<String> ROWS = List.of("together", "hold", "cut", "kills");
    /** What a release shows, each release the other one of the two: the one before is never taken for it. */
    private static final List<Master> RELEASED = List.of(new Master(6, 100, 25), new Master(7, 150, 25));
    private static final int COVER_ITEM = 8;
    private static final Duration AHEAD = Duration.ofSeconds(60);
    private static final Duration LENGTH = Duration.ofSeconds(8);
    private static final Duration SLACK = Duration.ofSeconds(8);
    private static final long FEED_EVERY_MILLIS = 100;

    private final BenchOptions options;
    private final List<String> rows;
    private final Figures figures = new Figures();
    private final Map<Integer, String> media = new ConcurrentHashMap<>();
    private final HttpClient reader = HttpClient.newHttpClient();
    private final List<String> table = new ArrayList<>(List.of("release,at,outlet,visible,firstFrame,millisApart"));
    private Wall wall;
    private ReleaseSites sites;
    private FirstFrames glass;
    private String group;
    private String feeds;

    private ReleaseBench(BenchOptions options, List<String> rows) {
        this.options = options;
        this.rows = rows.isEmpty() ? ROWS : rows;
    }

    /** A release under way. */
    private record Running(String id, String title, int item, Instant at, List<Integer> partners, boolean wechat) {}

    public static void main(String[] arguments) throws Exception {
        var rows = new ArrayList<String>();
        int at = 1;
        while (at < arguments.length && !arguments[at].startsWith("--")) {
            rows.add(arguments[at++]);
        }
        if (!ROWS.containsAll(rows)) {
            System.err.println("There are the rows " + String.join(" ", ROWS) + ".");
            System.exit(64);
        }
        var rest = new ArrayList<>(List.of(arguments[0]));
        rest.addAll(List.of(arguments).subList(at, arguments.length));
        var options = BenchOptions.parse("release", rest.toArray(String[]::new), Map.of("--releases", "200", "--every", "20", "--holds", "100", "--cuts", "5",
                "--kills", "20", "--seed", "1"));
        var bench = new ReleaseBench(options, rows);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (bench.wall != null) {
                bench.wall.demo.end();
            }
        }, "end"));
        System.out.println("bench release " + String.join(" ", List.of(arguments).subList(1, arguments.length)) + "; load average " + Report.load());
        int code = 1;
        try {
            bench.run();
            code = bench.figures.ok() ? 0 : 1;
        } finally {
            bench.figures.print();
            Path file = options.work().resolve("release.json");
            bench.figures.write(file, "bench release");
            Files.write(options.work().resolve("release.csv"), bench.table);
            System.out.println("also in " + file + "; both times of every outlet in " + options.work().resolve("release.csv"));
        }
        System.exit(code);
    }

    private void run() throws Exception {
        wall = new Wall(options.work(), options.demo(Wall.SCREENS), options.agentsPort());
        wall.start();
        Api api = wall.demo.api();
        group = Api.text(api.json("GET", "/api/v1/groups", null, null).body(), "id");
        for (Master master : List.of(RELEASED.get(0), RELEASED.get(1), new Master(COVER_ITEM, 1, 25))) {
            Path file = options.work().resolve("release-" + master.item() + (master.still() ? ".png" : ".mp4"));
            MasterClip.draw(master, file);
            media.put(master.item(), api.upload("meter-" + master.item(), file));
        }
        glass = new FirstFrames(options.work(), Wall.SCREENS);
        try (var opened = new ReleaseSites(api)) {
            sites = opened;
            feeds = feedsAddress() + sites.feed + ".json";
            if (rows.contains("together")) {
                together((int) options.number("--releases"));
            }
            if (rows.contains("hold")) {
                hold((int) options.number("--holds"));
            }
            if (rows.contains("cut")) {
                cut((int) options.number("--cuts"));
            }
            if (rows.contains("kills")) {
                kills((int) options.number("--kills"));
            }
            sites.counted().forEach(line -> figures.note("together", "account: %s", line));
        }
        wall.end();
        wall = null;
    }

    private String feedsAddress() throws IOException {
        for (String line : Files.readAllLines(options.work().resolve("controller.log"), StandardCharsets.UTF_8)) {
            int at = line.indexOf("Everybody reads feeds at ");
            if (at >= 0) {
                return line.substring(at + "Everybody reads feeds at ".length()).strip();
            }
        }
        throw new Demo.Failed("The controller does not say where its feeds are.");
    }

    /** Every {@code --every} seconds one goes live; those ahead are being prepared meanwhile. */
    private void together(int releases) throws Exception {
        Duration every = Duration.ofMillis((long) (options.number("--every") * 1_000));
        var apart = new ArrayList<Double>();
        int lost = 0;
        var waiting = new ArrayList<Running>();
        Instant at = Instant.now().plus(AHEAD).truncatedTo(ChronoUnit.SECONDS);
        for (int i = 0; i < releases; i++) {
            sleepUntil(at.minus(AHEAD));
            waiting.add(begin("together-" + i, RELEASED.get(i % 2).item(), at, List.of(0, 1), Optional.of(i % sites.wechat.size()), "goWithout"));
            while (!waiting.isEmpty() && waiting.getFirst().at().plus(LENGTH).plus(SLACK).isBefore(Instant.now())) {
                lost += measured(waiting.removeFirst(), apart);
            }
            at = at.plus(every);
        }
        for (Running each : waiting) {
            sleepUntil(each.at().plus(LENGTH).plus(SLACK));
            lost += measured(each, apart);
        }
        double[] sorted = apart.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        figures.add("together", "online against the walls' first frame, p50", Meter.percentile(sorted, .5), "ms", Double.NaN);
        figures.add("together", "online against the walls' first frame, p95", Meter.percentile(sorted, .95), "ms", 1_000);
        figures.add("together", "online against the walls' first frame, p99", Meter.percentile(sorted, .99), "ms", 2_000);
        figures.add("together", "outlets that did not go live, or twice", lost, "", 0);
        figures.note("together", "%d releases, %d pairs of times", releases, sorted.length);
    }

    private Running begin(String name, int item, Instant at, List<Integer> partners, Optional<Integer> account, String policy) throws IOException, InterruptedException {
        var channels = new ArrayList<>(List.of("{\"channelId\":\"" + sites.feed + "\"}"));
        partners.forEach(partner -> channels.add("{\"channelId\":\"" + sites.webhooks.get(partner) + "\"}"));
        account.ifPresent(number -> channels.add("{\"channelId\":\"%s\",\"coverMediaId\":\"%s\"}".formatted(sites.wechat.get(number), media.get(COVER_ITEM))));
        return begin(name, item, at, partners, account.isPresent(), policy, channels);
    }

    private Running begin(String name, int item, Instant at, List<Integer> partners, boolean wechat, String policy, List<String> channels)
            throws IOException, InterruptedException {
        Api api = wall.demo.api();
        String body = """
                {"name":"%s","items":[{"mediaId":"%s","fit":"stretch"}],"texts":{"zh":{"title":"%s","digest":"","body":"%s"}},
                 "targets":{"groups":["%s"],"screens":[],"lengthMillis":%d},"channels":[%s],"policy":"%s"}""".formatted(name, media.get(item), name, name, group, LENGTH.toMillis(),
                String.join(",", channels), policy);
        var made = api.json("POST", "/api/v1/releases", body, null);
        String id = Api.text(made.body(), "id");
        api.json("POST", "/api/v1/releases/" + id + "/schedule", "{\"at\":\"" + at + "\"}", made.headers().firstValue("ETag").orElse("*"));
        var running = new Running(id, name, item, at, partners, wechat);
        Thread.ofVirtual().start(() -> readFeed(running));
        return running;
    }

    private final Map<String, Instant> inFeed = new ConcurrentHashMap<>();

    /** As a reader who asks again and again; when the answer came that held it first. */
    private void readFeed(Running release) {
        try {
            sleepUntil(release.at().minusSeconds(1));
            while (Instant.now().isBefore(release.at().plus(SLACK))) {
                var answer = reader.send(HttpRequest.newBuilder(URI.create(feeds)).build(), HttpResponse.BodyHandlers.ofString());
                if (answer.body().contains("\"" + release.title() + "\"")) {
                    inFeed.put(release.id(), Instant.now());
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(FEED_EVERY_MILLIS);
            }
        } catch (IOException e) {
            System.out.println("the feed cannot be read: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Adds how far each online outlet was from the walls; returns how many outlets did not go live, or more than once. */
    private int measured(Running release, List<Double> apart) {
        var frames = glass.first(release.item(), release.at().minusSeconds(4), release.at().plus(LENGTH));
        int lost = Wall.SCREENS - frames.size();
        frames.forEach(frame -> line(release, "screen " + frame.screen(), frame.at(), frame.at()));
        lost += pair(release, "feed", Optional.ofNullable(inFeed.get(release.id())), frames, apart);
        for (int partner : release.partners()) {
            lost += pair(release, "partner " + partner, sites.taken(partner, release.id()), frames, apart);
            lost += sites.takings(partner, release.id()) > 1 ? 1 : 0;
        }
        if (release.wechat()) {
            var accepted = sites.accepted(release.title());
            lost += pair(release, "wechat", accepted.stream().findFirst(), frames, apart);
            lost += accepted.size() > 1 ? 1 : 0;
            Instant frame = frames.isEmpty() ? release.at() : frames.getLast().at();
            sites.confirmed(release.title()).ifPresent(at -> line(release, "wechat confirmed", at, frame));
        }
        if (lost > 0) {
            figures.note("together", "%s: %d outlets not live once; the board: %s", release.title(), lost, state(release.id()));
        }
        return lost;
    }

    private int pair(Running release, String outlet, Optional<Instant> visible, List<FirstFrames.Begin> frames, List<Double> apart) {
        if (visible.isEmpty()) {
            return 1;
        }
        frames.stream().max((one, other) -> Long.compare(distance(visible.get(), one.at()), distance(visible.get(), other.at()))).ifPresent(frame -> {
            apart.add(distance(visible.get(), frame.at()) / 1e6);
            line(release, outlet, visible.get(), frame.at());
        });
        return 0;
    }

    private static long distance(Instant one, Instant other) {
        return Math.abs(Duration.between(one, other).toNanos());
    }

    private void line(Running release, String outlet, Instant visible, Instant frame) {
        table.add(String.format(Locale.ROOT, "%s,%s,%s,%s,%s,%.1f", release.title(), release.at(), outlet, visible, frame, Duration.between(frame, visible).toNanos() / 1e6));
    }

    private String state(String id) {
        String board = wall.demo.api().quiet("/api/v1/releases/" + id);
        return Api.texts(board.substring(Math.max(0, board.indexOf("\"state\""))), "code").stream().findFirst().orElse("unknown");
    }

    /** One outlet is refused before P, and the policy is hold: no wall shows it, no channel is called. */
    private void hold(int times) throws Exception {
        String closed = sites.make("""
                {"name":"bench partner that is closed","kind":"webhook","settings":{"url":"http://127.0.0.1:9/hook"},"secret":{"key":"bench-key-of-nobody"}}""");
        int wrong = 0;
        for (int i = 0; i < times; i++) {
            Instant at = Instant.now().plusSeconds(12).truncatedTo(ChronoUnit.SECONDS);
            var channels = List.of("{\"channelId\":\"" + sites.webhooks.get(0) + "\"}", "{\"channelId\":\"" + closed + "\"}");
            var release = begin("hold-" + i, RELEASED.get(i % 2).item(), at, List.of(0), false, "hold", channels);
            sleepUntil(at.plusSeconds(3));
            boolean shown = !glass.first(release.item(), at.minusSeconds(4), at.plusSeconds(3)).isEmpty();
            boolean called = sites.taken(0, release.id()).isPresent();
            if (shown || called || !state(release.id()).equals("draft")) {
                wrong++;
                figures.note("hold", "%s: on walls %s, called %s, %s", release.title(), shown, called, state(release.id()));
            }
        }
        figures.add("hold", "of " + times + " releases with one outlet refused before P, shown or called", wrong, "", 0);
    }

    /** The line to one wall is cut between P and T: each other time it stands still from shortly before P on, so that the go does not come through either. */
    private void cut(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            Instant at = Instant.now().plus(AHEAD).truncatedTo(ChronoUnit.SECONDS);
            var release = begin("cut-" + i, RELEASED.get(i % 2).item(), at, List.of(0), Optional.empty(), "hold");
            int cut = i % Wall.SCREENS;
            boolean goComes = i % 2 == 0;
            Wall.await("a point of no return", 30, () -> !Api.texts(wall.demo.api().quiet("/api/v1/releases/" + release.id()), "decideAt").isEmpty());
            Instant decision = Instant.parse(Api.text(wall.demo.api().quiet("/api/v1/releases/" + release.id()), "decideAt"));
            sleepUntil(decision.minusMillis(500));
            if (!goComes) {
                wall.lines.get(cut).down().clog();
            }
            Wall.await("a decision", 30, () -> wall.demo.api().quiet("/api/v1/releases/" + release.id()).contains("\"verdict\""));
            sleepUntil(decision.plusMillis(700));
            wall.lines.get(cut).down(true);
            try {
                sleepUntil(at);
                Wall.await("the truth on the board", 30, () -> List.of("live", "partlyLive").contains(state(release.id())));
                double told = Duration.between(at, Instant.now()).toMillis();
                var shown = glass.first(release.item(), at.minusSeconds(4), at.plusSeconds(6));
                figures.add("cut", "from T to the truth on the board", told, "ms", 10_000);
                figures.note("cut", "%s: wall %d cut after the decision, its go %s, %d walls show it, the board says %s", release.title(), cut + 1,
                        goComes ? "came before" : "did not come", shown.size(), state(release.id()));
                // What a wall shows it cannot tell while its line is out.
                figures.add("cut", "boards that say live though a wall has not told", state(release.id()).equals("live") ? 1 : 0, "", 0);
                figures.add("cut", "walls that show it without a go, or do not with one", Math.abs(shown.size() - (goComes ? Wall.SCREENS : Wall.SCREENS - 1)), "", 0);
            } finally {
                wall.lines.get(cut).heal();
            }
            Wall.await("all walls online again", 60, () -> wall.demo.api().quiet("/api/v1/screens").split("\"online\"\\s*:\\s*true", -1).length > Wall.SCREENS);
        }
    }

    /** The controller is killed at a random point around each release; nothing is doubled or lost. */
    private void kills(int times) throws Exception {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create((long) options.number("--seed"));
        int wrong = 0;
        double slowest = 0;
        for (int i = 0; i < times; i++) {
            Instant at = Instant.now().plus(AHEAD).truncatedTo(ChronoUnit.SECONDS);
            var release = begin("kill-" + i, RELEASED.get(i % 2).item(), at, List.of(0, 1), Optional.of(i % sites.wechat.size()), "goWithout");
            // Around the decision, the calls and T, where a death can do harm.
            Instant blow = at.minusMillis(random.nextInt(-3_000, 9_000));
            sleepUntil(blow);
            long pid = wall.demo.pid("controller.pid");
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
            Wall.await("another controller", 60, () -> wall.demo.pid("controller.pid") != pid && wall.demo.api().quiet("/healthz").contains("ok"));
            Instant back = Instant.now();
            sleepUntil(at.plusSeconds(1));
            Set<String> over = Set.of("live", "partlyLive", "failed", "withdrawn");
            Wall.await("the board", 120, () -> over.contains(state(release.id())));
            slowest = Math.max(slowest, Duration.between(back.isAfter(at) ? back : at, Instant.now()).toMillis());
            sleepUntil(at.plus(LENGTH).plus(SLACK));
            int accepted = sites.accepted(release.title()).size();
            boolean partners = sites.takings(0, release.id()) == 1 && sites.takings(1, release.id()) == 1;
            int walls = glass.first(release.item(), at.minusSeconds(4), at.plus(LENGTH)).size();
            if (accepted != 1 || !partners || walls != Wall.SCREENS) {
                wrong++;
                figures.note("kills", "%s: killed %d ms before T; WeChat %d, partners %d and %d, walls %d; the board says %s", release.title(),
                        Duration.between(blow, at).toMillis(), accepted, sites.takings(0, release.id()), sites.takings(1, release.id()), walls, state(release.id()));
            }
        }
        figures.add("kills", "of " + times + " releases with a kill, doubled or lost somewhere", wrong, "", 0);
        figures.add("kills", "from the restart, or T, to a board that has made up its mind, most", slowest, "ms", 10_000);
    }

    private static void sleepUntil(Instant at) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(Duration.between(Instant.now(), at).toNanos());
    }
}
