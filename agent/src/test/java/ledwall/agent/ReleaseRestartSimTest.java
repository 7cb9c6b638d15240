package ledwall.agent;

import static ledwall.agent.ReleaseRig.REF;
import static ledwall.agent.ReleaseRig.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import ledwall.protocol.id.ReleaseId;
import ledwall.protocol.id.ReleaseRef;
import ledwall.protocol.timeline.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a wall holds of releases through crashes, power cuts and the loss of its controller. */
class ReleaseRestartSimTest {
    private static final String ORDERS = "release/orders.json";

    private static ReleaseRig live(long seed, boolean needsToken) {
        var release = new ReleaseRig(seed, needsToken);
        release.toSecond(-2);
        release.decide(REF, Verdict.GO);
        release.rig.until(() -> release.kept(Verdict.GO, true), 2);
        release.toSecond(5);
        return release;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aRestartOfTheAgentChangesNothingOnTheGlass(long seed) {
        var release = live(seed, true);
        if (seed % 2 == 0) {
            release.killController();
        }
        release.rig.restart(false);
        release.toSecond(59);
        release.assertSeen("r", 0.05, 59);
        assertEquals(0, release.rig.screen.truth().longestDark(release.trueAt, release.rig.world.nowNanos()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void afterAPowerCutWithoutAControllerItGoesOnAfterThreeSeconds(long seed) {
        var release = live(seed, true);
        release.killController();
        release.powerCut();
        release.toSecond(30);
        release.assertSeen("d", 5.1, 7.9);
        release.assertSeen("r", 11, 30);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aWallWhoseTimelineNamesNoReleaseDoesNotWait(long seed) {
        var rig = new AgentRig(seed);
        rig.onAir(1, rig.content.file(100_000, 5), rig.content.file(120_000, 7));
        rig.pass(5);
        rig.world.kill(AgentRig.CONTROLLER);
        rig.screen.killAll();
        long cut = rig.world.nowNanos();
        rig.restart(true);
        rig.pass(5);
        assertTrue(rig.screen.truth().longestDark(cut, rig.world.nowNanos()) < 2_500_000_000L);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whatWasWithdrawnWhileAWallWasOffIsNotSeenAgain(long seed) {
        var release = live(seed, seed % 2 == 0);
        release.rig.screen.killAll();
        release.rig.world.kill(AgentRig.AGENT);
        release.decideUnheard(REF, Verdict.WITHDRAWN);
        release.toSecond(10);
        release.powerCut();
        release.toSecond(59);
        release.assertSeen("do", 5.1, 59);
        release.rig.world.marks().hit("release.withdrawnBeforeTheFirstFrame");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatWasWithdrawnWhileTheLinkWasDownGoesWithTheNextWelcome(long seed) {
        var release = live(seed, seed % 2 == 0);
        release.rig.world.network().partition(AgentRig.AGENT, AgentRig.CONTROLLER);
        release.decideUnheard(REF, Verdict.WITHDRAWN);
        release.toSecond(15);
        release.assertSeen("r", 1, 15);
        release.rig.world.network().healAll();
        release.rig.until(() -> release.kept(Verdict.WITHDRAWN, true), 40);
        double told = (release.rig.world.nowNanos() - release.trueAt) / (double) SECOND;
        release.rig.world.run(Duration.ofSeconds(5));
        release.assertSeen("o", told + 0.6, told + 5);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aWithdrawalIsKeptWithoutAController(long seed) {
        var release = live(seed, seed % 2 == 0);
        release.decide(REF, Verdict.WITHDRAWN);
        release.rig.until(() -> release.kept(Verdict.WITHDRAWN, true), 2);
        release.killController();
        release.powerCut();
        release.toSecond(59);
        assertFalse(release.seen(7, 59).contains("r"), release.seen(7, 59));
        release.assertSeen("o", 20, 59);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aDamagedFileClosesEveryReleaseUntilAControllerHasSpoken(long seed) throws IOException {
        var release = live(seed, seed % 2 == 0);
        release.killController();
        release.rig.corrupt(ORDERS);
        release.powerCut();
        release.toSecond(20);
        release.assertSeen("o", 12, 20);
        assertTrue(release.rig.status().contains("releasesUnreadable"));
        release.rig.controller.heard.clear();
        release.rig.controller.restarted(release.rig.world.restart(AgentRig.CONTROLLER, false));
        release.rig.until(() -> release.kept(Verdict.GO, true), 40);
        release.rig.until(() -> !release.rig.problem("releasesUnreadable"), 10);
        double told = (release.rig.world.nowNanos() - release.trueAt) / (double) SECOND;
        release.toSecond(59);
        // Heard anew, a go opens it at its next cue; where none is needed, at once.
        release.assertSeen("r", told + 7, 59);
    }

    @Test
    void aDamagedFileStaysOneUntilAControllerHasSpoken() throws IOException {
        var release = live(1, false);
        release.killController();
        release.rig.corrupt(ORDERS);
        release.powerCut();
        release.toSecond(15);
        release.powerCut();
        release.toSecond(30);
        release.assertSeen("o", 24, 30);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void aPowerCutWhileAnOrderIsWrittenKeepsWhatWasSaidToBeKept(long seed) throws IOException {
        var release = live(seed, seed % 2 == 0);
        release.decide(REF, Verdict.WITHDRAWN);
        release.rig.world.run(Duration.ofMillis(release.rig.world.dice("cut").nextInt(0, 60)));
        boolean said = release.kept(Verdict.WITHDRAWN, true);
        release.killController();
        release.powerCut();
        release.toSecond(59);
        if (said) {
            release.rig.world.marks().hit("release.cutAfterTheAnswer");
            assertFalse(release.seen(8, 59).contains("r"), release.seen(8, 59));
        } else {
            release.assertSeen(release.seen(20, 59).contains("r") ? "r" : "o", 20, 59);
        }
    }

    @Test
    void whatNobodyNamesAnyMoreIsForgotten() throws IOException {
        var release = live(1, true);
        assertTrue(orders(release).contains("release-1"));
        release.decide(new ReleaseRef(new ReleaseId("release-2"), 1), Verdict.WITHDRAWN);
        release.rig.until(() -> release.kept(Verdict.WITHDRAWN, true), 2);
        release.rig.restart(false);
        release.rig.pass(10);
        assertTrue(orders(release).contains("release-2"), "the controller speaks of it");
        release.forget(new ReleaseRef(new ReleaseId("release-2"), 1));
        release.rig.restart(false);
        release.rig.pass(10);
        assertFalse(orders(release).contains("release-2"));
        assertTrue(orders(release).contains("release-1"), "the timeline names it");
    }

    private static String orders(ReleaseRig release) throws IOException {
        return new String(release.rig.disk().read(ORDERS, 0, 1 << 20), java.nio.charset.StandardCharsets.UTF_8);
    }
}
