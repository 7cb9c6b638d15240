package ledwall.agent.playout;

import static ledwall.agent.playout.Samples.SECOND;
import static ledwall.agent.playout.Samples.block;
import static ledwall.agent.playout.Samples.cue;
import static ledwall.agent.playout.Samples.entry;
import static ledwall.agent.playout.Samples.hash;
import static ledwall.agent.playout.Samples.path;
import static ledwall.agent.playout.Samples.programme;
import static ledwall.agent.playout.Samples.timeline;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import ledwall.protocol.asrun.AsRunRecord.Outcome;
import ledwall.protocol.message.PlayState;
import ledwall.protocol.message.Problem;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Cue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Playout alone on one simulated screen PC: the glass against the programme, and the as-run log against the glass. */
class PlayoutSimTest {
    /** The player that is seen and the spare behind it. */
    private static final int PAIR = 2;
    private static final long MILLI = 1_000_000L;
    private static final long HOLD = 170 * MILLI;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void showsTheRightItemAtTheRightInstantOverHours(long seed) {
        var wall = new Wall(seed);
        wall.screen.eventEvery(3);
        wall.world.clock(Wall.NAME).drift(seed * 40 - 80);
        wall.set(Samples.LOOP);
        wall.run(Duration.ofMinutes(150));
        Checks.glassFollows(wall, SECOND, wall.world.nowNanos(), HOLD);
        Checks.asRunTellsTheTruth(wall);
        assertEquals(0, wall.truth().longestDark(SECOND, wall.world.nowNanos()));
        assertEquals(PlayState.PLAYING, wall.playout.status().state());
        assertEquals(List.of(), wall.problems.list());
        long shown = wall.truth().runs(0, wall.world.nowNanos()).stream().map(run -> run.listId()).distinct().count();
        assertTrue(shown <= 5, "a list is renewed once an hour, but there were " + shown);
    }

    @Test
    void staysWithinMillisecondsOfTheTimelineOnADriftingClock() {
        var wall = new Wall(4);
        wall.world.clock(Wall.NAME).drift(300);
        wall.set(Samples.LOOP);
        wall.run(Duration.ofMinutes(5));
        for (Checks.Light light : Checks.lights(wall, 20 * SECOND, wall.world.nowNanos() - 20 * SECOND)) {
            long late = light.fromNanos() % (SECOND / 25);
            long off = Math.min(late, SECOND / 25 - late);
            assertTrue(off <= 3 * MILLI || light.fromNanos() == 20 * SECOND, light + " began " + off / 1_000 + " us off its frame");
        }
        assertTrue(Math.abs(wall.playout.status().driftNanos()) < 3 * MILLI);
    }

    @Test
    void switchesAtTheInstantDecidedFromTheLastFrameToTheFirst() {
        var wall = Wall.playing(5);
        long at = 42 * SECOND;
        wall.set(programme(Samples.LOOP.entries().getFirst(), entry(at, 1, timeline(2, block(0, Block.FOREVER, null, cue("x", 100), cue("y", 150))))));
        wall.run(Duration.ofSeconds(40));
        Checks.glassFollows(wall, SECOND, wall.world.nowNanos(), HOLD);
        Checks.asRunTellsTheTruth(wall);
        Checks.Light first = Checks.lights(wall, 30 * SECOND, wall.world.nowNanos()).stream()
                .filter(light -> light.path().equals(path("y"))).findFirst().orElseThrow();
        assertTrue(Math.abs(first.fromNanos() - at) <= 4 * MILLI, first.toString());
        assertEquals(0, wall.truth().longestDark(SECOND, wall.world.nowNanos()));
        assertEquals(2, wall.playout.status().version());
    }

