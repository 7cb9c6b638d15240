package ledwall.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import ledwall.controller.calendar.When;
import ledwall.controller.health.Board;
import ledwall.controller.health.BoardProblem;
import ledwall.controller.media.Fit;
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

/** What walls are going to lack comes to the board within seconds of the edit, or of the instant, and goes again by itself. */
final class WatchSimTest {
    private static final Duration SECONDS = Duration.ofSeconds(5);

    private final SimFleet fleet = new SimFleet(0);
    private final long begun = fleet.controller().clock().now();

    WatchSimTest() {
        fleet.upload("one", FakeMediaTools.video("one", Duration.ofSeconds(6)));
        fleet.upload("two", FakeMediaTools.video("two", Duration.ofSeconds(8)));
        fleet.world.run(Duration.ofSeconds(2));
        loop(null);
        fleet.world.runUntil(fleet::inStep, Duration.ofSeconds(40));
    }

    private Instant at(Duration after) {
        return Instants.instant(begun + after.toNanos());
    }

    private Playlists.Draft item(String name, @Nullable Instant until) {
        var media = fleet.controller().mediaStore().all().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
        return new Playlists.Draft(null, new Content.Medium(media.id(), null, Fit.CONTAIN), new Terms(List.of(), new Validity(null, until), 1));
    }

    private void loop(@Nullable Instant until) {
        fleet.operator("fills the loop", () -> {
            var list = fleet.loopNow();
            return fleet.controller().playlists().save(list.id(), list.revision(), list.name(), List.of(item("one", until)));
        });
    }

    private Set<String> codes() {
        var out = new TreeSet<String>();
        problems().forEach(problem -> out.add(problem.code()));
        return out;
    }

    private List<BoardProblem> problems() {
        return fleet.controller().board().screens().stream().flatMap(screen -> screen.problems().stream()).toList();
    }

    private void within(Duration limit, BooleanSupplier condition) {
        fleet.world.runUntil(condition, limit);
        assertTrue(condition.getAsBoolean(), problems().toString());
    }

    @Test
    void aHoleIsNamedTwoDaysAheadAsSoonAsItIsMadeAndGoesWithTheEditThatFillsIt() {
        loop(at(Duration.ofHours(40)));
        within(SECONDS, () -> codes().equals(Set.of(Board.HOLE_AHEAD)));
        assertEquals(3, problems().size(), "on each of the walls");
        loop(null);
        within(SECONDS, () -> codes().isEmpty());
    }

    @Test
    void aHoleFarAheadIsNamedWhenItComesNearWithoutAnybodyDoingAnything() {
        loop(at(Duration.ofHours(49)));
        fleet.world.run(Duration.ofMinutes(58));
        assertEquals(Set.of(), codes());
        within(Duration.ofMinutes(2).plus(SECONDS), () -> codes().equals(Set.of(Board.HOLE_AHEAD)));
        long noticed = fleet.controller().clock().now() - begun;
        assertTrue(Math.abs(noticed - Duration.ofHours(1).toNanos()) < SECONDS.toNanos(), Duration.ofNanos(noticed).toString());
    }

    @Test
    void aRuleThatIsGoingToHaveNothingToShowIsNamedUntilItIsOver() {
        var end = at(Duration.ofMinutes(20));
        fleet.operator("makes a rule", () -> {
            var list = fleet.controller().playlists().create("Short", List.of(item("two", at(Duration.ofMinutes(10)))));
            return fleet.controller().rules().create(new Rules.Draft("Fair", Targets.of(Screens.DEFAULT_GROUP), list.id(), RuleClass.NORMAL, 1,
                    new When.Once(at(Duration.ofMinutes(5)), end)));
        });
        within(SECONDS, () -> codes().equals(Set.of(Board.NOTHING_TO_SHOW_AHEAD)));
        assertTrue(problems().getFirst().cause().contains("\"Fair\"") && problems().getFirst().cause().contains("\"Short\""), problems().toString());
        fleet.world.runUntil(() -> fleet.controller().clock().now() >= Instants.nanos(end), Duration.ofMinutes(25));
        within(SECONDS, () -> !codes().contains(Board.NOTHING_TO_SHOW_AHEAD));
    }

    @Test
    void aControllerThatBeginsAnewNamesItAgain() {
        loop(at(Duration.ofHours(40)));
        within(SECONDS, () -> codes().equals(Set.of(Board.HOLE_AHEAD)));
        fleet.killController();
        fleet.world.run(Duration.ofSeconds(3));
        fleet.startController(false);
        within(Duration.ofSeconds(15), () -> codes().contains(Board.HOLE_AHEAD));
    }
}
