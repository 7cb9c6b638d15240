package ledwall.agent.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import ledwall.agent.health.Problems;
import ledwall.agent.link.Uplink;
import ledwall.protocol.id.ReleaseId;
import ledwall.protocol.id.ReleaseRef;
import ledwall.protocol.message.ReleaseKept;
import ledwall.protocol.message.ReleaseOrder;
import ledwall.protocol.message.ToController;
import ledwall.protocol.runtime.Loop;
import ledwall.protocol.runtime.Node;
import ledwall.protocol.runtime.Work;
import ledwall.protocol.timeline.Verdict;
import ledwall.sim.SimWorld;
import org.junit.jupiter.api.Test;

/** Releases over a disk that takes no end of time. */
class ReleasesTest {
    private static final ReleaseRef ONE = new ReleaseRef(new ReleaseId("release-1"), 1);
    private static final ReleaseRef TWO = new ReleaseRef(new ReleaseId("release-2"), 1);

    private final SimWorld world = new SimWorld(1);
    private final Node pc = world.node("pc");
    private final List<ToController> said = new ArrayList<>();
    private final HangingWork disk = new HangingWork();
    private final Releases releases = new Releases(new Node(pc.clock(), pc.loop(), disk, pc.disk(), pc.entropy(), pc.dialer(), pc.listener()),
            new Uplink() {
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
                    said.add(message);
                }
            }, new Problems(() -> 0), world::nowNanos, () -> Set.of(ONE.release(), TWO.release()), release -> false);

    /** A disk that hangs: what is asked of it ends when the test says so. */
    private static final class HangingWork implements Work {
        private final Queue<Runnable> asked = new ArrayDeque<>();

        void endOne() {
            asked.remove().run();
        }

        @Override
        public <T> void submit(String lane, String name, Callable<T> task, Loop loop, Outcome<T> then) {
            asked.add(() -> {
                try {
                    then.done(task.call());
                } catch (Exception e) {
                    then.failed(e);
                }
            });
        }

        @Override
        public <T> Watch watch(String name, Duration every, Callable<T> look, Loop loop, Outcome<T> news) {
            return () -> Long.MIN_VALUE;
        }
    }

    private void go(ReleaseRef release) {
        releases.ordered(new ReleaseOrder(List.of(new ReleaseOrder.Order(release, Verdict.GO)), false));
    }

    private boolean obeys(ReleaseRef release) {
        return releases.tokens().of(release.release()).isPresent();
    }

    private long timesAnswered(ReleaseRef release) {
        return said.stream().filter(ReleaseKept.class::isInstance).flatMap(kept -> ((ReleaseKept) kept).kept().stream())
                .filter(kept -> kept.ref().equals(release) && !kept.forced()).count();
    }

    @Test
    void aGoIsObeyedThoughTheDiskHangs() {
        go(ONE);
        world.run(Duration.ofMillis(600));
        assertTrue(obeys(ONE));
        assertEquals(1, timesAnswered(ONE));
    }

    @Test
    void whatIsObeyedStaysSoWhileTheDiskCatchesUp() {
        go(ONE);
        world.run(Duration.ofMillis(300));
        go(TWO);
        world.run(Duration.ofMillis(600));
        disk.endOne();
        assertTrue(obeys(ONE) && obeys(TWO), "taken from the glass again: " + releases.tokens());
        disk.endOne();
        assertTrue(obeys(ONE) && obeys(TWO), releases.tokens().toString());
    }

    @Test
    void soIsOneThatComesWhileAnotherIsStillBeingForced() {
        go(ONE);
        world.run(Duration.ofMillis(300));
        go(TWO);
        world.run(Duration.ofMillis(600));
        assertTrue(obeys(ONE) && obeys(TWO), releases.tokens().toString());
        assertEquals(1, timesAnswered(TWO));
    }
}