    @Test
    void applyNowCutsWithinTheHold() {
        var wall = Wall.playing(6);
        long at = wall.world.nowNanos() + 300 * MILLI;
        wall.set(programme(Samples.LOOP.entries().getFirst(), entry(at, 0, timeline(2, block(0, Block.FOREVER, null, cue("x", 100), cue("y", 50))))));
        wall.run(Duration.ofSeconds(10));
        assertTrue(Checks.lights(wall, at, at + SECOND).stream().anyMatch(light -> light.path().equals(path("x")) && light.fromNanos() <= at + 150 * MILLI));
        Checks.asRunTellsTheTruth(wall);
        assertEquals(1, Checks.count(wall, Outcome.INTERRUPTED), "the item that was cut");
    }

    @Test
    void anEditThatLeavesTheCueOnAirAloneMakesNoJump() {
        var wall = Wall.playing(7);
        long lists = wall.truth().runs(0, wall.world.nowNanos()).stream().map(run -> run.listId()).distinct().count();
        Cue[] cues = Samples.LOOP.entries().getFirst().timeline().blocks().getFirst().cues().toArray(Cue[]::new);
        var later = block(100 * SECOND, 200 * SECOND, null, cue("x", 1_000));
        wall.set(programme(Samples.LOOP.entries().getFirst(), entry(35 * SECOND, 0,
                timeline(2, block(0, 100 * SECOND, new Block.Start(0, 0), cues), later))));
        wall.run(Duration.ofSeconds(60));
        assertEquals(lists, wall.truth().runs(0, wall.world.nowNanos()).stream().map(run -> run.listId()).distinct().count());
        wall.run(Duration.ofSeconds(30));
        assertEquals(path("x"), wall.shown());
        Checks.glassFollows(wall, SECOND, wall.world.nowNanos(), HOLD);
        Checks.asRunTellsTheTruth(wall);
    }

    @Test
    void windowsBeginAndEndOnTheirInstants() {
        var wall = new Wall(8);
        wall.set(programme(block(10 * SECOND, 20 * SECOND + 13 * MILLI, null, cue("a", 75), cue("b", 60)),
                block(25 * SECOND, 40 * SECOND, null, cue("b", 100), cue("c", 30))));
        wall.run(Duration.ofSeconds(60));
        Checks.glassFollows(wall, SECOND, wall.world.nowNanos(), HOLD);
        Checks.asRunTellsTheTruth(wall);
        assertEquals(PlayState.SLATE, wall.playout.status().state());
    }

    @Test
    void agentThatComesBackAdoptsItsPlayerAndTheGlassDoesNotChange() {
        var wall = Wall.playing(9);
        wall.killAgent();
        wall.run(Duration.ofSeconds(47));
        wall.startAgent();
        wall.run(Duration.ofSeconds(47));
        assertEquals(PAIR, wall.screen.starts());
        assertEquals(1, wall.truth().runs(SECOND, wall.world.nowNanos()).stream().map(run -> run.listId()).distinct().count());
        Checks.glassFollows(wall, SECOND, wall.world.nowNanos(), HOLD);
        Checks.asRunTellsTheTruth(wall);
        assertTrue(Checks.count(wall, Outcome.INFERRED) >= 6, "what played meanwhile is inferred");
        assertEquals(0, Checks.count(wall, Outcome.INTERRUPTED));
        assertEquals(0, Checks.count(wall, Outcome.MISSED));
    }

    @Test
    void agentEnrolledAsAnotherScreenClaimsNothingOfWhatTheOldOneShowed() {
        var wall = Wall.playing(28);
        wall.killAgent();
        wall.run(Duration.ofSeconds(5));
        wall.enrolAs("screen-2");
        long began = wall.world.nowNanos();
        wall.startAgent();
        wall.run(Duration.ofSeconds(60));
        assertEquals(0, Checks.count(wall, Outcome.INFERRED));
        assertTrue(wall.records().stream().allMatch(record -> record.atNanos() >= began - SECOND), wall.records().toString());
        assertEquals(path("b"), wall.shown());
    }

