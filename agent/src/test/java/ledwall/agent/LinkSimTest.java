package ledwall.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ledwall.agent.link.Enrolment;
import ledwall.protocol.message.CommandDone;
import ledwall.protocol.message.Enrolled;
import ledwall.protocol.message.Goodbye;
import ledwall.protocol.message.GoodbyeReason;
import ledwall.protocol.message.Heartbeat;
import ledwall.protocol.message.Hello;
import ledwall.protocol.message.Snapshot;
import ledwall.protocol.message.SnapshotRequest;
import ledwall.protocol.message.TimelineReady;
import ledwall.protocol.runtime.Node;
import ledwall.protocol.timeline.Instants;
import ledwall.protocol.timeline.MediaRef;

/** The agent and whoever answers it: greeting, proofs, dead lines, clock, commands; in virtual time through the production pipeline and codecs. */
class LinkSimTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aLargeOfferRightBehindTheWelcomeIsTaken(long seed) {
        var rig = new AgentRig(seed);
        MediaRef[] files = new MediaRef[300];
        for (int i = 0; i < files.length; i++) {
            files[i] = rig.content.file(1_000 + i, 10);
        }
        rig.controller.state.add(Content.offer(rig.content.loop(1, files)));
        rig.until(() -> rig.controller.ready(1), 60);
        assertEquals(1, rig.controller.sessions);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theClockLocksOverAJitteryLineAndItsBoundIsHonest(long seed) {
        var rig = new AgentRig(seed);
        rig.world.clock(AgentRig.AGENT).wrongBy(Duration.ofHours(9));
        rig.world.clock(AgentRig.AGENT).drift(90);
        rig.world.network().latency(AgentRig.AGENT, AgentRig.CONTROLLER, Duration.ofMillis(1), Duration.ofMillis(150));
        rig.until(() -> rig.controller.last(Heartbeat.class).map(Heartbeat::clockLocked).orElse(false), 180);
        for (int i = 0; i < 120; i++) {
            rig.pass(1);
            Heartbeat beat = rig.controller.last(Heartbeat.class).orElseThrow();
            long truth = rig.controller.timelineNow() - Instants.nanos(rig.world.clock(AgentRig.AGENT).wall());
            // The heartbeat is up to 2.5 s old: so much the wall clock has drifted since.
            assertEquals(truth, beat.clockOffsetNanos(), beat.clockBoundNanos() + 300_000);
            assertTrue(beat.clockBoundNanos() < 40_000_000L, "it stays in reach of its lock: " + beat.clockBoundNanos());
        }
    }

    @Test
    void aHalfOpenLineIsNoticedInSixSeconds() {
        var rig = new AgentRig(1);
        rig.onAir(1, rig.content.file(100_000, 10));
        rig.world.network().blackHole(AgentRig.AGENT, AgentRig.CONTROLLER);
        rig.until(() -> rig.controller.sessions == 2, 8);
    }

    @Test
    void aRestartInTheSameBootGoesOnWithTheClockItHad() {
        var rig = new AgentRig(3);
        rig.world.clock(AgentRig.AGENT).wrongBy(Duration.ofHours(-5));
        rig.onAir(1, rig.content.file(100_000, 10));
        rig.pass(70);
        rig.world.kill(AgentRig.CONTROLLER);
        rig.restart(false);
        rig.pass(5);
        String status = rig.status();
        String offset = status.replaceAll(".*\"offsetMillis\":([0-9.E]+),.*", "$1");
        assertEquals(Duration.ofHours(5).toMillis(), Double.parseDouble(offset), 50, status);
    }

    @Test
    void anImpostorIsNotObeyed() {
        var rig = new AgentRig(1);
        rig.controller.provenKey = AgentRig.key(8);
        MediaRef file = rig.content.file(100_000, 10);
        rig.controller.offer(Content.offer(rig.content.loop(1, file)), null);
        rig.pass(30);
        assertTrue(rig.controller.sessions >= 1);
        assertTrue(rig.controller.heard(TimelineReady.class).isEmpty() && rig.controller.heard(Heartbeat.class).isEmpty());
        assertEquals(GoodbyeReason.WRONG_PROOF, rig.controller.last(Goodbye.class).orElseThrow().reason());
        assertTrue(rig.status().contains("controllerNotTrusted"), rig.status());
        rig.controller.provenKey = AgentRig.KEY;
        rig.until(() -> rig.controller.ready(1), 60);
        assertFalse(rig.status().contains("controllerNotTrusted"));
    }

    @Test
    void aWrongKeyIsRefusedSlowlyAndSaidToWhoeverLooksHere() {
        var rig = new AgentRig(1);
        rig.restartWithKey(AgentRig.key(9));
        rig.pass(60);
        assertEquals(0, rig.controller.sessions);
        assertTrue(rig.controller.heard(Hello.class).size() <= 8, "it does not hammer: " + rig.controller.heard(Hello.class).size());
        assertTrue(rig.status().contains("controllerRefuses"), rig.status());
    }

    @Test
    void picturesAndCommandsAreAnswered() {
        var rig = new AgentRig(1);
        rig.until(() -> rig.controller.connected(), 10);
        rig.controller.say(new SnapshotRequest(42, 320));
        rig.controller.command("c1", "restartPlayer");
        rig.controller.command("c2", "makeCoffee");
        rig.until(() -> rig.controller.last(Snapshot.class).isPresent() && rig.controller.heard(CommandDone.class).size() == 2, 5);
        Snapshot snapshot = rig.controller.last(Snapshot.class).orElseThrow();
        assertEquals(42, snapshot.id());
        assertEquals(320, snapshot.width());
        assertEquals(List.of(true, false), rig.controller.heard(CommandDone.class).stream().map(CommandDone::done).toList());
        assertEquals("unknownCommand", rig.controller.last(CommandDone.class).orElseThrow().code());
    }

    @Test
    void stopSaysGoodbye() {
        var rig = new AgentRig(1);
        rig.until(() -> rig.controller.connected(), 10);
        var parted = new boolean[1];
        rig.agent.stop(false, () -> parted[0] = true);
        rig.until(() -> parted[0], 2);
        rig.pass(1);
        assertEquals(GoodbyeReason.SHUTDOWN, rig.controller.last(Goodbye.class).orElseThrow().reason());
        assertFalse(rig.controller.connected());
        rig.pass(30);
        assertEquals(1, rig.controller.sessions);
    }

    @Test
    void aCodeIsTradedForAKeyAndAWrongOneForAReason() {
        var rig = new AgentRig(1);
        var said = new ArrayList<String>();
        enrol(rig, "GOOD-CODE", said);
        enrol(rig, "BAD-CODE", said);
        rig.until(() -> said.size() == 2, 10);
        assertEquals("screen-north with the key: true", said.getFirst());
        assertTrue(said.getLast().contains("ask for a new one"), said.getLast());
    }

    private static void enrol(AgentRig rig, String code, List<String> said) {
        Node node = rig.world.node("fresh-" + code.toLowerCase(Locale.ROOT));
        Enrolment.start(node, AgentRig.CONTROLLER, ScriptedController.PORT, code, "0.1.0", new Enrolment.Outcome() {
            @Override
            public void enrolled(Enrolled enrolled) {
                said.addFirst(enrolled.screen() + " with the key: " + enrolled.key().equalsSecret(AgentRig.KEY));
            }

            @Override
            public void failed(String why) {
                said.addLast(why);
            }
        });
    }
}
