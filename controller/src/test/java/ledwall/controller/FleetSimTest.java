package ledwall.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import ledwall.controller.media.Fit;
import ledwall.controller.playlist.Playlists;
import ledwall.sim.Marks;
import ledwall.sim.SimFailure;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The whole house in virtual time: one controller, three walls, people who edit, and everything that breaks. A failure names its seed, and the same seed
 * fails again.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FleetSimTest {
    private static final Duration STORM = Duration.ofSeconds(150);
    private static final Duration QUIET = Duration.ofSeconds(40);
    /** A slow screen may be waited for 30 s, then comes the end of a long cue, then a reconnect at its longest. */
    private static final Duration CONVERGENCE = Duration.ofSeconds(90);

    private final Marks marks = new Marks();

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 20);
    }

    @Test
    void threeWallsPlayTheSameLoopInStep() throws IOException {
        var fleet = new SimFleet(0);
        var checks = new FleetChecks(fleet);
        fill(fleet);
        fleet.world.runUntil(fleet::inStep, Duration.ofSeconds(40));
        quiet(fleet, checks);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void wallsConvergeAfterEveryFault(long seed) throws IOException {
        marks.addAll(storm(seed).world.marks());
    }

    @Test
    void sameSeedGivesTheSameTraceToTheLastByte() throws IOException {
        assertEquals(storm(4).world.traceHash(), storm(4).world.traceHash());
    }

    @AfterAll
    void everyFaultHappened() {
        marks.assertHit("fault.kill", "fault.power", "fault.black-hole", "fault.reset", "fault.partition", "fault.block", "fault.clog", "fault.pause",
                "fault.drift", "fault.wall-step", "network.rechunked", "network.answer-lost", "network.refused",
                "player.kill", "player.freeze", "agent.restarted", "controller.restarted", "edit.loop",
                "edit.rule", "edit.applyNow", "snapshot.taken", "snapshot.failed", "fault.disk-failing", "player.late", "stage.PREPARING", "stage.OFFERED",
                "stage.DECIDED", "goodbye.TAKEN_OVER", "goodbye.DEADLINE");
        // The screens are alike: which of them sees its link clog is the seeds' choice.
        assertTrue(Stream.of("screen-1", "screen-2", "screen-3").anyMatch(screen -> marks.count("network.unwritable." + screen) > 0), marks.toString());
    }

    private static SimFleet storm(long seed) throws IOException {
        var fleet = new SimFleet(seed);
        var checks = new FleetChecks(fleet);
        var faults = new FleetFaults(fleet);
        fill(fleet);
        fleet.world.after(Duration.ofSeconds(10), faults::begin);
        fleet.world.run(STORM);
        faults.heal();
        try {
            fleet.world.runUntil(fleet::inStep, CONVERGENCE);
        } catch (SimFailure late) {
            var told = new StringBuilder(String.valueOf(fleet.status()));
            fleet.controller().board().screens().forEach(screen -> told.append('\n').append(screen));
            throw new AssertionError(told + "\n" + fleet.story(), late);
        }
        quiet(fleet, checks);
        return fleet;
    }

    private static void quiet(SimFleet fleet, FleetChecks checks) throws IOException {
        long from = fleet.world.nowNanos() + Duration.ofSeconds(10).toNanos();
        fleet.world.run(QUIET);
        checks.sameCue(from, fleet.world.nowNanos());
        checks.glass();
        for (SimWall wall : fleet.walls) {
            checks.asRun(wall, fleet.world.nowNanos() - Duration.ofSeconds(5).toNanos());
        }
    }

    private static void fill(SimFleet fleet) {
        fleet.upload("one", FakeMediaTools.video("one", Duration.ofSeconds(6)));
        fleet.upload("two", FakeMediaTools.video("two", Duration.ofSeconds(8)));
        fleet.upload("three", FakeMediaTools.still("three"));
        fleet.world.run(Duration.ofSeconds(2));
        fleet.operator("fills the loop", () -> {
            var drafts = new ArrayList<Playlists.Draft>();
            fleet.controller().mediaStore().all().forEach(media -> drafts.add(new Playlists.Draft(null, media.id(), null, Fit.CONTAIN)));
            return fleet.controller().playlists().save(fleet.loop(), fleet.loopNow().revision(), "Loop", drafts);
        });
    }
}
