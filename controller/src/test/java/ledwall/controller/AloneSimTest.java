package ledwall.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import ledwall.agent.Truth;
import ledwall.controller.calendar.Recurrence;
import ledwall.controller.calendar.When;
import ledwall.controller.change.Pace;
import ledwall.controller.media.Fit;
import ledwall.controller.playlist.Content;
import ledwall.controller.playlist.Playlists;
import ledwall.controller.playlist.Terms;
import ledwall.controller.playlist.Validity;
import ledwall.controller.schedule.QuietTime;
import ledwall.controller.schedule.RuleClass;
import ledwall.controller.schedule.Rules;
import ledwall.controller.schedule.Targets;
import ledwall.controller.screen.Screens;
import ledwall.protocol.timeline.Instants;
import ledwall.sim.SimWorld;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Walls whose controller is dead for days, beside a twin of their world in which it lives. Two hours in each build; the three days of the issue by
 * {@code mvn test -pl controller -am -Dtest=AloneSimTest -Dledwall.alone.hours=72}.
 */
final class AloneSimTest {
    private static final Duration ALONE = Duration.ofHours(Long.getLong("ledwall.alone.hours", 2));
    /** The evening before clocks change in New York; Shanghai never changes them. */
    private static final Instant START = Instant.parse("2027-03-13T19:00:00Z");
    private static final List<String> ZONES = List.of("Asia/Shanghai", "America/New_York");
    /** An agent that comes back looks at its disk and its player, and is where it should be. */
    private static final long BACK_NANOS = 8_000_000_000L;

    private final Bounds boundsAlone;
    private final Bounds boundsTwin;
    private final SimFleet alone = fleet();
    private final SimFleet twin = fleet();

    AloneSimTest() {
        boundsAlone = new Bounds(alone);
        boundsTwin = new Bounds(twin);
    }

    /** Two walls in two zones, a loop of long clips, and rules of which some windows lie days ahead. */
    private static SimFleet fleet() {
        var world = new SimWorld(72, START);
        List<Screens.Draft> walls = ZONES.stream().map(zone -> new Screens.Draft("Wall in " + zone, 640, 360, null, zone, null)).toList();
        var fleet = new SimFleet(world, List.of(walls), 256 << 10, machine -> {});
        fleet.walls.forEach(wall -> wall.glass.eventEvery(wall.screen().frameRate() / 2));
        for (int i = 0; i < 4; i++) {
            fleet.upload("clip " + i, FakeMediaTools.video("clip " + i, Duration.ofSeconds(5 + i)));
            world.run(Duration.ofMillis(500));
        }
        fleet.operator("plans", () -> {
            var loop = fleet.loopNow();
            fleet.controller().playlists().save(loop.id(), loop.revision(), loop.name(), List.of(item(fleet, 0, 170, null), item(fleet, 1, 95, null),
                    item(fleet, 2, 60, START.plus(ALONE.dividedBy(2)).plusSeconds(7))));
            var evening = fleet.controller().playlists().create("Evening", List.of(item(fleet, 3, 120, null), item(fleet, 1, 45, null)));
            for (String zone : ZONES) {
                LocalDateTime now = LocalDateTime.ofInstant(START, ZoneId.of(zone));
                fleet.controller().rules().create(new Rules.Draft("Each evening in " + zone, Targets.of(Screens.DEFAULT_GROUP), evening.id(), RuleClass.NORMAL, 1,
                        When.Recurring.of(now.toLocalDate().minusDays(3).atTime(20, 0), Duration.ofHours(8), Recurrence.parse("FREQ=DAILY"))));
            }
            fleet.controller().quietTimes().replace(fleet.walls.getFirst().screen().id(), 0, List.of(new QuietTime("Before dawn", When.Recurring.of(
                    LocalDate.of(2027, 3, 1).atTime(4, 10), Duration.ofMinutes(25), Recurrence.parse("FREQ=DAILY")))), Pace.ORDINARY, "somebody");
            return fleet.controller().rules().create(new Rules.Draft("Every few hours", Targets.of(Screens.DEFAULT_GROUP), loop.id(), RuleClass.FIXED, 0,
                    When.Recurring.of(LocalDateTime.ofInstant(START, ZoneOffset.UTC), Duration.ofMinutes(7), Recurrence.parse("FREQ=HOURLY;INTERVAL=3"))));
        });
        world.run(Duration.ofSeconds(1));
        world.runUntil(fleet::inStep, Duration.ofSeconds(90));
        world.run(Duration.ofMinutes(2));
        return fleet;
    }

    private static Playlists.Draft item(SimFleet fleet, int clip, int seconds, @Nullable Instant until) {
        var media = fleet.controller().mediaStore().all().stream().filter(each -> each.name().equals("clip " + clip)).findFirst().orElseThrow();
        return new Playlists.Draft(null, new Content.Medium(media.id(), Duration.ofSeconds(seconds), Fit.CONTAIN),
                new Terms(List.of(), new Validity(null, until), 1));
    }

