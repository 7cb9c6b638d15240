package ledwall.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import ledwall.agent.Truth;
import ledwall.controller.health.BoardProblem;
import ledwall.controller.media.Fit;
import ledwall.controller.media.Media;
import ledwall.controller.playlist.Content;
import ledwall.controller.playlist.PlaylistItem;
import ledwall.controller.playlist.Playlists;
import ledwall.controller.playlist.Terms;
import ledwall.controller.release.walls.WallReport;
import ledwall.controller.schedule.Preview;
import ledwall.controller.schedule.Targets;
import ledwall.controller.screen.Screens;
import ledwall.controller.storage.ReleaseHand;
import ledwall.controller.storage.SqlWallOrderStore;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.ReleaseId;
import ledwall.protocol.id.ReleaseRef;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.timeline.Instants;
import ledwall.protocol.timeline.Verdict;
import org.junit.jupiter.api.Test;

/** A release from its rule to the glass of three walls, and what the controller knows of it. */
final class ReleaseWallsSimTest {
    private static final ReleaseRef REF = new ReleaseRef(new ReleaseId("release-1"), 1);
    private static final ItemId ITEM = new ItemId("item-release");
    private static final Duration LENGTH = Duration.ofSeconds(40);

    private final SimFleet fleet = new SimFleet(31);
    private Instant at = Instant.EPOCH;

    ReleaseWallsSimTest() {
        for (String name : List.of("one", "two", "news")) {
            fleet.upload(name, FakeMediaTools.video(name, Duration.ofSeconds(name.equals("one") ? 6 : 8)));
            fleet.world.run(Duration.ofSeconds(1));
        }
        fleet.operator("edits", () -> fleet.controller().playlists().save(fleet.loop(), fleet.loopNow().revision(), "Loop",
                fleet.controller().mediaStore().all().stream().filter(media -> !media.name().equals("news"))
                        .map(media -> new Playlists.Draft(null, new Content.Medium(media.id(), null, Fit.CONTAIN), Terms.PLAIN)).toList()));
        fleet.world.runUntil(fleet::inStep, Duration.ofSeconds(60));
    }

    private ReleaseHand hand() {
        return new ReleaseHand(fleet.database, fleet.controller().changes());
    }

    private Media media(String name) {
        return fleet.controller().mediaStore().all().stream().filter(media -> media.name().equals(name)).findFirst().orElseThrow();
    }

    private void schedule(boolean needsToken) {
        schedule(needsToken, 60);
    }

    private void schedule(boolean needsToken, int aheadSeconds) {
        at = now().plusSeconds(aheadSeconds).truncatedTo(ChronoUnit.SECONDS);
        hand().put(REF, needsToken, Targets.of(Screens.DEFAULT_GROUP), at, at.plus(LENGTH), List.of(new PlaylistItem(ITEM, media("news").id(), null, Fit.CONTAIN)));
        fleet.world.runUntil(() -> fleet.walls.stream().allMatch(wall -> report(wall).whole()), Duration.ofSeconds(Math.min(40, aheadSeconds - 8)));
        assertTrue(now().isBefore(at.minusSeconds(7)), "every wall is ready in time");
    }

    /** The loop becomes one item of five minutes, which has just begun. */
    private void longCue() {
        fleet.operator("edits", () -> fleet.controller().playlists().save(fleet.loop(), fleet.loopNow().revision(), "Loop",
                List.of(new Playlists.Draft(null, new Content.Medium(media("one").id(), Duration.ofMinutes(5), Fit.CONTAIN),
                        Terms.PLAIN))));
        fleet.world.run(Duration.ofSeconds(20));
        fleet.world.runUntil(fleet::inStep, Duration.ofSeconds(20));
    }

    /** As the release does it: stored, then said. */
    private void order(Verdict verdict, SimWall... walls) {
        List<ScreenId> screens = List.of(walls).stream().map(wall -> wall.screen().id()).toList();
        new SqlWallOrderStore(fleet.database).order(REF, screens, verdict, now());
        fleet.controller().walls().order(REF, screens, verdict);
    }

