package ledwall.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ledwall.agent.stop.LatchFile;
import ledwall.agent.stop.WallStopFile;
import ledwall.protocol.asrun.AsRunRecord;
import ledwall.protocol.asrun.AsRunRecord.Outcome;
import ledwall.protocol.message.AsRunBatch;
import ledwall.protocol.message.Heartbeat;
import ledwall.protocol.message.PlayState;
import ledwall.protocol.message.StopOrder;
import ledwall.protocol.message.StopPicture;
import ledwall.protocol.message.StopState;
import ledwall.protocol.timeline.MediaRef;
import ledwall.sim.SimDisk;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One whole agent whose wall is stopped: what is on the glass, told by the screen itself, through kills of everything. */
final class StopSimTest {
    private static final long MILLI = 1_000_000L;
    /** The line and the loop. */
    private static final long AT_ONCE = 50 * MILLI;
    private static final StopOrder STOP = new StopOrder(1, true, StopPicture.BLACK, 0);
    private static final StopOrder RESUME = new StopOrder(2, false, StopPicture.BLACK, 0);

    private static AgentRig playing(long seed) {
        var rig = new AgentRig(seed);
        rig.onAir(1, rig.content.file(100_000, 5), rig.content.file(120_000, 7));
        rig.until(() -> shown(rig) != null, 10);
        rig.pass(5);
        return rig;
    }

    /** As a controller does: now, and at each welcome from now on. */
    private static void order(AgentRig rig, StopOrder order) {
        rig.controller.state.removeIf(StopOrder.class::isInstance);
        rig.controller.state.addFirst(order);
        rig.controller.say(order);
    }

    private static void stop(AgentRig rig) {
        order(rig, STOP);
        rig.until(() -> answered(rig, 1, true), 5);
    }

    private static boolean answered(AgentRig rig, long revision, boolean kept) {
        return rig.controller.last(StopState.class).map(said -> said.revision() == revision && said.kept() == kept).orElse(false);
    }

    private static void stopAtTheWall(AgentRig rig, String reason) throws IOException {
        SimDisk disk = rig.disk();
        new WallStopFile(disk).write(Instant.parse("2026-11-23T08:00:00Z"), reason, reason);
    }

    private static @Nullable String shown(AgentRig rig) {
        return rig.screen.truth().pathAt(rig.world.nowNanos());
    }

    private static void darkSince(AgentRig rig, long trueNanos) {
        for (var run : rig.screen.truth().runs(trueNanos, rig.world.nowNanos())) {
            assertNull(run.path(), "something was on the glass " + (run.fromNanos() - trueNanos) / MILLI + " ms after");
        }
    }

