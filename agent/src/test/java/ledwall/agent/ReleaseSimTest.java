package ledwall.agent;

import static ledwall.agent.ReleaseRig.REF;
import static ledwall.agent.ReleaseRig.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import ledwall.protocol.id.ReleaseRef;
import ledwall.protocol.message.Heartbeat;
import ledwall.protocol.message.ReleaseKept;
import ledwall.protocol.message.ReleaseProgress;
import ledwall.protocol.message.StopOrder;
import ledwall.protocol.message.StopPicture;
import ledwall.protocol.timeline.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A release on one wall: what its glass shows of it, by what it has heard. */
class ReleaseSimTest {
    private static final long FRAME = 40_000_000L;
    private static final ReleaseRef OLD = new ReleaseRef(REF.release(), REF.revision() - 1);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whoHeardTheGoInTimeShowsItFromItsInstantOn(long seed) {
        var release = new ReleaseRig(seed, true);
        release.toSecond(-2);
        release.decide(REF, Verdict.GO);
        release.toSecond(70);
        assertTrue(Math.abs(release.firstSeen()) <= FRAME, "it came " + release.firstSeen() / 1_000_000 + " ms after its instant");
        release.assertSeen("o", -20, -0.05);
        release.assertSeen("r", 0.05, 59.95);
        release.assertSeen("o", 60.05, 70);
        assertEquals(0, release.rig.screen.truth().longestDark(release.trueAt - 20 * SECOND, release.rig.world.nowNanos()));
        ReleaseKept.Kept kept = release.rig.controller.last(ReleaseKept.class).orElseThrow().kept().getFirst();
        assertEquals(REF, kept.ref());
        assertTrue(kept.forced());
        assertTrue(Math.abs(kept.heardNanos() - (release.at - 2 * SECOND)) < SECOND / 2, "heard at " + (kept.heardNanos() - release.at));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void withoutAGoTheOrdinaryPlanGoesOnWithoutASeam(long seed) {
        var release = new ReleaseRig(seed, true);
        release.toSecond(70);
        release.assertSeen("o", -20, 70);
        var lists = release.rig.screen.truth().runs(release.trueAt - 20 * SECOND, release.rig.world.nowNanos()).stream().map(Truth.Run::listId)
                .collect(Collectors.toSet());
        assertEquals(1, lists.size(), "the list on the glass was not even changed");
        assertTrue(release.rig.cued.stream().noneMatch(name -> name.contains(release.x.hash().value())), "nor was the player given the release");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aGoThatComesLateOpensItAtItsNextCue(long seed) {
        var release = new ReleaseRig(seed, true);
        release.toSecond(5);
        release.decide(REF, Verdict.GO);
        release.toSecond(70);
        release.assertSeen("o", -20, 9.95);
        release.assertSeen("r", 10.05, 59.95);
        release.assertSeen("o", 60.05, 70);
    }

    @Test
    void aReleaseThatNeedsNoTokenGoesLiveByItself() {
        var release = new ReleaseRig(1, false);
        release.killController();
        release.toSecond(70);
        release.assertSeen("r", 0.05, 59.95);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aWithdrawalCutsInTheMidstOfACueAndForGood(long seed) {
        var release = new ReleaseRig(seed, seed % 2 == 0);
        release.toSecond(-2);
        release.decide(REF, Verdict.GO);
        release.toSecond(7);
        release.decide(REF, Verdict.WITHDRAWN);
        release.rig.until(() -> release.kept(Verdict.WITHDRAWN, true), 2);
        release.toSecond(20);
        release.decide(new ReleaseRef(REF.release(), 9), Verdict.GO);
        release.toSecond(70);
        release.assertSeen("r", 0.05, 7);
        release.assertSeen("o", 7.6, 70);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatTheRunningListHoldsFurtherOnIsTakenOutOfItSoThatItIsNotSeenWithoutAnAgentEither(long seed) {
        var release = new ReleaseRig(seed, false);
        release.toSecond(-25);
        release.decide(REF, Verdict.WITHDRAWN);
        release.rig.until(() -> release.kept(Verdict.WITHDRAWN, true), 8);
        release.rig.world.kill(AgentRig.AGENT);
        release.toSecond(30);
        release.assertSeen("o", -25, 30);
    }

    @Test
    void theGoForAnOlderRevisionOpensNothing() {
        var release = new ReleaseRig(1, true);
        release.toSecond(-10);
        release.decide(OLD, Verdict.GO);
        release.toSecond(12);
        release.assertSeen("o", -20, 12);
        release.decide(REF, Verdict.GO);
        release.toSecond(70);
        release.assertSeen("o", 12, 13.95);
        release.assertSeen("r", 14.05, 59.95);
    }

    @Test
    void quietHoursLieAboveIt() {
        var release = new ReleaseRig(1, true, List.of(new long[] {-5, 15}, new long[] {30, 40}));
        release.toSecond(-10);
        release.decide(REF, Verdict.GO);
        release.toSecond(50);
        release.assertSeen("d", -4.9, 14.9);
        release.assertSeen("r", 15.1, 29.9);
        release.assertSeen("d", 30.1, 39.9);
        release.assertSeen("r", 40.1, 50);
    }

    @Test
    void aStopLiesAboveIt() {
        var release = new ReleaseRig(1, true);
        release.toSecond(-2);
        release.decide(REF, Verdict.GO);
        release.rig.controller.say(new StopOrder(1, true, StopPicture.BLACK, 0));
        release.toSecond(20);
        release.assertSeen("d", -1, 20);
        release.rig.controller.say(new StopOrder(2, false, StopPicture.BLACK, 0));
        release.toSecond(30);
        release.assertSeen("r", 22, 30);
    }

    @Test
    void theHeartbeatSaysHowFarItsFilesAreAlsoWithoutAGo() {
        var release = new ReleaseRig(1, true);
        long bytes = release.x.bytes() + release.y.bytes();
        release.rig.until(() -> release.rig.controller.last(Heartbeat.class).orElseThrow().releases().equals(List.of(new ReleaseProgress(REF, bytes, bytes, true))), 5);
        release.rig.controller.withheld.add(release.y.hash());
        release.rig.disk().corrupt("cache/" + release.y.hash());
        release.powerCut();
        release.rig.until(() -> !release.rig.onDisk(release.y.hash()), 120);
        release.rig.until(() -> release.rig.controller.last(Heartbeat.class).orElseThrow().releases().stream().anyMatch(each -> !each.complete()), 10);
    }

    @Test
    void aWallThatLacksItsFilesGoesWithoutIt() {
        var release = new ReleaseRig(1, false);
        release.rig.controller.withheld.addAll(List.of(release.x.hash(), release.y.hash()));
        release.rig.disk().corrupt("cache/" + release.x.hash());
        release.rig.disk().corrupt("cache/" + release.y.hash());
        release.powerCut();
        release.rig.until(() -> !release.rig.onDisk(release.x.hash()) && !release.rig.onDisk(release.y.hash()), 60);
        release.toSecond(30);
        release.assertSeen("o", -1, 30);
        release.rig.until(() -> release.rig.problem("mediaMissing"), 5);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aDiskThatRefusesKeepsNothingFromBeingObeyed(long seed) {
        var release = new ReleaseRig(seed, true);
        release.toSecond(-2);
        release.rig.disk().capacity(1);
        release.decide(REF, Verdict.GO);
        release.rig.until(() -> release.kept(Verdict.GO, false), 2);
        release.rig.until(() -> release.rig.problem("releasesNotKept"), 5);
        release.toSecond(5);
        release.assertSeen("r", 1, 5);
        release.decide(REF, Verdict.WITHDRAWN);
        release.toSecond(10);
        release.assertSeen("o", 6.5, 10);
        assertFalse(release.kept(Verdict.WITHDRAWN, true));
        release.rig.disk().capacity(Long.MAX_VALUE);
        release.rig.until(() -> release.kept(Verdict.WITHDRAWN, true), 5);
        release.rig.until(() -> !release.rig.problem("releasesNotKept"), 5);
    }
}
