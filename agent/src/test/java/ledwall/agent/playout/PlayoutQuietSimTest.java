package ledwall.agent.playout;

import static ledwall.agent.playout.Samples.SECOND;
import static ledwall.agent.playout.Samples.block;
import static ledwall.agent.playout.Samples.cue;
import static ledwall.agent.playout.Samples.entry;
import static ledwall.agent.playout.Samples.loop;
import static ledwall.agent.playout.Samples.path;
import static ledwall.agent.playout.Samples.programme;
import static ledwall.agent.playout.Samples.timeline;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import ledwall.protocol.asrun.AsRunRecord.Outcome;
import ledwall.protocol.message.PlayState;
import ledwall.protocol.message.StopPicture;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Programme;
import ledwall.protocol.timeline.QuietWindow;
import ledwall.protocol.timeline.Timeline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Quiet windows on one simulated screen PC: dark from one instant to the other, whoever dies meanwhile, and back in step. */
class PlayoutQuietSimTest {
    /** The player that is seen and the spare behind it. */
    private static final int PAIR = 2;
    private static final long MILLI = 1_000_000L;
    private static final long HOLD = 170 * MILLI;
    private static final long FROM = 60 * SECOND + 317 * MILLI;
    private static final long UNTIL = FROM + 3_600 * SECOND;
    private static final Timeline LOOP = timeline(1, loop(0, cue("a", 250), cue("b", 175), cue("c", 100)));
    private static final Programme NIGHT = programme(entry(0, 0, LOOP.withQuiet(List.of(new QuietWindow(FROM, UNTIL)))));

    private static Wall until(long seed, long nanos) {
        var wall = new Wall(seed);
        wall.set(NIGHT);
        runTo(wall, nanos);
        return wall;
    }

