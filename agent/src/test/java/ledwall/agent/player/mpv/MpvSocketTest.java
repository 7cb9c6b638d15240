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
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import ledwall.protocol.runtime.Clock;
import ledwall.protocol.runtime.real.RealNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The conversation alone, with a test in mpv's place. */
@Timeout(30)
class MpvSocketTest {
    private static final long MS = 1_000_000;

    @TempDir Path folder;
    private final List<MpvMessage> received = new CopyOnWriteArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private RealNode node;
    private Clock clock;
    /** The clock runs on by so much while nothing of this process does. */
    private final AtomicLong stoodNanos = new AtomicLong();
    private final List<Long> unread = new CopyOnWriteArrayList<>();
    private ServerSocketChannel server;
    private SocketChannel mpv;
    private MpvSocket socket;

    @BeforeEach
    void connect() throws IOException {
        node = RealNode.open("bench", folder.resolve("node"), (task, error) -> { });
        Clock running = node.node().clock();
        clock = new Clock() {
            @Override
            public long nanos() {
                return running.nanos() + stoodNanos.get();
            }

            @Override
            public Instant wall() {
                return running.wall();
            }

            @Override
            public String bootId() {
                return running.bootId();
            }
        };
        Path path = folder.resolve("s");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path));
        MpvSocket.Connected connected = MpvSocket.connect(path, clock);
        mpv = server.accept();
        socket = connected.start(new MpvSocket.Handler() {
            @Override
            public void received(MpvMessage message, long atNanos, long unreadNanos) {
                unread.add(unreadNanos);
                received.add(message);
            }

            @Override
            public void closed() {
                closed.set(true);
            }
        });
    }

    @AfterEach
    void close() throws IOException {
        socket.close();
        mpv.close();
        server.close();
        node.close();
    }

    @Test
    void linesAreReadHoweverTheyAreCut() throws IOException {
        say("{\"event\":\"se");
        say("ek\"}\n\n{\"event\":\"playback-restart\"}\n{\"eve");
        say("nt\":\"seek\"}\n");
        await().until(() -> received.equals(List.of(new MpvMessage.Seek(), new MpvMessage.PlaybackRestart(), new MpvMessage.Seek())));
    }

    @Test
    void whatMayHaveLainUnreadSaysForHowLong() throws IOException {
        say("{\"event\":\"seek\"}\n");
        await().until(() -> received.size() == 1);
        stoodNanos.set(5_000 * MS);
        say("{\"event\":\"seek\"}\n");
        await().until(() -> received.size() == 2);
        say("{\"event\":\"seek\"}\n");
        await().until(() -> received.size() == 3);
        assertTrue(unread.get(1) >= 5_000 * MS, unread.toString());
        assertTrue(unread.get(2) < 1_000 * MS, unread.toString());
    }

    @Test
    void aLineWithoutEndIsSkippedAndTheNextIsRead() throws IOException {
        String megabyte = "x".repeat(1 << 20);
        for (int i = 0; i < 5; i++) {
            say(megabyte);
        }
        say("\n{\"event\":\"seek\"}\n");
        await().until(() -> received.equals(List.of(new MpvMessage.Seek())));
    }

    @Test
    void aPlannedLineIsSentAtItsInstantAndOthersBeforeIt() throws IOException {
        long at = clock.nanos() + 300 * MS;
        socket.sendAt(clock.nanos() + 60_000 * MS, line("replaced"));
        socket.sendAt(at, line("planned"));
        socket.send(line("at once"));
        assertEquals("at once", next());
        assertTrue(clock.nanos() < at, "what is not planned does not wait");
        assertEquals("planned", next());
        long late = clock.nanos() - at;
        assertTrue(late >= 0 && late < 100 * MS, "off by " + late / 1_000 + " us");
    }

    @Test
    void aForgottenLineIsNotSent() throws IOException {
        socket.sendAt(clock.nanos() + 50 * MS, line("forgotten"));
        socket.cancelPlanned();
        socket.sendAt(clock.nanos() + 100 * MS, line("planned"));
        assertEquals("planned", next());
    }

    @Test
    void nobodyWaitsForAPlayerThatDoesNotRead() {
        byte[] large = line("x".repeat(1 << 20));
        long begin = clock.nanos();
        for (int i = 0; i < 100; i++) {
            socket.send(large);
        }
        assertTrue(clock.nanos() - begin < 5_000 * MS, "the caller was held up");
    }

    @Test
    void theEndIsToldOnce() throws IOException {
        mpv.close();
        await().untilTrue(closed);
    }

    private void say(String text) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        while (bytes.hasRemaining()) {
            mpv.write(bytes);
        }
    }

    private String next() throws IOException {
        var out = new StringBuilder();
        var one = ByteBuffer.allocate(1);
        while (mpv.read(one) == 1) {
            if (one.get(0) == '\n') {
                return out.toString();
            }
            out.append((char) one.get(0));
            one.clear();
        }
        throw new IOException("the stream ended");
    }

    private static byte[] line(String text) {
        return (text + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