    @Test
    void agentThatFindsNoPlayerSaysThatNobodyKnows() {
        var wall = Wall.playing(10);
        wall.killAgent();
        wall.run(Duration.ofSeconds(13));
        wall.screen.kill();
        wall.run(Duration.ofSeconds(5));
        wall.startAgent();
        wall.run(Duration.ofSeconds(20));
        Checks.asRunTellsTheTruth(wall);
        assertTrue(Checks.count(wall, Outcome.INTERRUPTED) >= 2);
        assertEquals(0, Checks.count(wall, Outcome.INFERRED));
    }

    @Test
    void playerWithoutAnAgentShowsTheSlateAndThenEnds() {
        var wall = new Wall(11);
        wall.screen.eventEvery(25);
        wall.set(programme(block(0, 60 * SECOND, null, cue("a", 250))));
        wall.run(Duration.ofSeconds(10));
        wall.killAgent();
        wall.run(Duration.ofHours(3));
        assertNull(wall.shown());
        assertTrue(!wall.screen.alive());
        assertEquals(path(Samples.SLATE.hash()), wall.truth().pathAt(7_150 * SECOND));
    }

    @ParameterizedTest
    @ValueSource(longs = {12, 13, 14, 15})
    void killedPlayerIsBackAtTheRightFrameWithinFourTenthsOfASecond(long seed) {
        var wall = Wall.playing(seed);
        long killed = wall.world.nowNanos();
        wall.screen.kill();
        wall.run(Duration.ofSeconds(60));
        assertTrue(wall.truth().longestDark(SECOND, wall.world.nowNanos()) <= 400 * MILLI);
        Checks.glassFollows(wall, killed + 400 * MILLI, wall.world.nowNanos(), HOLD);
        Checks.asRunTellsTheTruth(wall);
        assertEquals(1, Checks.count(wall, Outcome.INTERRUPTED));
        assertEquals(PAIR + 1, wall.screen.starts());
    }

    @Test
    void frozenPlayerIsStartedAgain() {
        var wall = Wall.playing(16);
        long frozen = wall.world.nowNanos();
        wall.screen.freeze();
        wall.run(Duration.ofSeconds(30));
        assertEquals(PAIR + 1, wall.screen.starts());
        Checks.glassFollows(wall, frozen + 5 * SECOND, wall.world.nowNanos(), HOLD);
        Checks.asRunTellsTheTruth(wall);
    }

    @Test
    void stalledPlayerIsCuedAgainAndNotStartedAgain() {
        var wall = Wall.playing(17);
        wall.screen.stall(Duration.ofMillis(1_200));
        wall.run(Duration.ofSeconds(30));
        assertEquals(PAIR, wall.screen.starts());
        Checks.glassFollows(wall, 34 * SECOND, wall.world.nowNanos(), HOLD);
    }

    @Test
    void playerThatKeepsDyingIsStartedLessAndLessOften() {
        var wall = Wall.playing(18);
        for (int i = 0; i < 600; i++) {
            wall.screen.kill();
            wall.run(Duration.ofMillis(100));
        }
        assertTrue(wall.screen.starts() < 20, wall.screen.starts() + " starts in a minute");
        wall.run(Duration.ofSeconds(40));
        assertEquals(PlayState.PLAYING, wall.playout.status().state());
        Checks.asRunTellsTheTruth(wall);
    }

    @Test
    void lyingPlayersAreGivenUpOnceAndThenLeftToPlay() {
        var wall = Wall.playing(19);
        wall.screen.lieBy(Duration.ofSeconds(2));
        wall.run(Duration.ofMinutes(2));
        assertTrue(wall.screen.starts() <= 2 * PAIR, "each of the two is started again once at most");
        assertTrue(wall.truth().longestDark(SECOND, wall.world.nowNanos()) <= SECOND);
    }

