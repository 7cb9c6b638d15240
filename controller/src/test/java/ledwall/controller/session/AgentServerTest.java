package ledwall.controller.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import ledwall.controller.ControllerNode;
import ledwall.controller.ControllerSettings;
import ledwall.controller.FakeMediaTools;
import ledwall.controller.refusal.Refusal;
import ledwall.controller.storage.Database;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.message.Command;
import ledwall.protocol.message.CommandDone;
import ledwall.protocol.message.CommandName;
import ledwall.protocol.message.Enrol;
import ledwall.protocol.message.Enrolled;
import ledwall.protocol.message.GoodbyeReason;
import ledwall.protocol.message.Handshake;
import ledwall.protocol.message.Hello;
import ledwall.protocol.message.TimeAnswer;
import ledwall.protocol.message.TimeRequest;
import ledwall.protocol.message.Welcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The agents' port: who is let in, who is sent away and why, and that nobody else notices. */
final class AgentServerTest {
    private static final Bytes NONCE = Bytes.of(new byte[Handshake.NONCE_BYTES]);

    private final ControllerRig rig = new ControllerRig();

    private boolean online(ScreenId screen) {
        return rig.controller.agents().online().contains(screen);
    }

    @Test
    void agentThatProvesItsKeyIsWelcomeAndTheControllerProvesItToo() {
        var north = rig.screen("North");
        var peer = rig.welcome(north);
        Welcome welcome = peer.all(Welcome.class).getFirst();
        assertEquals(north.screen().id(), welcome.screen());
        assertEquals("North", welcome.screenName());
        assertTrue(online(north.screen().id()));
    }

    @Test
    void strangerIsTurnedAwayByReason() {
        var peer = rig.peer().greet(new ScreenId("screen-unknown"), Bytes.of(new byte[32]));
        rig.until(peer::isClosed);
        assertEquals(Optional.of(GoodbyeReason.UNKNOWN_SCREEN), peer.goodbye());
    }

    @Test
    void wrongKeyIsTurnedAway() {
        var north = rig.screen("North");
        var peer = rig.peer().greet(north.screen().id(), Bytes.of(new byte[32]));
        rig.until(peer::isClosed);
        assertEquals(Optional.of(GoodbyeReason.WRONG_PROOF), peer.goodbye());
        assertFalse(online(north.screen().id()));
    }

    @Test
    void agentOfAnotherAgeIsTurnedAwayAndANewerOneIsWelcome() {
        var north = rig.screen("North");
        var old = rig.peer();
        old.send(new Hello(9, 8, north.screen().id(), "far", "boot", NONCE));
        rig.until(old::isClosed);
        assertEquals(Optional.of(GoodbyeReason.VERSION), old.goodbye());
        var newer = rig.peer();
        newer.send(new Hello(9, 1, north.screen().id(), "near", "boot", NONCE));
        rig.until(() -> !newer.heard.isEmpty());
        assertFalse(newer.isClosed());
    }

    @Test
    void whoSaysNothingIsSentAwayAfterFiveSeconds() {
        var peer = rig.peer();
        rig.run(Duration.ofMillis(4_800));
        assertTrue(peer.isOpen());
        rig.until(peer::isClosed);
        assertEquals(Optional.of(GoodbyeReason.DEADLINE), peer.goodbye());
    }

    @Test
    void nonsenseEndsItsOwnConnectionOnly() {
        var north = rig.screen("North");
        var south = rig.screen("South");
        var good = rig.welcome(north);
        var bad = rig.welcome(south);
        bad.raw(new byte[] {1, 0, 18, '{', 'x'});
        rig.until(bad::isClosed);
        assertEquals(Optional.of(GoodbyeReason.MALFORMED), bad.goodbye());
        rig.run(Duration.ofSeconds(20));
        assertTrue(good.isOpen());
        assertFalse(online(south.screen().id()));
        assertTrue(online(north.screen().id()));
    }

