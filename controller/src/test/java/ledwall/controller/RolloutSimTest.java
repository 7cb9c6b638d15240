package ledwall.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import ledwall.agent.Truth;
import ledwall.controller.health.ScreenStatus;
import ledwall.controller.media.Fit;
import ledwall.controller.playlist.Content;
import ledwall.controller.playlist.Playlists;
import ledwall.controller.rollout.GroupStatus;
import ledwall.controller.rollout.GroupStatus.Stage;
import ledwall.controller.schedule.Rules;
import ledwall.controller.screen.Screen;
import ledwall.controller.screen.Screens;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.timeline.Instants;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How an edit comes onto the walls: told from the glass of three screens that play a loop of one (6 s), two (8 s) and a still (10 s). */
final class RolloutSimTest {
    private static final long MILLI = 1_000_000;

    private static final Shown FOUR = new Shown("four", 4);
    private static final List<Shown> WHOLE = List.of(new Shown("one", 6), new Shown("two", 8), new Shown("still", 10), FOUR);

    private final SimFleet fleet = new SimFleet(3);

    RolloutSimTest() {
        upload("one", FakeMediaTools.video("one", Duration.ofSeconds(6)));
        upload("two", FakeMediaTools.video("two", Duration.ofSeconds(8)));
        upload("still", FakeMediaTools.still("still"));
        edit(false, drafts -> List.of(added("one"), added("two"), added("still")));
        fleet.world.runUntil(fleet::inStep, Duration.ofSeconds(40));
        fleet.world.run(Duration.ofSeconds(15));
    }

    private void upload(String name, byte[] file) {
        fleet.upload(name, file);
        fleet.world.run(Duration.ofSeconds(1));
    }

    private Playlists.Draft added(String name) {
        var media = fleet.controller().mediaStore().all().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
        return new Playlists.Draft(null, media.id(), null, Fit.CONTAIN);
    }

    private void edit(boolean applyNow, UnaryOperator<List<Playlists.Draft>> change) {
        fleet.operator("edits", () -> {
            var list = fleet.loopNow();
            var drafts = new ArrayList<Playlists.Draft>();
            list.items().forEach(item -> drafts.add(new Playlists.Draft(item)));
            var saved = fleet.controller().playlists().save(list.id(), list.revision(), list.name(), change.apply(drafts));
            if (applyNow) {
                fleet.controller().planner().applyNow(list.id());
            }
            return saved;
        });
    }

    private UnaryOperator<List<Playlists.Draft>> append(String name) {
        return drafts -> {
            drafts.add(added(name));
            return drafts;
        };
    }

    private long version() {
        Long onAir = fleet.status().onAir();
        return onAir == null ? 0 : onAir;
    }

    private @Nullable Stage stage() {
        var pending = fleet.status().pending();
        return pending == null ? null : pending.stage();
    }

    private ScreenStatus status(int wall) {
        return fleet.controller().board().screen(fleet.walls.get(wall).screen().id()).orElseThrow();
    }

    private void untilOnAir(long version, Duration limit) {
        fleet.world.runUntil(() -> version() == version && fleet.inStep(), limit);
    }

    /** An item on a wall, and for how many whole seconds, neighbours joined. */
    private record Shown(String item, long seconds) {}

    private List<Shown> shown(int wall, long fromNanos) {
        var out = new ArrayList<Shown>();
        String last = null;
        long since = 0;
        long until = 0;
        for (Truth.Run run : fleet.walls.get(wall).truth().runs(fromNanos, fleet.world.nowNanos())) {
            if (last == null || !last.equals(run.path())) {
                if (last != null) {
                    out.add(new Shown(fleet.nameOf(last), Math.round((until - since) / 1e9)));
                }
                last = String.valueOf(run.path());
                since = run.fromNanos();
            }
            until = run.untilNanos();
        }
        return out;
    }

    private String now(int wall) {
        return fleet.nameOf(fleet.walls.get(wall).truth().pathAt(fleet.world.nowNanos()));
    }

