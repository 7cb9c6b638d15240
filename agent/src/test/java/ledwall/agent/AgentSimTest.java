package ledwall.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ledwall.agent.link.Enrolment;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.message.Challenge;
import ledwall.protocol.message.CommandDone;
import ledwall.protocol.message.Enrolled;
import ledwall.protocol.message.Goodbye;
import ledwall.protocol.message.GoodbyeReason;
import ledwall.protocol.message.Heartbeat;
import ledwall.protocol.message.Hello;
import ledwall.protocol.message.MediaDone;
import ledwall.protocol.message.Snapshot;
import ledwall.protocol.message.SnapshotRequest;
import ledwall.protocol.message.TimelineOffer;
import ledwall.protocol.message.TimelineReady;
import ledwall.protocol.message.TimelineRefused;
import ledwall.protocol.runtime.Node;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.MediaRef;
import ledwall.protocol.timeline.Timeline;
import ledwall.sim.SimWorld;

/** One whole agent against a controller that does what the test says, in virtual time, through the production pipeline and codecs. */
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
        assertEquals(List.of(rig.content.slate.hash(), first.hash(), second.hash()), List.copyOf(rig.controller.asked.keySet()), "in the order in which they are due");
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
        rig.until(() -> rig.disk().paths().contains("media/" + big.hash() + ".part"), 60);
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

    @Test
    void aHalfOpenLineIsNoticedInSixSeconds() {
        var rig = new AgentRig(1);
        rig.onAir(1, rig.content.file(100_000, 10));
        rig.world.network().blackHole(AgentRig.AGENT, AgentRig.CONTROLLER);
        rig.until(() -> rig.controller.sessions == 2, 8);
    }

    @Test
    void anAgentThatNobodyAnswersGivesUpTheGreetingAfterFiveSeconds() {
        var rig = new AgentRig(1);
        rig.controller.silent = true;
        rig.pass(20);
        rig.controller.silent = false;
        rig.until(() -> rig.controller.sessions == 1, 25);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void restartWithNoControllerKeepsTheProgramme(boolean newBoot) throws IOException {
        var rig = new AgentRig(3);
        MediaRef file = rig.content.file(400_000, 10);
        rig.onAir(1, file);
        rig.pass(70);
        rig.world.kill(AgentRig.CONTROLLER);
        rig.cued.clear();
        rig.restart(newBoot);
        rig.pass(10);
        String status = status(rig);
        assertTrue(status.contains("\"timelineVersion\":1,"), status);
        assertTrue(status.contains("\"readyUntil\":\"2026-11-30"), status);
        assertEquals(newBoot, status.contains("unsynchronised"), status);
        assertEquals(1, rig.controller.asked.get(file.hash()).size(), "nothing is fetched twice");
    }

    @Test
    void aRestartInTheSameBootGoesOnWithTheClockItHad() throws IOException {
        var rig = new AgentRig(3);
        rig.world.clock(AgentRig.AGENT).wrongBy(Duration.ofHours(-5));
        rig.onAir(1, rig.content.file(100_000, 10));
        rig.pass(70);
        rig.world.kill(AgentRig.CONTROLLER);
        rig.restart(false);
        rig.pass(5);
        String status = status(rig);
        String offset = status.replaceAll(".*\"offsetMillis\":([0-9.E]+),.*", "$1");
        assertEquals(Duration.ofHours(5).toMillis(), Double.parseDouble(offset), 50, status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"timeline/shelf", "timeline/shelf.copy"})
    void oneDamagedIndexOfTheShelfCostsNothing(String path) throws IOException {
        var rig = new AgentRig(1);
        rig.onAir(1, rig.content.file(100_000, 10));
        rig.pass(5);
        rig.world.kill(AgentRig.CONTROLLER);
        rig.world.kill(AgentRig.AGENT);
        rig.disk().corrupt(path);
        rig.restart(false);
        rig.pass(5);
        assertTrue(status(rig).contains("\"timelineVersion\":1,"), status(rig));
    }

    @Test
    void aDamagedTimelineIsSetAsideReportedAndMendedByTheController() {
        var rig = new AgentRig(1);
        rig.onAir(1, rig.content.file(100_000, 10));
        rig.pass(5);
        rig.world.network().partition(AgentRig.AGENT, AgentRig.CONTROLLER);
        rig.world.kill(AgentRig.AGENT);
        String offer = rig.disk().paths().stream().filter(path -> path.endsWith(".offer")).findFirst().orElseThrow();
        corrupt(rig, offer);
        rig.restart(false);
        rig.pass(5);
        assertTrue(status(rig).contains("shelfDamaged"), status(rig));
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
        corrupt(rig, "media/" + file.hash());
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
        assertEquals(List.of("wrongScreen", "hashMismatch", "wrongScreen"), rig.controller.heard(TimelineRefused.class).stream().map(TimelineRefused::code).toList());
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
        assertTrue(status(rig).contains("controllerNotTrusted"), status(rig));
        rig.controller.provenKey = AgentRig.KEY;
        rig.until(() -> rig.controller.ready(1), 60);
        assertFalse(status(rig).contains("controllerNotTrusted"));
    }

    @Test
    void aWrongKeyIsRefusedSlowlyAndSaidToWhoeverLooksHere() {
        var rig = new AgentRig(1);
        rig.restartWithKey(AgentRig.key(9));
        rig.pass(60);
        assertEquals(0, rig.controller.sessions);
        assertTrue(rig.controller.heard(Hello.class).size() <= 8, "it does not hammer: " + rig.controller.heard(Hello.class).size());
        assertTrue(status(rig).contains("controllerRefuses"), status(rig));
    }

    @Test
    void nonsenseAndMessagesOutOfPhaseCloseTheConnectionWithAReason() {
        var rig = new AgentRig(1);
        rig.onAir(1, rig.content.file(100_000, 10));
        rig.controller.sayRaw(new byte[] {9, 0, 17, 1, 2, 3});
        rig.until(() -> rig.controller.last(Goodbye.class).isPresent(), 5);
        assertEquals(GoodbyeReason.MALFORMED, rig.controller.last(Goodbye.class).orElseThrow().reason());
        rig.until(() -> rig.controller.sessions == 2 && rig.controller.connected(), 30);
        rig.controller.say(new Challenge(1, AgentRig.KEY));
        rig.until(() -> rig.controller.heard(Goodbye.class).size() == 2, 5);
        assertEquals(GoodbyeReason.OUT_OF_PHASE, rig.controller.last(Goodbye.class).orElseThrow().reason());
        rig.until(() -> rig.controller.sessions == 3, 30);
        assertEquals(1, rig.inForce());
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
        assertFalse(rig.problem("shelfDamaged") || rig.problem("shelfNotKept"), () -> status(rig));
        assertEquals(1, rig.disk().paths().stream().filter(path -> path.endsWith(".offer")).count());
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

    private static String status(AgentRig rig) {
        try {
            return new String(rig.disk().read("status.json", 0, 1 << 20), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void corrupt(AgentRig rig, String path) {
        try {
            rig.disk().corrupt(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
