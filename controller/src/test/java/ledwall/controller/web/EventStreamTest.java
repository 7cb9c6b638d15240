package ledwall.controller.web;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import ledwall.controller.FakeMediaTools;
import ledwall.controller.access.CountingEntropy;
import ledwall.controller.access.HandClock;
import ledwall.controller.access.Right;
import ledwall.controller.access.Role;
import ledwall.controller.access.Sessions;
import ledwall.controller.storage.Database;
import ledwall.controller.storage.SqlAuditStore;
import ledwall.controller.storage.SqlSessionStore;
import ledwall.protocol.id.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EventStreamTest {
    private final Database database = Database.inMemory();
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicBoolean admitted = new AtomicBoolean(true);
    private EventStream events;
    private WebServer server;

    /** The stream without a door before it. */
    private final class OpenEvents extends Routes {
        @Override
        List<Operation> operations() {
            return List.of(Operation.get("events", "/events", Right.VIEW, request -> new Answer.Live(request.header("Last-Event-ID"), admitted::get)).open());
        }
    }

    private static final String BEAT = "alive {}";

    /** One who listens: complete events as "id name data". */
    private static final class Ear implements AutoCloseable {
        private final BufferedReader in;

        Ear(HttpResponse<InputStream> response) {
            in = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        }

        /** The next event but for heartbeats, which come when they come. */
        String next() throws IOException {
            String event = any();
            while (event.equals(BEAT)) {
                event = any();
            }
            return event;
        }

        String any() throws IOException {
            var event = new StringBuilder();
            while (true) {
                String line = in.readLine();
                if (line == null) {
                    return "end";
                }
                if (line.isEmpty() && !event.isEmpty()) {
                    return event.toString().strip();
                }
                if (!line.startsWith(":") && !line.isEmpty() && !line.startsWith("retry")) {
                    event.append(line.substring(line.indexOf(' ') + 1)).append(' ');
                }
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    @BeforeEach
    void start() throws IOException {
        var vertx = WebServer.vertx();
        var clock = new HandClock();
        events = new EventStream(vertx, "run", () -> List.of(event("screens", "\"all\"")));
        var parts = new WebServer.Parts(vertx, events, new Sessions(new SqlSessionStore(database), clock, new CountingEntropy()), new SqlAuditStore(database),
            new Metrics(), clock);
        server = new WebServer(parts, new WebAddress("127.0.0.1", 0, Set.of()), List.of(new OpenEvents()));
    }

    @AfterEach
    void stop() {
        server.close();
        database.close();
        client.shutdownNow();
    }

    @Test
    void aNewListenerIsToldTheStateAndThenEveryEventInOrder() throws Exception {
        try (Ear ear = listen("")) {
            assertEquals("run-0 screens \"all\"", ear.next());
            events.publish(event("media", "1"));
            events.publish(event("media", "2"));
            assertEquals("run-1 media 1", ear.next());
            assertEquals("run-2 media 2", ear.next());
        }
    }

    @Test
    void whoComesBackGetsExactlyWhatWasMissed() throws Exception {
        try (Ear ear = listen("")) {
            ear.next();
            events.publish(event("media", "1"));
            assertEquals("run-1 media 1", ear.next());
        }
        events.publish(event("media", "2"));
        events.publish(event("media", "3"));
        try (Ear ear = listen("run-1")) {
            assertEquals("run-2 media 2", ear.next());
            assertEquals("run-3 media 3", ear.next());
            assertEquals("run-3 screens \"all\"", ear.next(), "how things stand now");
            events.publish(event("media", "4"));
            assertEquals("run-4 media 4", ear.next());
        }
    }

    @Test
    void whoMissedMoreThanIsKeptOrListenedToAnotherRunIsTold() throws Exception {
        for (int i = 0; i < EventStream.RING + 10; i++) {
            events.publish(event("media", Integer.toString(i)));
        }
        for (String id : List.of("run-1", "other-5", "run-999999", "run-x", "run-")) {
            try (Ear ear = listen(id)) {
                assertTrue(ear.next().endsWith("reset {}"), id);
                assertTrue(ear.next().endsWith("screens \"all\""), id);
            }
        }
    }

    @Test
    void whoCannotKeepUpIsCutOffAndOthersAreServed() throws Exception {
        try (var deaf = new Socket("127.0.0.1", server.port()); Ear ear = listen("")) {
            deaf.setReceiveBufferSize(4_096);
            deaf.getOutputStream().write("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            deaf.getOutputStream().flush();
            await().atMost(Duration.ofSeconds(10)).until(() -> events.listening() == 2);
            ear.next();
            var long64k = "\"" + "x".repeat(64 << 10) + "\"";
            int sent = 0;
            // What the kernel buffers on loopback comes on top of the bound: tens of megabytes at most.
            while (events.listening() == 2 && sent < 2_000) {
                events.publish(event("media", long64k));
                sent++;
                assertTrue(ear.next().endsWith("x\""));
            }
            assertEquals(1, events.listening(), "after " + sent + " events");
        }
    }

    @Test
    void aBoardOfAnyLengthIsToldAndPushesNothingElseOut() throws Exception {
        var board = "\"" + "x".repeat(EventStream.MAX_QUEUED_BYTES) + "\"";
        events.publish(event("media", "1"));
        try (Ear ear = listen("")) {
            ear.next();
            events.show(event("screens", board));
            assertEquals("run-1 screens " + board, ear.next());
            assertEquals(1, events.listening());
        }
        for (int i = 0; i < EventStream.RING + 10; i++) {
            events.show(event("screens", "\"" + i + "\""));
        }
        try (Ear ear = listen("run-0")) {
            assertEquals("run-1 media 1", ear.next());
            assertEquals("run-1 screens \"all\"", ear.next());
        }
    }

    @Test
    void longEventsAreKeptWithinTheBoundOfBytes() throws Exception {
        var long64k = "\"" + "x".repeat(64 << 10) + "\"";
        for (int i = 0; i < 20; i++) {
            events.publish(event("media", long64k));
        }
        try (Ear ear = listen("run-1")) {
            assertTrue(ear.next().endsWith("reset {}"));
        }
        try (Ear ear = listen("run-10")) {
            assertEquals("run-11 media " + long64k, ear.next());
        }
    }

    @Test
    void aListenerHearsThatTheLineIsAliveWhileNothingHappens() throws Exception {
        try (Ear ear = listen("")) {
            ear.next();
            events.heartbeat();
            assertEquals(BEAT, ear.any(), "an event that scripts of a page hear, without a number that could be resumed from");
        }
    }

    @Test
    void aStreamEndsWithItsSession() throws Exception {
        try (Ear ear = listen("")) {
            ear.next();
            events.heartbeat();
            events.publish(event("media", "1"));
            assertEquals("run-1 media 1", ear.next());
            admitted.set(false);
            events.heartbeat();
            assertEquals("end", ear.next());
        }
    }

    @Test
    void listenersThatLeaveAreForgotten() throws Exception {
        try (Ear ear = listen("")) {
            ear.next();
            assertEquals(1, events.listening());
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> events.listening() == 0);
    }

    @Test
    void aPageHearsOfUploadsEditsAndScreensAsTheyHappen(@TempDir Path folder) throws Exception {
        try (var rig = new WebRig(folder)) {
            var admin = rig.as(Role.ADMINISTRATOR);
            var heard = new ArrayList<String>();
            try (var ear = new Ear(rig.client().send(admin.request("/api/v1/events").build(), BodyHandlers.ofInputStream()))) {
                assertTrue(ear.next().contains(" screens "));
                var list = admin.post("/api/v1/playlists", "{\"name\":\"Losar\"}").json().path("id").asText();
                hear(ear, heard, " playlist {\"id\":\"" + list + "\",\"revision\":");
                admin.post("/api/v1/screens", "{\"name\":\"East\",\"width\":640,\"height\":360}");
                hear(ear, heard, "\"name\":\"East\"");
                var media = admin.upload("name=a.mp4", FakeMediaTools.video("a", Duration.ofSeconds(5))).json().path("id").asText();
                hear(ear, heard, " upload {\"id\":\"" + media + "\",\"phase\":\"probing\"");
                hear(ear, heard, " media {\"id\":\"" + media + "\"");
                hear(ear, heard, "\"renditions\":{\"ready\":1,\"total\":1}");
                admin.delete("/api/v1/media/" + media);
                hear(ear, heard, " gone {\"kind\":\"media\",\"id\":\"" + media + "\"}");
            }
        }
    }

    private static void hear(Ear ear, List<String> heard, String wanted) throws IOException {
        while (heard.stream().noneMatch(event -> event.contains(wanted))) {
            heard.add(ear.next());
            assertTrue(heard.size() < 200 && !heard.getLast().equals("end"), () -> "never heard " + wanted + " in " + heard);
        }
    }

    private Ear listen(String lastEventId) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/events"));
        if (!lastEventId.isEmpty()) {
            request.header("Last-Event-ID", lastEventId);
        }
        return new Ear(client.send(request.build(), BodyHandlers.ofInputStream()));
    }

    private static EventStream.Event event(String name, String data) {
        return new EventStream.Event(name, Bytes.of(data.getBytes(StandardCharsets.UTF_8)));
    }

    /** A notice that is still being drawn as the controller ends once broke the task that told of it. */
    @Test
    void whatIsToldAfterTheEndIsHeardByNobodyAndBreaksNothing() {
        Vertx vertx = Vertx.vertx();
        var stream = new EventStream(vertx, "run", List::of);
        vertx.close().toCompletionStage().toCompletableFuture().join();
        stream.publish(new EventStream.Event("media", Bytes.of(new byte[] {'{', '}'})));
        stream.show(new EventStream.Event("board", Bytes.of(new byte[] {'{', '}'})));
        assertEquals(0, stream.listening());
    }
}