    @Test
    void itemAddedToTheLoopMakesNoWallJump() {
        upload("four", FakeMediaTools.video("four", Duration.ofSeconds(4)));
        long edited = fleet.world.nowNanos();
        edit(false, append("four"));
        untilOnAir(3, Duration.ofSeconds(40));
        fleet.world.run(Duration.ofSeconds(40));
        for (int wall = 0; wall < 3; wall++) {
            List<Shown> shown = shown(wall, edited);
            // The first one is cut by the window that is looked at.
            assertTrue(WHOLE.containsAll(shown.subList(1, shown.size())), "wall " + wall + " showed " + shown);
            assertTrue(shown.contains(FOUR), "wall " + wall + " showed " + shown);
        }
    }

    @Test
    void applyNowIsOnAllWallsWithinTwoSeconds() {
        upload("four", FakeMediaTools.video("four", Duration.ofSeconds(4)));
        edit(true, drafts -> List.of(added("four")));
        fleet.world.run(Duration.ofSeconds(2));
        for (int wall = 0; wall < 3; wall++) {
            assertEquals("four", now(wall));
        }
    }

    @Test
    void screenThatIsOfflineHoldsNobodyUpAndJoinsLater() {
        fleet.walls.get(1).killAgent();
        fleet.world.run(Duration.ofSeconds(8));
        upload("four", FakeMediaTools.video("four", Duration.ofSeconds(4)));
        edit(false, append("four"));
        fleet.world.runUntil(() -> version() == 3, Duration.ofSeconds(15));
        assertFalse(status(1).online());
        assertFalse(status(1).inSync());
        fleet.walls.get(1).startAgain(false);
        untilOnAir(3, Duration.ofSeconds(20));
    }

    @Test
    void slowScreenIsWaitedForThirtySecondsThenKeepsItsOldLoopUntilItIsReady() {
        long begin = fleet.world.nowNanos();
        upload("long", FakeMediaTools.video("long", Duration.ofSeconds(60)));
        fleet.world.network().rate(SimFleet.CONTROLLER, fleet.walls.get(2).host, 15_000);
        edit(false, append("long"));
        fleet.world.run(Duration.ofSeconds(25));
        assertEquals(Stage.OFFERED, stage());
        fleet.world.runUntil(() -> version() == 3, Duration.ofSeconds(20));
        fleet.world.run(Duration.ofSeconds(8));
        assertTrue(status(0).inSync() && status(1).inSync());
        assertFalse(status(2).inSync());
        // Nothing but the old loop, without a slate or a hole.
        List<Shown> shown = shown(2, begin);
        assertTrue(WHOLE.containsAll(shown.subList(1, shown.size())), "it showed " + shown);
        fleet.world.network().rate(SimFleet.CONTROLLER, fleet.walls.get(2).host, 400_000);
        untilOnAir(3, Duration.ofSeconds(45));
    }

    @Test
    void editIsDecidedAlthoughTheControllerDiedBeforeItCould() {
        upload("four", FakeMediaTools.video("four", Duration.ofSeconds(4)));
        for (SimWall wall : fleet.walls) {
            fleet.world.network().partition(SimFleet.CONTROLLER, wall.host);
        }
        edit(false, append("four"));
        fleet.world.run(Duration.ofSeconds(1));
        assertEquals(Stage.OFFERED, stage());
        fleet.killController();
        fleet.world.run(Duration.ofSeconds(3));
        fleet.world.network().healAll();
        fleet.startController(false);
        untilOnAir(3, Duration.ofSeconds(50));
    }

    @Test
    void decidedSwitchHoldsAlthoughTheControllerDiesBeforeIt() {
        upload("four", FakeMediaTools.video("four", Duration.ofSeconds(4)));
        edit(false, append("four"));
        fleet.world.runUntil(() -> stage() == Stage.DECIDED, Duration.ofSeconds(10));
        var at = fleet.status().pending().switchAt();
        fleet.killController();
        fleet.world.run(Duration.ofSeconds(40));
        for (int wall = 0; wall < 3; wall++) {
            assertTrue(shown(wall, 0).contains(FOUR), "wall " + wall + " showed " + shown(wall, 0));
        }
        fleet.startController(false);
        untilOnAir(3, Duration.ofSeconds(20));
        var programme = fleet.controller().rollouts().programme(fleet.walls.getFirst().screen().id());
        assertEquals(Instants.nanos(at), programme.entries().getLast().change().atNanos());
    }

