package ledwall.controller.web;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import ledwall.controller.access.Accounts;
import ledwall.controller.access.CountingEntropy;
import ledwall.controller.access.HandClock;
import ledwall.controller.access.PasswordPolicy;
import ledwall.controller.access.Right;
import ledwall.controller.access.Role;
import ledwall.controller.access.Sessions;
import ledwall.controller.access.Throttle;
import ledwall.controller.storage.Database;
import ledwall.controller.storage.SqlAuditStore;
import ledwall.controller.storage.SqlPeopleStore;
import ledwall.controller.storage.SqlSessionStore;
import ledwall.controller.storage.SqlSetupStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A body is read from its socket only as fast as somebody takes it. */
class BodyStreamTest {
    private static final int TOTAL = 64 << 20;
    private static final int PIECE = 64 << 10;
    /**
     * What may lie between a sender and a reader that stands: the chunks ahead, and what the kernel buffers on both sides of a loopback socket: 4 MiB at the sender's and
     * up to 32 MiB at the receiver's (the last numbers of net.ipv4.tcp_wmem and tcp_rmem).
     */
    private static final long MAX_BETWEEN = (long) BodyStream.AHEAD * WebServer.CHUNK_BYTES + (40 << 20);

    private final Database database = Database.inMemory();
    private final Semaphore mayRead = new Semaphore(0);
    private final AtomicLong read = new AtomicLong();
    private String token = "";
    private WebServer server;

    /** Takes one piece for each permit. */
    private final class SlowSink extends Routes {
        @Override
        List<Operation> operations() {
            return List.of(Operation.post("sink", "/sink", Right.VIEW, this::sink).reading(Operation.Body.STREAM));
        }

        private Answer sink(Request request) throws IOException {
            InputStream body = request.body();
            while (true) {
                mayRead.acquireUninterruptibly();
                byte[] piece = body.readNBytes(PIECE);
                for (byte each : piece) {
                    assertEquals((byte) (read.getAndIncrement() * 31 >> 7), each);
                }
                if (piece.length < PIECE) {
                    return Answer.text(200, "took " + read.get());
                }
            }
        }
    }

    @BeforeEach
    void start() throws IOException {
        var vertx = WebServer.vertx();
        var clock = new HandClock();
        var events = new EventStream(vertx, "run", List::of);
        var sessions = new Sessions(new SqlSessionStore(database), clock, new CountingEntropy());
        var accounts = new Accounts(new SqlPeopleStore(database), new SqlSetupStore(database), sessions, new Throttle(clock), new PasswordPolicy(), clock,
            new CountingEntropy());
        accounts.add("drolma", Role.OPERATOR, WebRig.PASSWORD);
        token = accounts.logIn("drolma", WebRig.PASSWORD, "127.0.0.1").token();
        var parts = new WebServer.Parts(vertx, events, sessions, new SqlAuditStore(database), new Metrics(), clock);
        server = new WebServer(parts, new WebAddress("127.0.0.1", 0, Set.of()), List.of(new SlowSink()));
    }

    @AfterEach
    void stop() {
        server.close();
        database.close();
    }

    @Test
    void sixtyFourMebibytesStandStillWithTheirReaderAndArriveWhole() throws Exception {
        var sent = new AtomicLong();
        try (var socket = new Socket("127.0.0.1", server.port())) {
            var sender = Thread.ofVirtual().start(() -> send(socket, sent));
            // The sender runs until everything between it and the standing reader is full.
            var before = new AtomicLong(-1);
            await().pollInterval(Duration.ofMillis(300)).atMost(Duration.ofSeconds(30))
                .until(() -> sent.get() > 0 && before.getAndSet(sent.get()) == sent.get());
            assertTrue(sent.get() < MAX_BETWEEN, sent.get() + " bytes were taken in while nobody read");
            assertEquals(0, read.get());

            for (int i = 0; i < 200; i++) {
                mayRead.release();
            }
            await().atMost(Duration.ofSeconds(30)).until(() -> read.get() == 200L * PIECE);
            assertTrue(sent.get() < read.get() + MAX_BETWEEN, sent.get() + " bytes were taken in for " + read.get() + " read");

            mayRead.release(TOTAL / PIECE + 1);
            sender.join();
            socket.setSoTimeout(30_000);
            var answer = new String(socket.getInputStream().readNBytes(4_000), StandardCharsets.US_ASCII);
            assertTrue(answer.endsWith("took " + TOTAL), answer);
        }
    }

    private void send(Socket socket, AtomicLong sent) {
        try {
            var out = socket.getOutputStream();
            out.write(("POST /sink HTTP/1.1\r\nHost: localhost\r\nCookie: " + Gate.COOKIE + "=" + token + "\r\nConnection: close\r\nContent-Length: " + TOTAL
                + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            byte[] piece = new byte[PIECE];
            for (long at = 0; at < TOTAL; at += PIECE) {
                for (int i = 0; i < PIECE; i++) {
                    piece[i] = (byte) ((at + i) * 31 >> 7);
                }
                out.write(piece);
                sent.addAndGet(PIECE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
