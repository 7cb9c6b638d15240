package ledwall.controller.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import ledwall.controller.ControllerNode;
import ledwall.controller.ControllerSettings;
import ledwall.controller.FakeMediaTools;
import ledwall.controller.health.Board;
import ledwall.controller.health.BoardProblem;
import ledwall.controller.health.Impact;
import ledwall.controller.health.LogUnavailable;
import ledwall.controller.health.Offline;
import ledwall.controller.health.ScreenEvent;
import ledwall.controller.health.ScreenEvent.Code;
import ledwall.controller.health.ScreenStatus;
import ledwall.controller.screen.Enrolments;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.message.Command;
import ledwall.protocol.message.CommandDone;
import ledwall.protocol.message.CommandName;
import ledwall.protocol.message.CoverRequest;
import ledwall.protocol.message.Goodbye;
import ledwall.protocol.message.GoodbyeReason;
import ledwall.protocol.message.Hello;
import ledwall.protocol.message.LogPiece;
import ledwall.protocol.message.LogRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the controller says of a screen to whoever is sent to mend it. */
class DiagnosisTest {
    private static final Bytes NONCE = Bytes.of(new byte[32]);

    private final ControllerRig rig = new ControllerRig();
    private ControllerNode controller = rig.controller;

    @AfterEach
    void close() {
        rig.database.close();
    }

    @Test
    void aScreenThatNobodyEnrolledWasNeverSeen() {
        var north = rig.screen("North");
        rig.run(Duration.ofSeconds(2));
        Offline offline = offline(north);
        assertEquals(Offline.Cause.NEVER_SEEN, offline.cause());
        assertNull(offline.since());
        assertEquals(Impact.Code.UNKNOWN, status(north).condition().impact().code());
        assertEquals(List.of(), events(north));
    }

    @Test
    void eachEndOfASessionHasItsCauseAndItsInstant() {
        var north = rig.screen("North");
        var peer = rig.welcome(north);
        rig.run(Duration.ofSeconds(3));
        assertNull(status(north).condition().offline());
        peer.send(new Goodbye(GoodbyeReason.SHUTDOWN, "the agent is ending"));
        rig.run(Duration.ofSeconds(2));
        assertEquals(Offline.Cause.SAID_GOODBYE, offline(north).cause());
        var silent = rig.welcome(north);
        silent.fallSilent();
        Instant silence = rig.controller.board().now();
        rig.run(Duration.ofSeconds(10));
        assertEquals(Offline.Cause.LINK_LOST, offline(north).cause());
        assertEquals(6, Duration.between(silence, offline(north).since()).toSeconds(), 2);
        var rude = rig.welcome(north);
        rude.raw(new byte[] {1, 0, 18, '{', 'x'});
        rig.run(Duration.ofSeconds(2));
        assertEquals(Offline.Cause.REFUSED, offline(north).cause());
        assertTrue(offline(north).detail().contains("MALFORMED"), offline(north).detail());
        assertEquals(List.of(Code.LOST, Code.CONNECTED, Code.LOST, Code.CONNECTED, Code.LOST, Code.CONNECTED),
                events(north).stream().map(ScreenEvent::code).filter(code -> code == Code.LOST || code == Code.CONNECTED).toList());
    }

    @Test
    void whoIsRefusedInAScreensNameIsSomebody() {
        var north = rig.screen("North");
        for (int i = 0; i < 30; i++) {
            var peer = rig.peer().greet(north.screen().id(), Bytes.of(new byte[32]));
            rig.until(peer::isClosed);
        }
        rig.run(Duration.ofSeconds(2));
        Offline offline = offline(north);
        assertEquals(Offline.Cause.REFUSED, offline.cause());
        assertTrue(offline.detail().startsWith("Somebody at ") && offline.detail().contains("wrongProof") && offline.detail().contains("30 times"), offline.detail());
        assertEquals(1, events(north).size(), "thirty knocks are one event");
        var genuine = rig.welcome(north);
        rig.run(Duration.ofSeconds(2));
        assertNull(status(north).condition().offline());
        var again = rig.peer().greet(north.screen().id(), Bytes.of(new byte[32]));
        rig.until(again::isClosed);
        rig.run(Duration.ofSeconds(2));
        assertTrue(genuine.isOpen());
        assertTrue(codes(north).contains(Board.CLAIM_REFUSED));
        rig.run(Duration.ofSeconds(70));
        assertFalse(codes(north).contains(Board.CLAIM_REFUSED), "it is over when nobody knocks any more");
    }