    private WallReport report(SimWall wall) {
        return fleet.controller().walls().report(wall.screen().id(), REF);
    }

    private Instant now() {
        return fleet.controller().clock().instant();
    }

    private void runTo(Instant instant) {
        fleet.world.run(Duration.between(now(), instant));
    }

    /** What a wall showed of it, second by second: r, o, or d for dark. */
    private String seen(SimWall wall, int fromSecond, int untilSecond) {
        long zero = Instants.nanos(at) - fleet.controller().clock().now() + fleet.world.nowNanos();
        var out = new StringBuilder();
        IntStream.range(fromSecond, untilSecond).forEach(second -> {
            String name = fleet.nameOf(wall.truth().pathAt(zero + second * 1_000_000_000L + 500_000_000L));
            out.append(name.equals("news") ? 'r' : name.equals("dark") ? 'd' : 'o');
        });
        return out.toString();
    }

    private List<String> problems(SimWall wall) {
        return fleet.controller().board().screen(wall.screen().id()).orElseThrow().problems().stream().map(BoardProblem::code).toList();
    }

    @Test
    void whoHasTheTokenShowsItInStepAndWhoHasNoneGoesOnAndTheBoardKnowsBoth() {
        schedule(true);
        SimWall first = fleet.walls.get(0);
        SimWall second = fleet.walls.get(1);
        SimWall third = fleet.walls.get(2);
        assertTrue(fleet.walls.stream().noneMatch(wall -> report(wall).hasToken(1)));
        var ahead = Preview.stretches(fleet.controller().forecasts().of(third.screen(), now(), at.plus(LENGTH)).programme(), Map.of(), now(), at.plus(LENGTH));
        assertEquals("rule-release-1", ahead.getLast().rule().value(), "people see what is planned");
        runTo(at.minusSeconds(2));
        order(Verdict.GO, first, second);
        fleet.world.run(Duration.ofMillis(500));
        assertTrue(report(first).hasToken(1) && report(first).kept().forced() && report(second).hasToken(1) && !report(third).hasToken(1));
        for (int second5 = 5; second5 < 40; second5 += 5) {
            runTo(at.plusSeconds(second5));
            assertEquals(ITEM, report(first).itemOnAir());
            assertEquals(ITEM, report(second).itemOnAir());
            assertFalse(ITEM.equals(report(third).itemOnAir()));
            for (SimWall wall : fleet.walls) {
                assertEquals(List.of(), problems(wall), wall.host);
            }
            assertTrue(fleet.inStep());
        }
        runTo(at.plusSeconds(60));
        assertEquals("o".repeat(10) + "r".repeat(40) + "o".repeat(10), seen(first, -10, 50));
        assertEquals(seen(first, -10, 50), seen(second, -10, 50));
        assertEquals("o".repeat(60), seen(third, -10, 50));
        new FleetChecks(fleet).sameCue(List.of(first, second), fleet.world.nowNanos() - 58_000_000_000L, fleet.world.nowNanos());
        var past = Preview.stretches(fleet.controller().forecasts().of(third.screen(), at, at.plus(LENGTH)).programme(), Map.of(), at, at.plus(LENGTH));
        assertEquals(1, past.size(), "of the past they see what was heard");
    }

    @Test
    void aLongCueOnAirKeepsNoReleaseFromItsInstant() {
        longCue();
        schedule(true, 30);
        runTo(at.minusSeconds(2));
        order(Verdict.GO, fleet.walls.get(0), fleet.walls.get(1));
        runTo(at.plusSeconds(50));
        assertEquals("o".repeat(5) + "r".repeat(40) + "o".repeat(5), seen(fleet.walls.get(0), -5, 45));
        SimWall third = fleet.walls.get(2);
        assertEquals("o".repeat(50), seen(third, -5, 45));
        long zero = Instants.nanos(at) - fleet.controller().clock().now() + fleet.world.nowNanos();
        assertEquals(1, third.truth().runs(zero - 25_000_000_000L, zero + 45_000_000_000L).stream().map(Truth.Run::listId).distinct().count(),
                "who has no token saw nothing of it, nor of the switch in the midst of the cue");
    }

