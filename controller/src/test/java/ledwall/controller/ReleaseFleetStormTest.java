package ledwall.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import ledwall.agent.Truth;
import ledwall.controller.media.Fit;
import ledwall.controller.media.Media;
import ledwall.controller.playlist.Content;
import ledwall.controller.playlist.PlaylistItem;
import ledwall.controller.playlist.Playlists;
import ledwall.controller.playlist.Terms;
import ledwall.controller.release.walls.WallReport;
import ledwall.controller.schedule.Targets;
import ledwall.controller.storage.ReleaseHand;
import ledwall.controller.storage.SqlWallOrderStore;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.ReleaseId;
import ledwall.protocol.id.ReleaseRef;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.timeline.Verdict;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sqlite.SQLiteErrorCode;

/**
 * Releases to three walls, one after the other, while controller, agents, power, lines and database come and go: no wall shows what needs a go before one was
 * given to it, and none shows what was withdrawn once the controller calls that confirmed.
 */
final class ReleaseFleetStormTest {
    private static final int RELEASES = 5;
    private static final Duration EVERY = Duration.ofSeconds(30);
    private static final Duration LENGTH = Duration.ofSeconds(22);
    private static final Duration AGAIN = Duration.ofSeconds(1);
    /** One that starts with nothing on the glass asks what was withdrawn before it shows anything. */
    private static final Duration ASKS_FIRST = Duration.ofSeconds(3);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final List<String> MARKS = List.of("ordered", "ordered.again", "shown", "shown.withoutToken", "notShown", "withdrawn", "confirmed", "fault.controller",
            "fault.agent", "fault.power", "fault.line", "fault.database");
    private static final TreeSet<String> HIT = new TreeSet<>();

    private record Given(ReleaseRef ref, boolean needsToken, String media, List<SimWall> walls) {}

    private record On(ScreenId screen, ReleaseRef ref) {}

    private final Map<String, Given> releases = new TreeMap<>();
    private final Map<On, Long> goAt = new HashMap<>();
    private final Map<On, Long> confirmedAt = new HashMap<>();
    private SimFleet fleet;
    private RandomGenerator dice;

    static IntStream seeds() {
        return IntStream.rangeClosed(1, Integer.getInteger("ledwall.storm.seeds", 8));
    }

