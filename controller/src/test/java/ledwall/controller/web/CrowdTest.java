package ledwall.controller.web;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
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

/** Strangers who send slowly or nothing at all cost little, and keep nobody else waiting. */
@Timeout(60)
class CrowdTest {
    private final Database database = Database.inMemory();
    private final HandClock clock = new HandClock();
    private final Semaphore begun = new Semaphore(0);
    private final Semaphore mayEnd = new Semaphore(0);
    private WebServer server;

    private final class Doors extends Routes {
        @Override
        List<Operation> operations() {
            return List.of(
                Operation.post("knock", "/knock", Right.VIEW, request -> Answer.text(200, "in")).open(),
                Operation.get("health", "/healthz", Right.VIEW, request -> Answer.text(200, "ok")).open(),
                Operation.get("slow", "/slow", Right.VIEW, request -> {
                    begun.release();
                    mayEnd.acquire();
                    return Answer.text(200, "done");
                }).open(),
                Operation.get("defect", "/defect", Right.VIEW, request -> {
                    throw new AssertionError("a defect");
                }).open());
        }
    }

    @BeforeEach
    void start() throws IOException {
        var vertx = WebServer.vertx();
        var events = new EventStream(vertx, "run", List::of);
        var parts = new WebServer.Parts(vertx, events, new Sessions(new SqlSessionStore(database), clock, new CountingEntropy()), new SqlAuditStore(database),
            new Metrics(), clock);
        server = new WebServer(parts, new WebAddress("127.0.0.1", 0, Set.of()), List.of(new Doors()), Duration.ofMillis(300));
    }

    @AfterEach
    void stop() {
        server.close();
        database.close();
    }

    @Test
    void aStrangersBodyHasSixteenKibibytes() throws IOException {
        try (var socket = knock(16_384)) {
            write(socket, "\"" + "x".repeat(16_382) + "\"");
            assertTrue(head(socket).startsWith("HTTP/1.1 200"));
        }
        try (var socket = knock(16_385)) {
            write(socket, "\"" + "x".repeat(16_383) + "\"");
            assertTrue(head(socket).startsWith("HTTP/1.1 413"));
        }
    }

    @Test
    void aBodyThatDripsIsGivenUpAfterItsTime() throws IOException {
        try (var socket = knock(1_000)) {
            write(socket, "{");
            awaitKnocks(1);
            clock.advance(BodyStream.STRANGERS_TIME);
            write(socket, "\"");
            assertTrue(head(socket).startsWith("HTTP/1.1 400"));
        }
    }

    @Test
    void healthIsAnsweredWhileStrangersHoldAllTheirSlots() throws IOException {
        var sockets = new ArrayList<Socket>();
        try {
            for (int i = 0; i < Gate.MAX_STRANGERS; i++) {
                sockets.add(knock(1_000));
            }
            awaitKnocks(Gate.MAX_STRANGERS);
            try (var socket = knock(2)) {
                write(socket, "{}");
                assertTrue(head(socket).startsWith("HTTP/1.1 503"));
            }
            try (var socket = ask("/healthz")) {
                assertTrue(head(socket).startsWith("HTTP/1.1 200"));
            }
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void anOperationMayTakeLongerThanAConnectionMayIdle() throws Exception {
        try (var busy = ask("/slow")) {
            begun.acquire();
            try (var idle = open()) {
                assertEquals(-1, idle.getInputStream().read(), "nobody asked anything");
            }
            mayEnd.release();
            assertTrue(head(busy).startsWith("HTTP/1.1 200"));
            busy.getInputStream().readAllBytes();
        }
    }

    @Test
    void aDefectIsAnsweredToo() throws IOException {
        try (var socket = ask("/defect")) {
            assertTrue(head(socket).startsWith("HTTP/1.1 500"));
        }
    }

    private Socket open() throws IOException {
        var socket = new Socket("127.0.0.1", server.port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private Socket ask(String path) throws IOException {
        var socket = open();
        write(socket, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        return socket;
    }

    private Socket knock(int length) throws IOException {
        var socket = open();
        write(socket, "POST /knock HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: " + length + "\r\n\r\n");
        return socket;
    }

    /** Until so many bodies are being waited for. */
    private void awaitKnocks(int count) {
        await().atMost(Duration.ofSeconds(20)).until(() -> server.strangersUnderWay() == count);
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static String head(Socket socket) throws IOException {
        return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
    }
}