    private static PlayState state(AgentRig rig) {
        return rig.controller.last(Heartbeat.class).orElseThrow().state();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void stoppedWallIsDarkAtOnceAndStaysSoUntilItIsResumed(long seed) {
        var rig = playing(seed);
        long asked = rig.world.nowNanos();
        stop(rig);
        rig.pass(600);
        darkSince(rig, asked + AT_ONCE);
        assertEquals(PlayState.STOPPED, state(rig));
        assertEquals(List.of(), rig.controller.last(Heartbeat.class).orElseThrow().problems());
        order(rig, RESUME);
        rig.until(() -> shown(rig) != null, 3);
        rig.until(() -> state(rig) == PlayState.PLAYING, 3);
    }

    @Test
    void slateFollowsOnBlackAndIsRenewedForHours() {
        var rig = playing(1);
        long asked = rig.world.nowNanos();
        order(rig, new StopOrder(1, true, StopPicture.SLATE, 0));
        rig.until(() -> shown(rig) == null, 1);
        rig.until(() -> shown(rig) != null, 2);
        rig.screen.eventEvery(25);
        rig.pass(3 * 3_600);
        String slate = rig.content.slate.hash().value();
        for (var run : rig.screen.truth().runs(asked + AT_ONCE, rig.world.nowNanos())) {
            assertTrue(run.path() == null || run.path().endsWith(slate), run.path());
        }
        assertTrue(rig.screen.truth().longestDark(asked + 2_000 * MILLI, rig.world.nowNanos()) == 0);
        assertEquals(PlayState.STOPPED, state(rig));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void nothingIsSeenThroughKillsOfAgentPlayerAndController(long seed) throws IOException {
        var rig = playing(seed);
        long asked = rig.world.nowNanos();
        stop(rig);
        var dice = rig.world.dice("kills");
        for (int i = 0; i < 20; i++) {
            rig.world.run(Duration.ofMillis(dice.nextInt(20, 4_000)));
            switch (dice.nextInt(4)) {
                case 0 -> rig.restart(false);
                case 1 -> rig.screen.kill();
                case 2 -> rig.restart(true);
                default -> {
                    rig.world.kill(AgentRig.CONTROLLER);
                    rig.controller.restarted(rig.world.restart(AgentRig.CONTROLLER, false));
                }
            }
        }
        rig.pass(20);
        darkSince(rig, asked + AT_ONCE);
        rig.until(() -> state(rig) == PlayState.STOPPED, 30);
    }

    @Test
    void frozenPlayerIsEndedWhenTheWallIsStopped() {
        var rig = playing(1);
        rig.screen.freeze();
        long asked = rig.world.nowNanos();
        order(rig, STOP);
        rig.pass(30);
        darkSince(rig, asked + 700 * MILLI);
    }

    @Test
    void stopIsObeyedWhileALargeFileComes() {
        var rig = playing(2);
        MediaRef big = rig.content.file(30_000_000, 20);
        rig.controller.offer(Content.offer(rig.content.loop(2, big)), null);
        rig.until(() -> rig.disk().paths().stream().anyMatch(path -> path.endsWith(".part")), 20);
        long asked = rig.world.nowNanos();
        stop(rig);
        rig.until(() -> rig.controller.ready(2), 120);
        darkSince(rig, asked + 500 * MILLI);
    }

    @Test
    void stoppedWallThatWasNotToldMissesNothing() {
        var rig = playing(3);
        rig.pass(10);
        stop(rig);
        rig.pass(120);
        order(rig, RESUME);
        rig.pass(30);
        Map<Long, Outcome> ends = new TreeMap<>();
        for (AsRunBatch batch : rig.controller.heard(AsRunBatch.class)) {
            for (AsRunRecord record : batch.records()) {
                if (record.kind() == AsRunRecord.Kind.END) {
                    ends.put(record.intent(), record.outcome());
                }
            }
        }
        assertFalse(ends.containsValue(Outcome.MISSED), ends.toString());
        assertTrue(ends.containsValue(Outcome.INTERRUPTED), ends.toString());
        assertTrue(ends.values().stream().filter(Outcome.INTERRUPTED::equals).count() <= 2, ends.toString());
    }

    @Test
    void fullDiskDoesNotKeepAWallLit() {
        var rig = playing(1);
        rig.disk().capacity(1);
        long asked = rig.world.nowNanos();
        order(rig, STOP);
        rig.until(() -> answered(rig, 1, false), 5);
        rig.until(() -> rig.problem("stopNotKept"), 5);
        rig.pass(10);
        darkSince(rig, asked + AT_ONCE);
        rig.disk().capacity(Long.MAX_VALUE);
        rig.until(() -> answered(rig, 1, true), 5);
        rig.until(() -> !rig.problem("stopNotKept"), 5);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void powerCutWhileTheLatchIsWrittenNeverLightsAWallThatSaidItIsStopped(long seed) {
        var rig = playing(seed);
        order(rig, STOP);
        rig.world.run(Duration.ofNanos(rig.world.dice("cut").nextLong(100_000, 12 * MILLI)));
        boolean said = answered(rig, 1, true);
        rig.controller.state.clear();
        rig.world.cutPower(AgentRig.AGENT);
        rig.screen.kill();
        rig.restart(true);
        long up = rig.world.nowNanos();
        rig.pass(10);
        if (said) {
            darkSince(rig, up);
        }
    }

    @Test
    void unreadableLatchStopsTheWallAndOnlyAPersonWhoKnowsResumesIt() throws IOException {
        var rig = playing(1);
        stop(rig);
        order(rig, RESUME);
        rig.until(() -> answered(rig, 2, true), 5);
        rig.corrupt(LatchFile.PATH);
        order(rig, new StopOrder(2, false, StopPicture.BLACK, 3));
        rig.restart(false);
        long up = rig.world.nowNanos();
        rig.until(() -> rig.controller.last(StopState.class).map(said -> said.wallStops() == 4).orElse(false), 20);
        rig.pass(5);
        darkSince(rig, up + 300 * MILLI);
        order(rig, new StopOrder(7, false, StopPicture.BLACK, 3));
        rig.pass(5);
        assertNull(shown(rig), "this resume does not know of the fourth stop");
        order(rig, new StopOrder(8, false, StopPicture.BLACK, 4));
        rig.until(() -> shown(rig) != null, 5);
    }

    @Test
    void stopAtTheWallIsSeenWithinAQuarterOfASecondToldAndNotUndoneByAnOlderResume() throws IOException {
        var rig = playing(1);
        order(rig, new StopOrder(1, false, StopPicture.BLACK, 0));
        rig.until(() -> answered(rig, 1, true), 5);
        long asked = rig.world.nowNanos();
        stopAtTheWall(rig, "smoke");
        rig.until(() -> rig.controller.last(StopState.class).map(StopState::stopped).orElse(false), 5);
        StopState said = rig.controller.last(StopState.class).orElseThrow();
        assertEquals(1, said.wallStops());
        assertEquals("smoke", said.reason());
        assertTrue(said.kept());
        order(rig, new StopOrder(2, false, StopPicture.BLACK, 0));
        rig.pass(5);
        darkSince(rig, asked + 250 * MILLI);
        order(rig, new StopOrder(3, false, StopPicture.BLACK, 1));
        rig.until(() -> shown(rig) != null, 5);
        rig.restart(false);
        rig.pass(10);
        assertNotNull(shown(rig), "the note of the stop is still there, and was taken in before");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void playerThatShowsSomethingIsDarkenedByAnAgentThatStartsStopped(boolean rebooted) throws IOException {
        var rig = playing(4);
        rig.world.kill(AgentRig.AGENT);
        stopAtTheWall(rig, "smoke");
        rig.pass(2);
        assertNotNull(shown(rig), "the player plays on without an agent");
        rig.restart(rebooted);
        long up = rig.world.nowNanos();
        rig.pass(20);
        darkSince(rig, up + AT_ONCE);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void agentThatStoodStillShowsNothingOfAWallThatWasStoppedMeanwhile(long seed) throws IOException {
        var rig = playing(seed);
        rig.world.run(Duration.ofMillis(rig.world.dice("when").nextInt(7_000)));
        rig.world.pause(AgentRig.AGENT, Duration.ofSeconds(15));
        rig.pass(3);
        stopAtTheWall(rig, "smoke");
        // As the command does with the player of an agent that does not answer.
        rig.screen.kill();
        long dark = rig.world.nowNanos();
        rig.pass(60);
        darkSince(rig, dark);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void listThatWasDueWhileTheAgentStoodStillIsNotCuedBeforeTheLatchWasLookedAt(long seed) throws IOException {
        var rig = playing(seed);
        MediaRef other = rig.content.file(90_000, 9);
        var offer = Content.offer(rig.content.loop(2, other));
        rig.controller.offer(offer, null);
        rig.until(() -> rig.controller.ready(2), 60);
        rig.controller.change(Content.change(offer, rig.controller.timelineNow() + ScriptedController.seconds(3), 0));
        rig.world.run(Duration.ofMillis(2_800));
        rig.world.pause(AgentRig.AGENT, Duration.ofMillis(600));
        rig.world.run(Duration.ofMillis(100));
        stopAtTheWall(rig, "smoke");
        rig.screen.black();
        long dark = rig.world.nowNanos();
        rig.pass(20);
        darkSince(rig, dark);
        assertFalse(rig.cued.contains(other.hash().value()), "the player was told to show it, and told otherwise just in time");
    }
}