    @AfterAll
    static void everythingHappened() {
        assertEquals(List.of(), MARKS.stream().filter(mark -> !HIT.contains(mark)).toList(), "the seeds never met");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noWallShowsAReleaseBeforeItsGoOrAfterItsWithdrawalIsConfirmed(int seed) {
        fleet = new SimFleet(seed);
        dice = fleet.world.dice("releases");
        fill();
        look();
        long begun = fleet.world.nowNanos();
        for (int i = 0; i < RELEASES; i++) {
            release(i);
            long end = begun + EVERY.toNanos() * (i + 1);
            while (fleet.world.nowNanos() < end) {
                fleet.world.run(Duration.ofMillis(dice.nextInt(300, 6_000)));
                fault();
            }
        }
        fleet.world.run(EVERY.plus(LENGTH));
        fleet.world.runUntil(() -> fleet.controllerUp() && fleet.walls.stream().allMatch(SimWall::up), Duration.ofSeconds(60));
        fleet.world.runUntil(fleet::inStep, Duration.ofSeconds(120));
        new FleetChecks(fleet).glass();
        fleet.walls.forEach(this::check);
        fleet.database.close();
    }

    private void fill() {
        for (String name : List.of("one", "two")) {
            fleet.upload(name, FakeMediaTools.video(name, Duration.ofSeconds(name.equals("one") ? 6 : 9)));
        }
        for (int i = 0; i < RELEASES; i++) {
            fleet.upload("release " + i, FakeMediaTools.video("release " + i, Duration.ofSeconds(3 + i)));
            fleet.world.run(Duration.ofMillis(500));
        }
        fleet.operator("edits", () -> fleet.controller().playlists().save(fleet.loop(), fleet.loopNow().revision(), "Loop",
                fleet.controller().mediaStore().all().stream().filter(media -> !media.name().startsWith("release"))
                        .map(media -> new Playlists.Draft(null, new Content.Medium(media.id(), null, Fit.CONTAIN), Terms.PLAIN)).toList()));
        fleet.world.runUntil(fleet::inStep, Duration.ofSeconds(90));
    }

    private void release(int number) {
        var walls = new ArrayList<>(fleet.walls);
        while (walls.size() > 1 && dice.nextInt(3) == 0) {
            walls.remove(dice.nextInt(walls.size()));
        }
        var given = new Given(new ReleaseRef(new ReleaseId("release-" + number), 1 + dice.nextInt(3)), dice.nextInt(4) > 0, "release " + number, walls);
        releases.put(given.media(), given);
        Duration ahead = Duration.ofMillis(dice.nextInt(14_000, 22_000));
        stored("schedules " + given.ref(), () -> {
            Instant at = fleet.controller().clock().instant().plus(ahead);
            Media media = fleet.controller().mediaStore().all().stream().filter(each -> each.name().equals(given.media())).findFirst().orElseThrow();
            hand().put(given.ref(), given.needsToken(), new Targets(List.of(), walls.stream().map(wall -> wall.screen().id()).toList()), at, at.plus(LENGTH),
                    List.of(new PlaylistItem(new ItemId("item-" + number), media.id(), null, Fit.CONTAIN)));
        }, () -> {});
        // Not all hear of it in time, and some never.
        for (SimWall wall : walls) {
            if (dice.nextInt(5) > 0) {
                fleet.world.after(ahead.plusMillis(dice.nextInt(-5_000, 9_000)), () -> order(given, wall, Verdict.GO));
            }
        }
        if (dice.nextBoolean()) {
            HIT.add("withdrawn");
            fleet.world.after(ahead.plusMillis(dice.nextInt(-8_000, 16_000)), () -> walls.forEach(wall -> order(given, wall, Verdict.WITHDRAWN)));
        }
    }

    private ReleaseHand hand() {
        return new ReleaseHand(fleet.database, fleet.controller().changes());
    }

    private void order(Given given, SimWall wall, Verdict verdict) {
        ScreenId screen = wall.screen().id();
        HIT.add("ordered");
        if (verdict == Verdict.GO) {
            goAt.put(new On(screen, given.ref()), fleet.world.nowNanos());
        }
        stored("orders " + verdict + " for " + given.ref() + " on " + wall.host,
                () -> new SqlWallOrderStore(fleet.database).order(given.ref(), List.of(screen), verdict, fleet.controller().clock().instant()),
                () -> fleet.controller().walls().order(given.ref(), List.of(screen), verdict));
    }

    /** Done again until the database has it, however often the controller dies over it; {@code said} follows on its loop, if it lives so long. */
    private void stored(String what, Runnable task, Runnable said) {
        boolean[] done = {false};
        attempt(what, task, said, done);
    }

    private void attempt(String what, Runnable task, Runnable said, boolean[] done) {
        if (done[0]) {
            return;
        }
        fleet.operator(what, () -> {
            if (!done[0]) {
                task.run();
                done[0] = true;
            }
            return done;
        }, result -> said.run());
        fleet.world.after(AGAIN, () -> {
            if (!done[0]) {
                HIT.add("ordered.again");
            }
            attempt(what, task, said, done);
        });
    }

    /** Notes when the controller first calls a withdrawal confirmed. */
    private void look() {
        if (fleet.controllerUp()) {
            for (Given given : releases.values()) {
                for (SimWall wall : given.walls()) {
                    WallReport.Kept kept = fleet.controller().walls().report(wall.screen().id(), given.ref()).kept();
                    if (kept != null && kept.verdict() == Verdict.WITHDRAWN && kept.forced()) {
                        confirmedAt.putIfAbsent(new On(wall.screen().id(), given.ref()), fleet.world.nowNanos());
                    }
                }
            }
        }
        fleet.world.after(LOOK_EVERY, this::look);
    }

    private void fault() {
        SimWall wall = fleet.walls.get(dice.nextInt(fleet.walls.size()));
        switch (dice.nextInt(6)) {
            case 0 -> {
                if (fleet.controllerUp()) {
                    HIT.add("fault.controller");
                    fleet.killController();
                    fleet.world.run(Duration.ofMillis(dice.nextInt(4_000)));
                    fleet.startController(false);
                }
            }
            case 1 -> {
                if (wall.up()) {
                    HIT.add("fault.agent");
                    wall.killAgent();
                    fleet.world.after(Duration.ofMillis(dice.nextInt(1, 5_000)), () -> startAgain(wall, false));
                }
            }
            case 2 -> {
                if (wall.up()) {
                    HIT.add("fault.power");
                    wall.cutPower();
                    fleet.world.after(Duration.ofMillis(dice.nextInt(1, 8_000)), () -> startAgain(wall, true));
                }
            }
            case 3 -> {
                HIT.add("fault.line");
                fleet.world.network().partition(SimFleet.CONTROLLER, wall.host);
                fleet.world.after(Duration.ofMillis(dice.nextInt(1, 12_000)), () -> fleet.world.network().heal(SimFleet.CONTROLLER, wall.host));
            }
            case 4 -> {
                HIT.add("fault.database");
                fleet.sql.fail(SQLiteErrorCode.SQLITE_BUSY);
                fleet.world.after(Duration.ofMillis(dice.nextInt(1, 3_000)), () -> fleet.sql.fail(null));
            }
            default -> fleet.world.run(Duration.ofSeconds(1));
        }
    }

    private static void startAgain(SimWall wall, boolean newBoot) {
        wall.startAgain(newBoot);
        wall.excuse(ASKS_FIRST);
    }

    private void check(SimWall wall) {
        Map<String, String> names = new HashMap<>();
        var seen = new TreeSet<String>();
        for (Truth.Run run : wall.truth().runs(0, fleet.world.nowNanos())) {
            String path = run.path();
            Given given = path == null ? null : releases.get(names.computeIfAbsent(path, fleet::nameOf));
            if (given == null) {
                continue;
            }
            seen.add(given.media());
            var on = new On(wall.screen().id(), given.ref());
            String what = wall.host + " showed " + given + " from " + run.fromNanos() / 1_000_000 + " to " + run.untilNanos() / 1_000_000 + " ms, ";
            long go = goAt.getOrDefault(on, Long.MAX_VALUE);
            FleetChecks.require(!given.needsToken() || run.fromNanos() >= go, () -> what + "its go came at " + go);
            long gone = confirmedAt.getOrDefault(on, Long.MAX_VALUE);
            FleetChecks.require(run.untilNanos() <= gone, () -> what + "its withdrawal was confirmed at " + gone / 1_000_000);
        }
        for (Given given : releases.values()) {
            HIT.add(!seen.contains(given.media()) ? "notShown" : given.needsToken() ? "shown" : "shown.withoutToken");
            if (confirmedAt.containsKey(new On(wall.screen().id(), given.ref()))) {
                HIT.add("confirmed");
            }
            FleetChecks.require(given.walls().contains(wall) || !seen.contains(given.media()), () -> wall.host + " has no part in " + given + " and showed it");
        }
    }
}
