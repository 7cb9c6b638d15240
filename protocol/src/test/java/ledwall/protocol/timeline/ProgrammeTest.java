package ledwall.protocol.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.ScreenId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgrammeTest {
    private static final long SECOND = Frames.SECOND;
    private static final MediaRef CLIP = new MediaRef(new MediaHash("ab".repeat(32)), 1000, 100);

    private static Cue cue(String item, int frames) {
        return new Cue(new ItemId(item), item, CLIP, frames);
    }

    private static Timeline timeline(long version, int fps, Block... blocks) {
        return new Timeline(new ScreenId("screen-1"), version, 640, 360, fps, CLIP, List.of(blocks));
    }

    private static Programme programme(Timeline timeline, Switch change) {
        return new Programme(List.of(new Programme.Entry(timeline, change)));
    }

    private static String itemAt(Programme programme, long at) {
        return programme.due(at).map(s -> s.cue().item().value()).orElse("slate");
    }

    @Test
    void aLoopTurnsFromItsAnchor() {
        var block = new Block(0, Block.FOREVER, null, List.of(cue("a", 50), cue("b", 25)), new Block.Start(10 * SECOND, 1));
        var programme = programme(timeline(1, 25, block), new Switch(0, 0));
        assertEquals("b", itemAt(programme, 10 * SECOND));
        assertEquals("a", itemAt(programme, 11 * SECOND));
        assertEquals("a", itemAt(programme, 13 * SECOND - 1));
        assertEquals("b", itemAt(programme, 13 * SECOND));
        assertEquals("a", itemAt(programme, 10 * SECOND - 1), "the loop turned before its anchor, too");
        assertEquals("a", itemAt(programme, 8 * SECOND));
        assertEquals("b", itemAt(programme, 8 * SECOND - 1));
    }

    @Test
    void aBlockWithoutStartBeginsAtTheSwitchWhenItIsThenOnAir() {
        var window = new Block(100 * SECOND, 200 * SECOND, "rule-1", List.of(cue("w", 25)), null);
        var before = new Block(0, 100 * SECOND, null, List.of(cue("a", 50), cue("b", 25)), null);
        var programme = programme(timeline(1, 25, before, window), new Switch(7 * SECOND, 1));
        assertEquals("slate", itemAt(programme, 7 * SECOND - 1));
        assertEquals("b", itemAt(programme, 7 * SECOND));
        assertEquals("a", itemAt(programme, 8 * SECOND));
        var showing = programme.due(100 * SECOND).orElseThrow();
        assertEquals("w", showing.cue().item().value());
        assertEquals(100 * SECOND, showing.fullStartNanos(), "a window begins with its first cue at its begin");
        assertEquals("slate", itemAt(programme, 200 * SECOND), "windows are half-open");
    }

    @Test
    void theOldTimelineRunsUntilTheSwitchAndItsCueIsCutThere() {
        var old = timeline(1, 25, new Block(0, Block.FOREVER, null, List.of(cue("old", 250)), new Block.Start(0, 0)));
        var young = timeline(2, 25, new Block(0, Block.FOREVER, null, List.of(cue("new", 250)), null));
        var programme = new Programme(List.of(new Programme.Entry(old, new Switch(0, 0)), new Programme.Entry(young, new Switch(13 * SECOND, 0))));
        var last = programme.due(13 * SECOND - 1).orElseThrow();
        assertEquals("old", last.cue().item().value());
        assertEquals(13 * SECOND, last.endNanos());
        assertEquals(13 * SECOND, programme.due(13 * SECOND).orElseThrow().fullStartNanos());
        assertEquals(2, programme.due(13 * SECOND).orElseThrow().version());
    }

    @Test
    void anEmptyProgrammeShowsTheSlateForEver() {
        assertEquals(Optional.empty(), Programme.EMPTY.due(5));
        assertEquals(Block.FOREVER, Programme.EMPTY.nextChange(5));
        assertEquals(List.of(), Programme.EMPTY.between(0, 100, 10));
    }

    /** Against a reference that walks cue by cue from the anchor, in exact frame arithmetic, written without the code under test. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatIsDueEqualsAWalkFromTheAnchor(long seed) {
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 200; round++) {
            int fps = new int[] {25, 30, 50, 60}[random.nextInt(4)];
            var cues = new ArrayList<Cue>();
            for (int i = random.nextInt(1, 6); i > 0; i--) {
                cues.add(cue("item-" + i, random.nextInt(1, 400)));
            }
            long anchor = random.nextLong(0, 1000 * SECOND);
            int first = random.nextInt(cues.size());
            var programme = programme(timeline(1, fps, new Block(0, Block.FOREVER, null, cues, new Block.Start(anchor, first))), new Switch(0, 0));
            long frames = 0;
            int index = first;
            for (int step = 0; step < 40; step++) {
                long begin = anchor + frames * SECOND / fps;
                frames += cues.get(index).frames();
                long end = anchor + frames * SECOND / fps;
                for (long at : new long[] {begin, begin + (end - begin) / 2, end - 1}) {
                    var showing = programme.due(at).orElseThrow();
                    assertEquals(index, showing.index());
                    assertEquals(begin, showing.startNanos());
                    assertEquals(end, showing.endNanos());
                    assertTrue(showing.covers(at));
                }
                index = (index + 1) % cues.size();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void showingsFollowEachOtherWithoutGapOrOverlapAlsoBeforeTheAnchor(long seed) {
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 100; round++) {
            int fps = new int[] {25, 30, 50, 60}[random.nextInt(4)];
            var cues = List.of(cue("a", random.nextInt(1, 100)), cue("b", random.nextInt(1, 100)), cue("c", random.nextInt(1, 100)));
            long anchor = 100_000 * SECOND + random.nextLong(SECOND);
            var programme = programme(timeline(1, fps, new Block(0, Block.FOREVER, null, cues, new Block.Start(anchor, random.nextInt(3)))), new Switch(0, 0));
            long from = anchor - random.nextLong(200 * SECOND);
            Showing last = null;
            for (Showing showing : programme.between(from, from + 300 * SECOND, 10_000)) {
                if (last != null) {
                    assertEquals(last.endNanos(), showing.startNanos());
                    assertEquals((last.index() + 1) % 3, showing.index());
                }
                assertEquals(Optional.of(showing), programme.due(showing.startNanos()));
                assertEquals(Optional.of(showing), programme.due(showing.endNanos() - 1));
                last = showing;
            }
        }
    }

    @Test
    void inAQuietWindowNothingIsDueAndBeneathItTheLoopTurnsOn() {
        var loop = new Block(0, Block.FOREVER, null, List.of(cue("a", 100), cue("b", 100)), new Block.Start(0, 0));
        var bare = timeline(1, 25, loop);
        var quiet = bare.withQuiet(List.of(new QuietWindow(10 * SECOND, 21 * SECOND)));
        var programme = programme(quiet, new Switch(0, 0));
        var cut = programme.due(10 * SECOND - 1).orElseThrow();
        assertEquals("a", cut.cue().item().value());
        assertEquals(10 * SECOND, cut.endNanos(), "it is cut where quiet begins");
        assertEquals(Optional.empty(), programme.due(10 * SECOND));
        assertEquals(21 * SECOND, programme.quiet(10 * SECOND).orElseThrow().untilNanos());
        assertEquals(21 * SECOND, programme.nextChange(15 * SECOND), "no cue's end beneath is news");
        assertEquals(Optional.empty(), programme.quiet(21 * SECOND), "windows are half-open");
        var back = programme.due(21 * SECOND).orElseThrow();
        assertEquals("b", back.cue().item().value());
        assertEquals(20 * SECOND, back.fullStartNanos(), "in step with screens that were not quiet");
        assertEquals(21 * SECOND, back.startNanos());
        assertEquals(programme(bare, new Switch(0, 0)).due(15 * SECOND), programme.beneath().due(15 * SECOND));
    }

    @Test
    void quietEndsWhereATimelineWithoutItTakesOverAndBeginsWithOneThatHasIt() {
        var loop = new Block(0, Block.FOREVER, null, List.of(cue("a", 100)), new Block.Start(0, 0));
        var lid = List.of(new QuietWindow(10 * SECOND, 50 * SECOND));
        var programme = new Programme(List.of(new Programme.Entry(timeline(1, 25, loop).withQuiet(lid), new Switch(0, 0)),
                new Programme.Entry(timeline(2, 25, loop), new Switch(20 * SECOND, 0)), new Programme.Entry(timeline(3, 25, loop).withQuiet(lid), new Switch(30 * SECOND, 0))));
        assertEquals(20 * SECOND, programme.quiet(10 * SECOND).orElseThrow().untilNanos());
        assertEquals(20 * SECOND, programme.nextChange(10 * SECOND));
        assertEquals("a", itemAt(programme, 20 * SECOND));
        assertEquals(30 * SECOND, programme.due(30 * SECOND - 1).orElseThrow().endNanos());
        assertEquals(50 * SECOND, programme.nextChange(30 * SECOND));
    }

    @Test
    void aGapEndsWhereQuietBegins() {
        var late = new Block(60 * SECOND, Block.FOREVER, null, List.of(cue("a", 100)), null);
        var programme = programme(timeline(1, 25, late).withQuiet(List.of(new QuietWindow(10 * SECOND, 20 * SECOND))), new Switch(0, 0));
        assertEquals(10 * SECOND, programme.nextChange(0));
        assertEquals(20 * SECOND, programme.nextChange(10 * SECOND));
        assertEquals(60 * SECOND, programme.nextChange(20 * SECOND));
    }

    /** Against the same programme without the lid. */
    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24})
    void aLidOfQuietWindowsCutsAndMovesNothing(long seed) {
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 100; round++) {
            var windows = new ArrayList<QuietWindow>();
            for (long at = random.nextLong(30 * SECOND); at < 400 * SECOND; at += random.nextLong(1, 40 * SECOND)) {
                long until = at + random.nextLong(1, 40 * SECOND);
                windows.add(new QuietWindow(at, until));
                at = until + 1;
            }
            var cues = List.of(cue("a", random.nextInt(1, 300)), cue("b", random.nextInt(1, 300)));
            var bare = timeline(1, 30, new Block(5 * SECOND, 300 * SECOND, "r", cues, null), new Block(300 * SECOND, Block.FOREVER, null, cues, null));
            var lidded = programme(bare.withQuiet(windows), new Switch(SECOND, 1));
            var open = programme(bare, new Switch(SECOND, 1));
            for (int i = 0; i < 200; i++) {
                long at = random.nextLong(SECOND, 500 * SECOND);
                var quiet = windows.stream().filter(window -> window.covers(at)).findFirst();
                assertEquals(quiet, lidded.quiet(at));
                if (quiet.isPresent()) {
                    assertEquals(Optional.empty(), lidded.due(at));
                    continue;
                }
                assertEquals(open.due(at).map(Showing::fullStartNanos), lidded.due(at).map(Showing::fullStartNanos));
                lidded.due(at).ifPresent(showing -> {
                    var whole = open.due(at).orElseThrow();
                    long from = windows.stream().mapToLong(QuietWindow::untilNanos).filter(end -> end <= at).max().orElse(Long.MIN_VALUE);
                    long until = windows.stream().mapToLong(QuietWindow::fromNanos).filter(begin -> begin > at).min().orElse(Long.MAX_VALUE);
                    assertEquals(Math.max(from, whole.startNanos()), showing.startNanos());
                    assertEquals(Math.min(until, whole.endNanos()), showing.endNanos());
                });
            }
        }
    }
}
