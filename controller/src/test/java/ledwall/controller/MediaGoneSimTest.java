package ledwall.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import ledwall.agent.Truth;
import ledwall.controller.media.Fit;
import ledwall.controller.media.Media;
import ledwall.controller.playlist.Playlists;
import org.junit.jupiter.api.Test;

/** Media that are deleted while walls still show them: nothing of them vanishes before no wall can need it any more. */
final class MediaGoneSimTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    /** Longer than it takes the controller to look for what nobody needs. */
    private static final Duration TIDIED = Duration.ofMinutes(11);

    private final SimFleet fleet = new SimFleet(9);
    private final Media one;

    MediaGoneSimTest() {
        for (var clip : List.of("one", "two")) {
            fleet.upload(clip, FakeMediaTools.video(clip, Duration.ofSeconds(6)));
            fleet.world.run(Duration.ofSeconds(1));
        }
        one = media("one");
        loop("one", "two");
        fleet.world.runUntil(fleet::inStep, SOON);
        fleet.world.run(Duration.ofSeconds(15));
    }

    private Media media(String name) {
        return fleet.controller().mediaStore().all().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    }

    private void loop(String... names) {
        fleet.operator("edits the loop", () -> {
            var list = fleet.loopNow();
            var drafts = new ArrayList<Playlists.Draft>();
            for (String name : names) {
                drafts.add(new Playlists.Draft(null, media(name).id(), null, Fit.CONTAIN));
            }
            return fleet.controller().playlists().save(list.id(), list.revision(), list.name(), drafts);
        });
    }

    private void delete() {
        fleet.operator("deletes one", () -> fleet.controller().media().delete(one.id()));
        fleet.world.run(Duration.ofMillis(20));
        assertFalse(fleet.controller().mediaStore().byId(one.id()).isPresent(), "it is out of the library");
    }

    /** Files of renditions of the deleted media that are there. */
    private Set<String> left() {
        return left(one);
    }

    private Set<String> left(Media media) {
        List<String> hashes = fleet.database.read("list renditions", handle -> handle.createQuery("SELECT hash FROM rendition WHERE master_hash = :master")
                .bind("master", media.hash().value()).mapTo(String.class).list());
        return new TreeSet<>(hashes);
    }

    private boolean showsOne(int wall, long fromNanos) {
        Set<String> hashes = left();
        return fleet.walls.get(wall).truth().runs(fromNanos, fleet.world.nowNanos()).stream().map(Truth.Run::path)
                .anyMatch(path -> path != null && hashes.stream().anyMatch(path::endsWith));
    }

    private boolean showsSlate(int wall, long fromNanos) {
        String slate = fleet.controller().rollouts().programme(fleet.walls.get(wall).screen().id()).entries().getLast().timeline().slate().hash().value();
        return fleet.walls.get(wall).truth().runs(fromNanos, fleet.world.nowNanos()).stream().map(Truth.Run::path)
                .anyMatch(path -> path != null && path.endsWith(slate));
    }

    @Test
    void mediaDeletedOnAirPlaysToItsEndAndGoesWhenEveryWallIsPastIt() {
        fleet.world.runUntil(() -> showsOne(0, fleet.world.nowNanos() - 100_000_000), SOON);
        long begin = fleet.world.nowNanos();
        loop("two");
        delete();
        assertEquals(2, left().size(), "one for each shape");
        fleet.world.run(Duration.ofSeconds(2));
        assertTrue(showsOne(0, fleet.world.nowNanos() - 100_000_000), "it is still on air");
        fleet.world.run(SOON);
        assertTrue(fleet.inStep());
        for (int wall = 0; wall < 3; wall++) {
            assertFalse(showsSlate(wall, begin));
        }
        fleet.world.run(TIDIED);
        assertEquals(Set.of(), left());
    }

    @Test
    void lateWallStillGetsWhatItLacksOfDeletedMedia() {
        // "long" keeps this wall late; its cache loses the clip that it plays meanwhile.
        fleet.upload("long", FakeMediaTools.video("long", Duration.ofSeconds(60)));
        fleet.world.run(Duration.ofSeconds(2));
        fleet.world.network().rate(SimFleet.CONTROLLER, fleet.walls.get(2).host, 1_000);
        loop("long");
        delete();
        fleet.world.run(Duration.ofSeconds(50));
        var late = fleet.walls.get(2).screen().id();
        assertFalse(fleet.controller().board().screen(late).orElseThrow().inSync(), "it is late");
        assertTrue(fleet.status().pending() == null, "the others went on");
        for (var cue : fleet.controller().rollouts().programme(late).entries().getFirst().timeline().blocks().getFirst().cues()) {
            assertTrue(fleet.controller().rollouts().offered(late, cue.media().hash()), cue.name());
        }
        fleet.world.run(TIDIED);
        assertFalse(fleet.controller().board().screen(late).orElseThrow().inSync());
        assertEquals(2, left().size());
        fleet.world.network().rate(SimFleet.CONTROLLER, fleet.walls.get(2).host, 400_000);
        fleet.world.runUntil(fleet::inStep, Duration.ofMinutes(5));
        fleet.world.run(TIDIED);
        assertEquals(Set.of(), left());
    }

    @Test
    void offlineWallHoldsItBackUntilItComesBackOrIsRetired() {
        fleet.walls.get(1).killAgent();
        fleet.walls.get(2).killAgent();
        loop("two");
        fleet.world.run(Duration.ofSeconds(45));
        delete();
        fleet.world.run(TIDIED);
        assertEquals(2, left().size());
        fleet.killController();
        fleet.world.run(Duration.ofSeconds(1));
        fleet.startController(false);
        assertEquals(2, left().size(), "a start of the controller tidies too");
        fleet.walls.get(1).startAgain(false);
        fleet.world.run(TIDIED);
        assertEquals(2, left().size(), "the other one is still away");
        fleet.controller().screens().retire(fleet.walls.get(2).screen().id());
        fleet.world.run(TIDIED);
        assertEquals(Set.of(), left());
    }

    @Test
    void mediaThatNoWallEverGotGoesAtOnce() {
        fleet.upload("spare", FakeMediaTools.video("spare", Duration.ofSeconds(4)));
        fleet.world.run(Duration.ofSeconds(5));
        var spare = media("spare");
        fleet.operator("deletes spare", () -> fleet.controller().media().delete(spare.id()));
        fleet.world.run(Duration.ofMillis(20));
        assertEquals(Set.of(), left(spare));
    }
}
