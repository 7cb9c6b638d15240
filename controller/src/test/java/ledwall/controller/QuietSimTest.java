package ledwall.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import ledwall.agent.Truth;
import ledwall.protocol.asrun.AsRunRecord;
import ledwall.controller.asrun.AsRunQuery;
import ledwall.controller.calendar.Recurrence;
import ledwall.controller.calendar.When;
import ledwall.controller.change.Pace;
import ledwall.controller.health.BoardProblem;
import ledwall.controller.health.ScreenStatus;
import ledwall.controller.media.Fit;
import ledwall.controller.playlist.Content;
import ledwall.controller.playlist.Playlists;
import ledwall.controller.playlist.Terms;
import ledwall.controller.schedule.QuietTime;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.message.PlayState;
import ledwall.protocol.timeline.Instants;
import org.junit.jupiter.api.Test;

/** Quiet hours from the operator to the glass: the first of three walls is dark for some time of each day, the others play on. */
final class QuietSimTest {
    private static final long MILLI = 1_000_000L;
    /** Around an edge the glass may be late: a frame, and the step of the agent's loop; and the first picture needs its cue. */
    private static final long EDGE_NANOS = 170 * MILLI;

    private static final int DAYS = 3;
    private static final Duration DRIFT_A_DAY = Duration.ofSeconds(5);

    private final SimFleet fleet = new SimFleet(23);
    private final SimWall wall = fleet.walls.getFirst();

    QuietSimTest() {
        for (String name : List.of("one", "two")) {
            fleet.upload(name, FakeMediaTools.video(name, Duration.ofSeconds(name.equals("one") ? 6 : 8)));
            fleet.world.run(Duration.ofSeconds(1));
        }
        fleet.operator("edits", () -> fleet.controller().playlists().save(fleet.loop(), fleet.loopNow().revision(), "Loop",
                fleet.controller().mediaStore().all().stream().map(media -> new Playlists.Draft(null, new Content.Medium(media.id(), null, Fit.CONTAIN), Terms.PLAIN))
                        .toList()));
        fleet.world.runUntil(fleet::inStep, Duration.ofSeconds(60));
        fleet.world.run(Duration.ofSeconds(15));
    }

    private ScreenId screen() {
        return wall.screen().id();
    }

    private ScreenStatus status() {
        return fleet.controller().board().screen(screen()).orElseThrow();
    }

    private Instant now() {
        return Instants.instant(fleet.controller().clock().now());
    }

    /** Every day from this instant on. */
    private void quiet(Instant from, Duration length) {
        var when = When.Recurring.of(LocalDateTime.ofInstant(from, wall.screen().zone()), length, Recurrence.parse("FREQ=DAILY"));
        fleet.operator("gives " + wall.host + " quiet hours", () -> fleet.controller().quietTimes().replace(screen(),
                fleet.controller().quietTimes().of(screen()).revision(), List.of(new QuietTime("Night", when)), Pace.ORDINARY, "operator"));
    }

    private void runTo(Instant instant) {
        fleet.world.run(Duration.between(now(), instant));
    }

    /** Nothing was lit between these instants of the timeline clock, which here runs by true time since the controller began. */
    private void dark(Truth truth, Instant from, Instant until, long offset) {
        for (Truth.Run run : truth.runs(Instants.nanos(from) - offset + EDGE_NANOS, Instants.nanos(until) - offset)) {
            assertNull(run.path(), "lit from " + run.fromNanos() / MILLI + " to " + run.untilNanos() / MILLI + " ms, quiet from "
                    + (Instants.nanos(from) - offset) / MILLI);
        }
    }

    private String file(SimWall of) {
        String path = of.truth().pathAt(fleet.world.nowNanos());
        return path == null ? "dark" : path.substring(path.lastIndexOf('/') + 1);
    }

    @Test
    void aWallIsDarkInItsQuietHoursAndEverythingThatMeasuresKnowsIt() {
        long offset = fleet.controller().clock().now() - fleet.world.nowNanos();
        Instant from = now().plusSeconds(60).truncatedTo(ChronoUnit.SECONDS);
        Instant until = from.plusSeconds(90);
        quiet(from, Duration.ofSeconds(90));
        runTo(from.minusSeconds(2));
        assertEquals(PlayState.PLAYING, status().reported().state());
        var before = fleet.controller().rollouts().programme(fleet.walls.get(1).screen().id()).entries().getLast().timeline().version();
        for (int second = 10; second < 90; second += 10) {
            runTo(from.plusSeconds(second));
            assertEquals(PlayState.QUIET, status().reported().state());
            assertEquals(List.of(), status().problems().stream().map(BoardProblem::code).toList());
            assertTrue(status().inSync());
            assertEquals(until, status().quietUntil());
            assertNotNull(fleet.walls.get(1).truth().pathAt(fleet.world.nowNanos()), "the others play on");
        }
        // An edit of the loop in the midst of it: the dark wall must take it over in step with the others.
        fleet.operator("edits", () -> {
            var list = fleet.loopNow();
            var drafts = new ArrayList<>(list.items().stream().map(item -> new Playlists.Draft(item.id(), item.content(), Terms.PLAIN)).toList());
            drafts.add(new Playlists.Draft(null, list.items().getFirst().content(), Terms.PLAIN));
            return fleet.controller().playlists().save(list.id(), list.revision(), "Loop", drafts);
        });
        runTo(until.plusSeconds(40));
        assertTrue(fleet.inStep());
        dark(wall.truth(), from, until, offset);
        var checks = new FleetChecks(fleet);
        checks.sameCue(fleet.walls, fleet.world.nowNanos() - 35_000 * MILLI, fleet.world.nowNanos());
        assertTrue(fleet.controller().rollouts().programme(fleet.walls.get(1).screen().id()).entries().getLast().timeline().version() > before, "the edit came");
        var records = fleet.controller().asRun().showings(new AsRunQuery(screen(), Instant.EPOCH, until.plusSeconds(600), AsRunQuery.MAX_LIMIT));
        assertEquals(List.of(), records.stream().filter(row -> row.outcome() == AsRunRecord.Outcome.MISSED).toList(), "nothing was planned to be seen");
    }

    @Test
    void itStaysDarkEachNightForDaysWithTheControllerDeadAndThroughRestarts() {
        long offset = fleet.controller().clock().now() - fleet.world.nowNanos();
        Instant from = now().plusSeconds(60).truncatedTo(ChronoUnit.SECONDS);
        quiet(from, Duration.ofHours(8));
        runTo(from.minusSeconds(10));
        fleet.killController();
        // They would only cost time.
        fleet.walls.get(1).end(true);
        fleet.walls.get(2).end(true);
        for (int day = 0; day < DAYS; day++) {
            Instant begin = from.plus(Duration.ofDays(day));
            Instant end = begin.plus(Duration.ofHours(8));
            fleet.world.run(Duration.ofNanos(Instants.nanos(begin.plusSeconds(3_000)) - offset - fleet.world.nowNanos()));
            if (day == 1) {
                wall.killAgent();
                wall.startAgain(false);
            } else if (day == 2) {
                wall.cutPower();
                wall.startAgain(true);
            }
            fleet.world.run(Duration.ofNanos(Instants.nanos(end.plusSeconds(60)) - offset - fleet.world.nowNanos()));
            // The PC's own clock goes on alone.
            Duration drift = DRIFT_A_DAY.multipliedBy(day);
            dark(wall.truth(), begin.plus(drift), end.minus(drift), offset);
            assertNotEquals("dark", file(wall), "in the morning of day " + day);
        }
    }
}
