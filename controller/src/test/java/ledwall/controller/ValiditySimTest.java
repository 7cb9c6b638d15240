package ledwall.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import ledwall.agent.Truth;
import ledwall.controller.calendar.When;
import ledwall.controller.health.Board;
import ledwall.controller.media.Fit;
import ledwall.controller.media.Media;
import ledwall.controller.playlist.Content;
import ledwall.controller.playlist.Playlists;
import ledwall.controller.playlist.Terms;
import ledwall.controller.playlist.Validity;
import ledwall.controller.schedule.RuleClass;
import ledwall.controller.schedule.Rules;
import ledwall.controller.schedule.Targets;
import ledwall.controller.screen.Screens;
import ledwall.protocol.timeline.Instants;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Items that are valid for a time, on the glass of three walls, with a controller and without. */
final class ValiditySimTest {
    /** A list is cued ahead and begins within the step budget; clocks agree within a few milliseconds. */
    private static final long EDGE_NANOS = 160_000_000;
    /** After 150 minutes on their own, with crystals that are off by up to 100 ppm. */
    private static final long ADRIFT_NANOS = 900_000_000;

    private final SimFleet fleet = new SimFleet(0);
    private final long begun = fleet.controller().clock().now();

    ValiditySimTest() {
        fleet.upload("one", FakeMediaTools.video("one", Duration.ofSeconds(6)));
        fleet.upload("brief", FakeMediaTools.video("brief", Duration.ofSeconds(8)));
        fleet.upload("late", FakeMediaTools.video("late", Duration.ofSeconds(4)));
        fleet.world.run(Duration.ofSeconds(2));
    }

    private Media media(String name) {
        return fleet.controller().mediaStore().all().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    }

    private Instant at(Duration after) {
        return Instants.instant(begun + after.toNanos());
    }

    private Playlists.Draft item(String name, @Nullable Instant from, @Nullable Instant until, int every) {
        return new Playlists.Draft(null, new Content.Medium(media(name).id(), null, Fit.CONTAIN), new Terms(List.of(), new Validity(from, until), every));
    }

    private void loop(Playlists.Draft... drafts) {
        fleet.operator("fills the loop", () -> {
            var list = fleet.loopNow();
            return fleet.controller().playlists().save(list.id(), list.revision(), list.name(), List.of(drafts));
        });
        fleet.world.runUntil(fleet::inStep, Duration.ofSeconds(40));
    }

    /** The files in which a wall keeps a medium. */
    private Set<String> files(String name) {
        String master = media(name).hash().value();
        return new HashSet<>(fleet.database.read("find", handle -> handle.createQuery("SELECT hash FROM rendition WHERE master_hash = :master")
                .bind("master", master).mapTo(String.class).list()));
    }

    private static List<Truth.Run> runs(SimWall wall, Set<String> files, long until) {
        var out = new ArrayList<Truth.Run>();
        for (Truth.Run run : wall.truth().runs(0, until)) {
            String path = run.path();
            if (path != null && files.contains(path.substring(path.lastIndexOf('/') + 1))) {
                out.add(run);
            }
        }
        return out;
    }

