package ledwall.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import ledwall.controller.media.Fit;
import ledwall.controller.playlist.Playlists;
import ledwall.controller.screen.Screen;
import ledwall.controller.screen.Screens;
import ledwall.protocol.timeline.Programme;
import org.junit.jupiter.api.Test;

/** Every mistake that the swarm found and that takes a whole house to show: one scenario each, by hand and without dice. */
final class FleetScenariosTest {
    private static final Duration SOON = Duration.ofSeconds(40);

    private final SimFleet fleet = new SimFleet(5);

    FleetScenariosTest() {
        fleet.upload("one", FakeMediaTools.video("one", Duration.ofSeconds(6)));
        fleet.upload("two", FakeMediaTools.video("two", Duration.ofSeconds(8)));
        fleet.world.run(Duration.ofSeconds(1));
        edit();
        fleet.world.runUntil(fleet::inStep, SOON);
    }

    /** Everything there is becomes the loop. */
    private void edit() {
        fleet.operator("edits the loop", () -> {
            var drafts = new ArrayList<Playlists.Draft>();
            fleet.controller().mediaStore().all().forEach(media -> drafts.add(new Playlists.Draft(null, media.id(), null, Fit.CONTAIN)));
            var loop = fleet.loopNow();
            return fleet.controller().playlists().save(loop.id(), loop.revision(), loop.name(), drafts);
        });
    }

    private Screen update(SimWall wall, Screens.Edit edit) {
        return fleet.controller().screens().update(wall.screen().id(), wall.screen().revision(), edit).screen();
    }

    /** The wall follows a timeline that is made for it as it is now. */
    private boolean follows(SimWall wall) {
        long now = fleet.controller().clock().now();
        return fleet.inStep() && fleet.controller().rollouts().programme(wall.screen().id()).inForce(now).map(Programme.Entry::timeline)
                .filter(timeline -> timeline.width() == wall.screen().width() && timeline.frameRate() == wall.screen().frameRate()).isPresent();
    }

    @Test
    void screenThatIsGivenAnotherSizeWhileItIsConnectedTakesUpItsNewTimelines() {
        SimWall wall = fleet.walls.getFirst();
        fleet.operator("gives another size to a screen", () -> update(wall, new Screens.Edit("North", null, 320, 320, null, null)), wall::became);
        fleet.world.run(SOON);
        assertEquals(320, wall.screen().width());
        assertTrue(follows(wall));
    }

    @Test
    void screenThatMovesToAGroupOfAnotherRateWhileItIsConnectedTakesUpItsNewTimelines() {
        SimWall wall = fleet.walls.getFirst();
        fleet.operator("moves a screen", () -> {
            var group = fleet.controller().groups().create("Fast");
            var own = fleet.loopOf(group.id());
            var drafts = new ArrayList<Playlists.Draft>();
            fleet.loopNow().items().forEach(item -> drafts.add(new Playlists.Draft(null, item.content(), item.terms())));
            fleet.controller().playlists().save(own.id(), own.revision(), own.name(), drafts);
            return update(wall, new Screens.Edit("North", group.id(), null, null, 50, null));
        }, wall::became);
        fleet.world.run(SOON);
        assertEquals(50, wall.screen().frameRate());
        assertTrue(follows(wall));
    }

    @Test
    void diskThatCannotBeReadForAWhileTakesNothingFromTheGlass() {
        SimWall wall = fleet.walls.getFirst();
        long from = fleet.world.nowNanos();
        fleet.world.disk(wall.host).failing(true);
        // Long enough for every file to be hashed again.
        fleet.world.run(Duration.ofSeconds(80));
        fleet.world.disk(wall.host).failing(false);
        fleet.world.run(SOON);
        assertEquals(0, wall.truth().longestDark(from, fleet.world.nowNanos()));
        assertTrue(fleet.inStep());
    }

    /** More idle strangers than may wait in all, some of them behind the very address of an agent as in a tunnel, and greetings that never end. */
    @Test
    void strangersThatHoldTheirPlacesKeepNoAgentOut() {
        var nextDoor = new Strangers(fleet.world, fleet.walls.getFirst().node());
        nextDoor.idle(300);
        for (int i = 0; i < 5; i++) {
            fleet.strangers("idlers-" + i).idle(300);
            fleet.strangers("dribblers-" + i).dribble("dribblers-" + i, 20);
        }
        fleet.world.run(Duration.ofSeconds(9));
        assertTrue(fleet.controller().agents().greetingCount() > 1_000, () -> "they are there: " + fleet.controller().agents().greetingCount());
        assertEquals(3, fleet.controller().agents().online().size(), "whoever was welcome stays so");
        long from = fleet.world.nowNanos();
        for (SimWall wall : fleet.walls.subList(1, 3)) {
            wall.killAgent();
            fleet.world.run(Duration.ofSeconds(1));
            wall.startAgain(false);
            fleet.world.runUntil(() -> fleet.controller().agents().online().contains(wall.screen().id()), Duration.ofSeconds(2));
        }
        fleet.world.network().reset(SimFleet.CONTROLLER, fleet.walls.getFirst().host);
        fleet.world.runUntil(() -> !fleet.controller().agents().online().contains(fleet.walls.getFirst().screen().id()), Duration.ofSeconds(1));
        fleet.world.runUntil(() -> fleet.controller().agents().online().size() == 3, Duration.ofSeconds(5));
        edit();
        fleet.world.runUntil(fleet::inStep, SOON);
        fleet.walls.forEach(wall -> assertEquals(0, wall.truth().longestDark(from, fleet.world.nowNanos())));
    }
}
