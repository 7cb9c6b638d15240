package ledwall.agent.playout;

import static ledwall.agent.playout.Samples.SECOND;
import static ledwall.agent.playout.Samples.block;
import static ledwall.agent.playout.Samples.cue;
import static ledwall.agent.playout.Samples.entry;
import static ledwall.agent.playout.Samples.hash;
import static ledwall.agent.playout.Samples.loop;
import static ledwall.agent.playout.Samples.path;
import static ledwall.agent.playout.Samples.programme;
import static ledwall.agent.playout.Samples.timeline;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import ledwall.agent.player.PlayList;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Cue;
import ledwall.protocol.timeline.Frames;
import ledwall.protocol.timeline.Programme;
import org.junit.jupiter.api.Test;

class ListBuilderTest {
    private static final long SPAN = ListBuilder.HORIZON_NANOS;

    private static Ladder ladder(Programme programme, MediaHash... missing) {
        Set<MediaHash> gone = Set.of(missing);
        return new Ladder(programme, hash -> gone.contains(hash) ? Optional.empty() : Optional.of(path(hash)), null);
    }

    private static Reel build(Ladder ladder, long from) {
        return Objects.requireNonNull(ListBuilder.build("list-1", ladder, from, SPAN, true));
    }

    private static List<String> files(Reel reel, int most) {
        return reel.entries().stream().limit(most).map(PlayList.Entry::path).toList();
    }

    @Test
    void unrollsTheLoopOverTheHorizonWithTheSlateAsTail() {
        Reel reel = build(ladder(programme(loop(0, cue("a", 250), cue("b", 125)))), 0);
        assertEquals(Samples.paths("a", "b", "a"), files(reel, 3));
        assertEquals(960, reel.stretches().size() - 1);
        assertEquals(SPAN, reel.untilNanos());
        Stretch tail = reel.stretches().getLast();
        assertEquals(Samples.SLATE.hash(), tail.media());
        assertTrue(tail.frames() >= 60 * 25);
    }

    @Test
    void beginsWithTheFirstFrameOfTheCueThatRunsAndThePositionSaysWhere() {
        Reel reel = build(ladder(programme(loop(0, cue("a", 250), cue("b", 125)))), 13 * SECOND);
        assertEquals(path("b"), reel.entries().getFirst().path());
        assertEquals(10 * SECOND, reel.stretches().getFirst().atNanos());
        assertEquals(3 * SECOND, reel.positionAt(13 * SECOND));
        assertEquals(13 * SECOND, reel.instantAt(3 * SECOND));
    }

    @Test
    void aCueLongerThanItsClipRepeatsItAndCutsTheLastTurn() {
        Reel reel = build(ladder(programme(loop(0, cue("a", 125, 300), cue("b", 125)))), 0);
        assertEquals(List.of(125, 125, 50, 125), reel.entries().stream().limit(4).map(PlayList.Entry::frames).toList());
    }

    @Test
    void turnsOfAStillThatAreOverAreLeftOut() {
        Reel reel = build(ladder(programme(loop(0, cue("a", 125, 25 * 86_400)))), 80_000 * SECOND + 7);
        assertEquals(80_000 * SECOND, reel.stretches().getFirst().atNanos());
        assertTrue(reel.entries().size() < 2_000);
        assertTrue(reel.untilNanos() >= 80_000 * SECOND + SPAN);
    }

    @Test
    void aWindowThatEndsBetweenTwoFramesCutsOnAWholeFrameAndShiftsNothingAfterIt() {
        long odd = 4 * SECOND + 13_000_000;
        Reel reel = build(ladder(programme(block(0, odd, null, cue("a", 250)), block(odd, 60 * SECOND, null, cue("b", 250)))), 0);
        assertEquals(100, reel.entries().getFirst().frames());
        assertEquals(odd, reel.stretches().get(1).atNanos());
        assertEquals(odd + SECOND, reel.instantAt(5 * SECOND));
    }

