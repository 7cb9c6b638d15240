package ledwall.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import ledwall.controller.health.Board;
import ledwall.controller.health.BoardProblem;
import ledwall.controller.media.Fit;
import ledwall.controller.playlist.Playlists;
import ledwall.protocol.message.GoodbyeReason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk was cloned: two PCs hold the key of one screen. */
class TwoAgentsSimTest {
    private static final Pattern BOTH = Pattern.compile("screen-(1|double).* and screen-(1|double).*");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void bothWallsPlayOnAndTheProblemNamesBothAddresses(long seed) {
        var fleet = new SimFleet(seed);
        var first = fleet.walls.getFirst();
        play(fleet);
        var twin = new SimWall(fleet.world, "screen-double", first.screen());
        twin.enrolled(fleet.controller().screenStore().key(first.screen().id()).orElseThrow());
        twin.start();
        fleet.world.runUntil(() -> problem(fleet, first).isPresent(), Duration.ofSeconds(45));
        BoardProblem problem = problem(fleet, first).orElseThrow();
        assertTrue(BOTH.matcher(problem.cause()).find(), problem.cause());
        // The one that is not connected plays what it has; both show the same item.
        fleet.world.runUntil(() -> file(fleet, twin) != null, Duration.ofSeconds(120));
        int same = 0;
        for (int i = 0; i < 600; i++) {
            fleet.world.run(Duration.ofMillis(100));
            String here = file(fleet, first);
            assertNotEquals(null, here, "the screen's own wall is dark at " + fleet.world.trueTime());
            same += Objects.equals(here, file(fleet, twin)) ? 1 : 0;
        }
        assertTrue(same > 580, "the same item " + same + " of 600 times");
        long takeovers = fleet.controller().agents().goodbyes().getOrDefault(GoodbyeReason.TAKEN_OVER, 0L);
        assertTrue(takeovers < 20, takeovers + " takeovers: each waits 10 s and more before it comes again");
        twin.killAgent();
        fleet.world.runUntil(() -> problem(fleet, first).isEmpty() && fleet.inStep(), Duration.ofSeconds(120));
        assertEquals(Optional.empty(), problem(fleet, first), "it ends by itself when one of them is gone");
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void oneAgentThatComesBackOftenIsNotTakenForTwo(long seed) {
        var fleet = new SimFleet(seed);
        var first = fleet.walls.getFirst();
        play(fleet);
        for (int i = 0; i < 8; i++) {
            if (i % 2 == 0) {
                fleet.world.network().reset(first.host, SimFleet.CONTROLLER);
            } else {
                first.killAgent();
                fleet.world.run(Duration.ofMillis(400));
                first.startAgain(i % 4 == 1);
            }
            fleet.world.run(Duration.ofSeconds(7));
            assertEquals(Optional.empty(), problem(fleet, first));
        }
    }

    private static void play(SimFleet fleet) {
        for (String name : List.of("one", "two")) {
            fleet.upload(name, FakeMediaTools.video(name, Duration.ofSeconds(8)));
            fleet.world.run(Duration.ofSeconds(1));
        }
        fleet.operator("edits", () -> {
            var list = fleet.loopNow();
            var drafts = fleet.controller().mediaStore().all().stream().map(media -> new Playlists.Draft(null, media.id(), null, Fit.CONTAIN)).toList();
            return fleet.controller().playlists().save(list.id(), list.revision(), list.name(), drafts);
        });
        fleet.world.runUntil(fleet::inStep, Duration.ofSeconds(40));
        fleet.world.run(Duration.ofSeconds(5));
    }

    /** The name of the file on the glass; null where it is dark. */
    private static @Nullable String file(SimFleet fleet, SimWall wall) {
        String path = wall.truth().pathAt(fleet.world.nowNanos());
        return path == null ? null : path.substring(path.lastIndexOf('/') + 1);
    }

    private static Optional<BoardProblem> problem(SimFleet fleet, SimWall wall) {
        return fleet.controller().board().screen(wall.screen().id()).stream().flatMap(status -> status.problems().stream())
                .filter(problem -> problem.code().equals(Board.TWO_AGENTS)).findFirst();
    }
}