    @ParameterizedTest
    @ValueSource(ints = {5_000, 900_000})
    void frameBeyondTheLimitOfAGreetingIsRefused(int bytes) {
        var peer = rig.peer();
        peer.raw(new byte[bytes]);
        rig.until(peer::isClosed);
        assertEquals(Optional.of(GoodbyeReason.OVERSIZED), peer.goodbye());
    }

    @Test
    void messageOutOfItsPhaseClosesWithAReason() {
        var early = rig.peer();
        early.send(new TimeRequest(1, 1));
        rig.until(early::isClosed);
        assertEquals(Optional.of(GoodbyeReason.OUT_OF_PHASE), early.goodbye());
        var north = rig.screen("North");
        var late = rig.welcome(north);
        late.send(new Hello(1, 1, north.screen().id(), "again", "boot", NONCE));
        rig.until(late::isClosed);
        assertEquals(Optional.of(GoodbyeReason.OUT_OF_PHASE), late.goodbye());
    }

    @Test
    void secondHelloClosesWithAReason() {
        var north = rig.screen("North");
        var peer = rig.peer();
        peer.send(new Hello(1, 1, north.screen().id(), "x", "boot", NONCE));
        peer.send(new Hello(1, 1, north.screen().id(), "x", "boot", NONCE));
        rig.until(peer::isClosed);
        assertEquals(Optional.of(GoodbyeReason.OUT_OF_PHASE), peer.goodbye());
    }

    @Test
    void newerConnectionTakesOverFromOneThatLives() {
        var north = rig.screen("North");
        var older = rig.welcome(north);
        var newer = rig.welcome(north);
        rig.until(older::isClosed);
        assertEquals(Optional.of(GoodbyeReason.TAKEN_OVER), older.goodbye());
        rig.run(Duration.ofSeconds(20));
        assertTrue(newer.isOpen());
        assertTrue(online(north.screen().id()));
    }

    @Test
    void newerConnectionTakesOverFromOneThatIsHalfOpen() {
        var north = rig.screen("North");
        rig.welcome(north);
        rig.world.network().blackHole("controller", ControllerRig.host(1));
        var newer = rig.welcome(north);
        rig.run(Duration.ofSeconds(30));
        assertTrue(newer.isOpen());
        assertTrue(online(north.screen().id()));
        assertEquals(1, rig.controller.agents().connectionCount());
    }

    @Test
    void newerConnectionComesWhileTheOlderIsClosing() {
        var north = rig.screen("North");
        var older = rig.welcome(north);
        rig.world.network().clog("controller", ControllerRig.host(1));
        older.raw(new byte[] {1, 0, 18, '{'});
        rig.run(Duration.ofMillis(50));
        var newer = rig.welcome(north);
        rig.world.network().healAll();
        rig.run(Duration.ofSeconds(10));
        assertTrue(older.isClosed());
        assertTrue(newer.isOpen());
        assertTrue(online(north.screen().id()));
    }

    @Test
    void silentScreenIsOfflineAfterSixSeconds() {
        var north = rig.screen("North");
        var peer = rig.welcome(north);
        rig.run(Duration.ofSeconds(1));
        peer.fallSilent();
        rig.run(Duration.ofSeconds(5));
        assertTrue(online(north.screen().id()));
        rig.run(Duration.ofSeconds(4));
        assertFalse(online(north.screen().id()));
        assertEquals(Optional.of(GoodbyeReason.DEADLINE), peer.goodbye());
        assertEquals("offline", rig.controller.board().screen(north.screen().id()).orElseThrow().problems().getFirst().code());
    }