    @Test
    void restOfTheListFillsTheTimeOfMissingMediaAndMovesNothing() {
        Reel reel = build(ladder(programme(loop(0, cue("a", 250), cue("b", 125), cue("c", 50), cue("d", 100))), hash("b")), 0);
        assertEquals(List.of(path("a"), path("d"), path("a"), path("c"), path("d")), files(reel, 5));
        assertEquals(List.of(250, 100, 25, 50, 100), reel.entries().stream().limit(5).map(PlayList.Entry::frames).toList());
        assertEquals(Rung.STAND_IN, reel.stretches().get(1).rung());
        assertEquals(15 * SECOND, reel.stretches().get(3).atNanos());
    }

    @Test
    void theSlateFillsTheTimeOfMissingMediaWhereNothingElseTurns() {
        Reel reel = build(ladder(programme(block(0, 10 * SECOND, null, cue("a", 250)), block(10 * SECOND, 15 * SECOND, null, cue("b", 125)),
                block(15 * SECOND, 20 * SECOND, null, cue("c", 125))), hash("b")), 0);
        assertEquals(List.of(path("a"), path(Samples.SLATE.hash()), path("c")), files(reel, 3));
        assertEquals(Rung.SLATE, reel.stretches().get(1).rung());
        assertEquals(15 * SECOND, reel.stretches().get(2).atNanos());
    }

    @Test
    void aSlateThatMovesGoesOnWhereItsGapBegan() {
        Reel reel = build(ladder(programme(block(0, 10 * SECOND, null, cue("a", 250)), block(3600 * SECOND, 3610 * SECOND, null, cue("b", 250)))), 17 * SECOND);
        // The slate lasts 5 s: its second turn began 5 s after the gap.
        assertEquals(15 * SECOND, reel.stretches().getFirst().atNanos());
        assertEquals(2 * SECOND, reel.positionAt(17 * SECOND));
    }

    @Test
    void gapsShowTheSlate() {
        Reel reel = build(ladder(programme(block(0, 10 * SECOND, null, cue("a", 250)), block(22 * SECOND, 30 * SECOND, null, cue("b", 200)))), 0);
        assertEquals(List.of(250, 125, 125, 50, 200), reel.entries().stream().limit(5).map(PlayList.Entry::frames).toList());
    }

    @Test
    void endsBeforeACueWhoseFrontIsCutOffForOnlyAFreshCueCanShowIt() {
        Block first = block(0, 12 * SECOND, new Block.Start(0, 0), cue("x", 300));
        Block kept = block(12 * SECOND, 100 * SECOND, new Block.Start(0, 0), cue("a", 250));
        Reel reel = build(ladder(programme(first, kept)), 0);
        assertEquals(12 * SECOND, reel.untilNanos());
        Reel next = build(ladder(programme(first, kept)), 12 * SECOND);
        assertEquals(2 * SECOND, next.positionAt(12 * SECOND));
    }

    @Test
    void endsWhereTheFrameRateChanges() {
        Programme both = programme(entry(0, 0, timeline(1, 25, loop(0, cue("a", 250)))),
                entry(30 * SECOND, 0, timeline(2, 50, loop(30 * SECOND, cue("b", 500)))));
        assertEquals(30 * SECOND, build(ladder(both), 0).untilNanos());
        assertEquals(50, build(ladder(both), 30 * SECOND).frameRate());
    }

    @Test
    void holdsAtMost200Files() {
        Cue[] many = new Cue[500];
        for (int i = 0; i < many.length; i++) {
            many[i] = cue("m" + i, 25);
        }
        Reel reel = build(ladder(programme(loop(0, many))), 0);
        assertEquals(200, reel.entries().stream().map(PlayList.Entry::path).distinct().count());
    }

    @Test
    void aNarrowListHoldsOneTurnOfTheSlate() {
        Ladder idle = ladder(programme(block(60 * SECOND, 90 * SECOND, null, cue("a", 250))));
        assertEquals(List.of(125), ListBuilder.build("list-1", idle, 7, 1, false).entries().stream().map(PlayList.Entry::frames).toList());
    }

    @Test
    void aNarrowListInTheLastHalfFrameOfACueHoldsTheNextOne() {
        Ladder ladder = ladder(programme(loop(0, cue("a", 250), cue("b", 125))));
        Reel reel = ListBuilder.build("list-1", ladder, 10 * SECOND - 5_000_000, 1, false);
        assertEquals(List.of(path("b")), files(reel, 9));
    }

    @Test
    void blackIsNoList() {
        assertNull(ListBuilder.build("list-1", ladder(Programme.EMPTY), 0, SPAN, true));
    }

