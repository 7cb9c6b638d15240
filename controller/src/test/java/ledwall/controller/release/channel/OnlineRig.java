package ledwall.controller.release.channel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import ledwall.controller.ControllerOnline;
import ledwall.controller.change.Changes;
import ledwall.controller.storage.Database;
import ledwall.controller.web.PublicServer;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ChannelId;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.ReleaseId;
import ledwall.protocol.runtime.Node;
import ledwall.protocol.runtime.real.RealNode;

/** The real channels with their public listener on loopback, and what a test needs to drive them as the engine does. */
public final class OnlineRig implements AutoCloseable {
    public static final ReleaseId RELEASE = new ReleaseId("release-feast");
    private static final int MOST_STEPS = 60;
    private static final Duration REAL_PART = Duration.ofMillis(80);

    public final ShiftedClock clock = new ShiftedClock();
    public final Database database;
    public ControllerOnline online;
    private final RealNode real;
    private final Node node;
    private final PublicServer.Pace pace;
    private final Path folder;
    private final AtomicInteger made = new AtomicInteger();
    private final HttpClient client = HttpClient.newHttpClient();

    public OnlineRig(Path folder) throws IOException {
        this(folder, Database.inMemory(), new PublicServer.Pace(10_000, 10_000, 100));
    }

    public OnlineRig(Path folder, Database database, PublicServer.Pace pace) throws IOException {
        this.folder = folder;
        this.database = database;
        real = RealNode.open("test", folder, (task, error) -> {
            throw error;
        });
        Node own = real.node();
        node = new Node(clock, own.loop(), own.work(), own.disk(), own.entropy(), own.dialer(), own.listener());
        this.pace = pace;
        online = begun();
    }

    private ControllerOnline begun() throws IOException {
        var begun = new ControllerOnline(node, database, Bytes.of("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8)), new Changes(node.loop()), clock::wall);
        begun.listen("127.0.0.1", 0, null, pace);
        return begun;
    }

    /** Another process on the same database: what only the memory held is gone, and the public listener has another port. */
    public void restart() throws IOException {
        online.close();
        online = begun();
    }

    public Channel channel(ChannelKind kind, Map<String, String> settings, Map<String, String> secrets) {
        return online.channels().make(kind.name() + " " + made.incrementAndGet(), kind, settings, secrets);
    }

    public OnlineChannel open(Channel channel) {
        return online.channels().open(channel.id()).orElseThrow();
    }

    /** A file of that many bytes, on the rig's disk. */
    public Attachment file(Attachment.Role role, String mime, int bytes) {
        try {
            byte[] content = new byte[bytes];
            content[0] = (byte) role.ordinal();
            String hash = Bytes.of(content).sha256();
            Path file = folder.resolve("media/renditions").resolve(hash);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
            return new Attachment(role, new MediaHash(hash), mime, bytes, "media/renditions/" + hash, 640, 360, mime.startsWith("video") ? Duration.ofSeconds(8) : null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Post post() {
        return post("春节晚会 今晚八点", file(Attachment.Role.COVER, "image/jpeg", 3_000), file(Attachment.Role.VIDEO, "video/mp4", 200_000));
    }

    public Post post(String title, Attachment... files) {
        var texts = new LinkedHashMap<String, Post.Text>();
        texts.put("zh", new Post.Text(title, "摘要 & <引号>", "第一段\n\n第二段"));
        texts.put("bo", new Post.Text("ལོ་གསར།", "", "བཀྲ་ཤིས་བདེ་ལེགས།"));
        return new Post("Feast", texts, List.of(files));
    }

    /** Due now. */
    public Job job(Channel channel, Post post) {
        return job(channel.id(), post, clock.wall());
    }

    public Job job(ChannelId channel, Post post, Instant at) {
        return new Job(RELEASE, 1, channel, RELEASE + ".1." + channel, post, Memo.EMPTY, at);
    }

    /** Calls a step until it asks for no more of the same, and lets the time pass that it asks for. */
    public Step until(Job job, BiFunction<OnlineChannel, Job, Step> step, OnlineChannel channel) {
        Job now = job;
        for (int i = 0; i < MOST_STEPS; i++) {
            Step came = step.apply(channel, now);
            now = now.with(came.memo());
            if (!(came instanceof Step.Later(Memo memo, Duration after, String words))) {
                return came;
            }
            clock.advance(after);
            // The other side lives in real time: it is given a little of what is skipped here.
            LockSupport.parkNanos(Math.min(after.toNanos(), REAL_PART.toNanos()));
        }
        throw new AssertionError("no end of it");
    }

    public int rows(String table) {
        return count("SELECT count(*) FROM " + table);
    }

    public int count(String query) {
        return database.<Integer>read("count", handle -> handle.createQuery(query).mapTo(int.class).one());
    }

    public HttpResponse<byte[]> get(String path, String... headers) throws IOException {
        return send("GET", path, "", headers);
    }

    public HttpResponse<byte[]> send(String method, String path, String body, String... headers) throws IOException {
        try {
            var request = HttpRequest.newBuilder(URI.create(base() + path)).timeout(Duration.ofSeconds(20))
                .method(method, body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
            return client.send((headers.length == 0 ? request : request.headers(headers)).build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    public String base() {
        return online.address().base().orElseThrow();
    }

    @Override
    public void close() {
        online.close();
        real.close();
        database.close();
        client.close();
    }
}