    @Test
    void missingMediaGivesWayToTheRestOfTheListForItsTimeOnly() {
        var wall = new Wall(20);
        wall.missing.add(hash("b"));
        wall.set(Samples.LOOP);
        wall.run(Duration.ofSeconds(75));
        assertEquals(path("a"), wall.shown());
        assertEquals("mediaMissing", wall.problems.list().getFirst().code());
        assertTrue(wall.problems.list().getFirst().detail().contains("now \"a\""), wall.problems.list().toString());
        assertEquals("item-a", String.valueOf(wall.playout.status().item()), "what is said to be seen is what is seen");
        assertEquals(3, Checks.entries(wall).stream().filter(entry -> "item-b".equals(String.valueOf(entry.intent.standInFor()))
                && entry.outcome() == Outcome.SHOWN).count());
        Checks.glassFollows(wall, SECOND, wall.world.nowNanos(), HOLD);
        Checks.asRunTellsTheTruth(wall);
        assertEquals(3, Checks.count(wall, Outcome.MISSED));
        long came = wall.world.nowNanos();
        wall.arrived(hash("b"));
        wall.run(Duration.ofSeconds(3));
        assertEquals(path("b"), wall.shown(), "it joins mid-item as soon as it is here");
        assertEquals(List.of(), wall.problems.list());
        wall.run(Duration.ofSeconds(60));
        Checks.glassFollows(wall, came + SECOND, wall.world.nowNanos(), HOLD);
        Checks.asRunTellsTheTruth(wall);
    }

    @Test
    void withoutASlateTheGlassIsBlackAndTheProblemSaysSo() {
        var wall = new Wall(21);
        wall.missing.add(Samples.SLATE.hash());
        wall.missing.add(hash("a"));
        var turns = new ArrayList<Block>();
        for (long at = 0; at < 120 * SECOND; at += 21 * SECOND) {
            turns.add(block(at, at + 10 * SECOND, null, cue("a", 250)));
            turns.add(block(at + 10 * SECOND, at + 21 * SECOND, null, cue("b", 175), cue("c", 100)));
        }
        wall.set(programme(turns.toArray(Block[]::new)));
        wall.run(Duration.ofSeconds(5));
        assertNull(wall.shown());
        assertEquals(PlayState.BLACK, wall.playout.status().state());
        assertTrue(wall.problems.list().stream().anyMatch(problem -> problem.code().equals("slateMissing")));
        wall.run(Duration.ofSeconds(7));
        assertEquals(path("b"), wall.shown());
        wall.arrived(Samples.SLATE.hash());
        wall.run(Duration.ofSeconds(12));
        assertEquals(path(Samples.SLATE.hash()), wall.shown());
        Checks.asRunTellsTheTruth(wall);
    }

    @Test
    void unplayableFileIsFoundAndTheRestGoesOn() {
        var wall = new Wall(22);
        wall.screen.breakFile(path("b"));
        wall.set(Samples.LOOP);
        wall.run(Duration.ofMinutes(2));
        assertTrue(wall.problems.list().stream().anyMatch(problem -> problem.code().equals("mediaUnplayable")));
        var seen = Checks.lights(wall, 42 * SECOND, wall.world.nowNanos()).stream().map(Checks.Light::path).distinct().sorted().toList();
        assertEquals(List.of(path("a"), path("c")), seen);
        assertEquals(0, wall.truth().longestDark(30 * SECOND, wall.world.nowNanos()));
        Checks.asRunTellsTheTruth(wall);
    }

    @Test
    void unplayableFileInALaterWindowLeavesTheSlateOnAnIdleScreen() {
        var wall = new Wall(26);
        wall.screen.breakFile(path("b"));
        wall.set(programme(block(60 * SECOND, 90 * SECOND, null, cue("b", 250), cue("c", 125))));
        wall.run(Duration.ofSeconds(59));
        assertEquals(path(Samples.SLATE.hash()), wall.shown());
        assertEquals(0, wall.screen.blacks(), "the slate is due");
        wall.run(Duration.ofSeconds(61));
        assertTrue(Checks.lights(wall, 60 * SECOND, 90 * SECOND).stream().anyMatch(light -> light.path().equals(path("c"))));
        assertEquals(0, wall.screen.blacks());
        Checks.asRunTellsTheTruth(wall);
    }