    @Test
    void noListIsLongerThanItsBoundsAndEachAgreesWithItsProgramme() {
        for (long seed = 1; seed <= 400; seed++) {
            var random = new SplittableRandom(seed);
            Programme programme = random(random);
            Ladder ladder = random.nextBoolean() ? ladder(programme) : ladder(programme, hash("m1"), hash("m4"));
            long from = random.nextLong(3_600 * SECOND);
            Reel reel = build(ladder, from);
            String what = "seed " + seed;
            assertTrue(reel.entries().size() <= PlayList.MAX_ENTRIES, what);
            assertTrue(reel.untilNanos() > from, what);
            assertEquals(reel.untilNanos(), Divergence.first(reel, ladder, from), what);
            assertWhole(reel, what);
            assertShowsWhatIsDue(reel, ladder, from, random, what);
        }
    }

    /** Stretches and entries cover the same frames without gaps, and each begins within a frame of the end of the one before. */
    private static void assertWhole(Reel reel, String what) {
        long frames = 0;
        long frameNanos = SECOND / reel.frameRate();
        for (int i = 0; i < reel.stretches().size(); i++) {
            Stretch stretch = reel.stretches().get(i);
            assertEquals(frames, stretch.firstFrame(), what);
            assertTrue(stretch.frames() > 0, what);
            frames += stretch.frames();
            if (i + 1 < reel.stretches().size()) {
                long end = stretch.atNanos() + Frames.toNanos(stretch.frames(), reel.frameRate());
                assertTrue(Math.abs(end - reel.stretches().get(i + 1).atNanos()) <= frameNanos, what + ": stretch " + i);
            }
        }
        assertEquals(frames, reel.entries().stream().mapToLong(PlayList.Entry::frames).sum(), what);
    }

    private static void assertShowsWhatIsDue(Reel reel, Ladder ladder, long from, RandomGenerator random, String what) {
        long frameNanos = SECOND / reel.frameRate();
        for (int i = 0; i < 50; i++) {
            long at = random.nextLong(from, reel.untilNanos());
            Scene scene = ladder.at(at);
            // Next to an edge the frame of either side may stand.
            if (scene.untilNanos() - at > frameNanos && ladder.at(at - frameNanos).equals(scene)) {
                String file = fileAt(reel, reel.positionAt(at));
                assertEquals(Objects.requireNonNull(scene.clip()).path(), file, what + " at " + at);
                assertTrue(Math.abs(reel.instantAt(reel.positionAt(at)) - at) <= frameNanos, what);
            }
        }
    }

    private static String fileAt(Reel reel, long position) {
        long frame = Frames.at(position, reel.frameRate());
        for (PlayList.Entry entry : reel.entries()) {
            frame -= entry.frames();
            if (frame < 0) {
                return entry.path();
            }
        }
        return "beyond the end";
    }

    private static Programme random(RandomGenerator random) {
        int rate = List.of(25, 30, 50, 60).get(random.nextInt(4));
        var entries = new ArrayList<Programme.Entry>();
        long at = 0;
        for (int version = 1; version <= 1 + random.nextInt(2); version++) {
            entries.add(entry(at, random.nextInt(3), timeline(version, rate, blocks(random))));
            at += random.nextLong(7_200 * SECOND);
        }
        return new Programme(entries);
    }

    private static Block[] blocks(RandomGenerator random) {
        var out = new ArrayList<Block>();
        long from = 0;
        while (out.size() < 6) {
            from += random.nextBoolean() ? 0 : random.nextLong(600 * SECOND);
            long until = from + 1 + random.nextLong(3_000 * SECOND);
            Cue[] cues = new Cue[1 + random.nextInt(5)];
            for (int i = 0; i < cues.length; i++) {
                int media = 1 + random.nextInt(400);
                cues[i] = cue("m" + random.nextInt(8), media, random.nextBoolean() ? media : 1 + random.nextInt(2_000));
            }
            Block.Start start = random.nextBoolean() ? null : new Block.Start(from - random.nextLong(100 * SECOND), random.nextInt(cues.length));
            out.add(block(from, until, start, cues));
            from = until;
        }
        return out.toArray(Block[]::new);
    }
}
