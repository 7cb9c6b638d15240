package ledwall.agent.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import ledwall.agent.health.Problems;
import ledwall.agent.link.Uplink;
import ledwall.protocol.id.ReleaseId;
import ledwall.protocol.id.ReleaseRef;
import ledwall.protocol.message.ReleaseKept;
import ledwall.protocol.message.ReleaseOrder;
import ledwall.protocol.message.ToController;
import ledwall.protocol.runtime.Node;
import ledwall.protocol.timeline.Tokens;
import ledwall.protocol.timeline.Verdict;
import ledwall.sim.SimWorld;
import org.junit.jupiter.api.Test;

/** What is forced, obeyed and answered, and in which order. */
class ReleasesKeptTest {
    private static final ReleaseRef REF = new ReleaseRef(new ReleaseId("release-1"), 3);

    private final SimWorld world = new SimWorld(3);
    private final Node node = world.node("pc");
    private final List<ReleaseKept.Kept> said = new ArrayList<>();
    private final Set<ReleaseId> planned = new TreeSet<>();
    private final Set<ReleaseId> onGlass = new TreeSet<>();
    private final Releases releases = new Releases(node, new Uplink() {
        @Override
        public boolean open() {
            return true;
        }

        @Override
        public boolean writable() {
            return true;
        }

        @Override
        public void send(ToController message) {
            said.addAll(((ReleaseKept) message).kept());
        }
    }, new Problems(() -> 0), world::nowNanos, () -> planned, onGlass::contains);
    private int changes;

    ReleasesKeptTest() {
        releases.restore();
        releases.onChange(() -> changes++);
    }

    private void order(Verdict verdict) {
        releases.ordered(new ReleaseOrder(List.of(new ReleaseOrder.Order(REF, verdict)), true));
    }

    private boolean stored() {
        return world.disk("pc").paths().contains(OrdersFile.PATH);
    }

    @Test
    void aGoIsForcedBeforeItIsObeyedAndAnswered() {
        order(Verdict.GO);
        assertEquals(Tokens.NONE, releases.tokens());
        assertEquals(List.of(), said);
        world.runUntil(() -> changes == 1, Duration.ofSeconds(1));
        assertTrue(stored());
        assertEquals(List.of(new ReleaseKept.Kept(REF, Verdict.GO, 0, true)), said);
        assertEquals(Verdict.GO, releases.tokens().of(REF.release()).orElseThrow().verdict());
    }

    @Test
    void aWithdrawalIsObeyedAtOnceAndAnsweredWhenTheDiskHasItAndTheGlassIsRidOfIt() {
        onGlass.add(REF.release());
        order(Verdict.WITHDRAWN);
        assertTrue(releases.tokens().of(REF.release()).orElseThrow().withdrawn());
        world.run(Duration.ofSeconds(3));
        assertTrue(stored());
        assertEquals(List.of(), said);
        onGlass.clear();
        world.run(Duration.ofMillis(100));
        assertEquals(List.of(new ReleaseKept.Kept(REF, Verdict.WITHDRAWN, 0, true)), said);
    }

    @Test
    void aSecondHearingChangesNeitherTheInstantNorTheDisk() {
        order(Verdict.GO);
        world.run(Duration.ofSeconds(5));
        order(Verdict.GO);
        world.run(Duration.ofSeconds(1));
        assertEquals(List.of(0L, 0L), said.stream().map(ReleaseKept.Kept::heardNanos).toList());
        assertEquals(1, changes);
    }

    @Test
    void aDiskThatNeverAnswersIsNotWaitedFor() {
        world.disk("pc").capacity(0);
        order(Verdict.GO);
        world.run(Duration.ofMillis(600));
        assertTrue(releases.tokens().of(REF.release()).isPresent());
        assertEquals(List.of(false), said.stream().map(ReleaseKept.Kept::forced).toList(), "and says so once");
        world.disk("pc").capacity(Long.MAX_VALUE);
        world.run(Duration.ofSeconds(2));
        assertEquals(List.of(false, true), said.stream().map(ReleaseKept.Kept::forced).toList());
    }

    @Test
    void whoeverPlansAReleaseAsksFirstForThreeSecondsAndNobodyElseDoes() {
        assertTrue(releases.settled(node.clock().nanos()));
        planned.add(REF.release());
        assertFalse(releases.settled(node.clock().nanos()));
        world.run(Duration.ofMillis(2_900));
        assertFalse(releases.settled(node.clock().nanos()));
        world.run(Duration.ofMillis(200));
        assertTrue(releases.settled(node.clock().nanos()));
    }

    @Test
    void anAnswerOfTheControllerEndsTheAsking() {
        planned.add(REF.release());
        releases.ordered(new ReleaseOrder(List.of(), false));
        assertFalse(releases.settled(node.clock().nanos()), "a part of it is no answer");
        releases.ordered(new ReleaseOrder(List.of(), true));
        assertTrue(releases.settled(node.clock().nanos()));
    }
}
