package ledwall.controller.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.CRC32;
import ledwall.protocol.runtime.Node;
import ledwall.protocol.timeline.Instants;
import ledwall.sim.SimWorld;
import org.junit.jupiter.api.Test;

/** The clock by which all walls play, on a machine whose own clocks cannot be trusted. */
final class TimelineClockTest {
    private static final String HOST = "controller";
    private static final long MILLI = 1_000_000;

    private final SimWorld world = new SimWorld(7);
    private Node node = world.node(HOST);

    private TimelineClock start() {
        try {
            var clock = TimelineClock.start(node.clock(), node.disk(), node.work(), node.loop());
            step(clock);
            return clock;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void step(TimelineClock clock) {
        clock.step();
        node.loop().after(Duration.ofMillis(100), "step", () -> step(clock));
    }

    private long wall() {
        return Instants.nanos(node.clock().wall());
    }

    @Test
    void beginsAtTheWallClock() {
        world.clock(HOST).wrongBy(Duration.ofHours(-3));
        assertEquals(wall(), start().now());
    }

    @Test
    void stepOfTheWallClockAlarmsAndIsFollowedBySlewingOnly() {
        var clock = start();
        world.run(Duration.ofMinutes(2));
        long before = clock.now();
        world.clock(HOST).step(Duration.ofSeconds(10));
        world.run(Duration.ofSeconds(100));
        long passed = clock.now() - before;
        assertTrue(Math.abs(passed - 100_000 * MILLI) <= 25 * MILLI, "it jumped: " + passed);
        assertTrue(passed > 100_000 * MILLI + 10 * MILLI, "it does not follow: " + passed);
        assertTrue(clock.wallStepNanos().orElse(0L) > 9_000 * MILLI);
    }

    @Test
    void smallErrorOfTheWallClockIsWorkedOffWithoutAlarm() {
        var clock = start();
        world.clock(HOST).step(Duration.ofMillis(300));
        world.run(Duration.ofMinutes(40));
        assertTrue(Math.abs(wall() - clock.now()) < 5 * MILLI, "still off by " + (wall() - clock.now()));
        assertTrue(clock.wallStepNanos().isEmpty());
    }

    @Test
    void restartInTheSameBootContinuesWhereItWasAlthoughTheWallClockLies() {
        var clock = start();
        world.run(Duration.ofMinutes(5));
        long before = clock.now();
        world.kill(HOST);
        world.clock(HOST).step(Duration.ofDays(40));
        world.run(Duration.ofSeconds(30));
        node = world.restart(HOST, false);
        long off = start().now() - before - 30_000 * MILLI;
        assertTrue(Math.abs(off) < 5 * MILLI, "off by " + off);
    }

    @Test
    void restartWhileSlewingContinuesAlongTheSameLine() {
        var clock = start();
        for (int i = 0; i < 60; i++) {
            world.clock(HOST).step(Duration.ofMillis(world.random().nextInt(-40, 40)));
            world.run(Duration.ofMillis(world.random().nextInt(1, 30_000)));
            long before = clock.now();
            world.kill(HOST);
            node = world.restart(HOST, false);
            clock = start();
            // A bound that agents believe must not be broken by it.
            assertTrue(Math.abs(clock.now() - before) < 2_000, "it moved by " + (clock.now() - before));
        }
    }

    @Test
    void itsNameAndTheInstantAtWhichWallsFollowItAreKeptUntilTheNextBoot() {
        long name = start().followAtNanos();
        assertEquals(TimelineClock.FOLLOW_AFTER_NANOS, name - wall(), MILLI);
        world.run(Duration.ofMinutes(3));
        world.kill(HOST);
        node = world.restart(HOST, false);
        assertEquals(name, start().followAtNanos());
        world.kill(HOST);
        world.clock(HOST).step(Duration.ofHours(1));
        node = world.restart(HOST, true);
        assertEquals(TimelineClock.FOLLOW_AFTER_NANOS, start().followAtNanos() - wall(), MILLI);
    }

    @Test
    void theFileOfBeforeClocksHadNamesIsUnderstood() throws IOException {
        var body = "ledwall-clock 1 " + node.clock().bootId() + " " + node.clock().nanos() + " 1700000000000000000 1.0E-4";
        var crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        node.disk().write("clock/mapping", 0, (body + " " + Long.toHexString(crc.getValue()) + "\n").getBytes(StandardCharsets.US_ASCII));
        world.run(Duration.ofSeconds(10));
        var clock = start();
        assertEquals(1_700_000_010_001_000_000L, clock.now(), MILLI);
        assertEquals(0, clock.followAtNanos());
    }

    @Test
    void rebootBeginsAnewFromTheWallClock() {
        start();
        world.run(Duration.ofSeconds(10));
        world.kill(HOST);
        world.clock(HOST).step(Duration.ofHours(1));
        node = world.restart(HOST, true);
        assertEquals(wall(), start().now());
    }

    @Test
    void damagedMappingIsNotBelieved() throws IOException {
        start();
        world.kill(HOST);
        world.disk(HOST).corrupt("clock/mapping");
        world.clock(HOST).step(Duration.ofSeconds(-50));
        node = world.restart(HOST, false);
        assertEquals(wall(), start().now());
    }

    @Test
    void neverGoesBack() {
        var clock = start();
        long last = clock.now();
        for (int i = 0; i < 2_000; i++) {
            world.clock(HOST).step(Duration.ofMillis(world.random().nextInt(-900, 900)));
            world.run(Duration.ofMillis(world.random().nextInt(1, 400)));
            long now = clock.now();
            assertTrue(now >= last, "it went back by " + (last - now));
            last = now;
        }
    }
}