    @Test
    void tooManyGreetingsFromOneAddressAreRefusedAndTheRestStay() {
        var north = rig.screen("North");
        var host = rig.world.node("crowd");
        var crowd = new ArrayList<SimPeer>();
        for (int i = 0; i < AgentServer.MAX_GREETINGS_PER_ADDRESS + 10; i++) {
            crowd.add(new SimPeer(host));
        }
        rig.run(Duration.ofSeconds(1));
        long refused = crowd.stream().filter(peer -> peer.goodbye().equals(Optional.of(GoodbyeReason.OVERLOADED))).count();
        assertEquals(10, refused);
        // Another address is still served.
        assertTrue(rig.welcome(north).isOpen());
        rig.run(Duration.ofSeconds(7));
        assertEquals(1, rig.controller.agents().connectionCount());
    }

    @Test
    void retiredScreenIsSentAwayAndNotLetInAgain() {
        var north = rig.screen("North");
        var peer = rig.welcome(north);
        rig.controller.screens().retire(north.screen().id());
        rig.until(peer::isClosed);
        assertEquals(Optional.of(GoodbyeReason.RETIRED), peer.goodbye());
        var again = rig.peer().greet(north.screen().id(), north.key());
        rig.until(again::isClosed);
        assertEquals(Optional.of(GoodbyeReason.UNKNOWN_SCREEN), again.goodbye());
    }

    @Test
    void codeIsTradedForAKeyOnce() {
        var screen = rig.screen("North").screen();
        String code = rig.controller.enrolments().open(screen.id()).code();
        var first = rig.peer();
        first.send(new Enrol(1, 1, code, "test"));
        rig.until(first::isClosed);
        var key = first.all(Enrolled.class).getFirst().key();
        var second = rig.peer();
        second.send(new Enrol(1, 1, code, "test"));
        rig.until(second::isClosed);
        assertEquals(Optional.of(GoodbyeReason.WRONG_CODE), second.goodbye());
        var agent = rig.peer().greet(screen.id(), key);
        rig.until(agent::isWelcome);
    }

    @Test
    void timeIsAnsweredByTheTimelineClock() {
        var peer = rig.welcome(rig.screen("North"));
        peer.send(new TimeRequest(3, 77));
        rig.until(() -> !peer.all(TimeAnswer.class).isEmpty());
        TimeAnswer answer = peer.all(TimeAnswer.class).getFirst();
        assertEquals(3, answer.sequence());
        assertEquals(77, answer.agentSentNanos());
        assertTrue(Math.abs(answer.controllerSentNanos() - rig.controller.clock().now()) < 10_000_000);
    }

    @Test
    void commandReachesTheScreenAndItsAnswerComesBack() {
        var north = rig.screen("North");
        var peer = rig.welcome(north);
        var answer = rig.controller.commands().send(north.screen().id(), CommandName.RESTART_PLAYER);
        rig.until(() -> !peer.all(Command.class).isEmpty());
        assertEquals("restartPlayer", peer.all(Command.class).getFirst().name());
        peer.send(new CommandDone(peer.all(Command.class).getFirst().id(), true, "", ""));
        rig.until(answer::isDone);
        assertTrue(answer.join().done());
        var offline = rig.controller.commands().send(new ScreenId("screen-nobody"), CommandName.RESTART_PLAYER);
        rig.until(offline::isDone);
        assertEquals("screenOffline", offline.join().code());
    }

    @Test
    void stoppingControllerSaysGoodbyeToAll() {
        var peer = rig.welcome(rig.screen("North"));
        rig.controller.stop();
        rig.until(peer::isClosed);
        assertEquals(Optional.of(GoodbyeReason.SHUTDOWN), peer.goodbye());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "192.168.1.4", "::", "example.org", "127.0.0.1.example.org"})
    void portStaysShutOffLoopback(String host) {
        var other = rig.world.node("other");
        try (var database = Database.inMemory()) {
            var refusal = assertThrows(Refusal.class,
                    () -> ControllerNode.start(other, database, new FakeMediaTools(other.disk()), new ControllerSettings(host, 7420, "test")));
            assertEquals("agentsHostNotLoopback", refusal.code());
        }
    }
}