    private static void runTo(Wall wall, long nanos) {
        wall.run(Duration.ofNanos(nanos - wall.world.nowNanos()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void isDarkFromOneInstantToTheOtherAndComesBackInStep(long seed) {
        var wall = new Wall(seed);
        wall.world.clock(Wall.NAME).drift(seed * 40 - 80);
        wall.screen.eventEvery(3);
        wall.set(NIGHT);
        runTo(wall, FROM + 10 * SECOND);
        assertEquals(PlayState.QUIET, wall.playout.status().state());
        assertEquals(List.of(), wall.problems.list());
        runTo(wall, UNTIL - SECOND);
        assertEquals(PlayState.QUIET, wall.playout.status().state());
        assertEquals(List.of(), wall.problems.list());
        runTo(wall, UNTIL + 60 * SECOND);
        assertEquals(PlayState.PLAYING, wall.playout.status().state());
        Checks.dark(wall, FROM + 45 * MILLI, UNTIL);
        Checks.glassFollows(wall, SECOND, wall.world.nowNanos(), HOLD);
        assertEquals(0, wall.truth().longestDark(SECOND, FROM - 25 * MILLI), "it plays to the last frame");
        assertEquals(0, wall.truth().longestDark(UNTIL + HOLD, wall.world.nowNanos()));
        Checks.asRunTellsTheTruth(wall);
        assertEquals(0, Checks.count(wall, Outcome.MISSED));
        assertEquals(0, Checks.count(wall, Outcome.INTERRUPTED), "what quiet cuts is over as planned");
        assertEquals(PAIR, wall.screen.starts());
        long lists = wall.truth().runs(0, FROM).stream().map(run -> run.listId()).distinct().count();
        assertTrue(lists <= 3, "a list that leads into quiet is not renewed again and again, but there were " + lists);
    }

    @Test
    void theCueThatQuietCutIsOverAtTheInstant() {
        var wall = until(4, FROM + 10 * SECOND);
        var last = Checks.entries(wall).getLast();
        assertEquals(Outcome.SHOWN, last.outcome());
        assertTrue(Math.abs(Objects.requireNonNull(last.end).atNanos() - FROM) <= 45 * MILLI, last.toString());
    }

    @Test
    void aCueIntoWhichAnEditBringsQuietWhileItIsOnIsInterrupted() {
        var wall = new Wall(4);
        wall.set(programme(entry(0, 0, LOOP)));
        runTo(wall, 59 * SECOND + 300 * MILLI);
        var same = new Block(0, Block.FOREVER, null, LOOP.blocks().getFirst().cues(), new Block.Start(0, 0));
        wall.set(programme(entry(0, 0, LOOP), entry(59 * SECOND + 500 * MILLI, 0, timeline(2, same).withQuiet(List.of(new QuietWindow(FROM, UNTIL))))));
        runTo(wall, FROM + 10 * SECOND);
        Checks.dark(wall, FROM + 45 * MILLI, wall.world.nowNanos());
        var over = Checks.entries(wall).stream().filter(entry -> entry.end != null).toList();
        assertEquals(Outcome.INTERRUPTED, over.getLast().outcome(), over.getLast().toString());
        assertTrue(Math.abs(Objects.requireNonNull(over.getLast().end).atNanos() - FROM) <= 45 * MILLI, over.getLast().toString());
    }

    @Test
    void aPlayerWhoseAgentDiedGoesDarkWithoutASlate() {
        var wall = until(5, FROM - 20 * SECOND);
        wall.killAgent();
        runTo(wall, FROM + 300 * SECOND);
        Checks.dark(wall, FROM + 45 * MILLI, wall.world.nowNanos());
        wall.startAgent();
        runTo(wall, UNTIL + 30 * SECOND);
        Checks.dark(wall, FROM + 45 * MILLI, UNTIL);
        Checks.glassFollows(wall, UNTIL, wall.world.nowNanos(), HOLD);
        Checks.asRunTellsTheTruth(wall);
        assertEquals(0, Checks.count(wall, Outcome.MISSED));
    }

    @Test
    void anAgentThatDiesAfterAnEditThatBringsQuietLeavesADarkWall() {
        var wall = new Wall(16);
        wall.set(programme(entry(0, 0, LOOP)));
        wall.run(Duration.ofSeconds(30));
        wall.set(programme(entry(0, 0, LOOP), entry(31 * SECOND, 0, timeline(2, loop(0, cue("a", 250), cue("b", 175), cue("c", 100)))
                .withQuiet(List.of(new QuietWindow(FROM, UNTIL))))));
        wall.run(Duration.ofSeconds(15));
        wall.killAgent();
        runTo(wall, FROM + 60 * SECOND);
        Checks.dark(wall, FROM + 45 * MILLI, wall.world.nowNanos());
        wall.startAgent();
        wall.run(Duration.ofSeconds(10));
        Checks.asRunTellsTheTruth(wall);
    }

    @Test
    void aListThatEndsShortlyBeforeQuietDoesNotLeadIntoItWithItsSlate() {
        var wall = new Wall(6);
        long from = 7_230 * SECOND;
        wall.set(programme(entry(0, 0, LOOP.withQuiet(List.of(new QuietWindow(from, from + 600 * SECOND))))));
        wall.run(Duration.ofSeconds(10));
        wall.killAgent();
        runTo(wall, from - 2 * SECOND);
        assertNotNull(wall.shown());
        runTo(wall, from + 120 * SECOND);
        Checks.dark(wall, from + 45 * MILLI, wall.world.nowNanos());
    }

    @Test
    void anAgentThatStartsInQuietShowsNothingFirst() {
        for (int seed = 7; seed < 10; seed++) {
            var wall = until(seed, FROM + 30 * SECOND);
            wall.reboot();
            runTo(wall, FROM + 60 * SECOND);
            assertEquals(PlayState.QUIET, wall.playout.status().state());
            runTo(wall, UNTIL + 30 * SECOND);
            Checks.dark(wall, FROM + 45 * MILLI, UNTIL);
            Checks.glassFollows(wall, UNTIL, wall.world.nowNanos(), HOLD);
            Checks.asRunTellsTheTruth(wall);
        }
    }

    @Test
    void aPlayerThatDiesInQuietComesUpDark() {
        var wall = until(10, FROM + 30 * SECOND);
        wall.screen.kill();
        wall.run(Duration.ofSeconds(30));
        wall.screen.kill();
        wall.run(Duration.ofSeconds(30));
        assertEquals(PlayState.QUIET, wall.playout.status().state());
        assertEquals(List.of(), wall.problems.list());
        runTo(wall, UNTIL + 30 * SECOND);
        Checks.dark(wall, FROM + 45 * MILLI, UNTIL);
        Checks.glassFollows(wall, UNTIL, wall.world.nowNanos(), HOLD);
        Checks.asRunTellsTheTruth(wall);
    }

    @Test
    void aPlayerThatHangsAsQuietBeginsIsEnded() {
        var wall = until(15, FROM - 200 * MILLI);
        wall.screen.freeze();
        runTo(wall, FROM + 60 * SECOND);
        Checks.dark(wall, FROM + SECOND, wall.world.nowNanos());
        assertEquals(PlayState.QUIET, wall.playout.status().state());
    }

    @Test
    void aPlayerThatDiesJustBeforeQuietIsNotLitByTheOneAfterIt() {
        for (long before = 0; before <= 1_500; before += 100) {
            var wall = until(20 + before, FROM - before * MILLI);
            wall.screen.kill();
            runTo(wall, FROM + 60 * SECOND);
            Checks.dark(wall, FROM + 45 * MILLI, wall.world.nowNanos());
            Checks.asRunTellsTheTruth(wall);
            assertEquals(PlayState.QUIET, wall.playout.status().state());
        }
    }

    @Test
    void anEditMakesItQuietAtItsSwitchAndAnotherOneLightsItAgain() {
        var wall = new Wall(11);
        wall.set(programme(entry(0, 0, LOOP)));
        wall.run(Duration.ofSeconds(30));
        var lit = entry(0, 0, LOOP);
        var quiet = entry(40 * SECOND, 0, timeline(2, loop(0, cue("a", 250), cue("b", 175), cue("c", 100)))
                .withQuiet(List.of(new QuietWindow(10 * SECOND, 4_000 * SECOND))));
        wall.set(programme(lit, quiet));
        wall.run(Duration.ofSeconds(30));
        Checks.dark(wall, 40 * SECOND + 45 * MILLI, wall.world.nowNanos());
        wall.set(programme(quiet, entry(70 * SECOND, 0, timeline(3, loop(0, cue("x", 250), cue("y", 100))))));
        wall.run(Duration.ofSeconds(20));
        assertEquals(path("x"), wall.shown());
        Checks.dark(wall, 40 * SECOND + 45 * MILLI, 70 * SECOND);
        Checks.glassFollows(wall, 41 * SECOND, wall.world.nowNanos(), HOLD);
        Checks.asRunTellsTheTruth(wall);
    }

    @Test
    void aStopIsAboveQuietAndWhatItsResumeFindsIsDark() {
        var wall = until(12, FROM + 30 * SECOND);
        wall.playout.stop(StopPicture.BLACK);
        wall.run(Duration.ofSeconds(30));
        assertEquals(PlayState.STOPPED, wall.playout.status().state());
        wall.playout.resume();
        wall.run(Duration.ofSeconds(30));
        assertEquals(PlayState.QUIET, wall.playout.status().state());
        wall.playout.stop(StopPicture.BLACK);
        runTo(wall, UNTIL + 30 * SECOND);
        assertEquals(PlayState.STOPPED, wall.playout.status().state());
        Checks.dark(wall, FROM + 45 * MILLI, wall.world.nowNanos());
        wall.playout.resume();
        wall.run(Duration.ofSeconds(30));
        assertEquals(PlayState.PLAYING, wall.playout.status().state());
        Checks.asRunTellsTheTruth(wall);
        assertEquals(0, Checks.count(wall, Outcome.MISSED));
    }

    @Test
    void theSlateOfAStopIsDarkInQuiet() {
        var wall = until(13, FROM - 30 * SECOND);
        wall.playout.stop(StopPicture.SLATE);
        wall.run(Duration.ofSeconds(20));
        assertEquals(Samples.path(Samples.SLATE.hash()), wall.shown());
        runTo(wall, FROM + 60 * SECOND);
        assertEquals(PlayState.STOPPED, wall.playout.status().state());
        Checks.dark(wall, FROM + 45 * MILLI, wall.world.nowNanos());
        runTo(wall, UNTIL + SECOND);
        assertEquals(Samples.path(Samples.SLATE.hash()), wall.shown());
        assertEquals(PlayState.STOPPED, wall.playout.status().state());
    }

    @Test
    void aGapInTheProgrammeIsTheSlateAndQuietWithinItIsDark() {
        var wall = new Wall(14);
        wall.set(programme(entry(0, 0, timeline(1, block(0, 20 * SECOND, null, cue("a", 250), cue("b", 200)), block(100 * SECOND, 200 * SECOND, null, cue("b", 250)))
                .withQuiet(List.of(new QuietWindow(40 * SECOND, 60 * SECOND))))));
        runTo(wall, 110 * SECOND);
        Checks.dark(wall, 40 * SECOND + 45 * MILLI, 60 * SECOND - MILLI);
        Checks.glassFollows(wall, SECOND, wall.world.nowNanos(), HOLD);
        Checks.asRunTellsTheTruth(wall);
    }
}
