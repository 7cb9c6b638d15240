package ledwall.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import ledwall.controller.asrun.AsRunQuery;
import ledwall.controller.asrun.AsRunShowing;
import ledwall.controller.media.Fit;
import ledwall.controller.playlist.Playlists;
import ledwall.controller.refusal.Refusal;
import org.junit.jupiter.api.Test;

/** The controller's database takes nothing more for minutes. */
final class FullDatabaseSimTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final SimFleet fleet = new SimFleet(11);

    FullDatabaseSimTest() {
        for (var clip : List.of("one", "two")) {
            fleet.upload(clip, FakeMediaTools.video(clip, Duration.ofSeconds(6)));
            fleet.world.run(Duration.ofSeconds(1));
        }
        fleet.operator("fills the loop", () -> {
            var list = fleet.loopNow();
            return fleet.controller().playlists().save(list.id(), list.revision(), list.name(), fleet.controller().mediaStore().all().stream()
                    .map(media -> new Playlists.Draft(null, media.id(), null, Fit.CONTAIN)).toList());
        });
        fleet.world.runUntil(fleet::inStep, SOON);
        fleet.world.run(Duration.ofSeconds(15));
    }

    private void pages(String most) {
        fleet.database.change("bound the database", handle -> {
            long now = handle.createQuery("PRAGMA page_count").mapTo(long.class).one();
            handle.execute("PRAGMA max_page_count = " + (most.isEmpty() ? now : most));
        });
    }

    private List<AsRunShowing> showings(int wall) {
        return fleet.controller().asRun().showings(new AsRunQuery(fleet.walls.get(wall).screen().id(), Instant.EPOCH, Instant.parse("2200-01-01T00:00:00Z"),
                AsRunQuery.MAX_LIMIT));
    }

    @Test
    void wallsPlayOnEditsAreRefusedAndNoProofOfPlayIsLost() {
        long begin = fleet.world.nowNanos();
        pages("");
        fleet.world.run(Duration.ofMinutes(10));
        int stored = showings(0).size();
        // Every row that a playlist of this many items needs is a new one.
        var media = fleet.controller().mediaStore().all().getFirst();
        var items = Collections.nCopies(5_000, new Playlists.Draft(null, media.id(), null, Fit.CONTAIN));
        var refusal = assertThrows(Refusal.class, () -> fleet.controller().playlists().create("Full", items));
        assertEquals("databaseFull", refusal.code());
        assertTrue(fleet.controller().playlistStore().all().stream().noneMatch(list -> list.name().equals("Full")));
        assertTrue(fleet.controller().board().screens().stream().allMatch(status -> status.inSync()), "the walls play on");
        fleet.world.run(Duration.ofMinutes(2));
        assertEquals(stored, showings(0).size(), "nothing more is taken, so nothing is acknowledged");
        pages("1000000");
        fleet.world.run(Duration.ofMinutes(2));
        for (int wall = 0; wall < 3; wall++) {
            var rows = showings(wall);
            long planned = (fleet.world.nowNanos() - begin) / 6_000_000_000L;
            assertTrue(rows.size() >= planned - 2, "wall " + wall + " told of " + rows.size() + " showings in " + planned + " turns");
            assertTrue(rows.stream().allMatch(AsRunShowing::chained), "the chain holds");
            assertFalse(rows.stream().map(AsRunShowing::plannedAt).distinct().count() < rows.size(), "each is told once");
        }
        assertTrue(fleet.inStep());
    }
}
