package ledwall.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import ledwall.controller.calendar.When;
import ledwall.controller.change.Pace;
import ledwall.controller.media.Fit;
import ledwall.controller.playlist.Playlist;
import ledwall.controller.playlist.Playlists;
import ledwall.controller.schedule.FrozenEdit;
import ledwall.controller.schedule.Rule;
import ledwall.controller.schedule.RuleClass;
import ledwall.controller.schedule.Rules;
import ledwall.controller.schedule.Targets;
import ledwall.controller.screen.Screens;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.timeline.Instants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The freeze window as the glass sees it: three walls play a loop of one and two, a fixed window shows three (3 s) and four (4 s). */
final class FreezeSimTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Duration WINDOW = Duration.ofSeconds(50);
    private static final long THREE = 3 * SECOND;
    private static final long TURN = 7 * SECOND;
    /** Bound of clock and drift of a wall, and what a picture takes to come. */
    private static final long EDGE = 250_000_000L;

    private SimFleet fleet;
    private RandomGenerator dice;
    private GroupId elsewhere;
    private Rule opening;
    private int refused;
    private int accepted;

    private void begin(long seed) {
        fleet = new SimFleet(seed);
        dice = fleet.world.dice("people in a hurry");
        for (String name : List.of("one", "two", "three", "four")) {
            fleet.upload(name, FakeMediaTools.video(name, Duration.ofSeconds(name.equals("three") ? 3 : name.equals("four") ? 4 : 6)));
            fleet.world.run(Duration.ofSeconds(1));
        }
        fleet.operator("makes the loop", () -> save(fleet.loopNow(), "one", "two"));
        fleet.operator("makes another group", () -> elsewhere = fleet.controller().groups().create("Elsewhere").id());
        fleet.world.runUntil(fleet::inStep, Duration.ofSeconds(40));
    }

    private Playlist save(Playlist list, String... names) {
        return fleet.controller().playlists().save(list.id(), list.revision(), list.name(), List.of(names).stream().map(this::draft).toList());
    }

    private Playlists.Draft draft(String name) {
        var media = fleet.controller().mediaStore().all().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
        return new Playlists.Draft(null, media.id(), null, Fit.CONTAIN);
    }

    private PlaylistId list(String name, String... names) {
        return save(fleet.controller().playlists().create(name), names).id();
    }

    private Instant now() {
        return Instants.instant(fleet.controller().clock().now());
    }

    private void opening(Targets targets, Instant from) {
        fleet.operator("plans the opening", () -> {
            var draft = new Rules.Draft("Opening", targets, list("Opening", "three", "four"), RuleClass.FIXED, 50, new When.Once(from, from.plus(WINDOW)));
            return opening = fleet.controller().rules().create(draft);
        });
    }

    /** The files in which walls keep a medium. */
    private Set<String> files(String name) {
        String master = fleet.controller().mediaStore().all().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow().hash().value();
        return new HashSet<>(fleet.database.read("find", handle -> handle.createQuery("SELECT hash FROM rendition WHERE master_hash = :master")
                .bind("master", master).mapTo(String.class).list()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noOrdinaryEditWithinTheFreezeWindowChangesTheGlassOfAFixedWindow(long seed) {
        begin(seed);
        Instant from = now().plusSeconds(90).truncatedTo(ChronoUnit.SECONDS);
        opening(Targets.of(Screens.DEFAULT_GROUP), from);
        fleet.world.runUntil(() -> now().isAfter(from.minusSeconds(59)), Duration.ofSeconds(90));
        assertTrue(fleet.inStep());
        while (now().isBefore(from.plus(WINDOW).minusSeconds(5))) {
            int roll = dice.nextInt(9);
            fleet.operator("edits in a hurry, the " + roll + "th way", () -> {
                try {
                    edit(roll, from);
                    accepted++;
                } catch (FrozenEdit e) {
                    refused++;
                }
                return roll;
            });
            fleet.world.run(Duration.ofMillis(500 + dice.nextInt(4_000)));
        }
        fleet.world.run(Duration.ofSeconds(10));
        Set<String> three = files("three");
        Set<String> four = files("four");
        for (SimWall wall : fleet.walls) {
            int judged = 0;
            for (long at = 0; at < fleet.world.nowNanos(); at += 97_000_000) {
                long into = fleet.timelineAt(at) - Instants.nanos(from);
                long edge = Math.floorMod(into, TURN);
                boolean between = List.of(0L, THREE, TURN).stream().anyMatch(each -> Math.abs(edge - each) < EDGE);
                if (into > EDGE && into < WINDOW.toNanos() - EDGE && !between) {
                    String path = String.valueOf(wall.truth().pathAt(at));
                    assertTrue((edge < THREE ? three : four).contains(path.substring(path.lastIndexOf('/') + 1)),
                            wall.host + " shows " + fleet.nameOf(path) + " " + into / 1_000_000 + " ms into the window");
                    judged++;
                }
            }
            assertTrue(judged > 300, judged + " samples");
        }
        assertTrue(refused > 3 && accepted > 3, refused + " edits were refused, " + accepted + " were not");
    }

    /** What an operator might do: some of it is harmless. */
    private void edit(int roll, Instant from) {
        var controller = fleet.controller();
        Rule rule = controller.rules().byId(opening.id());
        var open = new When.Once(from.minusSeconds(dice(30)), from.plus(WINDOW).plusSeconds(dice(60)));
        switch (roll) {
            case 0 -> controller.rules().delete(rule.id(), rule.revision());
            case 1 -> controller.rules().update(rule.id(), rule.revision(), new Rules.Draft(rule.name(), rule.targets(), rule.playlist(), rule.ruleClass(), 50, open));
            case 2 -> controller.rules().update(rule.id(), rule.revision(), new Rules.Draft("Again " + accepted, rule.targets(), fleet.loop(), rule.ruleClass(), 50, open));
            case 3 -> controller.rules().create(new Rules.Draft("Over it", rule.targets(), fleet.loop(), RuleClass.KEY_PERIOD, 1, open));
            case 4 -> controller.rules().create(new Rules.Draft("Under it", rule.targets(), fleet.loop(), RuleClass.NORMAL, 99, open));
            case 5 -> save(controller.playlists().byId(rule.playlist()), "four");
            case 6 -> save(fleet.loopNow(), dice(2) == 0 ? "two" : "one", "three");
            case 7 -> {
                var screen = controller.screens().byId(fleet.walls.get((int) dice(fleet.walls.size())).screen().id());
                controller.screens().update(screen.id(), screen.revision(), new Screens.Edit(screen.name(), elsewhere, null, null, null, null));
            }
            default -> controller.rules().restore(rule.id(), 1, rule.revision(), new Rules.By("desk", Pace.ORDINARY));
        }
    }

    private long dice(int bound) {
        return Math.floorMod(fleet.world.nowNanos() / 1_000_000, bound);
    }

    @Test
    void applyNowCutsAtOnceAndOnlyTheScreensThatItTouches() {
        begin(21);
        Instant from = now().plusSeconds(70).truncatedTo(ChronoUnit.SECONDS);
        var second = fleet.walls.get(1);
        opening(new Targets(List.of(), List.of(second.screen().id())), from);
        fleet.world.runUntil(() -> now().isAfter(from.plusSeconds(9)), Duration.ofSeconds(120));
        var third = fleet.controller().rollouts().programme(fleet.walls.get(2).screen().id());
        long began = fleet.world.nowNanos();
        fleet.operator("ends the opening", () -> {
            var gone = fleet.controller().rules().delete(opening.id(), 1, new Rules.By("desk", Pace.APPLY_NOW));
            fleet.controller().planner().applyNow(Screens.DEFAULT_GROUP);
            return gone;
        });
        fleet.world.run(Duration.ofSeconds(3));
        String path = String.valueOf(second.truth().pathAt(fleet.world.nowNanos() - 1));
        assertTrue(Set.of("one", "two").contains(fleet.nameOf(path)), "shows " + fleet.nameOf(path));
        assertEquals(third, fleet.controller().rollouts().programme(fleet.walls.get(2).screen().id()), "the others were told nothing");
        fleet.world.run(Duration.ofSeconds(20));
        assertTrue(fleet.inStep());
        var checks = new FleetChecks(fleet);
        checks.sameCue(List.of(fleet.walls.getFirst(), fleet.walls.getLast()), began, fleet.world.nowNanos());
        // The one that it touches goes on where the others are.
        checks.sameCue(fleet.walls, began + 5 * SECOND, fleet.world.nowNanos());
    }
}
