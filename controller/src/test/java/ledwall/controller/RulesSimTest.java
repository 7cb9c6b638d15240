package ledwall.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import ledwall.controller.calendar.Recurrence;
import ledwall.controller.calendar.When;
import ledwall.controller.health.Board;
import ledwall.controller.media.Fit;
import ledwall.controller.playlist.Content;
import ledwall.controller.playlist.Playlist;
import ledwall.controller.playlist.PlaylistItem;
import ledwall.controller.playlist.Playlists;
import ledwall.controller.playlist.Terms;
import ledwall.controller.schedule.RuleClass;
import ledwall.controller.schedule.Rules;
import ledwall.controller.schedule.Targets;
import ledwall.controller.screen.Screens;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.timeline.Instants;
import ledwall.protocol.timeline.Programme;
import ledwall.protocol.timeline.Switch;
import ledwall.sim.SimDisk;
import org.junit.jupiter.api.Test;

/** Rules on their way to the walls: three screens play a loop of one (6 s) and two (8 s), a rule plays four (4 s). */
final class RulesSimTest {
    private static final Duration WINDOW = Duration.ofSeconds(20);

    private final SimFleet fleet = new SimFleet(11);

    RulesSimTest() {
        for (String name : List.of("one", "two", "four")) {
            fleet.upload(name, FakeMediaTools.video(name, Duration.ofSeconds(name.equals("one") ? 6 : name.equals("two") ? 8 : 4)));
            fleet.world.run(Duration.ofSeconds(1));
        }
        save(fleet.loopNow(), "one", "two");
        fleet.world.runUntil(fleet::inStep, Duration.ofSeconds(40));
        fleet.world.run(Duration.ofSeconds(15));
    }

    private void save(Playlist list, String... names) {
        save(list, false, names);
    }

    /** @param keep items of the same media keep their ids, as on the page */
    private void save(Playlist list, boolean keep, String... names) {
        fleet.operator("edits", () -> fleet.controller().playlists().save(list.id(), list.revision(), list.name(), List.of(names).stream()
                .map(name -> new Playlists.Draft(keep ? kept(list, media(name)) : null, media(name), Terms.PLAIN)).toList()));
        fleet.world.run(Duration.ofSeconds(1));
    }

    private static ItemId kept(Playlist list, Content content) {
        return list.items().stream().filter(item -> content.equals(item.content())).findFirst().map(PlaylistItem::id).orElse(null);
    }

    private Content media(String name) {
        return new Content.Medium(fleet.controller().mediaStore().all().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow().id(), null,
                Fit.CONTAIN);
    }

    private void rule(Targets targets, When when) {
        fleet.operator("makes a rule", () -> {
            var list = fleet.controller().playlists().create("Window");
            save(list, "four");
            return fleet.controller().rules().create(new Rules.Draft("Window", targets, list.id(), RuleClass.NORMAL, 1, when));
        });
    }

    private Instant soon() {
        return Instants.instant(fleet.controller().clock().now()).plusSeconds(40).truncatedTo(ChronoUnit.SECONDS);
    }

    private ScreenId screen(int wall) {
        return fleet.walls.get(wall).screen().id();
    }

    private Programme programme(int wall) {
        return fleet.controller().rollouts().programme(screen(wall));
    }

    private long version(int wall) {
        return programme(wall).entries().getLast().timeline().version();
    }

    private String due(int wall, Instant at) {
        return programme(wall).due(Instants.nanos(at)).map(showing -> showing.cue().name() + " since " + showing.fullStartNanos()).orElse("-");
    }

    /** What the glass of a wall shows now. */
    private String onGlass(int wall) {
        var reported = fleet.controller().board().screen(screen(wall)).orElseThrow().reported();
        return reported == null ? "-" : reported.itemName();
    }