    @Test
    void newerEditSupersedesOneThatIsStillOffered() {
        fleet.world.network().rate(SimFleet.CONTROLLER, fleet.walls.get(2).host, 15_000);
        upload("long", FakeMediaTools.video("long", Duration.ofSeconds(60)));
        edit(false, append("long"));
        fleet.world.run(Duration.ofSeconds(3));
        assertEquals(Stage.OFFERED, stage());
        edit(false, drafts -> drafts.subList(0, 2));
        untilOnAir(4, Duration.ofSeconds(30));
        fleet.world.run(Duration.ofSeconds(20));
        for (int wall = 0; wall < 3; wall++) {
            assertFalse(shown(wall, 0).stream().anyMatch(each -> each.item().equals("long")));
        }
    }

    @Test
    void editsInOneBreathMakeOneRevision() {
        edit(false, drafts -> drafts.subList(0, 2));
        edit(false, drafts -> drafts.reversed());
        fleet.world.run(Duration.ofSeconds(20));
        assertEquals(3, version());
    }

    @Test
    void editThatChangesNothingMakesNoRevision() {
        edit(false, drafts -> drafts);
        fleet.world.run(Duration.ofSeconds(20));
        assertEquals(2, version());
    }

    @Test
    void spoiltMediaIsLeftOutAndNamedOnTheBoard() {
        fleet.upload("spoilt", FakeMediaTools.spoilt("spoilt"));
        fleet.world.run(Duration.ofMillis(20));
        edit(false, append("spoilt"));
        fleet.world.run(Duration.ofSeconds(25));
        assertTrue(fleet.inStep());
        var problem = status(0).problems().getFirst();
        assertEquals("itemsLeftOut", problem.code());
        assertTrue(problem.cause().contains("spoilt"), problem.cause());
    }

    @Test
    void loopWithNothingToShowIsNamedUntilThereIsSomething() {
        assertEquals(List.of(), status(0).problems());
        var kept = new ArrayList<Playlists.Draft>();
        edit(false, drafts -> {
            kept.addAll(drafts);
            return List.of();
        });
        untilOnAir(3, Duration.ofSeconds(40));
        assertEquals(List.of("loopEmpty"), status(0).problems().stream().map(problem -> problem.code()).toList());
        edit(false, drafts -> kept.stream().map(draft -> new Playlists.Draft(null, draft.content(), draft.terms())).toList());
        untilOnAir(4, Duration.ofSeconds(40));
        assertEquals(List.of(), status(0).problems());
    }

    @Test
    void itemThatCannotBeMadeAsWishedKeepsTheOldLoopAndIsNamed() {
        upload("four", FakeMediaTools.videoWithout(Fit.COVER, Duration.ofSeconds(4)));
        edit(false, append("four"));
        untilOnAir(3, Duration.ofSeconds(40));
        edit(false, drafts -> {
            var four = drafts.removeLast();
            drafts.add(new Playlists.Draft(four.id(), new Content.Medium(((Content.Medium) four.content()).media(), null, Fit.COVER), four.terms()));
            return drafts;
        });
        fleet.world.run(Duration.ofSeconds(40));
        assertEquals(3, version());
        assertTrue(fleet.inStep(), "it prepares for ever");
        var problem = status(0).problems().stream().filter(each -> each.code().equals("scheduleStuck")).findFirst().orElseThrow();
        assertTrue(problem.cause().contains("four"), problem.cause());
        assertNull(fleet.controller().mediaStore().all().stream().filter(each -> each.name().equals("four")).findFirst().orElseThrow().failure());
        edit(false, drafts -> drafts.subList(0, 3));
        untilOnAir(4, Duration.ofSeconds(40));
        assertEquals(List.of(), status(0).problems());
    }

