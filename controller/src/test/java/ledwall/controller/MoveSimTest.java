package ledwall.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import ledwall.agent.Truth;
import ledwall.controller.health.ScreenStatus;
import ledwall.controller.media.Fit;
import ledwall.controller.playlist.Playlists;
import ledwall.controller.rollout.GroupStatus.Stage;
import ledwall.controller.screen.Screen;
import ledwall.controller.screen.ScreenGroup;
import ledwall.controller.screen.Screens;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.ScreenId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Screens that move between groups and change their size: told from the glass. The default group plays "one" and "two", the other one "four" and "five". */
final class MoveSimTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final SimFleet fleet = new SimFleet(5);
    private final GroupId other;

    MoveSimTest() {
        for (var clip : List.of("one", "two", "four", "five")) {
            fleet.upload(clip, FakeMediaTools.video(clip, Duration.ofSeconds(6)));
            fleet.world.run(Duration.ofSeconds(1));
        }
        ScreenGroup made = fleet.controller().groups().create("Other");
        other = made.id();
        fill(Screens.DEFAULT_GROUP, "one", "two");
        fill(other, "four", "five");
        fleet.world.runUntil(this::settled, SOON);
        fleet.world.run(Duration.ofSeconds(10));
    }

    @AfterEach
    void versionsOfAScreenOnlyGrew() {
        for (SimWall wall : fleet.walls) {
            List<Long> versions = fleet.database.read("read versions", handle -> handle
                    .createQuery("SELECT t.version FROM timeline t JOIN revision r ON r.group_id = t.group_id AND r.version = t.version"
                            + " WHERE t.screen_id = :screen ORDER BY r.made_at, t.version").bind("screen", wall.screen().id().value()).mapTo(Long.class).list());
            assertEquals(List.copyOf(new TreeSet<>(versions)), versions);
        }
        for (ScreenStatus status : fleet.controller().board().screens()) {
            assertEquals(List.of(), status.problems().stream().map(problem -> problem.code() + " " + problem.cause()).toList(), status.screen().name());
        }
    }

    private void fill(GroupId group, String... names) {
        fleet.operator("edits the loop of " + group, () -> {
            var list = fleet.controller().playlistStore().byId(fleet.controller().groups().byId(group).loop()).orElseThrow();
            var drafts = new ArrayList<Playlists.Draft>();
            for (String name : names) {
                var media = fleet.controller().mediaStore().all().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
                drafts.add(new Playlists.Draft(null, media.id(), null, Fit.CONTAIN));
            }
            return fleet.controller().playlists().save(list.id(), list.revision(), list.name(), drafts);
        });
    }

    private void edit(int wall, Screens.Edit edit) {
        ScreenId id = fleet.walls.get(wall).screen().id();
        fleet.operator("edits " + id + ": " + edit, () -> fleet.controller().screens().update(id, fleet.controller().screens().byId(id).revision(), edit));
    }

    private void move(int wall, GroupId group) {
        edit(wall, new Screens.Edit(fleet.walls.get(wall).screen().name(), group, null, null, null, null));
    }

    /** Every online screen plays what its group does, and no edit is on its way. */
    private boolean settled() {
        return fleet.controllerUp() && fleet.controller().rollouts().statuses().values().stream().allMatch(status -> status.pending() == null)
                && fleet.controller().board().screens().size() == fleet.walls.size()
                && fleet.controller().board().screens().stream().allMatch(status -> status.inSync() && status.desired().equals(status.reported().onAir()));
    }

    private void settle() {
        fleet.world.run(Duration.ofSeconds(1));
        fleet.world.runUntil(this::settled, SOON);
    }

    private String name(@Nullable String path) {
        if (path == null) {
            return "dark";
        }
        String hash = path.substring(path.lastIndexOf('/') + 1);
        return fleet.database.read("find", handle -> handle.createQuery("SELECT m.name FROM rendition r JOIN media m ON m.hash = r.master_hash WHERE r.hash = :hash")
                .bind("hash", hash).mapTo(String.class).findFirst().orElse("slate"));
    }

    /** What a wall shows in the time to come, each once. */
    private TreeSet<String> shows(int wall, Duration time) {
        long from = fleet.world.nowNanos();
        fleet.world.run(time);
        return shown(wall, from);
    }

    private TreeSet<String> shown(int wall, long fromNanos) {
        var names = new TreeSet<String>();
        for (Truth.Run run : fleet.walls.get(wall).truth().runs(fromNanos, fleet.world.nowNanos())) {
            names.add(name(run.path()));
        }
        return names;
    }

    private TreeSet<String> loop(String... names) {
        return new TreeSet<>(List.of(names));
    }

    private Screen screen(int wall) {
        return fleet.controller().screens().byId(fleet.walls.get(wall).screen().id());
    }

    private long pending(Stage stage) {
        var pending = fleet.status().pending();
        Long version = pending == null || pending.stage() != stage ? null : pending.version();
        return version == null ? 0 : version;
    }

    @Test
    void screenLeavesWhileASwitchIsStillToComeAndACutOvertakesIt() {
        fill(Screens.DEFAULT_GROUP, "two", "one", "four");
        fleet.world.runUntil(() -> pending(Stage.DECIDED) > 0, SOON);
        long coming = pending(Stage.DECIDED);
        move(2, other);
        // All that stay go on with what they were told, and that is not due yet: nor is the revision that says so.
        fleet.world.runUntil(() -> pending(Stage.DECIDED) > coming, Duration.ofSeconds(2));
        fleet.operator("cuts", () -> {
            fleet.controller().planner().applyNow(Screens.DEFAULT_GROUP);
            return true;
        });
        fleet.world.runUntil(this::settled, SOON);
    }

    @Test
    void screenThatMovesGoesOnUntilTheNewGroupsLoopTakesOverAndBothGroupsAreCompiled() {
        long begin = fleet.world.nowNanos();
        long before = fleet.status().onAir();
        move(1, other);
        fleet.world.run(Duration.ofMillis(400));
        assertTrue(fleet.controller().board().screen(screen(1).id()).orElseThrow().inSync(), "it does what it was told, until it is told better");
        settle();
        assertEquals(loop("four", "five"), shows(1, Duration.ofSeconds(13)));
        assertEquals(loop("one", "two"), shows(0, Duration.ofSeconds(13)));
        assertEquals(loop("one", "two"), shown(2, begin));
        assertFalse(shown(1, begin).contains("slate"));
        assertTrue(fleet.status().onAir() > before, "the group it left was compiled too");
    }

    @Test
    void screensOfAJoinedGroupDoNotJump() {
        move(2, other);
        settle();
        long begin = fleet.world.nowNanos();
        move(0, other);
        settle();
        fleet.world.run(Duration.ofSeconds(13));
        var runs = fleet.walls.get(2).truth().runs(begin, fleet.world.nowNanos());
        // The first and the last are cut by the window that is looked at.
        for (Truth.Run run : runs.subList(1, runs.size() - 1)) {
            assertEquals(6.0, (run.untilNanos() - run.fromNanos()) / 1e9, 0.2, runs.toString());
        }
        assertEquals(loop("four", "five"), shows(0, Duration.ofSeconds(13)));
    }

    @Test
    void thereAndBackWithTheScreenOfflineMeanwhile() {
        fleet.walls.get(1).killAgent();
        fleet.world.run(Duration.ofSeconds(8));
        move(1, other);
        fleet.world.run(Duration.ofSeconds(45));
        fill(other, "five");
        fleet.world.run(Duration.ofSeconds(45));
        move(1, Screens.DEFAULT_GROUP);
        fleet.world.run(Duration.ofSeconds(45));
        fleet.walls.get(1).startAgain(false);
        settle();
        assertEquals(loop("one", "two"), shows(1, Duration.ofSeconds(13)));
    }

    @Test
    void thereAndBackIntoAnEmptyGroupWhoseProgrammeDidNotChange() {
        move(0, other);
        settle();
        move(1, other);
        settle();
        // The third is the last to go, so that the default group's newest revision is of this one alone.
        move(2, other);
        settle();
        assertEquals(loop("four", "five"), shows(2, Duration.ofSeconds(13)));
        move(2, Screens.DEFAULT_GROUP);
        settle();
        assertEquals(loop("one", "two"), shows(2, Duration.ofSeconds(13)));
    }

    @Test
    void thereAndBackInOneBreath() {
        long begin = fleet.world.nowNanos();
        move(1, other);
        move(1, Screens.DEFAULT_GROUP);
        settle();
        assertEquals(loop("one", "two"), shows(1, Duration.ofSeconds(13)));
        for (int wait = 10; wait < 400; wait += 30) {
            move(1, other);
            fleet.world.run(Duration.ofMillis(wait));
            move(1, Screens.DEFAULT_GROUP);
            fleet.world.run(Duration.ofMillis(wait));
        }
        settle();
        // A player that was cued a moment ago may be some milliseconds ahead of the window that takes its place.
        assertFalse(shown(1, begin).contains("slate"));
        assertEquals(loop("one", "two"), shows(1, Duration.ofSeconds(13)));
    }

    @Test
    void thereAndBackWhileRevisionsOfBothGroupsAreUndecided() {
        fleet.world.network().rate(SimFleet.CONTROLLER, fleet.walls.get(1).host, 3_000);
        fill(Screens.DEFAULT_GROUP, "one", "five");
        fleet.world.run(Duration.ofSeconds(3));
        assertEquals(Stage.OFFERED, fleet.status().pending().stage());
        move(1, other);
        fleet.world.run(Duration.ofSeconds(2));
        move(0, other);
        fleet.world.run(Duration.ofSeconds(2));
        move(1, Screens.DEFAULT_GROUP);
        fleet.world.run(Duration.ofSeconds(2));
        fleet.world.network().rate(SimFleet.CONTROLLER, fleet.walls.get(1).host, 400_000);
        settle();
        assertEquals(loop("one", "five"), shows(1, Duration.ofSeconds(13)));
        assertEquals(loop("four", "five"), shows(0, Duration.ofSeconds(13)));
    }

    @Test
    void controllerThatDiesInTheMiddleOfAMoveFinishesIt() {
        for (int wait = 0; wait < 200; wait += 40) {
            move(1, other);
            fleet.world.run(Duration.ofMillis(wait));
            fleet.killController();
            fleet.world.run(Duration.ofSeconds(2));
            fleet.startController(false);
            settle();
            boolean moved = screen(1).group().equals(other);
            assertEquals(moved ? loop("four", "five") : loop("one", "two"), shows(1, Duration.ofSeconds(13)));
            move(1, Screens.DEFAULT_GROUP);
            settle();
        }
    }

    @Test
    void controllerThatWasAwayKnowsWhatAMovedScreenStillPlays() {
        // Nothing can be made for the other group, so that the screen goes on with what it has.
        fleet.upload("deadly", FakeMediaTools.videoWithout(Fit.CONTAIN, Duration.ofSeconds(4)));
        fleet.world.run(Duration.ofSeconds(2));
        move(1, other);
        edit(1, new Screens.Edit("South", other, 320, null, null, null));
        fleet.world.run(Duration.ofMillis(30));
        fleet.killController();
        fleet.world.run(Duration.ofSeconds(2));
        fleet.startController(false);
        long begin = fleet.world.nowNanos();
        settle();
        assertFalse(shown(1, begin).contains("slate"));
        assertEquals(loop("four", "five"), shows(1, Duration.ofSeconds(13)));
    }

    @Test
    void groupGetsAnotherLoop() {
        long begin = fleet.world.nowNanos();
        fleet.operator("gives the group another loop", () -> {
            var loop = fleet.controller().groups().byId(other).loop();
            return fleet.controller().groups().update(Screens.DEFAULT_GROUP, 1, "Default group", loop);
        });
        settle();
        assertEquals(loop("four", "five"), shows(0, Duration.ofSeconds(13)));
        assertFalse(shown(0, begin).contains("slate"));
    }

    @Test
    void screenOfAnotherSizeKeepsItsOldLoopUntilTheNewRenditionsAreThere() {
        long begin = fleet.world.nowNanos();
        edit(1, new Screens.Edit("South", null, 320, 240, null, null));
        settle();
        assertEquals(loop("one", "two"), shows(1, Duration.ofSeconds(13)));
        assertEquals(loop("one", "two"), shown(1, begin), "no slate and no hole in between");
        var timeline = fleet.controller().rollouts().programme(screen(1).id()).entries().getLast().timeline();
        assertEquals(320, timeline.width());
        assertEquals(240, timeline.height());
        assertEquals(loop("one", "two"), shown(0, begin));
        edit(1, new Screens.Edit("South", null, 640, 360, null, null));
        settle();
        assertEquals(640, fleet.controller().rollouts().programme(screen(1).id()).entries().getLast().timeline().width());
    }

    @Test
    void screenAloneInItsGroupChangesItsFrameRate() {
        move(1, other);
        settle();
        edit(1, new Screens.Edit("South", null, null, null, 50, null));
        settle();
        assertEquals(loop("four", "five"), shows(1, Duration.ofSeconds(13)));
        assertEquals(50, fleet.controller().rollouts().programme(screen(1).id()).entries().getLast().timeline().frameRate());
    }

    @Test
    void emptiedGroupIsDeletedAndItsRolloutEnds() {
        move(1, other);
        settle();
        move(1, Screens.DEFAULT_GROUP);
        settle();
        fleet.operator("deletes the group", () -> {
            fleet.controller().groups().delete(other, 1);
            return true;
        });
        settle();
        assertEquals(List.of(Screens.DEFAULT_GROUP), List.copyOf(fleet.controller().rollouts().statuses().keySet()));
        fleet.killController();
        fleet.world.run(Duration.ofSeconds(1));
        fleet.startController(false);
        settle();
        assertEquals(List.of(Screens.DEFAULT_GROUP), List.copyOf(fleet.controller().rollouts().statuses().keySet()));
        assertEquals(loop("one", "two"), shows(1, Duration.ofSeconds(13)));
    }
}
