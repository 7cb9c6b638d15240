package ledwall.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import ledwall.protocol.runtime.Node;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimNetworkTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    private final SimWorld world = new SimWorld(7);
    private final Recorder server = new Recorder();
    private final Recorder client = new Recorder();
    private final List<String> failures = new ArrayList<>();
    private Node agent = world.node("agent");
    private Node controller = world.node("controller");

    @BeforeEach
    void listen() throws IOException {
        controller.listener().listen("127.0.0.1", 7420, controller.loop(), server);
    }

    private void dial() {
        agent.dialer().dial("controller", 7420, SOON, agent.loop(), client, failures::add);
    }

    private void connect() {
        dial();
        world.runUntil(() -> client.opened.size() == 1 && server.opened.size() == 1, SOON);
        client.connection().limitInbound(1 << 20);
        server.connection().limitInbound(1 << 20);
    }

    private byte[] frame(int length) {
        byte[] frame = new byte[length];
        world.random().nextBytes(frame);
        return frame;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 4096, 65_536, 1 << 20})
    void framesArriveWholeAndInOrderHoweverTheyAreCut(int length) {
        connect();
        byte[] first = frame(length);
        byte[] second = frame(1);
        client.connection().send(first);
        client.connection().send(second);
        world.runUntil(() -> server.frames.size() == 2, SOON);
        assertArrayEquals(first, server.frames.get(0));
        assertArrayEquals(second, server.frames.get(1));
        if (length > 65_000) {
            world.marks().assertHit("network.rechunked");
        }
    }

    @Test
    void aCloggedLineMakesItsWriterUnwritableAndTheHealMakesItWritableAgain() {
        connect();
        world.network().clog("controller", "agent");
        int sent = 0;
        while (server.connection().writable()) {
            server.connection().send(frame(65_536));
            sent++;
        }
        int all = sent;
        world.run(Duration.ofSeconds(20));
        assertFalse(server.connection().writable());
        assertTrue(client.frames.isEmpty());
        world.network().heal("controller", "agent");
        world.runUntil(() -> server.connection().writable() && client.frames.size() == all, SOON);
        world.marks().assertHit("fault.clog", "network.unwritable.controller", "network.writable.controller");
        assertEquals(2, server.writabilityChanges);
    }

    @Test
    void nobodyListeningMeansRefusedAndNoMachineMeansSilence() {
        agent.dialer().dial("controller", 1, SOON, agent.loop(), client, failures::add);
        world.runUntil(() -> failures.size() == 1, Duration.ofSeconds(1));
        assertEquals("connection refused by controller:1", failures.get(0));
        world.cutPower("controller");
        dial();
        world.run(Duration.ofSeconds(4));
        assertEquals(1, failures.size());
        world.runUntil(() -> failures.size() == 2, Duration.ofSeconds(2));
        assertEquals("no answer from controller:7420 within 5000 ms", failures.get(1));
    }

    @Test
    void aPartitionHoldsBytesBackAndTheHealDeliversThem() {
        connect();
        world.network().partition("agent", "controller");
        client.connection().send(frame(100));
        world.run(Duration.ofMinutes(1));
        assertTrue(server.frames.isEmpty() && server.closed.isEmpty());
        world.network().heal("agent", "controller");
        world.runUntil(() -> server.frames.size() == 1, SOON);
    }

    @Test
    void aConnectWhoseAnswerIsLostLeavesNoHalfOpenConnectionBehind() {
        world.network().block("controller", "agent");
        dial();
        world.runUntil(() -> failures.size() == 1, Duration.ofSeconds(10));
        assertEquals(1, server.opened.size());
        world.runUntil(() -> server.closed.size() == 1, SOON);
        assertEquals(0, world.network().openConnections());
        world.marks().assertHit("network.answer-lost");
    }

    @Test
    void aBlackHoleSwallowsBytesForEverAndTellsNobody() {
        connect();
        world.network().blackHole("agent", "controller");
        client.connection().send(frame(100));
        world.run(Duration.ofHours(1));
        assertTrue(server.frames.isEmpty() && server.closed.isEmpty() && client.closed.isEmpty());
        dial();
        world.runUntil(() -> client.opened.size() == 2, SOON);
    }

    @Test
    void aResetIsSeenOnceByBothEnds() {
        connect();
        world.network().reset("agent", "controller");
        world.run(SOON);
        assertEquals(List.of("Connection reset by peer"), client.closed);
        assertEquals(List.of("Connection reset by peer"), server.closed);
    }

    @Test
    void aKilledPeerIsNoticedAndAPowerCutIsNotUntilItIsBack() {
        connect();
        world.kill("controller");
        world.runUntil(() -> client.closed.size() == 1, SOON);
        assertTrue(server.closed.isEmpty());

        controller = world.restart("controller", false);
        assertEquals(0, server.closed.size());
    }

    @Test
    void aHalfOpenConnectionIsResetOnceTheMachineIsBackAndHearsOfIt() {
        connect();
        world.cutPower("controller");
        client.connection().send(frame(100));
        world.run(Duration.ofMinutes(1));
        assertTrue(client.closed.isEmpty());
        world.restart("controller", true);
        client.connection().send(frame(100));
        world.runUntil(() -> client.closed.size() == 1, SOON);
    }

    @Test
    void closeDeliversWhatIsQueuedEvenPastUnreadInput() {
        connect();
        byte[] goodbye = frame(50);
        server.onFrame = (connection, received) -> {
            connection.send(goodbye);
            connection.close("enough");
        };
        for (int i = 0; i < 20; i++) {
            client.connection().send(frame(60_000));
        }
        world.runUntil(() -> client.closed.size() == 1, SOON);
        assertEquals(1, client.frames.size());
        assertArrayEquals(goodbye, client.frames.get(0));
        assertEquals(List.of("enough"), server.closed);
        assertEquals(1, server.frames.size());
    }

    @Test
    void aFrameBeyondTheLimitClosesTheConnectionAfterALastWord() {
        connect();
        server.connection().limitInbound(4096);
        client.connection().send(frame(10));
        client.connection().send(frame(4097));
        client.connection().send(frame(10));
        world.runUntil(() -> server.closed.size() == 1 && client.closed.size() == 1, SOON);
        assertEquals(1, server.frames.size());
        assertEquals(List.of("a frame of 4097 bytes where at most 4096 are allowed"), server.refused);
        assertEquals(server.refused, server.closed);
    }

    @Test
    void aNodeThatHangsStopsReadingInsteadOfFillingUp() {
        connect();
        world.pause("controller", Duration.ofSeconds(30));
        for (int i = 0; i < 100 && client.connection().writable(); i++) {
            client.connection().send(frame(1 << 20));
            world.run(Duration.ofMillis(50));
        }
        world.marks().assertHit("network.unwritable.agent", "fault.pause");
        int before = client.frames.size();
        world.run(Duration.ofSeconds(40));
        assertTrue(server.frames.size() >= 3 && before == 0);
        assertTrue(client.connection().writable());
    }

    @Test
    void aPeerThatNeverReadsIsCutOffBeforeItFillsTheMemory() {
        connect();
        world.network().clog("controller", "agent");
        for (int i = 0; i < 20; i++) {
            server.connection().send(frame(1 << 20));
        }
        world.runUntil(() -> server.closed.size() == 1, SOON);
        assertTrue(server.closed.get(0).contains("unread"), server.closed::toString);
    }
}