    @Test
    void anAgentFromTheFutureIsRefusedWithBothVersionsNamedAndOneThatStillSpeaksOursIsServed() {
        var north = rig.screen("North");
        var future = rig.peer();
        future.send(new Hello(9, 8, north.screen().id(), "9.0", "boot", "run-9", NONCE));
        rig.until(future::isClosed);
        var past = rig.peer();
        past.send(new Hello(0, 0, north.screen().id(), "0.0", "boot", NONCE));
        rig.until(past::isClosed);
        rig.run(Duration.ofSeconds(2));
        assertEquals(Offline.Cause.REFUSED, offline(north).cause());
        assertTrue(offline(north).detail().contains("(version)") && offline(north).detail().contains("the agent 0 to 0"), offline(north).detail());
        // A newer release of the same version may say things that this one has no name for.
        var newer = rig.welcome(north);
        newer.raw(new byte[] {1, 0x30, 0x39, '{', '}'});
        rig.run(Duration.ofSeconds(5));
        assertTrue(newer.isOpen());
    }

    @Test
    void anAgentFromThePastSaysNothingOfItsUpkeepAndNothingIsMadeUp() {
        var north = rig.screen("North");
        rig.welcome(north);
        rig.run(Duration.ofSeconds(3));
        assertNull(status(north).condition().upkeep());
        var answer = rig.controller.agentLogs().fetch(north.screen().id(), 1_000);
        rig.run(Duration.ofSeconds(12));
        assertTrue(answer.isCompletedExceptionally());
        assertTrue(answer.exceptionNow() instanceof LogUnavailable late && late.code().equals("logTimeout"), answer.exceptionNow().toString());
    }

    @Test
    void aCommandThatAnOlderAgentDoesNotKnowIsAnsweredSo() {
        var north = rig.screen("North");
        var peer = rig.welcome(north);
        var answer = rig.controller.commands().send(north.screen().id(), CommandName.TEST_PICTURE, new CoverRequest("grid", 30, 64, 32));
        rig.until(() -> !peer.all(Command.class).isEmpty());
        Command command = peer.all(Command.class).getFirst();
        assertEquals("testPicture", command.name());
        assertEquals("grid", Objects.requireNonNull(command.cover()).picture());
        peer.send(new CommandDone(command.id(), false, "unknownCommand", "this agent does not know the command testPicture"));
        rig.until(answer::isDone);
        assertFalse(answer.resultNow().done());
    }

    @Test
    void aLogComesInPiecesAndOneOutOfPlaceIsDropped() {
        var north = rig.screen("North");
        var peer = rig.welcome(north);
        var answer = rig.controller.agentLogs().fetch(north.screen().id(), 10_000_000);
        rig.until(() -> !peer.all(LogRequest.class).isEmpty());
        LogRequest request = peer.all(LogRequest.class).getFirst();
        assertEquals(LogRequest.MAX_BYTES, request.maxBytes());
        peer.send(new LogPiece(request.id(), 3, 6, bytes("not")));
        peer.send(new LogPiece(request.id() + 1, 0, 6, bytes("notyet")));
        peer.send(new LogPiece(request.id(), 0, 6, bytes("one")));
        peer.send(new LogPiece(request.id(), 3, 6, bytes("two")));
        rig.until(answer::isDone);
        assertEquals(bytes("onetwo"), answer.resultNow());
    }

    @Test
    void whatIsKnownOfAScreenOutlivesTheController() throws IOException {
        var north = rig.screen("North");
        var south = rig.screen("South");
        rig.welcome(north);
        var peer = rig.welcome(south);
        rig.run(Duration.ofSeconds(70));
        peer.send(new Goodbye(GoodbyeReason.SHUTDOWN, "the agent is ending"));
        rig.run(Duration.ofSeconds(2));
        Instant left = Objects.requireNonNull(offline(south).since());
        rig.world.kill("controller");
        rig.run(Duration.ofSeconds(5));
        var node = rig.world.restart("controller", false);
        controller = ControllerNode.start(node, rig.database, new FakeMediaTools(node.disk()), new ControllerSettings("127.0.0.1", ControllerRig.PORT, "test"));
        rig.run(Duration.ofSeconds(1));
        assertEquals(Offline.Cause.SAID_GOODBYE, offline(south).cause());
        assertEquals(left.toEpochMilli(), Objects.requireNonNull(offline(south).since()).toEpochMilli());
        assertEquals("peer", status(south).agentVersion());
        assertEquals(Offline.Cause.LINK_LOST, offline(north).cause());
        assertTrue(offline(north).detail().contains("started again"), offline(north).detail());
        assertNotNull(status(north).lastHeartbeatAt());
        assertTrue(events(south).size() >= 2, "and so do its events");
    }

    private static Bytes bytes(String text) {
        return Bytes.of(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    private ScreenStatus status(Enrolments.Enrolled screen) {
        return controller.board().screen(screen.screen().id()).orElseThrow();
    }

    private Offline offline(Enrolments.Enrolled screen) {
        return Objects.requireNonNull(status(screen).condition().offline());
    }

    private List<String> codes(Enrolments.Enrolled screen) {
        return status(screen).problems().stream().map(BoardProblem::code).toList();
    }

    /** But for the loop, in which nobody here has put anything. */
    private List<ScreenEvent> events(Enrolments.Enrolled screen) {
        ScreenId id = screen.screen().id();
        return controller.healthStore().latest(id, 50).stream().filter(event -> !event.detail().startsWith(Board.LOOP_EMPTY)).toList();
    }
}
