package ledwall.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import ledwall.protocol.runtime.Work;
import org.junit.jupiter.api.Test;

class SimWorldTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final SimWorld world = new SimWorld(3);
    private final List<Object> said = new ArrayList<>();

    @Test
    void tasksOfALoopRunInTheOrderPosted() {
        var loop = world.node("a").loop();
        IntStream.range(0, 100).forEach(i -> loop.post("count", () -> said.add(i)));
        world.run(SECOND);
        assertEquals(List.copyOf(IntStream.range(0, 100).boxed().toList()), said);
    }

    @Test
    void aTimerIsNeverEarlyByItsOwnDriftingClock() {
        for (double ppm : new double[] {-500, -3, 0, 3, 500, 20_000}) {
            var fresh = new SimWorld(5);
            var node = fresh.node("a");
            fresh.clock("a").drift(ppm);
            long start = node.clock().nanos();
            var fired = new ArrayList<Long>();
            node.loop().after(Duration.ofHours(1), "timer", () -> fired.add(node.clock().nanos() - start));
            fresh.run(Duration.ofHours(2));
            long late = fired.getFirst() - Duration.ofHours(1).toNanos();
            assertTrue(late >= 0 && late < 100_000_000, ppm + " ppm: " + late + " ns late");
        }
    }

    @Test
    void cancelledTimersAndThoseOfTheDeadNeverFire() {
        var node = world.node("a");
        node.loop().after(SECOND, "cancelled", () -> said.add("cancelled")).cancel();
        node.loop().after(SECOND, "dead", () -> said.add("dead"));
        node.work().submit("lane", "dead", () -> said.add("work"), node.loop(), result -> said.add("outcome"));
        world.kill("a");
        world.restart("a", false).loop().after(SECOND, "alive", () -> said.add("alive"));
        world.run(Duration.ofMinutes(1));
        assertEquals(List.of("alive"), said);
    }

    @Test
    void aKillMayFallBetweenTheEffectOfWorkAndItsOutcome() {
        int effectWithoutOutcome = 0;
        int none = 0;
        for (long seed = 0; seed < 50; seed++) {
            var fresh = new SimWorld(seed);
            var node = fresh.node("a");
            var happened = new ArrayList<String>();
            node.work().submit("sql", "commit", () -> happened.add("effect"), node.loop(), result -> happened.add("outcome"));
            fresh.after(Duration.ofMillis(1), () -> fresh.kill("a"));
            fresh.run(SECOND);
            effectWithoutOutcome += happened.equals(List.of("effect")) ? 1 : 0;
            none += happened.isEmpty() ? 1 : 0;
        }
        assertTrue(effectWithoutOutcome > 3 && none > 3, effectWithoutOutcome + ", " + none);
    }

    @Test
    void workOfALaneStaysInOrder() {
        var node = world.node("a");
        for (int i = 0; i < 50; i++) {
            int number = i;
            node.work().submit("lane", "count", () -> number, node.loop(), result -> {
                assertTrue(node.loop().inside());
                said.add(result);
            });
        }
        world.run(SECOND);
        assertEquals(List.copyOf(IntStream.range(0, 50).boxed().toList()), said);
    }

    @Test
    void aFailedTaskOfWorkIsAnOutcomeAndNotTheEndOfTheWorld() {
        var node = world.node("a");
        node.work().submit("lane", "fails", () -> {
            throw new IOException("no such disk");
        }, node.loop(), new Work.Outcome<>() {
            @Override
            public void done(Object result) {}

            @Override
            public void failed(Exception cause) {
                said.add(cause.getMessage());
            }
        });
        world.run(SECOND);
        assertEquals(List.of("no such disk"), said);
    }

    @Test
    void clocksDriftStepAndStartAnewAtABoot() {
        var node = world.node("a");
        var clock = world.clock("a");
        clock.wrongBy(Duration.ofHours(-5));
        clock.drift(100);
        long before = node.clock().nanos();
        var boot = node.clock().bootId();
        world.run(Duration.ofSeconds(10_000));
        assertEquals(10_001_000_000_000L, node.clock().nanos() - before);
        assertEquals(world.trueTime().minus(Duration.ofHours(5)).plusSeconds(1), node.clock().wall());
        clock.step(Duration.ofHours(5));
        assertEquals(10_001_000_000_000L, node.clock().nanos() - before, "the monotonic clock never steps");
        assertEquals(world.trueTime().plusSeconds(1), node.clock().wall());

        var same = world.restart("a", false).clock();
        assertEquals(boot, same.bootId());
        assertEquals(10_001_000_000_000L, same.nanos() - before);
        var fresh = world.restart("a", true).clock();
        assertNotEquals(boot, fresh.bootId());
        assertEquals(world.trueTime().plusSeconds(1), fresh.wall());
    }

    @Test
    void aPausedNodeLosesTimeButNoTaskAndNoOrder() {
        var loop = world.node("a").loop();
        IntStream.range(0, 10).forEach(i -> loop.after(Duration.ofMillis(10 + i), "tick", () -> said.add(i)));
        world.pause("a", SECOND);
        world.run(Duration.ofMillis(999));
        assertTrue(said.isEmpty());
        world.run(SECOND);
        assertEquals(List.copyOf(IntStream.range(0, 10).boxed().toList()), said);
    }

    @Test
    void aPauseWithinAPauseLetsNothingOvertake() {
        var loop = world.node("a").loop();
        world.pause("a", SECOND);
        loop.after(Duration.ofMillis(10), "early", () -> said.add(1));
        world.run(Duration.ofMillis(20));
        world.pause("a", Duration.ofMillis(50));
        loop.after(Duration.ofMillis(100), "late", () -> said.add(2));
        world.run(SECOND);
        assertEquals(List.of(1, 2), said);
    }

    @Test
    void aPauseThatGrowsLetsNothingOvertake() {
        var loop = world.node("a").loop();
        world.pause("a", SECOND);
        loop.after(Duration.ofMillis(10), "early", () -> said.add(1));
        world.run(Duration.ofMillis(20));
        world.pause("a", SECOND.multipliedBy(2));
        loop.after(Duration.ofMillis(100), "late", () -> said.add(2));
        world.run(SECOND.multipliedBy(3));
        assertEquals(List.of(1, 2), said);
    }

    @Test
    void aTaskThatThrowsFailsTheRunAndNamesTheSeed() {
        world.node("a").loop().post("bad idea", () -> {
            throw new IllegalStateException("on purpose");
        });
        var failure = assertThrows(SimFailure.class, () -> world.run(SECOND));
        assertTrue(failure.getMessage().startsWith("seed 3 at 0.0000"), failure::getMessage);
        assertTrue(failure.getMessage().contains("task bad idea of a threw") && failure.getMessage().contains("start a"), failure::getMessage);
    }

    @Test
    void whereThrowingTasksAreTheSubjectTheLoopGoesOn() {
        world.tolerateThrowingTasks();
        var loop = world.node("a").loop();
        loop.post("bad idea", () -> {
            throw new IllegalStateException("on purpose");
        });
        loop.post("next", () -> said.add("next"));
        world.run(SECOND);
        assertEquals(List.of("next"), said);
        world.marks().assertHit("task-threw");
    }

    @Test
    void aBrokenInvariantEndsTheRunAfterTheVeryEventThatBrokeIt() {
        var loop = world.node("a").loop();
        loop.post("one", () -> said.add(1));
        loop.post("two", () -> said.add(2));
        loop.post("three", () -> said.add(3));
        world.afterEvery(() -> assertFalse(said.contains(2), "two must never be said"));
        var failure = assertThrows(SimFailure.class, () -> world.run(SECOND));
        assertTrue(failure.getMessage().contains("two must never be said"));
        assertEquals(List.of(1, 2), said);
    }

    @Test
    void anEndlessLoopIsFoundAndAConditionThatNeverComesTrueToo() {
        var node = world.node("a");
        assertThrows(SimFailure.class, () -> world.runUntil(() -> false, SECOND));
        world.after(Duration.ZERO, new Runnable() {
            @Override
            public void run() {
                world.after(Duration.ZERO, this);
            }
        });
        assertTrue(assertThrows(SimFailure.class, () -> world.run(SECOND)).getMessage().contains("endless loop"));
        assertFalse(node.loop().inside());
    }

    @Test
    void marksThatWereMissedAreNamedAllAtOnce() {
        world.marks().hit("a");
        var missed = assertThrows(AssertionError.class, () -> world.marks().assertHit("a", "b", "c"));
        assertTrue(missed.getMessage().startsWith("never happened: [b, c]"), missed::getMessage);
    }
}
