package ledwall.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import ledwall.controller.media.Fit;
import ledwall.controller.playlist.Playlists;
import ledwall.controller.storage.DatabaseBackup;
import org.junit.jupiter.api.Test;

/** A controller that comes back from a backup, to walls that know more than it does. */
class RestoreSimTest {
    private final SimFleet fleet = new SimFleet(5);

    private void show(String... names) {
        for (String name : names) {
            if (fleet.controller().mediaStore().all().stream().noneMatch(media -> media.name().equals(name))) {
                fleet.upload(name, FakeMediaTools.video(name, Duration.ofSeconds(4)));
                fleet.world.run(Duration.ofSeconds(1));
            }
        }
        fleet.operator("shows " + List.of(names), () -> {
            var loop = fleet.loopNow();
            var all = fleet.controller().mediaStore().all();
            var drafts = List.of(names).stream().map(name -> all.stream().filter(media -> media.name().equals(name)).findFirst().orElseThrow())
                    .map(media -> new Playlists.Draft(null, media.id(), null, Fit.CONTAIN)).toList();
            return fleet.controller().playlists().save(loop.id(), loop.revision(), loop.name(), drafts);
        });
    }

    private void untilAbove(long version) {
        fleet.world.runUntil(() -> onAir() > version && fleet.inStep(), Duration.ofSeconds(90));
    }

    private long onAir() {
        Long onAir = fleet.status().onAir();
        return onAir == null ? 0 : onAir;
    }

    @Test
    void wallsFollowAControllerRestoredFromABackupAlthoughTheyKeepNewerTimelines() throws SQLException {
        show("yak", "lake");
        untilAbove(1);
        byte[] backup = fleet.sql.image();
        show("horse");
        untilAbove(onAir());
        show("yak");
        untilAbove(onAir());
        fleet.killController();
        fleet.sql.put(backup);
        DatabaseBackup.restored(fleet.database, Instant.EPOCH);
        fleet.startController(false);
        untilAbove(1_000_000);
        long from = fleet.world.nowNanos();
        fleet.world.run(Duration.ofSeconds(30));
        for (SimWall wall : fleet.walls) {
            Set<String> shown = wall.truth().runs(from, fleet.world.nowNanos()).stream().map(run -> fleet.nameOf(run.path())).collect(Collectors.toSet());
            assertEquals(Set.of("lake", "yak"), shown);
            // What was recorded since the backup is lost here, and named.
            var problems = fleet.controller().board().screen(wall.screen().id()).orElseThrow().problems();
            assertEquals(List.of("asRunBroken"), problems.stream().map(problem -> problem.code()).toList());
            assertTrue(problems.getFirst().cause().matches("The as-run log of this screen does not join what is stored of it: records \\d+ to \\d+ lack\\."),
                    problems.getFirst().cause());
        }
        // It is in no doubt after another start either.
        long version = onAir();
        fleet.killController();
        fleet.startController(false);
        fleet.world.runUntil(() -> onAir() == version && fleet.inStep(), Duration.ofSeconds(60));
        assertTrue(version > 1_000_000);
    }

    @Test
    void wallsFollowAlsoWhenTheSameBackupIsRestoredTwice() throws SQLException {
        show("yak", "lake");
        untilAbove(1);
        byte[] backup = fleet.sql.image();
        for (int i = 0; i < 2; i++) {
            long before = onAir();
            fleet.killController();
            fleet.sql.put(backup);
            DatabaseBackup.restored(fleet.database, fleet.world.trueTime());
            fleet.startController(false);
            untilAbove(before);
            show("yak");
            untilAbove(onAir());
            show("lake");
            untilAbove(onAir());
        }
    }
}
