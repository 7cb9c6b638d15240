package ledwall.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ledwall.protocol.id.ScreenId;
import ledwall.protocol.message.Heartbeat;
import ledwall.protocol.message.MediaDone;
import ledwall.protocol.message.TimelineOffer;
import ledwall.protocol.message.TimelineRefused;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.MediaRef;
import ledwall.protocol.timeline.Timeline;
import ledwall.sim.SimWorld;

/**
 * One whole agent against a controller that does what the test says: joining, media, shelf, restarts; in virtual time through the production pipeline and
 * codecs.
 */
class AgentSimTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void joinsFetchesByAirTimeAndTakesOverAtTheSwitch(long seed) {
        var rig = new AgentRig(seed);
        MediaRef first = rig.content.file(300_000, 10);
        MediaRef second = rig.content.file(3_000_000, 20);
        rig.onAir(1, first, second);
        Heartbeat beat = rig.controller.last(Heartbeat.class).orElseThrow();
        assertTrue(beat.clockLocked(), "locked on a quiet line");
        assertTrue(Math.abs(beat.atNanos() - rig.controller.timelineNow()) < 3_000_000_000L);
        assertTrue(beat.readyUntilNanos() > rig.controller.timelineNow() + ScriptedController.seconds(6 * 86_400));
        assertEquals(List.of(rig.content.slate.hash(), first.hash(), second.hash()),
                List.copyOf(rig.controller.asked.keySet()), "in the order in which they are due");
        assertFalse(rig.problem("unsynchronised"));
        assertTrue(rig.disk().paths().contains("status.json"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void controllerVanishesMidTransferAndTheDownloadGoesOnWhereItWas(long seed) {
        var rig = new AgentRig(seed);
        MediaRef big = rig.content.file(8_000_000, 60);
        rig.controller.holdAt = 5_000_000;
        rig.controller.offer(Content.offer(rig.content.loop(1, big)), null);
        rig.until(() -> rig.disk().paths().contains("cache/" + big.hash() + ".part"), 60);
        rig.pass(3);
        rig.world.network().reset(AgentRig.AGENT, AgentRig.CONTROLLER);
        rig.until(() -> rig.controller.sessions == 2, 30);
        rig.controller.release();
        rig.until(() -> rig.controller.ready(1), 60);
        List<Long> offsets = rig.controller.asked.get(big.hash());
        assertEquals(0L, offsets.getFirst());
        assertTrue(offsets.getLast() > 4_000_000, "went on at " + offsets);
    }

    @Test
    void wrongBytesAreThrownAwayReportedAndFetchedAgain() {
        var rig = new AgentRig(1);
        MediaRef file = rig.content.file(200_000, 10);
        rig.controller.spoilt.add(file.hash());
        rig.controller.offer(Content.offer(rig.content.loop(1, file)), null);
        rig.until(() -> rig.controller.heard(MediaDone.class).stream().filter(done -> !done.verified()).count() == 2, 60);
        assertFalse(rig.onDisk(file.hash()));
        assertFalse(rig.controller.ready(1));
        rig.until(() -> rig.problem("mediaWrong"), 5);
        rig.controller.spoilt.clear();
        rig.until(() -> rig.controller.ready(1), 60);
        rig.until(() -> !rig.problem("mediaWrong"), 5);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void restartWithNoControllerKeepsTheProgramme(boolean newBoot) {
        var rig = new AgentRig(3);
        MediaRef file = rig.content.file(400_000, 10);
        rig.onAir(1, file);
        rig.pass(70);
        rig.world.kill(AgentRig.CONTROLLER);
        rig.cued.clear();
        rig.restart(newBoot);
        rig.pass(10);
        String status = rig.status();
        assertTrue(status.contains("\"timelineVersion\":1,"), status);
        assertTrue(status.contains("\"readyUntil\":\"2026-11-30"), status);
        assertEquals(newBoot, status.contains("unsynchronised"), status);
        assertEquals(1, rig.controller.asked.get(file.hash()).size(), "nothing is fetched twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"timeline/shelf", "timeline/shelf.copy"})
    void oneDamagedIndexOfTheShelfCostsNothing(String path) {
        var rig = new AgentRig(1);
        rig.onAir(1, rig.content.file(100_000, 10));
        rig.pass(5);
        rig.world.kill(AgentRig.CONTROLLER);
        rig.world.kill(AgentRig.AGENT);
        rig.corrupt(path);
        rig.restart(false);
        rig.pass(5);
        assertTrue(rig.status().contains("\"timelineVersion\":1,"), rig.status());
    }

    @Test
    void aDamagedTimelineIsSetAsideReportedAndMendedByTheController() {
        var rig = new AgentRig(1);
        rig.onAir(1, rig.content.file(100_000, 10));
        rig.pass(5);
        rig.world.network().partition(AgentRig.AGENT, AgentRig.CONTROLLER);
        rig.world.kill(AgentRig.AGENT);
        String offer = rig.disk().paths().stream().filter(path -> path.endsWith(".offer")).findFirst().orElseThrow();
        rig.corrupt(offer);
        rig.restart(false);
        rig.pass(5);
        assertTrue(rig.status().contains("shelfDamaged"), rig.status());
        assertTrue(rig.disk().paths().contains(offer + ".damaged"));
        rig.world.network().healAll();
        rig.until(() -> rig.inForce() == 1 && !rig.problem("shelfDamaged"), 60);
    }

    @Test
    void aFileDamagedOnDiskIsFoundAfterARebootAndFetchedAgain() {
        var rig = new AgentRig(1);
        MediaRef file = rig.content.file(400_000, 10);
        rig.onAir(1, file);
        rig.pass(5);
        rig.world.kill(AgentRig.AGENT);
        rig.corrupt("cache/" + file.hash());
        rig.restart(true);
        rig.until(() -> rig.controller.asked.get(file.hash()).size() == 2, 30);
        rig.until(() -> rig.onDisk(file.hash()), 30);
        assertTrue(rig.controller.heard(MediaDone.class).getLast().verified());
    }

    @Test
    void aTimelineWaitsForItsMediaWhileTheOlderOnePlays() {
        var rig = new AgentRig(1);
        rig.onAir(1, rig.content.file(100_000, 10));
        MediaRef late = rig.content.file(3_000_000, 10);
        rig.controller.holdAt = 1_000_000;
        TimelineOffer second = Content.offer(rig.content.loop(2, late));
        rig.controller.offer(second, Content.change(second, rig.controller.timelineNow() + ScriptedController.seconds(2), 0));
        rig.pass(10);
        assertEquals(1, rig.inForce(), "not ready: the old one stays on the glass");
        rig.controller.release();
        rig.until(() -> rig.inForce() == 2, 60);
        rig.pass(15);
        assertEquals(1, rig.disk().paths().stream().filter(path -> path.endsWith(".offer")).count(), "the old one is gone from the shelf");
    }

    @Test
    void aNewerOfferSupersedesAnUndecidedOneAndAnOlderOneIsRefused() {
        var rig = new AgentRig(1);
        MediaRef file = rig.content.file(100_000, 10);
        rig.onAir(1, file);
        rig.controller.offer(Content.offer(rig.content.loop(2, file, file)), null);
        rig.until(() -> rig.controller.ready(2), 10);
        rig.onAir(3, file, file, file);
        rig.controller.say(Content.offer(rig.content.loop(2, file)));
        rig.until(() -> rig.controller.last(TimelineRefused.class).isPresent(), 10);
        assertEquals("stale", rig.controller.last(TimelineRefused.class).orElseThrow().code());
        rig.controller.say(Content.offer(rig.content.loop(3, file)));
        rig.until(() -> rig.controller.heard(TimelineRefused.class).size() == 2, 10);
        assertEquals(3, rig.inForce());
    }

    @Test
    void offersThatAreNotThisScreensOrNotWhatTheySayAreRefused() {
        var rig = new AgentRig(1);
        MediaRef file = rig.content.file(100_000, 10);
        rig.onAir(1, file);
        Timeline alien = rig.content.timeline(new ScreenId("screen-south"), 2, List.of());
        rig.controller.say(Content.offer(alien));
        TimelineOffer good = Content.offer(rig.content.loop(2, file));
        rig.controller.say(new TimelineOffer(2, Content.offer(rig.content.loop(3, file)).hash(), good.envelope()));
        rig.controller.say(Content.offer(new Timeline(Content.SCREEN, 4, 1920, 1080, 25, rig.content.slate, List.<Block>of())));
        rig.until(() -> rig.controller.heard(TimelineRefused.class).size() == 3, 10);
        assertEquals(List.of("wrongScreen", "hashMismatch", "wrongScreen"),
                rig.controller.heard(TimelineRefused.class).stream().map(TimelineRefused::code).toList());
        assertEquals(1, rig.inForce());
    }

    @Test
    void aFullDiskIsReportedAndWhatIsHereStays() {
        var rig = new AgentRig(1);
        MediaRef small = rig.content.file(100_000, 10);
        rig.onAir(1, small);
        rig.disk().capacity(70L << 20);
        rig.controller.offer(Content.offer(rig.content.loop(2, small, rig.content.file(9_000_000, 10))), null);
        rig.until(() -> rig.problem("diskFull"), 10);
        assertTrue(rig.onDisk(small.hash()));
        rig.disk().capacity(4L << 30);
        rig.until(() -> rig.controller.ready(2) && !rig.problem("diskFull"), 60);
    }

    @Test
    void unneededFilesMakeRoomAndPinnedOnesStay() {
        var rig = new AgentRig(1);
        MediaRef old = rig.content.file(1_000_000, 10);
        rig.onAir(1, old);
        MediaRef current = rig.content.file(1_000_000, 10);
        rig.onAir(2, current);
        rig.pass(15);
        assertTrue(rig.onDisk(old.hash()), "kept while there is room");
        rig.disk().capacity(500L << 20);
        MediaRef next = rig.content.file(1_000_000, 10);
        rig.controller.offer(Content.offer(rig.content.loop(3, next)), null);
        rig.until(() -> rig.controller.ready(3), 30);
        assertFalse(rig.onDisk(old.hash()));
        assertTrue(rig.onDisk(current.hash()) && rig.onDisk(rig.content.slate.hash()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void killedAtAnyMomentItComesBackWithWhatItKeptAndConverges(long seed) {
        var rig = new AgentRig(seed);
        MediaRef file = rig.content.file(500_000, 10);
        rig.onAir(1, file);
        for (int version = 2; version <= 6; version++) {
            TimelineOffer offer = Content.offer(rig.content.loop(version, file, rig.content.file(1_500_000, 10)));
            rig.controller.state.clear();
            rig.controller.offer(offer, Content.change(offer, rig.controller.timelineNow() + ScriptedController.seconds(1), 0));
            rig.world.run(Duration.ofMillis(rig.world.random().nextInt(1_500)));
            boolean newBoot = rig.world.random().nextInt(3) == 0;
            rig.restart(newBoot);
            rig.world.run(Duration.ofMillis(1 + rig.world.random().nextInt(3_000)));
        }
        rig.until(() -> rig.controller.ready(6) && rig.inForce() == 6, 60);
        rig.pass(20);
        assertFalse(rig.problem("shelfDamaged") || rig.problem("shelfNotKept"), rig::status);
        assertEquals(1, rig.disk().paths().stream().filter(path -> path.endsWith(".offer")).count());
    }

    @Test
    void theSameSeedGivesTheSameRun() {
        assertEquals(trace(5), trace(5));
    }

    private static long trace(long seed) {
        var rig = new AgentRig(seed);
        rig.onAir(1, rig.content.file(700_000, 10));
        rig.world.network().reset(AgentRig.AGENT, AgentRig.CONTROLLER);
        rig.pass(20);
        rig.restart(false);
        rig.pass(20);
        SimWorld world = rig.world;
        return world.traceHash();
    }
}
