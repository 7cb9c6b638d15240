package ledwall.controller.release.walls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import ledwall.controller.screen.Enrolments.Enrolled;
import ledwall.controller.session.ControllerRig;
import ledwall.controller.session.SimPeer;
import ledwall.controller.storage.SqlWallOrderStore;
import ledwall.protocol.id.ReleaseId;
import ledwall.protocol.id.ReleaseRef;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.message.Heartbeat;
import ledwall.protocol.message.PlayState;
import ledwall.protocol.message.ReleaseKept;
import ledwall.protocol.message.ReleaseOrder;
import ledwall.protocol.message.ReleaseProgress;
import ledwall.protocol.message.StopOrder;
import ledwall.protocol.message.Welcome;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Tokens;
import ledwall.protocol.timeline.Verdict;
import org.junit.jupiter.api.Test;

/** What a controller keeps and says of releases to walls, with agents led by hand. */
final class WallsTest {
    private static final ReleaseRef REF = new ReleaseRef(new ReleaseId("release-1"), 3);

    private final ControllerRig rig = new ControllerRig();
    private final Walls walls = rig.controller.walls();
    private final WallOrderStore store = new SqlWallOrderStore(rig.database);
    private final Enrolled north = rig.screen("North");
    private final ScreenId screen = north.screen().id();

    private SimPeer online() {
        SimPeer peer = rig.welcome(north);
        rig.until(() -> !peer.all(ReleaseOrder.class).isEmpty());
        return peer;
    }

    /** As the release does it: stored first, then said. */
    private void order(ReleaseRef ref, Verdict verdict) {
        store.order(ref, List.of(screen), verdict, rig.controller.clock().instant());
        rig.node.loop().post("order", () -> walls.order(ref, List.of(screen), verdict));
        rig.run(Duration.ofMillis(100));
    }

    private void says(SimPeer peer, Verdict verdict, long heardNanos, boolean forced) {
        peer.send(new ReleaseKept(List.of(new ReleaseKept.Kept(REF, verdict, heardNanos, forced))));
        rig.run(Duration.ofMillis(500));
    }

    @Test
    void allThatCountsIsSaidBehindTheWelcomeAndTheStop() {
        order(REF, Verdict.WITHDRAWN);
        var other = new ReleaseRef(new ReleaseId("release-0"), 1);
        order(other, Verdict.GO);
        SimPeer peer = online();
        int welcome = peer.heard.indexOf(peer.all(Welcome.class).getFirst());
        assertTrue(peer.heard.get(welcome + 1) instanceof StopOrder);
        assertEquals(new ReleaseOrder(List.of(new ReleaseOrder.Order(other, Verdict.GO), new ReleaseOrder.Order(REF, Verdict.WITHDRAWN)), true),
                peer.heard.get(welcome + 2));
    }

    @Test
    void whatIsDecidedIsSaidAtOnceAndWhatTheScreenHoldsIsKept() {
        SimPeer peer = online();
        assertNull(walls.report(screen, REF).kept());
        order(REF, Verdict.GO);
        assertEquals(new ReleaseOrder(List.of(new ReleaseOrder.Order(REF, Verdict.GO)), false), peer.all(ReleaseOrder.class).getLast());
        assertNull(walls.report(screen, REF).kept(), "it was said, not heard");
        assertEquals(Tokens.NONE, walls.tokens(screen));
        says(peer, Verdict.GO, 77, false);
        assertEquals(new WallReport.Kept(3, Verdict.GO, 77, false), walls.report(screen, REF).kept());
        assertEquals(new Tokens(Map.of(REF.release(), new Tokens.Heard(3, 77, Block.FOREVER))), walls.tokens(screen), "the glass obeys it all the same");
        says(peer, Verdict.GO, 77, true);
        assertTrue(walls.report(screen, REF).hasToken(3));
        assertFalse(walls.report(screen, REF).hasToken(4));
        assertEquals(77L, store.since(rig.controller.clock().instant().minusSeconds(60)).getFirst().heardNanos());
        assertNotNull(store.since(rig.controller.clock().instant().minusSeconds(60)).getFirst().keptAt());
        says(peer, Verdict.WITHDRAWN, 99, true);
        assertEquals(Verdict.WITHDRAWN, walls.report(screen, REF).kept().verdict(), "what a wall holds to be withdrawn is, whoever said so");
        assertEquals(new Tokens(Map.of(REF.release(), new Tokens.Heard(3, 77, 99))), store.heard(screen));
    }

    @Test
    void aControllerThatWasStartedAgainKnowsWhatItOrderedAndHeard() {
        SimPeer peer = online();
        order(REF, Verdict.GO);
        says(peer, Verdict.GO, 77, true);
        var again = new Walls(store, rig.controller.clock(), rig.node.work(), rig.node.loop());
        assertEquals(walls.tokens(screen), again.tokens(screen));
        assertEquals(new WallReport.Kept(3, Verdict.GO, 77, true), again.report(screen, REF).kept());
        assertFalse(again.report(screen, REF).online());
    }

    @Test
    void theReportSaysHowFarTheScreenIs() {
        WallReport never = walls.report(screen, REF);
        assertFalse(never.online() || never.known() || never.whole());
        assertNull(never.lastHeartbeatAt());
        SimPeer peer = online();
        peer.fallSilent();
        peer.send(beat(new ReleaseProgress(REF, 5, 9, true)));
        rig.run(Duration.ofMillis(200));
        WallReport part = walls.report(screen, REF);
        assertTrue(part.online() && part.known() && part.clockLocked());
        assertFalse(part.whole());
        assertEquals(List.of(5L, 9L), List.of(part.haveBytes(), part.needBytes()));
        assertFalse(walls.report(screen, new ReleaseRef(REF.release(), 4)).known(), "another revision is another release");
        peer.send(beat(new ReleaseProgress(REF, 9, 9, true)));
        rig.run(Duration.ofMillis(200));
        assertTrue(walls.report(screen, REF).whole());
        peer.send(beat(new ReleaseProgress(REF, 9, 9, false)));
        rig.run(Duration.ofMillis(200));
        assertFalse(walls.report(screen, REF).known(), "its timeline will not have taken over by then");
        var last = walls.report(screen, REF).lastHeartbeatAt();
        rig.run(Duration.ofSeconds(8));
        assertFalse(walls.report(screen, REF).online(), "its session ended for its silence");
        assertEquals(last, walls.report(screen, REF).lastHeartbeatAt());
    }

    private static Heartbeat beat(ReleaseProgress progress) {
        return new Heartbeat(1, 0, PlayState.PLAYING, 0, null, 0, null, "", 0, 0, 0, 0, 0, 0, true, 0, List.of(), null, List.of(progress));
    }
}