    @Test
    void withTheControllerDeadFromTheStartTheSameCuesComeAtTheSameInstantsAsWithItAlive() {
        long from = alone.world.nowNanos();
        assertEquals(from, twin.world.nowNanos());
        List<Promise> promises = alone.walls.stream().map(wall -> Promise.of(alone, wall, Instants.instant(alone.timelineAt(from)),
                Instants.instant(alone.timelineAt(from)).plus(ALONE))).toList();
        alone.killController();
        for (SimFleet fleet : List.of(alone, twin)) {
            fleet.world.run(ALONE.dividedBy(3));
            fleet.walls.forEach(SimWall::killAgent);
            fleet.world.run(Duration.ofSeconds(3));
            fleet.walls.forEach(wall -> wall.startAgain(false));
            fleet.world.run(ALONE.dividedBy(3).multipliedBy(2));
        }
        long until = alone.world.nowNanos();
        for (int i = 0; i < alone.walls.size(); i++) {
            SimWall wall = alone.walls.get(i);
            SimWall lives = twin.walls.get(i);
            var excuses = new ArrayList<Promise.Excuse>();
            wall.outages().forEach(outage -> excuses.add(new Promise.Excuse(outage.fromNanos(), outage.untilNanos() + BACK_NANOS)));
            Promise shown = Promise.shown(wall, lives, from, until, twin::timelineAt);
            assertTrue(shown.pieces.size() > ALONE.toMinutes() / 3, "the twin shows " + shown.pieces.size());
            assertEquals(List.of(), shown.differences(from, until, alone::timelineAt, at -> boundsAlone.of(wall, at) + boundsTwin.of(lives, at), excuses));
            assertEquals(List.of(), promises.get(i).differences(from, until, alone::timelineAt, at -> boundsAlone.of(wall, at), excuses));
            assertEquals(files(lives, from, until), files(wall, from, until));
        }
    }

    /** Longer than any horizon: the agent is gone for most of it, which is cheap; when it is back it knows nothing but what it once verified. */
    @Test
    void beyondItsHorizonAWallGoesOnWithTheLastLoopThatItVerified() {
        SimWall wall = alone.walls.getFirst();
        List<String> loop = List.of("clip 0", "clip 1");
        List<String> files = loop.stream().map(clip -> file(alone, clip)).toList();
        alone.killController();
        alone.world.run(Duration.ofMinutes(10));
        alone.walls.forEach(SimWall::cutPower);
        alone.world.run(Duration.ofDays(9));
        alone.walls.forEach(each -> each.startAgain(true));
        alone.world.run(Duration.ofMinutes(1));
        long from = alone.world.nowNanos();
        // Over a time at which a window would open, were it still known.
        alone.world.run(Duration.ofHours(4));
        List<Truth.Run> runs = merged(wall, from, alone.world.nowNanos());
        assertTrue(runs.size() > 50, "it shows " + runs.size() + " clips");
        int quiet = 0;
        for (int i = 0; i < runs.size(); i++) {
            Truth.Run run = runs.get(i);
            double seconds = (run.untilNanos() - run.fromNanos()) / 1e9;
            if (run.path() == null) {
                // Quiet hours are known a year ahead.
                assertEquals(25 * 60, seconds, 1);
                quiet++;
                continue;
            }
            assertTrue(files.stream().anyMatch(run.path()::endsWith), () -> "shown is " + run.path() + ", the loop is " + files);
            boolean whole = i > 0 && i + 1 < runs.size() && runs.get(i - 1).path() != null && runs.get(i + 1).path() != null;
            assertEquals(run.path().endsWith(files.getFirst()) ? 170 : 95, seconds, whole ? 0.5 : 200, run.path());
        }
        assertEquals(1, quiet);
    }

    /** Of a clip that is shorter than its turn, or that a new list goes on with, all that follows each other as one. */
    private static List<Truth.Run> merged(SimWall wall, long from, long until) {
        var out = new ArrayList<Truth.Run>();
        for (Truth.Run run : wall.truth().runs(from, until)) {
            Truth.Run last = out.isEmpty() ? null : out.getLast();
            if (last != null && Objects.equals(last.path(), run.path())) {
                out.set(out.size() - 1, new Truth.Run(last.fromNanos(), run.untilNanos(), run.path(), run.listId(), run.entry()));
            } else {
                out.add(run);
            }
        }
        return out;
    }

    private static String file(SimFleet fleet, String clip) {
        String master = fleet.controller().mediaStore().all().stream().filter(each -> each.name().equals(clip)).findFirst().orElseThrow().hash().value();
        return fleet.database.read("find", handle -> handle.createQuery("SELECT hash FROM rendition WHERE master_hash = :master").bind("master", master)
                .mapTo(String.class).one());
    }

    /** What was on the glass, in order; what is shown twice in a row counts once, and what is a glimpse not at all. */
    private static List<String> files(SimWall wall, long from, long until) {
        return merged(wall, from, until).stream().filter(run -> run.untilNanos() - run.fromNanos() > 2 * Promise.EDGE_NANOS)
                .map(run -> String.valueOf(run.path())).map(path -> path.substring(path.lastIndexOf('/') + 1)).toList();
    }
}
