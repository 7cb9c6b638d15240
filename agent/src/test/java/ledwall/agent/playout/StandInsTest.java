package ledwall.agent.playout;

import static ledwall.agent.playout.Samples.SECOND;
import static ledwall.agent.playout.Samples.block;
import static ledwall.agent.playout.Samples.cue;
import static ledwall.agent.playout.Samples.entry;
import static ledwall.agent.playout.Samples.hash;
import static ledwall.agent.playout.Samples.loop;
import static ledwall.agent.playout.Samples.programme;
import static ledwall.agent.playout.Samples.timeline;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Cue;
import ledwall.protocol.timeline.Programme;
import ledwall.protocol.timeline.QuietWindow;
import ledwall.protocol.timeline.Showing;
import org.junit.jupiter.api.Test;

class StandInsTest {
    private static final int SEEDS = 300;
    private static final long FRAME = SECOND / 25;

    private static Ladder ladder(Programme programme, Set<MediaHash> missing) {
        return new Ladder(programme, hash -> missing.contains(hash) ? Optional.empty() : Optional.of(Samples.path(hash)), null);
    }

    private static String shown(Programme programme, long at, String... missing) {
        Set<MediaHash> gone = new HashSet<>();
        for (String name : missing) {
            gone.add(hash(name));
        }
        Scene scene = ladder(programme, gone).at(at);
        return scene.shown() == null ? scene.rung().name() : scene.shown().name();
    }

    @Test
    void nothingIsSeenTwiceInARowWhereThereIsAChoice() {
        Programme four = programme(loop(0, cue("a", 250), cue("b", 250), cue("c", 250), cue("d", 250)));
        assertEquals("d", shown(four, 12 * SECOND, "b"));
        assertEquals("a", shown(four, 12 * SECOND, "b", "d"));
        assertEquals("c", shown(four, 12 * SECOND, "b", "d", "a"));
        assertEquals("SLATE", shown(four, 12 * SECOND, "a", "b", "c", "d"));
    }

    @Test
    void shorterOnesFollowEachOtherAndComeRoundAgain() {
        Programme longOne = programme(loop(0, cue("a", 25), cue("b", 50), cue("x", 250)));
        assertEquals(List.of("b", "b", "a", "b", "b", "a", "b", "b", "a", "b"), List.of(3, 4, 5, 6, 7, 8, 9, 10, 11, 12).stream()
                .map(second -> shown(longOne, second * SECOND + SECOND / 2, "x")).toList());
        Scene last = ladder(longOne, Set.of(hash("x"))).at(12 * SECOND + SECOND / 2);
        assertEquals(13 * SECOND, last.untilNanos(), "the last one is cut where the hole ends");
        assertEquals(12 * SECOND, last.shown().fullStartNanos());
    }

    @Test
    void anotherBlocksItemsAreOutOfTheirTime() {
        Programme bought = programme(block(0, 10 * SECOND, null, cue("sold-for-now", 250)), block(10 * SECOND, 20 * SECOND, null, cue("sold-for-later", 250)));
        assertEquals("SLATE", shown(bought, SECOND, "sold-for-now"));
    }

    @Test
    void whatATimelineTookAwayDoesNotComeBackForIt() {
        Programme edited = programme(entry(0, 0, timeline(1, loop(0, cue("withdrawn", 250), cue("a", 250)))),
                entry(100 * SECOND, 0, timeline(2, loop(0, cue("b", 250), cue("a", 250)))));
        assertEquals("a", shown(edited, 101 * SECOND, "b"));
        assertEquals("SLATE", shown(edited, 101 * SECOND, "b", "a"));
    }

    @Test
    void aSwitchThatLeavesTheBlockAloneDoesNotCutIt() {
        Block same = loop(0, cue("x", 250), cue("b", 500), cue("c", 250));
        Programme both = programme(entry(0, 0, timeline(1, same)), entry(3 * SECOND, 0, timeline(2, same)));
        Scene scene = ladder(both, Set.of(hash("x"))).at(SECOND);
        assertEquals("c", scene.shown().name());
        assertEquals(10 * SECOND, scene.untilNanos());
        Programme other = programme(entry(0, 0, timeline(1, same)), entry(3 * SECOND, 0, timeline(2, loop(0, cue("x", 250), cue("b", 500), cue("e", 250)))));
        assertEquals(3 * SECOND, ladder(other, Set.of(hash("x"))).at(SECOND).untilNanos());
        assertEquals("e", shown(other, 4 * SECOND, "x"));
    }

