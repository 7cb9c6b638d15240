package ledwall.protocol.runtime.real;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import ledwall.protocol.runtime.Node;
import ledwall.protocol.runtime.Work;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(booleans = {false, true})
class RealRuntimeTest {
    @Parameter
    boolean small;

    @TempDir
    Path folder;

    private final BlockingQueue<Object> said = new LinkedBlockingQueue<>();
    private RealNode real;
    private Node node;

    @BeforeEach
    void open() throws IOException {
        RealLoop.Broken broken = (task, error) -> said.add(task + " broken: " + error.getMessage());
        real = small ? RealNode.openSmall("test", folder, broken) : RealNode.open("test", folder, broken);
        node = real.node();
    }

    @AfterEach
    void close() {
        real.close();
    }

    private Object next() throws InterruptedException {
        var next = said.poll(5, SECONDS);
        return next == null ? "nothing within 5 s" : next;
    }

    private <T> Work.Outcome<T> saying() {
        return new Work.Outcome<>() {
            @Override
            public void done(T result) {
                said.add(node.loop().inside() ? result : "off the loop");
            }

            @Override
            public void failed(Exception cause) {
                said.add(cause);
            }
        };
    }

    @Test
    void tasksRunInTheOrderPostedAndOneThatThrowsStopsNothing() throws InterruptedException {
        node.loop().post("throws", () -> {
            throw new IllegalStateException("on purpose");
        });
        for (int i = 0; i < 100; i++) {
            int number = i;
            node.loop().post("count", () -> said.add(number));
        }
        for (int i = 0; i < 100; i++) {
            assertEquals(i, next());
        }
        assertEquals(1, real.failedTasks());
        assertFalse(node.loop().inside());
    }

    @Test
    void anErrorIsHandedToWhoeverDecidesAboutTheProcess() throws InterruptedException {
        node.loop().post("invariant", () -> {
            throw new AssertionError("two sessions of one screen");
        });
        assertEquals("invariant broken: two sessions of one screen", next());
    }

    @Test
    void aTimerFiresOnceAndNotBeforeItsTimeAndACancelledOneNever() throws InterruptedException {
        long start = node.clock().nanos();
        node.loop().post("cancel", () -> node.loop().after(Duration.ofMillis(20), "cancelled", () -> said.add("cancelled")).cancel());
        node.loop().after(Duration.ofMillis(60), "timer", () -> said.add(node.clock().nanos()));
        long fired = (Long) next();
        assertTrue(fired - start >= 60_000_000L);
        assertTrue(said.isEmpty());
    }

    @Test
    void tasksOfALaneFollowOneAnotherAndLanesDoNotWaitForEachOther() throws InterruptedException {
        var hold = new CountDownLatch(1);
        node.work().submit("slow", "hold", () -> hold.await(5, SECONDS), node.loop(), saying());
        var order = new ArrayList<Object>();
        for (int i = 0; i < 200; i++) {
            int number = i;
            node.work().submit("fast", "count", () -> number, node.loop(), saying());
        }
        for (int i = 0; i < 200; i++) {
            order.add(next());
        }
        assertEquals(List.copyOf(IntStream.range(0, 200).boxed().toList()), order);
        hold.countDown();
        assertEquals(true, next());
    }

    @Test
    void aFailedTaskFailsItsOutcomeOnlyAndTheLaneGoesOn() throws InterruptedException {
        node.work().submit("lane", "fails", () -> {
            throw new IOException("no such disk");
        }, node.loop(), saying());
        node.work().submit("lane", "works", () -> "fine", node.loop(), saying());
        assertEquals("no such disk", assertInstanceOf(IOException.class, next()).getMessage());
        assertEquals("fine", next());
    }

    @Test
    void anErrorInWorkReachesTheLoopAndTheLaneGoesOn() throws InterruptedException {
        node.work().submit("lane", "breaks", () -> {
            throw new AssertionError("unthinkable");
        }, node.loop(), saying());
        node.work().submit("lane", "works", () -> "fine", node.loop(), saying());
        assertEquals("broken breaks broken: unthinkable", next());
        assertEquals("fine", next());
    }

    @Test
    void aLaneHopelesslyBehindRefusesMore() throws InterruptedException {
        var hold = new CountDownLatch(1);
        node.work().submit("lane", "hold", () -> hold.await(5, SECONDS), node.loop(), saying());
        for (int i = 0; i < RealWork.MAX_QUEUED; i++) {
            node.work().submit("lane", "wait", () -> "waited", node.loop(), new Work.Outcome<Object>() {
                @Override
                public void done(Object result) {}
            });
        }
        node.work().submit("lane", "too much", () -> "never", node.loop(), saying());
        assertInstanceOf(RejectedExecutionException.class, next());
        hold.countDown();
        assertEquals(true, next());
    }

    @Test
    void closeFinishesTheWorkInFlight() throws InterruptedException {
        node.work().submit("lane", "last", () -> "done", node.loop(), saying());
        real.close();
        assertEquals("done", next());
        node.loop().post("after the end", () -> said.add("ran"));
        assertTrue(said.isEmpty());
    }

    @Test
    void clockAndEntropyAreTheMachines() throws IOException {
        try (var second = RealNode.open("second", folder.resolve("b"), (task, error) -> {})) {
            assertEquals(node.clock().bootId(), second.node().clock().bootId());
        }
        assertFalse(node.clock().bootId().isBlank());
        assertNotEquals(List.of(node.entropy().bytes(16)), List.of(node.entropy().bytes(16)));
        for (int i = 0; i < 100; i++) {
            long drawn = node.entropy().below(3);
            assertTrue(drawn >= 0 && drawn < 3);
        }
    }

    @Test
    void aWatchTellsWhatIsNewAndCountsAsSeenOnlyWhatTheLoopHasHeard() throws InterruptedException {
        var shown = new AtomicReference<String>("one");
        var hold = new CountDownLatch(1);
        Work.Watch watch = node.work().watch("see", Duration.ofMillis(1), () -> {
            if (shown.get().equals("broken")) {
                throw new IOException("gone");
            }
            return shown.get();
        }, node.loop(), saying());
        assertEquals("one", next());
        long first = watch.seenNanos();
        await().until(() -> watch.seenNanos() > first);
        node.loop().post("hold", () -> assertDoesNotThrow(() -> hold.await(5, SECONDS)));
        shown.set("two");
        long changed = node.clock().nanos();
        var looks = new AtomicInteger();
        node.work().watch("count", Duration.ofMillis(1), looks::incrementAndGet, node.loop(), counted -> { });
        await().until(() -> looks.get() > 20);
        assertTrue(watch.seenNanos() <= changed, "the loop does not know of it yet");
        hold.countDown();
        assertEquals("two", next());
        await().until(() -> watch.seenNanos() > changed);
        shown.set("broken");
        assertInstanceOf(IOException.class, next());
        shown.set("two");
        assertEquals("two", next());
        assertTrue(said.isEmpty());
    }
}
