package ledwall.controller.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ledwall.controller.screen.Enrolments;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.message.GoodbyeReason;
import ledwall.protocol.message.Handshake;
import ledwall.protocol.message.Hello;
import ledwall.protocol.runtime.Node;
import org.junit.jupiter.api.Test;

/** A crowd at the agents' port, from the very address that the agents come from: it is held off, and no agent is shut out by it or notices it. */
final class GreetingCrowdTest {
    private static final Bytes NONCE = Bytes.of(new byte[Handshake.NONCE_BYTES]);

    private final ControllerRig rig = new ControllerRig();
    private final Node tunnel = rig.world.node("tunnel");
    private final List<SimPeer> crowd = new ArrayList<>();

    private void crowd(int size, Node from) {
        for (int i = 0; i < size; i++) {
            crowd.add(new SimPeer(from));
        }
    }

    private SimPeer welcomeThroughTheTunnel(Enrolments.Enrolled as, Duration within) {
        var peer = new SimPeer(tunnel);
        rig.until(() -> peer.isOpen() || peer.isClosed());
        peer.greet(as.screen().id(), as.key());
        rig.world.runUntil(peer::isWelcome, within);
        return peer;
    }

    @Test
    void twoThousandIdleOnesNeitherKeepAnAgentOutNorDisturbAnother() {
        var old = welcomeThroughTheTunnel(rig.screen("North"), Duration.ofSeconds(1));
        rig.world.afterEvery(() -> assertTrue(rig.controller.agents().greetingCount() <= AgentServer.MAX_GREETINGS_PER_ADDRESS + 1));
        crowd(2_000, tunnel);
        rig.run(Duration.ofMillis(100));
        var fresh = welcomeThroughTheTunnel(rig.screen("South"), Duration.ofMillis(100));
        rig.run(Duration.ofSeconds(7));
        assertTrue(old.isOpen() && fresh.isOpen());
        assertEquals(2, rig.controller.agents().connectionCount());
        assertEquals(2_000 + 1 - AgentServer.MAX_GREETINGS_PER_ADDRESS, said(GoodbyeReason.OVERLOADED));
        assertEquals(2_000, said(GoodbyeReason.OVERLOADED) + said(GoodbyeReason.DEADLINE));
    }

    private long said(GoodbyeReason reason) {
        return crowd.stream().filter(peer -> peer.goodbye().equals(Optional.of(reason))).count();
    }

    @Test
    void crowdThatComesAgainAsOftenAsItIsSentAwayKeepsNoAgentOut() {
        crowd(AgentServer.MAX_GREETINGS_PER_ADDRESS + 40, tunnel);
        var comings = new int[1];
        rig.world.afterEvery(() -> {
            for (int i = 0; i < crowd.size(); i++) {
                if (crowd.get(i).isClosed()) {
                    crowd.set(i, new SimPeer(tunnel));
                    comings[0]++;
                }
            }
        });
        rig.run(Duration.ofMillis(200));
        for (String name : List.of("North", "South", "West")) {
            assertTrue(welcomeThroughTheTunnel(rig.screen(name), Duration.ofMillis(100)).isOpen());
        }
        assertTrue(comings[0] > 1_000, "they came " + comings[0] + " times");
    }

    @Test
    void crowdThatClaimsAScreensNameAndProvesNothingKeepsNoAgentOut() {
        var north = rig.screen("North");
        for (int i = 0; i < 2 * AgentServer.MAX_GREETINGS_PER_ADDRESS; i++) {
            var peer = new SimPeer(tunnel);
            crowd.add(peer);
            rig.until(() -> peer.isOpen() || peer.isClosed());
            peer.send(new Hello(1, 1, north.screen().id(), "liar", "boot", NONCE));
        }
        crowd(AgentServer.MAX_GREETINGS_PER_ADDRESS, tunnel);
        rig.run(Duration.ofMillis(20));
        assertTrue(rig.controller.agents().greetingCount() >= 2 * AgentServer.MAX_GREETINGS_PER_ADDRESS, "both rooms are full");
        assertTrue(welcomeThroughTheTunnel(north, Duration.ofMillis(100)).isOpen());
        assertTrue(rig.controller.agents().greetingCount() <= 2 * AgentServer.MAX_GREETINGS_PER_ADDRESS);
    }

    @Test
    void crowdFromManyAddressesIsBoundedAndTheLargestOfThemGivesWay() {
        for (int host = 0; host < 20; host++) {
            crowd(100, rig.world.node("crowd-" + host));
        }
        rig.run(Duration.ofMillis(50));
        assertEquals(AgentServer.MAX_GREETINGS, rig.controller.agents().greetingCount());
        var alone = rig.peer();
        rig.run(Duration.ofMillis(50));
        crowd(50, rig.world.node("crowd-20"));
        rig.run(Duration.ofMillis(50));
        assertTrue(alone.isOpen(), "it shares its address with nobody");
        assertEquals(AgentServer.MAX_GREETINGS, rig.controller.agents().greetingCount());
    }

    @Test
    void welcomeSessionNeverCounts() {
        var screens = new ArrayList<SimPeer>();
        for (int i = 0; i < AgentServer.MAX_GREETINGS_PER_ADDRESS + 20; i++) {
            screens.add(welcomeThroughTheTunnel(rig.screen("Screen " + i), Duration.ofSeconds(1)));
        }
        assertEquals(0, rig.controller.agents().greetingCount());
        assertFalse(screens.stream().anyMatch(SimPeer::isClosed));
    }
}