    @Test
    void recurringRulePlaysOnEachOfItsDaysFarEnoughAhead() {
        Instant from = soon();
        var zone = fleet.walls.getFirst().screen().zone();
        rule(Targets.of(Screens.DEFAULT_GROUP), When.Recurring.of(LocalDateTime.ofInstant(from, zone), WINDOW, Recurrence.parse("FREQ=DAILY")));
        fleet.world.runUntil(() -> Instants.instant(fleet.controller().clock().now()).isAfter(from.plusSeconds(6)), Duration.ofSeconds(90));
        for (int wall = 0; wall < 3; wall++) {
            assertEquals("four", onGlass(wall));
            for (int day = 0; day <= 7; day++) {
                Instant begin = LocalDateTime.ofInstant(from, zone).plusDays(day).atZone(zone).toInstant();
                assertTrue(due(wall, begin).equals("four since " + Instants.nanos(begin)), "day " + day + ": " + due(wall, begin));
                assertTrue(!due(wall, begin.minusNanos(1)).startsWith("four"));
                assertTrue(!due(wall, begin.plus(WINDOW)).startsWith("four"));
            }
        }
        fleet.world.run(Duration.ofSeconds(30));
        assertTrue(fleet.inStep());
    }

    @Test
    void ruleOfOneScreenSendsTheOthersNothingAndLeavesItInStepWithThem() {
        long before = version(0);
        Instant from = soon();
        rule(new Targets(List.of(), List.of(screen(1))), new When.Once(from, from.plus(WINDOW)));
        fleet.world.runUntil(() -> Instants.instant(fleet.controller().clock().now()).isAfter(from.plusSeconds(6)), Duration.ofSeconds(90));
        assertEquals(List.of(before, before), List.of(version(0), version(2)));
        assertNotEquals(before, version(1));
        assertEquals("four", onGlass(1));
        assertNotEquals("four", onGlass(0));
        assertTrue(fleet.inStep());
        assertEquals(due(0, from.plus(WINDOW)), due(1, from.plus(WINDOW)), "the loop goes on in step");
        fleet.killController();
        fleet.world.run(Duration.ofSeconds(3));
        fleet.startController(false);
        fleet.world.runUntil(fleet::inStep, Duration.ofSeconds(40));
        assertEquals(before, version(2));
        fleet.world.run(Duration.ofSeconds(20));
        save(fleet.loopNow(), "two", "one", "four");
        fleet.world.runUntil(() -> version(0) > before && fleet.inStep(), Duration.ofSeconds(60));
        Instant now = Instants.instant(fleet.controller().clock().now());
        assertEquals(List.of(version(0), version(0)), List.of(version(1), version(2)));
        assertEquals(List.of(due(0, now), due(0, now)), List.of(due(1, now), due(2, now)));
    }

    private List<String> problems(int wall) {
        return fleet.controller().board().screen(screen(wall)).orElseThrow().problems().stream().map(problem -> problem.code()).toList();
    }

    private void full(int wall, boolean full) {
        SimDisk disk = fleet.world.disk(fleet.walls.get(wall).host);
        disk.capacity(full ? disk.used() : 16L << 30);
    }

    /** The loop is edited, which the first wall does not take; then a rule of the second wall makes a revision by which the first goes on. */
    private void editThatTheFirstLacksThenRuleOfTheSecond() {
        long before = version(1);
        save(fleet.loopNow(), "two", "one");
        untilOnAir(before + 1);
        Instant from = soon();
        rule(new Targets(List.of(), List.of(screen(1))), new When.Once(from, from.plus(WINDOW)));
        untilOnAir(before + 2);
        assertEquals(List.of(before + 1, before + 2, before + 1), List.of(version(0), version(1), version(2)));
    }

    private void untilOnAir(long version) {
        fleet.world.runUntil(() -> Long.valueOf(version).equals(fleet.status().onAir()), Duration.ofSeconds(60));
        fleet.world.run(Duration.ofSeconds(1));
    }

    @Test
    void screenThatRefusedIsOfferedAgainAfterAnEditOfAnother() {
        full(0, true);
        editThatTheFirstLacksThenRuleOfTheSecond();
        assertTrue(problems(0).contains(Board.TIMELINE_REFUSED), "problems: " + problems(0));
        full(0, false);
        fleet.world.run(Duration.ofSeconds(35));
        assertTrue(fleet.inStep());
        assertEquals(List.of(), problems(0));
    }