    @Test
    void whatIsTakenBackInTimeIsNotSeenHoweverLongTheCueOnAir() {
        longCue();
        schedule(false, 30);
        runTo(at.minusSeconds(6));
        hand().remove(REF.release(), now());
        runTo(at.plusSeconds(20));
        for (SimWall wall : fleet.walls) {
            assertEquals("o".repeat(25), seen(wall, -10, 15), wall.host);
        }
    }

    @Test
    void anOrdinaryEditInItsMidstIsNotSeenBeforeItsEnd() {
        schedule(true);
        runTo(at.minusSeconds(2));
        order(Verdict.GO, fleet.walls.toArray(SimWall[]::new));
        runTo(at.plusSeconds(10));
        fleet.operator("edits", () -> {
            var list = fleet.loopNow();
            var drafts = new ArrayList<>(list.items().stream().map(item -> new Playlists.Draft(item.id(), item.content(), Terms.PLAIN)).toList());
            drafts.add(new Playlists.Draft(null, list.items().getFirst().content(), Terms.PLAIN));
            return fleet.controller().playlists().save(list.id(), list.revision(), "Loop", drafts);
        });
        runTo(at.plusSeconds(60));
        assertTrue(fleet.inStep());
        for (SimWall wall : fleet.walls) {
            assertEquals("o".repeat(5) + "r".repeat(40) + "o".repeat(10), seen(wall, -5, 50), wall.host);
            long zero = Instants.nanos(at) - fleet.controller().clock().now() + fleet.world.nowNanos();
            long lists = wall.truth().runs(zero + 1_000_000_000L, zero + 39_000_000_000L).stream().map(Truth.Run::listId).distinct().count();
            assertTrue(lists <= 2, "the release was cued anew " + lists + " times");
        }
        new FleetChecks(fleet).sameCue(fleet.walls, fleet.world.nowNanos() - 58_000_000_000L, fleet.world.nowNanos());
    }

    @Test
    void aWithdrawalReachesWhoIsThereAtOnceAndWhoIsNotAtItsNextWelcome() {
        schedule(true);
        runTo(at.minusSeconds(2));
        order(Verdict.GO, fleet.walls.toArray(SimWall[]::new));
        runTo(at.plusSeconds(5));
        SimWall away = fleet.walls.get(1);
        away.cutPower();
        runTo(at.plusSeconds(10));
        order(Verdict.WITHDRAWN, fleet.walls.toArray(SimWall[]::new));
        hand().remove(REF.release(), now());
        runTo(at.plusSeconds(12));
        assertEquals(Verdict.WITHDRAWN, report(fleet.walls.get(0)).kept().verdict());
        assertEquals(Verdict.GO, report(away).kept().verdict(), "it is still able to show it");
        fleet.killController();
        fleet.startController(false);
        away.startAgain(true);
        runTo(at.plusSeconds(45));
        assertEquals(Verdict.WITHDRAWN, report(away).kept().verdict());
        assertFalse(seen(away, 6, 45).contains("r"), seen(away, 6, 45));
        assertFalse(seen(fleet.walls.get(0), 11, 45).contains("r"));
        fleet.world.runUntil(fleet::inStep, Duration.ofSeconds(60));
    }

    @Test
    void aTokenThatIsStoredIsSaidAfterTheControllerWasKilledBeforeItCouldSayIt() {
        schedule(true);
        runTo(at.minusSeconds(30));
        new SqlWallOrderStore(fleet.database).order(REF, fleet.walls.stream().map(wall -> wall.screen().id()).toList(), Verdict.GO, now());
        fleet.killController();
        fleet.startController(false);
        fleet.world.runUntil(() -> fleet.walls.stream().allMatch(wall -> report(wall).hasToken(1)), Duration.ofSeconds(25));
        runTo(at.plusSeconds(60));
        for (SimWall wall : fleet.walls) {
            assertEquals("o".repeat(2) + "r".repeat(40) + "o".repeat(2), seen(wall, -2, 42), wall.host);
        }
    }
}
