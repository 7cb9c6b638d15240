package ledwall.agent.player.mpv;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import ledwall.agent.player.PlayList;
import ledwall.protocol.runtime.Node;
import ledwall.protocol.runtime.real.RealNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A list is on, and what plays it answers whatever it likes: a test in mpv's place. */
@Timeout(60)
class MpvGarbageTest {
    private static final long WEEK_NANOS = Duration.ofDays(7).toNanos();

    @TempDir Path folder;
    private final List<Throwable> thrown = new CopyOnWriteArrayList<>();
    private final PlayerLog seen = new PlayerLog();
    private RealNode bench;
    private ServerSocketChannel server;
    private SocketChannel mpv;
    private MpvSocket socket;

    @BeforeEach
    void playAList() throws Exception {
        bench = RealNode.open("bench", folder.resolve("node"), (task, error) -> thrown.add(error));
        Node node = bench.node();
        Path path = folder.resolve("s");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path));
        var connected = MpvSocket.connect(path, node.clock());
        mpv = server.accept();
        var stage = new CopyOnWriteArrayList<MpvStage>();
        socket = connected.start(new MpvSocket.Handler() {
            @Override
            public void received(MpvMessage message, long atNanos, long unreadNanos) {
                node.loop().post("mpv said", () -> stage.forEach(each -> each.received(message, atNanos, unreadNanos)));
            }

            @Override
            public void closed() {
                // The end of the test.
            }
        });
        var requests = new MpvRequests(socket, node.clock());
        node.loop().post("cue", () -> {
            var its = new MpvStage(socket, requests, node.clock(), node.loop(), seen, new Edl(), OpeningTimes.ofLists(), OpeningTimes.ofSeeks(), Duration.ZERO);
            stage.add(its);
            its.enter(false, false);
            its.cue(new PlayList("list", List.of(new PlayList.Entry("/clip.mp4", 250, 25))), 0, node.clock().nanos());
        });
        // Its requests are numbered: one of them asked for the list.
        for (int i = 1; i < 20; i++) {
            say("{\"data\":{\"playlist_entry_id\":7},\"request_id\":" + i + ",\"error\":\"success\"}\n");
        }
        say("{\"event\":\"start-file\",\"playlist_entry_id\":7}\n");
        await().until(() -> {
            say("{\"event\":\"playback-restart\"}\n");
            return seen.has("cued list") || seen.count("opened") > 0;
        });
    }

    @AfterEach
    void close() throws IOException {
        socket.close();
        mpv.close();
        server.close();
        bench.close();
        assertEquals(List.of(), thrown);
    }

    private void say(String text) throws IOException {
        say(text.getBytes(StandardCharsets.UTF_8));
    }

    private void say(byte[] text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text);
        while (bytes.hasRemaining()) {
            mpv.write(bytes);
        }
    }

    /** What is said at last is heard, so all before it was. */
    private void assertStillHeard() throws IOException {
        say("\n{\"event\":\"log-message\",\"prefix\":\"end\",\"text\":\"here\"}\n");
        await().until(() -> seen.has("stumbled") || seen.has("failed") || seen.has("ended"));
        assertEquals(List.of(), thrown);
        assertTrue(seen.positions().stream().allMatch(each -> each.positionNanos() >= 0 && each.positionNanos() < WEEK_NANOS), seen.positions().toString());
    }

    @Test
    void positionsThatAreNoneAreNotTold() throws IOException {
        for (String value : List.of("1e999", "-1e999", "NaN", "Infinity", "-5.5", "1e300", "\"nan\"", "null", "true", "[1.5]", "{}", "99999999999999999999",
                "604800.5", "1.5.5", "0x10")) {
            say("{\"event\":\"property-change\",\"id\":2,\"name\":\"time-pos\",\"data\":" + value + "}\n");
        }
        assertStillHeard();
        assertEquals(List.of(), seen.positions());
    }

    @Test
    void bytesOfAnyKindEndNothing() throws IOException {
        var random = new SplittableRandom(5);
        byte[] noise = new byte[1 << 20];
        random.nextBytes(noise);
        say(noise);
        say("\n" + "[".repeat(100_000) + "\n{\"event\":\"prop\n\"\n{\"request_id\":\"one\",\"error\":7,\"data\":{}}\n{\"request_id\":1e40,\"error\":null}\n");
        say("x".repeat(10 << 20) + "\n");
        assertStillHeard();
    }

    @Test
    void linesThatAreAlmostRightEndNothing() throws IOException {
        List<String> right = List.of("{\"event\":\"property-change\",\"id\":2,\"name\":\"time-pos\",\"data\":1.5}",
            "{\"event\":\"property-change\",\"id\":1,\"name\":\"frame-drop-count\",\"data\":3}", "{\"event\":\"seek\"}", "{\"event\":\"playback-restart\"}",
            "{\"data\":{\"playlist_entry_id\":7},\"request_id\":7,\"error\":\"success\"}", "{\"event\":\"start-file\",\"playlist_entry_id\":9}");
        var random = new SplittableRandom(6);
        for (int i = 0; i < 3_000; i++) {
            byte[] line = right.get(random.nextInt(right.size())).getBytes(StandardCharsets.UTF_8);
            for (int changes = random.nextInt(4); changes > 0; changes--) {
                line[random.nextInt(line.length)] = (byte) random.nextInt(256);
            }
            say(line);
            say("\n");
        }
        assertStillHeard();
    }
}
