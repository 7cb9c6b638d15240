package ledwall.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import ledwall.protocol.message.Heartbeat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The time as one whole agent knows it: wall clocks that lie, crystals that drift, controllers that are gone or come back with another clock. */
class ClockSimTest {
    private static final long MS = 1_000_000L;
    private static final long HOUR = 3_600_000 * MS;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void nothingMovesWhateverTheWallClockSays(long seed) {
        var rig = new AgentRig(seed);
        rig.world.clock(AgentRig.AGENT).wrongBy(Duration.ofDays(seed % 2 == 0 ? 1 : -1));
        rig.world.clock(AgentRig.AGENT).drift(seed % 2 == 0 ? 200 : -200);
        rig.onAir(1, rig.content.file(100_000, 10));
        rig.pass(60);
        long last = error(rig);
        for (int i = 0; i < 240; i++) {
            if (i == 30 || i == 90) {
                rig.world.clock(AgentRig.AGENT).step(Duration.ofSeconds(i == 30 ? 2 : -2));
            }
            if (i == 120) {
                rig.world.kill(AgentRig.CONTROLLER);
            }
            rig.pass(1);
            long error = error(rig);
            assertTrue(Math.abs(error) < 5 * MS, "it is off by " + error + " after " + i);
            assertTrue(Math.abs(error - last) < MS, "it moved by " + (error - last) + " after " + i);
            last = error;
        }
        assertFalse(rig.status().contains("unsynchronised"));
    }

    @Test
    void hoursAloneAndARestartLeaveItByTheClockItHadAndItSaysHowWellItKnowsIt() {
        var rig = new AgentRig(3);
        rig.world.clock(AgentRig.AGENT).drift(80);
        rig.onAir(1, rig.content.file(100_000, 10));
        rig.pass(600);
        rig.world.kill(AgentRig.CONTROLLER);
        rig.world.run(Duration.ofHours(3));
        rig.world.clock(AgentRig.AGENT).wrongBy(Duration.ofDays(-1));
        rig.restart(false);
        rig.pass(30);
        assertTrue(Math.abs(error(rig)) < 200 * MS, "off by " + error(rig));
        String status = rig.status();
        double bound = Double.parseDouble(status.replaceAll(".*\"boundMillis\":([0-9.E]+).*", "$1"));
        assertTrue(bound * MS >= Math.abs(error(rig)) && bound > 3 * 3_600_000 * 500e-6 && bound < 60_000, "bound " + bound);
        assertTrue(status.contains("\"locked\":false"), status);
        assertFalse(status.contains("unsynchronised"), status);
    }

    @Test
    void aControllerWithAnotherClockIsFollowedAtItsInstantAndNotBefore() {
        var rig = playingBy(11, 1_000);
        comesBack(rig, HOUR, 30);
        rig.until(() -> rig.controller.sessions == 2, 20);
        rig.pass(3);
        while (rig.controller.timelineNow() < rig.controller.followAtNanos - 2_000 * MS) {
            rig.pass(1);
            assertEquals(-HOUR, error(rig), 5 * MS, "it keeps its own");
            assertTrue(rig.controller.last(Heartbeat.class).orElseThrow().clockBoundNanos() >= HOUR - 10 * MS, "and says how wrong that is");
            assertFalse(rig.controller.last(Heartbeat.class).orElseThrow().clockLocked());
        }
        rig.world.run(Duration.ofNanos(rig.controller.followAtNanos - rig.controller.timelineNow() - 20 * MS));
        assertEquals(-HOUR, error(rig), 5 * MS);
        rig.world.run(Duration.ofMillis(40));
        assertEquals(0, error(rig), 5 * MS);
        rig.pass(3);
        assertTrue(rig.controller.last(Heartbeat.class).orElseThrow().clockLocked());
    }

    @Test
    void aLittleApartIsSlewedAwayFromTheSameInstantOn() {
        var rig = playingBy(12, 1_000);
        comesBack(rig, -300 * MS, 30);
        rig.until(() -> rig.controller.sessions == 2, 20);
        rig.world.run(Duration.ofNanos(rig.controller.followAtNanos - rig.controller.timelineNow() - 20 * MS));
        assertEquals(300 * MS, error(rig), 3 * MS, "it keeps its own");
        long last = error(rig);
        for (int i = 0; i < 90; i++) {
            rig.pass(1);
            assertTrue(error(rig) <= last + MS && last - error(rig) <= 11 * MS, "from " + last + " to " + error(rig));
            last = error(rig);
        }
        assertEquals(0, last, 3 * MS);
    }

