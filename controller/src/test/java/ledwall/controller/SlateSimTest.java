package ledwall.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import ledwall.controller.health.BoardProblem;
import ledwall.controller.media.Fit;
import ledwall.controller.screen.SlateChoice;
import ledwall.controller.screen.SlateOwner;
import ledwall.protocol.id.MediaId;
import ledwall.protocol.timeline.Timeline;
import org.junit.jupiter.api.Test;

/** A chosen slate from the operator to the glass: nothing is planned, so that it is what the walls show. */
final class SlateSimTest {
    private final SimFleet fleet = new SimFleet(31);
    private final SimWall wall = fleet.walls.getFirst();
    private final SimWall other = fleet.walls.get(1);

    SlateSimTest() {
        fleet.world.runUntil(fleet::inStep, Duration.ofSeconds(60));
        fleet.world.run(Duration.ofSeconds(15));
    }

    private MediaId upload(String name) {
        fleet.upload(name, FakeMediaTools.video(name, Duration.ofSeconds(7)));
        fleet.world.run(Duration.ofSeconds(15));
        return fleet.controller().mediaStore().all().getFirst().id();
    }

    private void choose(SlateOwner owner, SlateChoice choice) {
        fleet.operator("chooses a slate", () -> fleet.controller().slateChoices().replace(owner, fleet.controller().slateChoices().of(owner).revision(), choice));
        fleet.world.run(Duration.ofSeconds(40));
    }

    private SlateOwner own() {
        return new SlateOwner.OfScreen(wall.screen().id());
    }

    private String slate(SimWall of) {
        Timeline timeline = fleet.controller().rollouts().programme(of.screen().id()).entries().getLast().timeline();
        return timeline.slate().hash().value();
    }

    private String shown(SimWall of) {
        String path = of.truth().pathAt(fleet.world.nowNanos());
        assertNotNull(path, of.host + " is dark");
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Test
    void theWallShowsItAndKeepsItTwiceAndTheOthersAreLeftAlone() {
        String before = slate(wall);
        assertEquals(before, shown(wall));
        choose(own(), new SlateChoice.OfMedia(upload("emblem"), Fit.COVER));
        assertNotEquals(before, slate(wall));
        assertEquals(slate(wall), shown(wall));
        assertEquals(slate(other), shown(other));
        assertNotEquals(slate(wall), slate(other));
        fleet.world.run(Duration.ofSeconds(30));
        assertTrue(wall.files("cache/").contains("cache/" + slate(wall) + ".spare"), wall.files("cache/").toString());
        assertFalse(wall.files("cache/").contains("cache/" + before + ".spare"), "the spare of a slate that is none any more goes");

        choose(own(), new SlateChoice.Inherited());
        assertEquals(before, shown(wall));
    }

    @Test
    void aGroupsSlateIsThatOfItsScreensThatHaveNone() {
        choose(own(), new SlateChoice.BuiltIn());
        String builtIn = slate(wall);
        choose(new SlateOwner.OfGroup(wall.screen().group()), new SlateChoice.OfMedia(upload("emblem"), Fit.CONTAIN));
        assertEquals(builtIn, shown(wall));
        assertEquals(slate(other), shown(other));
        assertEquals("emblem", fleet.controller().mediaStore().all().getFirst().name());
        assertTrue(fleet.controller().mediaStore().slates(fleet.controller().mediaStore().all().getFirst().id()).stream().anyMatch(use -> use.group() != null));
    }

    @Test
    void oneOfWhichNothingCanBeMadeGivesWayToTheBuiltInAndIsTold() {
        String before = slate(wall);
        fleet.upload("broken", FakeMediaTools.spoilt("broken"));
        fleet.world.run(Duration.ofSeconds(1));
        MediaId broken = fleet.controller().mediaStore().all().getFirst().id();
        choose(own(), new SlateChoice.OfMedia(broken, Fit.CONTAIN));
        fleet.world.run(Duration.ofSeconds(120));
        assertEquals(before, slate(wall));
        assertEquals(before, shown(wall));
        assertTrue(fleet.controller().board().screen(wall.screen().id()).orElseThrow().problems().stream().map(BoardProblem::code).toList()
                .contains("slateNotMade"));
    }
}