    @Test
    void whatHasExpiredIsNeverOnTheGlassAlsoWithTheControllerDeadAndTheAgentsBegunAnew() {
        loop(item("one", null, null, 1), item("brief", null, at(Duration.ofMinutes(3)), 1), item("late", at(Duration.ofMinutes(150)), null, 2));
        Set<String> brief = files("brief");
        Set<String> late = files("late");
        fleet.killController();
        fleet.world.run(Duration.ofMinutes(2));
        fleet.walls.getFirst().killAgent();
        fleet.world.run(Duration.ofSeconds(3));
        fleet.walls.getFirst().startAgain(false);
        // Longer than the list that a player is given at once.
        fleet.world.run(Duration.ofMinutes(160));
        for (SimWall wall : fleet.walls) {
            var shown = runs(wall, brief, fleet.world.nowNanos());
            assertTrue(shown.size() >= 5, wall.host + " showed it " + shown.size() + " times");
            long last = fleet.timelineAt(shown.getLast().untilNanos());
            assertTrue(last <= Instants.nanos(at(Duration.ofMinutes(3))) + EDGE_NANOS, wall.host + " showed it until " + Instants.instant(last));
            var begunLate = runs(wall, late, fleet.world.nowNanos());
            long first = fleet.timelineAt(begunLate.getFirst().fromNanos());
            assertTrue(Math.abs(first - Instants.nanos(at(Duration.ofMinutes(150)))) <= EDGE_NANOS + ADRIFT_NANOS, wall.host + " began at " + Instants.instant(first));
        }
    }

    @Test
    void editOfTheInnerListComesOnAirWhereTheOuterOneLoops() {
        fleet.operator("nests a list", () -> {
            var inner = fleet.controller().playlists().create("Inner", List.of(item("one", null, null, 1)));
            var list = fleet.loopNow();
            return fleet.controller().playlists().save(list.id(), list.revision(), list.name(),
                    List.of(new Playlists.Draft(null, new Content.Nested(inner.id()), Terms.PLAIN)));
        });
        fleet.world.runUntil(fleet::inStep, Duration.ofSeconds(40));
        long before = fleet.world.nowNanos();
        fleet.operator("edits the inner list", () -> {
            var inner = fleet.controller().playlistStore().all().stream().filter(list -> list.name().equals("Inner")).findFirst().orElseThrow();
            return fleet.controller().playlists().save(inner.id(), inner.revision(), "Inner", List.of(item("late", null, null, 1)));
        });
        fleet.world.run(Duration.ofSeconds(40));
        Set<String> late = files("late");
        for (SimWall wall : fleet.walls) {
            assertTrue(runs(wall, late, fleet.world.nowNanos()).stream().anyMatch(run -> run.fromNanos() > before), wall.host);
        }
        assertTrue(fleet.inStep());
    }

    /** What is so by now; what is to come is {@link WatchSimTest}'s. */
    private Set<String> problems() {
        var out = new HashSet<String>();
        fleet.controller().board().screens().forEach(screen -> screen.problems().forEach(problem -> out.add(problem.code())));
        out.removeAll(Set.of(Board.HOLE_AHEAD, Board.NOTHING_TO_SHOW_AHEAD));
        return out;
    }

    private void until(Instant instant) {
        fleet.world.runUntil(() -> fleet.controller().clock().now() >= Instants.nanos(instant), Duration.ofMinutes(20));
    }

    @Test
    void whatEndsByItselfIsNamedWithinSecondsAndNotOnlyByTheNextDailyCompilation() {
        Instant end = at(Duration.ofMinutes(5));
        loop(item("one", null, end, 1), item("late", at(Duration.ofMinutes(10)), null, 1));
        fleet.operator("makes a rule", () -> {
            var list = fleet.controller().playlists().create("Short", List.of(item("brief", null, end.plusSeconds(60), 1)));
            return fleet.controller().rules().create(new Rules.Draft("Short", Targets.of(Screens.DEFAULT_GROUP), list.id(), RuleClass.NORMAL, 1,
                    new When.Once(end.plusSeconds(30), end.plusSeconds(3600))));
        });
        until(end.minusSeconds(1));
        assertEquals(Set.of(), problems());
        until(end.plusSeconds(2));
        assertEquals(Set.of(Board.LOOP_EMPTY), problems());
        until(end.plusSeconds(62));
        assertEquals(Set.of(Board.LOOP_EMPTY, Board.ITEMS_LEFT_OUT), problems());
        until(at(Duration.ofMinutes(10)).plusSeconds(2));
        assertEquals(Set.of(Board.ITEMS_LEFT_OUT), problems());
    }
}