    @Test
    void compilationThatFailsIsNamedUntilOneSucceeds() {
        var wide = new Screen(new ScreenId("wide"), "Wide", Screens.DEFAULT_GROUP, 9600, 540, 25, ZoneOffset.UTC);
        fleet.controller().screenStore().insert(wide);
        edit(false, drafts -> drafts.subList(0, 2));
        fleet.world.run(Duration.ofSeconds(2));
        assertEquals("scheduleStuck", status(0).problems().getFirst().code());
        fleet.controller().screenStore().retire(wide.id(), Instants.instant(fleet.controller().clock().now()));
        untilOnAir(3, Duration.ofSeconds(40));
        assertEquals(List.of(), status(0).problems());
    }

    private void applyNowWhileASwitchIsDecidedForLater() {
        upload("four", FakeMediaTools.video("four", Duration.ofSeconds(4)));
        fleet.world.runUntil(() -> "two".equals(now(0)), Duration.ofSeconds(40));
        fleet.world.runUntil(() -> "still".equals(now(0)), Duration.ofSeconds(40));
        edit(false, drafts -> List.of(added("four")));
        fleet.world.runUntil(() -> stage() == Stage.DECIDED, Duration.ofSeconds(5));
        fleet.operator("applies now", () -> {
            fleet.controller().planner().applyNow(fleet.loop());
            return true;
        });
    }

    @Test
    void applyNowOvertakesASwitchThatIsDecidedForLater() {
        applyNowWhileASwitchIsDecidedForLater();
        fleet.world.run(Duration.ofSeconds(2));
        for (int wall = 0; wall < 3; wall++) {
            assertEquals("four", now(wall));
        }
        fleet.world.run(Duration.ofSeconds(15));
        assertTrue(fleet.inStep());
        assertEquals(4, version());
    }

    @Test
    void overtakenSwitchStaysVoidAlthoughTheControllerDiesBeforeTheNewOne() {
        applyNowWhileASwitchIsDecidedForLater();
        fleet.world.runUntil(() -> fleet.status().pending() instanceof GroupStatus.Pending(Long version, Stage stage, var _, var _) && version == 4
                && stage == Stage.DECIDED, Duration.ofSeconds(5));
        fleet.killController();
        fleet.startController(false);
        assertEquals(2, version(), "the one on air is known");
        untilOnAir(4, Duration.ofSeconds(10));
        var programme = fleet.controller().rollouts().programme(fleet.walls.getFirst().screen().id());
        assertEquals(4, programme.entries().getLast().timeline().version());
        fleet.world.run(Duration.ofSeconds(1));
        assertEquals("four", now(0));
    }

    @Test
    void windowOpensAndClosesAtItsInstants() {
        upload("four", FakeMediaTools.video("four", Duration.ofSeconds(4)));
        long from = fleet.controller().clock().now() + Duration.ofSeconds(40).toNanos();
        fleet.operator("makes a rule", () -> {
            var list = fleet.controller().playlists().create("Window");
            fleet.controller().playlists().save(list.id(), list.revision(), list.name(), List.of(added("four")));
            return fleet.controller().rules().create(new Rules.Draft("Window", Screens.DEFAULT_GROUP, list.id(), Instants.instant(from),
                    Instants.instant(from + Duration.ofSeconds(12).toNanos()), 1));
        });
        fleet.world.run(Duration.ofSeconds(60));
        for (SimWall wall : fleet.walls) {
            var programme = fleet.controller().rollouts().programme(wall.screen().id());
            assertEquals("four", programme.due(from).orElseThrow().cue().name());
        }
        for (int wall = 0; wall < 3; wall++) {
            assertTrue(shown(wall, 0).contains(new Shown("four", 12)), "wall " + wall + " showed " + shown(wall, 0));
        }
    }

    @Test
    void boardSaysWhatComesNextAndWhen() {
        ScreenStatus status = status(0);
        var next = status.next();
        var ends = status.cueEndsAt();
        assertEquals(ends, next.at());
        ItemId item = next.item();
        fleet.world.run(Duration.ofNanos(Instants.nanos(ends) - fleet.controller().clock().now() + 2_500 * MILLI));
        assertEquals(item, status(0).reported().item());
    }
}