    @Test
    void aListOfThousandsIsNotLookedThroughToItsEnd() {
        var cues = new ArrayList<Cue>();
        for (int i = 0; i < 1_000; i++) {
            cues.add(cue("n" + i, 250));
        }
        var asked = new ArrayList<MediaHash>();
        Showing hole = programme(loop(0, cues.toArray(Cue[]::new))).due(0).orElseThrow();
        assertNull(StandIns.at(hole, 25, 0, media -> {
            asked.add(media.hash());
            return null;
        }));
        assertEquals(StandIns.MOST_LOOKED_AT, asked.size());
    }

    /** Whatever is missing: what is planned and here is seen at its instants; else only what turns in the block in force is, told as what it is. */
    @Test
    void noStandInIsEverAWrongPictureOrMovesAnother() {
        int standIns = 0;
        int slates = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            var random = new SplittableRandom(seed);
            Programme programme = some(random);
            Set<MediaHash> missing = new HashSet<>();
            for (int i = 0; i < 12; i++) {
                if (random.nextInt(3) == 0) {
                    missing.add(hash("m" + i));
                }
            }
            Ladder ladder = ladder(programme, missing);
            Ladder whole = ladder(programme, Set.of());
            for (long at = random.nextLong(FRAME); at < 300 * SECOND; at += random.nextLong(SECOND)) {
                Scene scene = ladder.at(at);
                Scene plan = whole.at(at);
                String where = "seed " + seed + " at " + at + ": " + scene;
                assertEquals(plan.due(), scene.due(), where);
                assertTrue(scene.untilNanos() > at && scene.untilNanos() <= plan.untilNanos(), where);
                switch (scene.rung()) {
                    case CUE -> assertEquals(plan.clip(), scene.clip(), where);
                    case STAND_IN -> {
                        standIns++;
                        standIn(programme, missing, at, scene, where);
                        assertEquals(scene, ladder.at(scene.untilNanos() - 1), where);
                        assertEquals(scene, ladder.at(Math.max(scene.shown().startNanos(), at - FRAME / 2)), where);
                    }
                    case SLATE -> {
                        slates++;
                        long instant = at;
                        assertTrue(plan.due() == null || programme.due(instant).orElseThrow().block().cues().stream()
                                .allMatch(cue -> missing.contains(cue.media().hash())), where);
                    }
                    case BLACK, QUIET -> assertEquals(plan, scene, where);
                }
            }
        }
        assertTrue(standIns > 1_000 && slates > 1_000, standIns + " stand-ins, " + slates + " slates");
    }

    private static void standIn(Programme programme, Set<MediaHash> missing, long at, Scene scene, String where) {
        Showing hole = programme.due(at).orElseThrow();
        Due shown = assertNotNullShown(scene);
        assertTrue(missing.contains(hole.cue().media().hash()), where);
        assertEquals(hole.cue().item(), shown.standInFor(), where);
        assertTrue(hole.block().cues().stream().anyMatch(cue -> cue.item().equals(shown.item()) && cue.media().hash().equals(shown.media())), where);
        assertTrue(!missing.contains(shown.media()) && scene.clip().media().equals(shown.media()), where);
        assertTrue(shown.startNanos() <= at && at < shown.endNanos() && shown.fullStartNanos() <= shown.startNanos(), where);
        assertEquals(scene.untilNanos(), shown.endNanos(), where);
    }

    private static Due assertNotNullShown(Scene scene) {
        assertNotNull(scene.shown());
        return scene.shown();
    }

    /** Two timelines with blocks, gaps, kept turns and quiet windows, of a few items that come again. */
    private static Programme some(SplittableRandom random) {
        long change = random.nextLong(100, 200) * SECOND + random.nextLong(SECOND);
        return programme(entry(0, 0, one(random, 1)), entry(change, random.nextInt(2), one(random, 2)));
    }

    private static ledwall.protocol.timeline.Timeline one(SplittableRandom random, long version) {
        var blocks = new ArrayList<Block>();
        long at = 0;
        while (at < 300 * SECOND) {
            long from = at + (random.nextBoolean() ? 0 : random.nextLong(20 * SECOND));
            long until = from + random.nextLong(1, 80 * SECOND);
            Cue[] cues = new Cue[1 + random.nextInt(6)];
            for (int i = 0; i < cues.length; i++) {
                cues[i] = cue("m" + random.nextInt(12), 1 + random.nextInt(300), 1 + random.nextInt(500));
            }
            Block.Start start = switch (random.nextInt(3)) {
                case 0 -> null;
                case 1 -> new Block.Start(from, random.nextInt(cues.length));
                default -> new Block.Start(Math.max(0, from - random.nextLong(50 * SECOND)), random.nextInt(cues.length));
            };
            blocks.add(block(from, until, start, cues));
            at = until;
        }
        long quiet = random.nextLong(250 * SECOND);
        return timeline(version, blocks.toArray(Block[]::new)).withQuiet(random.nextBoolean() ? List.of() : List.of(new QuietWindow(quiet, quiet + 10 * SECOND)));
    }
}