    @Test
    void whatCouldNotBePlayedIsTriedAgainSoonWhereNothingElseIsLeft() {
        var wall = new Wall(28);
        Stream.of(path("a"), path("b"), path("c"), path(Samples.SLATE.hash())).forEach(wall.screen::breakFile);
        wall.set(Samples.LOOP);
        wall.run(Duration.ofSeconds(70));
        assertNull(wall.shown());
        for (int i = 0; i < 60; i++) {
            wall.run(Duration.ofMillis(500));
            var codes = wall.problems.list().stream().map(Problem::code).toList();
            assertTrue(codes.containsAll(List.of("mediaUnplayable", "slateMissing")), "another try is no news: " + codes);
        }
        wall.screen.mendFiles();
        wall.run(Duration.ofSeconds(16));
        assertNotNull(wall.shown());
        assertEquals(List.of(), wall.problems.list());
        Checks.asRunTellsTheTruth(wall);
    }

    @Test
    void clockThatIsSetBackWhileAListWaitsToBeCuedKeepsNoWallDark() {
        var wall = new Wall(29);
        wall.stepClock(Duration.ofMinutes(30));
        wall.run(Duration.ofSeconds(2));
        wall.set(Samples.LOOP);
        wall.stepClock(Duration.ofMinutes(-30));
        wall.run(Duration.ofSeconds(3));
        assertNotNull(wall.shown());
        Checks.asRunTellsTheTruth(wall);
    }

    @Test
    void diskThatIsSlowIsNamedUntilItCaughtUp() {
        var wall = Wall.playing(27);
        assertEquals(List.of(), wall.problems.list());
        wall.world.disk(Wall.NAME).failing(true);
        wall.screen.kill();
        wall.run(Duration.ofSeconds(3));
        assertTrue(wall.problems.list().stream().anyMatch(problem -> problem.code().equals("shownUnrecorded")), wall.problems.list().toString());
        wall.world.disk(Wall.NAME).failing(false);
        wall.run(Duration.ofSeconds(6));
        assertEquals(List.of(), wall.problems.list());
    }

    @Test
    void steppedTimelineClockIsFollowed() {
        var wall = Wall.playing(23);
        // Never to before the epoch, at which this world begins: no clock says that, and nothing was planned then.
        for (Duration step : List.of(Duration.ofSeconds(90), Duration.ofHours(30), Duration.ofHours(-20))) {
            wall.stepClock(step);
            wall.run(Duration.ofSeconds(30));
            assertEquals(PlayState.PLAYING, wall.playout.status().state());
            assertTrue(Math.abs(wall.playout.status().driftNanos()) < 5 * MILLI, wall.playout.status().toString());
        }
        assertEquals(PAIR, wall.screen.starts());
    }

    @Test
    void failingDiskDoesNotKeepTheWallDark() {
        var wall = new Wall(24);
        wall.world.disk(Wall.NAME).failing(true);
        wall.set(Samples.LOOP);
        wall.run(Duration.ofSeconds(19));
        assertEquals(path("c"), wall.shown());
        assertEquals(0, wall.truth().longestDark(2 * SECOND, wall.world.nowNanos()));
        assertTrue(wall.problems.list().stream().anyMatch(problem -> problem.code().equals("asRunNotWritten")));
        wall.world.disk(Wall.NAME).failing(false);
        wall.run(Duration.ofSeconds(30));
        Checks.asRunTellsTheTruth(wall);
        assertEquals(List.of(), wall.problems.list());
    }

    @Test
    void sameSeedTwiceGivesTheSameTrace() {
        assertEquals(traceOf(25), traceOf(25));
    }

    private static long traceOf(long seed) {
        var wall = Wall.playing(seed);
        wall.screen.kill();
        wall.run(Duration.ofSeconds(30));
        wall.killAgent();
        wall.run(Duration.ofSeconds(5));
        wall.startAgent();
        wall.run(Duration.ofSeconds(20));
        return wall.world.traceHash();
    }
}