    @Test
    void refusalOfATimelineThatGoesOnIsNamedAndItIsOfferedAgain() {
        fleet.walls.getFirst().killAgent();
        fleet.world.run(Duration.ofSeconds(8));
        editThatTheFirstLacksThenRuleOfTheSecond();
        full(0, true);
        fleet.walls.getFirst().startAgain(false);
        fleet.world.run(Duration.ofSeconds(8));
        assertTrue(problems(0).contains(Board.TIMELINE_REFUSED), "problems: " + problems(0));
        full(0, false);
        fleet.world.run(Duration.ofSeconds(35));
        assertTrue(fleet.inStep());
        assertEquals(List.of(), problems(0));
    }

    @Test
    void screenWhoseWindowIsPlannedComesBackInStepThoughTheLoopIsEditedMeanwhile() {
        Instant from = soon().plusSeconds(60);
        Instant until = from.plus(WINDOW);
        rule(new Targets(List.of(), List.of(screen(1))), new When.Once(from, until));
        fleet.world.run(Duration.ofSeconds(30));
        save(fleet.loopNow(), "two", "one", "four");
        fleet.world.runUntil(fleet::inStep, Duration.ofSeconds(40));
        fleet.world.run(Duration.ofSeconds(20));
        long version = version(1);
        for (int second = 0; second < 60; second++) {
            Instant at = until.plusSeconds(second);
            assertEquals(due(0, at), due(1, at), "at " + at);
        }
        fleet.world.run(Duration.ofMinutes(3));
        assertEquals(version, version(1), "nothing more is sent");
        assertTrue(fleet.inStep());
    }

    private Programme stored(int wall) {
        long now = fleet.controller().clock().now();
        return fleet.controller().rolloutStore().programme(screen(wall), now - Duration.ofMinutes(1).toNanos(), now + Duration.ofMinutes(2).toNanos());
    }

    private void untilOnGlass(int wall, String name) {
        fleet.world.runUntil(() -> onGlass(wall).equals(name), Duration.ofSeconds(40));
    }

    private static Switch lastChange(Programme programme) {
        return programme.entries().getLast().change();
    }

    @Test
    void previewKnowsTheFirstCueThatWasSentAlsoAfterARestart() {
        untilOnGlass(0, "two");
        untilOnGlass(0, "one");
        save(fleet.loopNow(), true, "one", "two", "four");
        fleet.world.runUntil(fleet::inStep, Duration.ofSeconds(40));
        Switch sent = lastChange(programme(0));
        assertEquals(1, sent.firstCue(), "the next item of the new order follows");
        assertEquals(sent, lastChange(stored(0)));
        fleet.killController();
        fleet.world.run(Duration.ofSeconds(3));
        fleet.startController(false);
        fleet.world.runUntil(fleet::inStep, Duration.ofSeconds(40));
        assertEquals(sent, lastChange(programme(0)));
    }

    @Test
    void screenWithAWindowOfItsOwnBeginsItsNewListWithItsOwnNextItem() {
        Instant from = soon();
        rule(new Targets(List.of(), List.of(screen(1))), new When.Once(from, from.plus(Duration.ofMinutes(10))));
        fleet.world.runUntil(() -> Instants.instant(fleet.controller().clock().now()).isAfter(from.plusSeconds(6)), Duration.ofSeconds(90));
        untilOnGlass(0, "two");
        untilOnGlass(0, "one");
        // Both at once: one revision, whose switch is the end of the loop's cue.
        var loop = fleet.loopNow();
        fleet.operator("edits the window's list", () -> {
            var list = fleet.controller().playlistStore().all().stream().filter(each -> each.name().equals("Window")).findFirst().orElseThrow();
            return fleet.controller().playlists().save(list.id(), list.revision(), list.name(), List.of(new Playlists.Draft(null, media("two"), Terms.PLAIN),
                    new Playlists.Draft(list.items().getFirst()), new Playlists.Draft(null, media("one"), Terms.PLAIN)));
        });
        save(loop, true, "one", "two", "four");
        fleet.world.runUntil(fleet::inStep, Duration.ofSeconds(40));
        long begun = lastChange(programme(0)).atNanos();
        assertEquals(List.of("two from its begin", "one from its begin", "two from its begin"), List.of(0, 1, 2).stream().map(wall -> {
            var showing = stored(wall).due(begun).orElseThrow();
            return showing.cue().name() + (showing.fullStartNanos() == begun ? " from its begin" : " since " + showing.fullStartNanos());
        }).toList());
        fleet.world.run(Duration.ofSeconds(30));
        assertTrue(fleet.inStep());
    }
}