    @Test
    void aRestartWhileItWaitsChangesNothing() {
        var rig = playingBy(13, 1_000);
        comesBack(rig, -HOUR, 30);
        rig.until(() -> rig.controller.sessions == 2, 20);
        rig.restart(false);
        rig.until(() -> rig.controller.sessions == 3, 20);
        rig.pass(3);
        assertEquals(HOUR, error(rig), 5 * MS, "it keeps the clock of before");
        rig.world.run(Duration.ofNanos(rig.controller.followAtNanos - rig.controller.timelineNow() + 50 * MS));
        assertEquals(0, error(rig), 5 * MS);
        rig.world.kill(AgentRig.CONTROLLER);
        rig.pass(2);
        rig.restart(false);
        rig.pass(3);
        assertEquals(0, error(rig), 5 * MS, "a successor goes on by the clock that was gone over to");
    }

    @Test
    void itGoesOverAlsoWhenTheControllerIsGoneAgainByThen() {
        var rig = playingBy(14, 1_000);
        comesBack(rig, HOUR, 30);
        rig.until(() -> rig.controller.sessions == 2, 20);
        rig.pass(2);
        rig.world.kill(AgentRig.CONTROLLER);
        rig.pass(35);
        assertEquals(0, error(rig), 10 * MS);
    }

    /** A picture begins with a whole frame of the other clock: up to one later, on all walls alike. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void thePictureGoesOverAtThatVeryInstantAlsoWithNobodyThere(boolean gone) {
        var rig = new AgentRig(18);
        rig.controller.followAtNanos = 1_000;
        rig.onAir(1, rig.content.file(100_000, 10), rig.content.file(100_000, 7));
        rig.pass(20);
        comesBack(rig, HOUR, 30);
        rig.until(() -> rig.controller.sessions == 2, 20);
        long at = rig.world.nowNanos() + rig.controller.followAtNanos - rig.controller.timelineNow();
        rig.pass(3);
        if (gone) {
            rig.world.kill(AgentRig.CONTROLLER);
        }
        rig.world.run(Duration.ofNanos(at - rig.world.nowNanos()).plusSeconds(5));
        var runs = rig.screen.truth().runs(at - 500 * MS, at + 500 * MS);
        assertEquals(2, runs.stream().map(Truth.Run::listId).distinct().count(), runs.toString());
        long seen = runs.stream().filter(run -> !run.listId().equals(runs.getFirst().listId())).findFirst().orElseThrow().fromNanos();
        assertTrue(seen - at > -5 * MS && seen - at < 45 * MS, seen - at + ": " + runs);
    }

    @Test
    void whoComesLateGoesOverAtOnceAndSoDoesWhoFollowsNobody() {
        var rig = playingBy(15, 1_000);
        comesBack(rig, HOUR, -5);
        rig.until(() -> rig.controller.sessions == 2, 20);
        rig.pass(1);
        assertEquals(0, error(rig), 5 * MS);
        rig.restart(true);
        rig.controller.followAtNanos = rig.controller.timelineNow() + 30_000 * MS;
        rig.until(() -> rig.controller.sessions == 3, 20);
        rig.pass(1);
        assertEquals(0, error(rig), 5 * MS);
    }

    @Test
    void controllersThatNameNoClockAreFollowedAtOnceAsEver() {
        var rig = playingBy(16, 0);
        comesBack(rig, HOUR, 0);
        rig.controller.followAtNanos = 0;
        rig.until(() -> rig.controller.sessions == 2, 20);
        rig.pass(2);
        assertEquals(0, error(rig), 5 * MS);
    }

    @Test
    void aClockThatHardlyDiffersIsLearntAnewForItsBoundToHold() {
        var rig = playingBy(17, 1_000);
        comesBack(rig, 12 * MS, 30);
        rig.world.network().latency(AgentRig.AGENT, AgentRig.CONTROLLER, Duration.ofMillis(1), Duration.ofMillis(150));
        rig.until(() -> rig.controller.sessions == 2, 20);
        rig.pass(3);
        for (int i = 0; i < 60; i++) {
            rig.pass(1);
            Heartbeat beat = rig.controller.last(Heartbeat.class).orElseThrow();
            assertTrue(Math.abs(error(rig)) <= beat.clockBoundNanos() + MS, "off by " + error(rig) + ", bound " + beat.clockBoundNanos());
        }
    }

    /** An agent that has played for a while by a clock that is named so. */
    private static AgentRig playingBy(long seed, long name) {
        var rig = new AgentRig(seed);
        rig.controller.followAtNanos = name;
        rig.onAir(1, rig.content.file(100_000, 10));
        rig.pass(20);
        return rig;
    }

    /** The controller's machine is booted; its clock has another name, and differs. */
    private static void comesBack(AgentRig rig, long byNanos, int followInSeconds) {
        rig.world.kill(AgentRig.CONTROLLER);
        rig.pass(5);
        rig.controller.aheadNanos += byNanos;
        rig.controller.followAtNanos = rig.controller.timelineNow() + ScriptedController.seconds(followInSeconds);
        try {
            rig.controller.restarted(rig.world.restart(AgentRig.CONTROLLER, true));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long error(AgentRig rig) {
        return rig.agent.timelineNow() - rig.controller.timelineNow();
    }
}
