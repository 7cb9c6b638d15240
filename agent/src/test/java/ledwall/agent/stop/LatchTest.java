package ledwall.agent.stop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import ledwall.agent.health.Problems;
import ledwall.agent.link.Uplink;
import ledwall.protocol.message.StopOrder;
import ledwall.protocol.message.StopPicture;
import ledwall.protocol.message.ToController;
import ledwall.protocol.runtime.Node;
import ledwall.sim.SimDisk;
import ledwall.sim.SimWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The latch by itself: which orders it obeys, what it makes of its files, and when it knows what was done at the wall. */
final class LatchTest {
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final WallStop SMOKE = new WallStop("a", NOW, "smoke");

    private final SimWorld world = new SimWorld(1);
    private final Node node = world.node("pc");
    private final SimDisk disk = world.disk("pc");
    private final Problems problems = new Problems(() -> 0);
    private final Latch latch = new Latch(node, new Uplink() {
        @Override
        public boolean open() {
            return false;
        }

        @Override
        public boolean writable() {
            return false;
        }

        @Override
        public void send(ToController message) {}
    }, problems, () -> 0);

    private static StopOrder order(long revision, boolean stopped, long wallStops) {
        return new StopOrder(revision, stopped, StopPicture.BLACK, wallStops);
    }

    private void live() {
        latch.step(node.clock().nanos());
        node.loop().after(Duration.ofMillis(50), "step", this::live);
    }

    private boolean fresh() {
        return latch.fresh(node.clock().nanos());
    }

    @Test
    void newerRevisionCountsAndAnOlderOneDoesNot() {
        LatchState stopped = LatchState.NONE.ordered(order(5, true, 0), NOW);
        assertTrue(stopped.stopped());
        assertTrue(stopped.ordered(order(4, false, 0), NOW).stopped());
        assertTrue(stopped.ordered(order(5, false, 0), NOW).stopped());
        assertFalse(stopped.ordered(order(6, false, 0), NOW).stopped());
    }

    @Test
    void resumeThatDoesNotKnowOfAStopAtTheWallIsNotObeyed() {
        LatchState wall = LatchState.NONE.ordered(order(5, false, 0), NOW).stoppedAtTheWall(SMOKE, NOW);
        assertTrue(wall.ordered(order(6, false, 0), NOW).stopped());
        assertFalse(wall.ordered(order(6, false, 1), NOW).stopped());
    }

    @Test
    void slateThatDoesNotKnowOfAStopAtTheWallLightsNothing() {
        LatchState wall = LatchState.NONE.ordered(order(5, false, 0), NOW).stoppedAtTheWall(SMOKE, NOW);
        assertEquals(StopPicture.BLACK, wall.ordered(new StopOrder(6, true, StopPicture.SLATE, 0), NOW).picture());
        assertEquals(StopPicture.SLATE, wall.ordered(new StopOrder(6, true, StopPicture.SLATE, 1), NOW).picture());
    }

    @Test
    void stopsThatNobodyCountedAreOneMoreThanTheControllerKnowsOf() {
        LatchState wall = LatchState.NONE.stoppedAtTheWall(SMOKE, NOW);
        LatchState told = wall.ordered(order(9, false, 3), NOW);
        assertTrue(told.stopped());
        assertEquals(4, told.wallStops());
        assertEquals(3, LatchState.NONE.ordered(order(9, false, 3), NOW).wallStops());
    }

    @Test
    void latchIsReadBackAsItWasWrittenOrNotAtAll() throws IOException {
        var file = new LatchFile(disk);
        assertTrue(file.read().isEmpty());
        LatchState state = LatchState.NONE.ordered(order(5, true, 2), NOW).stoppedAtTheWall(SMOKE, NOW);
        file.write(state);
        assertEquals(state, file.read().orElseThrow());
        file.write(LatchState.NONE);
        assertEquals(LatchState.NONE, file.read().orElseThrow());
        disk.corrupt(LatchFile.PATH);
        assertThrows(IOException.class, file::read);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 30, 45})
    void anyPartOfANoteOfAStopIsAStop(int bytes) throws IOException {
        var file = new WallStopFile(disk);
        String whole = file.write(NOW, "smoke", "1").name();
        disk.truncate(WallStopFile.PATH, bytes);
        WallStop torn = file.read().orElseThrow();
        assertNotEquals(whole, torn.name());
        latch.restore();
        assertTrue(latch.stopped());
    }

    @Test
    void fullDiskTakesANoteAllTheSame() throws IOException {
        var file = new WallStopFile(disk);
        disk.append("ballast", new byte[10_000]);
        disk.capacity(10_000);
        String first = file.write(NOW, "smoke", "1").name();
        latch.restore();
        assertTrue(latch.stopped());
        disk.capacity(Long.MAX_VALUE);
        String second = file.write(NOW, "smoke", "2").name();
        disk.capacity(10_000);
        String third = file.write(NOW, "smoke", "3").name();
        assertNotEquals(first, second);
        assertNotEquals(second, third, "a stop that was taken in before must not hide a new one");
    }

    @Test
    void whatWasDoneAtTheWallIsKnownAsOfJustNow() {
        latch.restore();
        live();
        world.run(Duration.ofSeconds(2));
        assertTrue(fresh());
    }

    @Test
    void whoStoodStillMustLookFirst() throws IOException {
        latch.restore();
        live();
        world.run(Duration.ofSeconds(2));
        world.pause("pc", Duration.ofSeconds(10));
        world.run(Duration.ofSeconds(9));
        new WallStopFile(disk).write(NOW, "smoke", "1");
        boolean[] shown = new boolean[1];
        node.loop().post("cue", () -> shown[0] = fresh() && !latch.stopped());
        world.run(Duration.ofSeconds(2));
        assertFalse(shown[0]);
        assertTrue(latch.stopped());
        assertTrue(fresh());
    }

    @Test
    void diskThatDoesNotAnswerKeepsAWallDarkForHalfASecondAtMost() {
        latch.restore();
        live();
        world.run(Duration.ofSeconds(2));
        disk.failing(true);
        world.run(Duration.ofSeconds(1));
        assertFalse(fresh());
        world.run(Duration.ofMillis(600));
        assertTrue(fresh());
        assertEquals("stopNotRead", problems.list().getFirst().code());
    }
}
