package ledwall.controller.web;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import ledwall.controller.access.CountingEntropy;
import ledwall.controller.access.HandClock;
import ledwall.controller.access.Right;
import ledwall.controller.access.Sessions;
import ledwall.controller.storage.Database;
import ledwall.controller.storage.SqlAuditStore;
import ledwall.controller.storage.SqlSessionStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A body that is made while it is sent waits for a slow reader, and ends with one that goes away. */
@Timeout(90)
class AnswerStreamTest {
    private static final int PIECE = 64 << 10;
    private static final long WHOLE = 64L << 20;
    /** What the kernel's buffers of both sides may hold at most by its standard settings, and our four chunks. */
    private static final long AHEAD = 16L << 20;

    private static final byte SIGN = 1;

    private final Database database = Database.inMemory();
    private final AtomicLong written = new AtomicLong();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean broken;
    private WebServer server;

    private final class Downloads extends Routes {
        @Override
        List<Operation> operations() {
            return List.of(Operation.get("download", "/download", Right.VIEW, request -> new Answer.Stream(Map.of(), "application/zip", to -> {
                byte[] piece = new byte[PIECE];
                Arrays.fill(piece, SIGN);
                // As whoever holds a file open while it is sent.
                try {
                    while (written.get() < WHOLE) {
                        to.write(piece);
                        written.addAndGet(piece.length);
                    }
                } catch (IOException e) {
                    broken = true;
                    throw e;
                } finally {
                    ended.countDown();
                }
            })).open());
        }
    }

    @BeforeEach
    void start() throws IOException {
        var vertx = WebServer.vertx();
        var clock = new HandClock();
        var parts = new WebServer.Parts(vertx, new EventStream(vertx, "run", List::of), new Sessions(new SqlSessionStore(database), clock, new CountingEntropy()),
            new SqlAuditStore(database), new Metrics(), clock);
        server = new WebServer(parts, new WebAddress("127.0.0.1", 0, Set.of()), List.of(new Downloads()));
    }

    @AfterEach
    void stop() {
        server.close();
        database.close();
    }

    private Socket asked(String method) throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(32 << 10);
        socket.setSoTimeout(30_000);
        socket.connect(new InetSocketAddress("127.0.0.1", server.port()));
        socket.getOutputStream().write((method + " /download HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        return socket;
    }

    /** Until nothing more is written: whoever makes the body waits. */
    private long stands() {
        var last = new AtomicLong(-1);
        await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(300)).until(() -> {
            long now = written.get();
            return now > 0 && last.getAndSet(now) == now;
        });
        return written.get();
    }

    @Test
    void aSlowReaderCostsAFewChunksAndGetsAllOfItInTheEnd() throws Exception {
        try (var socket = asked("GET")) {
            assertTrue(socket.getInputStream().read() == 'H');
            long ahead = stands();
            assertTrue(ahead < AHEAD, () -> ahead + " bytes were made for a reader who takes none");
            assertEquals(1, ended.getCount(), "and it waits");

            assertEquals(WHOLE, came(socket.getInputStream()));
            assertTrue(ended.await(20, TimeUnit.SECONDS));
        }
    }

    /** How much of the body came: it is of a sign that no header holds, nor any frame of a chunk. */
    private static long came(InputStream in) throws IOException {
        long found = 0;
        byte[] part = new byte[1 << 20];
        for (int count = in.read(part); count > 0 && found < WHOLE; count = found == WHOLE ? 0 : in.read(part)) {
            for (int i = 0; i < count; i++) {
                found += part[i] == SIGN ? 1 : 0;
            }
        }
        return found;
    }

    @Test
    void oneWhoGoesAwayInTheMiddleEndsIt() throws Exception {
        var socket = asked("GET");
        assertTrue(socket.getInputStream().read() == 'H');
        stands();
        assertEquals(1, ended.getCount());
        socket.close();

        assertTrue(ended.await(20, TimeUnit.SECONDS), "whoever makes the body still waits for somebody who has gone");
        assertTrue(broken);
        assertTrue(written.get() < WHOLE);
    }

    @Test
    void forItsHeadNothingIsMade() throws Exception {
        try (var socket = asked("HEAD")) {
            byte[] head = new byte[12];
            assertEquals(12, socket.getInputStream().readNBytes(head, 0, 12));
            assertEquals("HTTP/1.1 200", new String(head, StandardCharsets.US_ASCII));
            assertEquals(0, written.get());
        }
    }
}
