package ledwall.protocol.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.ReleaseId;
import ledwall.protocol.id.ReleaseRef;
import ledwall.protocol.id.ScreenId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProgrammeReleasesTest {
    private static final long S = Frames.SECOND;
    private static final MediaRef CLIP = new MediaRef(new MediaHash("ab".repeat(32)), 1000, 100);
    private static final ReleaseRef RELEASE = new ReleaseRef(new ReleaseId("release-1"), 3);

    private static Cue cue(String item, int seconds) {
        return new Cue(new ItemId(item), item, CLIP, seconds * 25);
    }

    /** A loop of {@code a} and {@code b}, 4 s each; from 10 to 30 s a release of {@code x} and {@code y}, 5 s each, lies above it. */
    private static Timeline timeline(boolean needsToken) {
        var loop = new Block(0, Block.FOREVER, null, List.of(cue("a", 4), cue("b", 4)), new Block.Start(0, 0));
        var block = new Block(10 * S, 30 * S, "rule-1", List.of(cue("x", 5), cue("y", 5)), new Block.Start(10 * S, 0));
        return new Timeline(new ScreenId("screen-1"), 1, 640, 360, 25, CLIP, List.of(loop), List.of(), List.of(new ReleaseBlock(RELEASE, needsToken, block)));
    }

    private static Programme programme(Timeline timeline, Tokens tokens) {
        return new Programme(List.of(new Programme.Entry(timeline, new Switch(0, 0)))).with(tokens);
    }

    private static String items(Programme programme) {
        var out = new StringBuilder();
        for (Showing showing : programme.between(0, 40 * S, 100)) {
            out.append(showing.cue().item()).append('@').append(showing.startNanos() / S).append(' ');
        }
        return out.toString().strip();
    }

    @Test
    void whatIsHeardInTimeIsSeenFromTheFirstInstantOn() {
        assertEquals("a@0 b@4 a@8 x@10 y@15 x@20 y@25 b@30 a@32 b@36", items(programme(timeline(true), Tokens.NONE.hear(RELEASE, Verdict.GO, 10 * S))));
        assertEquals(items(programme(timeline(true), Tokens.NONE.hear(RELEASE, Verdict.GO, 3 * S))), items(programme(timeline(false), Tokens.NONE)));
    }

    @Test
    void withoutATokenTheOrdinaryPlanGoesOnWithoutASeam() {
        Programme shut = programme(timeline(true), Tokens.NONE);
        assertEquals("a@0 b@4 a@8 b@12 a@16 b@20 a@24 b@28 a@32 b@36", items(shut));
        assertEquals(12 * S, shut.due(8 * S).orElseThrow().endNanos(), "it is not cut where the release would have come");
        assertEquals(shut.due(11 * S), shut.ordinary().due(11 * S));
    }

    @Test
    void aTokenThatComesLateOpensTheBlockAtItsNextCue() {
        assertEquals("a@0 b@4 a@8 b@12 y@15 x@20 y@25 b@30 a@32 b@36", items(programme(timeline(true), Tokens.NONE.hear(RELEASE, Verdict.GO, 10 * S + 1))));
        assertEquals("a@0 b@4 a@8 b@12 a@16 b@20 a@24 y@25 b@30 a@32 b@36", items(programme(timeline(true), Tokens.NONE.hear(RELEASE, Verdict.GO, 25 * S))));
        assertEquals(items(programme(timeline(true), Tokens.NONE)), items(programme(timeline(true), Tokens.NONE.hear(RELEASE, Verdict.GO, 25 * S + 1))));
    }

    @Test
    void aWithdrawalCutsAtOnceAndForGood() {
        Tokens withdrawn = Tokens.NONE.hear(RELEASE, Verdict.GO, 0).hear(RELEASE, Verdict.WITHDRAWN, 17 * S);
        assertEquals("a@0 b@4 a@8 x@10 y@15 a@17 b@20 a@24 b@28 a@32 b@36", items(programme(timeline(true), withdrawn)));
        assertEquals(withdrawn, withdrawn.hear(new ReleaseRef(RELEASE.release(), 4), Verdict.GO, 18 * S), "no later go undoes it");
        assertEquals(items(programme(timeline(true), Tokens.NONE)), items(programme(timeline(true), withdrawn.forGood())), "nor a clock that is set back");
        assertEquals(items(programme(timeline(true), Tokens.NONE)), items(programme(timeline(false), Tokens.NONE.hear(RELEASE, Verdict.WITHDRAWN, 2 * S))));
    }

    @Test
    void theTokenOfAnotherRevisionOpensNothing() {
        var other = new ReleaseRef(RELEASE.release(), 2);
        assertEquals(items(programme(timeline(true), Tokens.NONE)), items(programme(timeline(true), Tokens.NONE.hear(other, Verdict.GO, 0))));
        assertEquals(items(programme(timeline(true), Tokens.NONE.hear(RELEASE, Verdict.GO, 12 * S))),
                items(programme(timeline(true), Tokens.NONE.hear(other, Verdict.GO, 0).hear(RELEASE, Verdict.GO, 12 * S))));
    }

    @Test
    void nobodyWhoDoesNotKnowWhatWasHeardShowsARelease() {
        assertEquals(items(programme(timeline(true), Tokens.NONE)), items(programme(timeline(false), Tokens.NONE.closed(true))));
    }

    @Test
    void aSwitchInTheMidstOfACueIsNoBeginOfIt() {
        var late = Tokens.NONE.hear(RELEASE, Verdict.GO, 11 * S);
        var entries = List.of(new Programme.Entry(timeline(true), new Switch(0, 0)), new Programme.Entry(timeline(true), new Switch(12 * S, 0)));
        assertEquals("b", new Programme(entries).with(late).due(13 * S).orElseThrow().cue().item().value());
        assertEquals("y", new Programme(entries).with(late).due(15 * S).orElseThrow().cue().item().value());
    }

    @Test
    void whatTurnsBeneathIsWithoutReleases() {
        Programme open = programme(timeline(false), Tokens.NONE);
        assertEquals("a", open.beneath().due(17 * S).orElseThrow().cue().item().value());
        assertEquals(10 * S, open.nextRelease(0));
        assertEquals(30 * S, open.nextRelease(10 * S));
        assertEquals(Block.FOREVER, open.nextRelease(30 * S));
        assertEquals(30 * S, open.releasedNanos(35 * S));
        assertEquals(Long.MIN_VALUE, open.releasedNanos(20 * S));
    }

    static IntStream seeds() {
        return IntStream.rangeClosed(1, 24);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsDueIsWhatAWalkThroughEveryCueFinds(int seed) {
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 60; round++) {
            Timeline timeline = some(random);
            Tokens tokens = heard(random, timeline);
            var slow = new ReleasesByWalking(timeline, tokens);
            Programme programme = programme(timeline, tokens);
            for (long at : instants(random, timeline, tokens)) {
                Optional<ReleasesByWalking.Piece> wanted = slow.due(at);
                Optional<Showing> due = programme.due(at);
                String where = "seed " + seed + " round " + round + " at " + at + ": " + wanted + " is wanted, found is " + due;
                assertEquals(wanted.map(piece -> piece.release() + " " + piece.index() + " " + piece.turnNanos()),
                        due.map(showing -> showing.release() + " " + showing.index() + " " + showing.fullStartNanos()), where);
                long next = programme.nextChange(at);
                assertTrue(next > at, where);
                // All of it until the next change, and of a showing from its begin on, is the same.
                long from = due.map(Showing::startNanos).orElse(at);
                for (long within : new long[] {from, at, random.nextLong(from, Math.min(next, 200 * S)), Math.min(next, 200 * S) - 1}) {
                    assertEquals(wanted.map(ReleasesByWalkingKey::of), slow.due(within).map(ReleasesByWalkingKey::of), where + "; within at " + within);
                }
                due.ifPresent(showing -> assertTrue(showing.startNanos() <= at && at < showing.endNanos() && showing.endNanos() == next, where));
            }
        }
    }

    /** Which turn of which cue it is. */
    private record ReleasesByWalkingKey(Optional<ReleaseRef> release, int index, long turnNanos) {
        static ReleasesByWalkingKey of(ReleasesByWalking.Piece piece) {
            return new ReleasesByWalkingKey(Optional.ofNullable(piece.release()), piece.index(), piece.turnNanos());
        }
    }

    private static Timeline some(SplittableRandom random) {
        int fps = new int[] {25, 30, 50, 60}[random.nextInt(4)];
        var blocks = new ArrayList<Block>();
        for (long at = random.nextLong(10 * S); at < 150 * S; ) {
            long until = at + random.nextLong(5 * S, 80 * S);
            blocks.add(new Block(at, until, "rule-" + blocks.size(), cues(random, "o"), new Block.Start(at - random.nextLong(3) * S, 0)));
            at = until + (random.nextBoolean() ? 0 : random.nextLong(20 * S));
        }
        var quiet = new ArrayList<QuietWindow>();
        for (long at = random.nextLong(30 * S); random.nextInt(6) > 0 && at < 150 * S; at += random.nextLong(1, 30 * S)) {
            // Short ones too, that begin and end within one cue.
            quiet.add(new QuietWindow(at, at += random.nextLong(1, random.nextBoolean() ? 2 * S : 25 * S)));
        }
        var releases = new ArrayList<ReleaseBlock>();
        for (long at = random.nextLong(30 * S); at < 150 * S; ) {
            long until = at + random.nextLong(1, 40 * S);
            var ref = new ReleaseRef(new ReleaseId("release-" + random.nextInt(3)), 1 + random.nextInt(2));
            // What was interrupted goes on in step, in the midst of a cue.
            releases.add(new ReleaseBlock(ref, random.nextInt(4) > 0, new Block(at, until, "release", cues(random, "r"), new Block.Start(at - random.nextLong(2) * S, 0))));
            at = until + (random.nextBoolean() ? 0 : random.nextLong(30 * S));
        }
        return new Timeline(new ScreenId("screen-1"), 1, 640, 360, fps, CLIP, blocks, quiet, releases);
    }

    private static List<Cue> cues(SplittableRandom random, String name) {
        var out = new ArrayList<Cue>();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            out.add(new Cue(new ItemId(name + i), name + i, CLIP, random.nextInt(1, 500)));
        }
        return out;
    }

    private static Tokens heard(SplittableRandom random, Timeline timeline) {
        Tokens tokens = Tokens.NONE;
        var edges = List.copyOf(edges(timeline));
        for (int i = random.nextInt(5); i > 0; i--) {
            var ref = new ReleaseRef(new ReleaseId("release-" + random.nextInt(3)), 1 + random.nextInt(2));
            long at = random.nextBoolean() ? random.nextLong(160 * S) : edges.get(random.nextInt(edges.size())) + random.nextLong(-1, 2);
            tokens = tokens.hear(ref, random.nextInt(4) > 0 ? Verdict.GO : Verdict.WITHDRAWN, at);
        }
        return tokens.closed(random.nextInt(20) == 0);
    }

    private static TreeSet<Long> edges(Timeline timeline) {
        var out = new TreeSet<Long>();
        timeline.quiet().forEach(each -> out.addAll(List.of(each.fromNanos(), each.untilNanos())));
        timeline.blocks().forEach(each -> out.addAll(List.of(each.fromNanos(), each.untilNanos())));
        timeline.releases().forEach(each -> {
            var alone = new ReleasesByWalking(timeline, new Tokens(new TreeMap<>()));
            out.addAll(List.of(each.block().fromNanos(), each.block().untilNanos()));
            alone.due(each.block().fromNanos()).ifPresent(piece -> out.add(piece.untilNanos()));
        });
        return out;
    }

    private static List<Long> instants(SplittableRandom random, Timeline timeline, Tokens tokens) {
        var out = new TreeSet<Long>();
        for (long edge : edges(timeline)) {
            out.addAll(List.of(edge - 1, edge, edge + 1));
        }
        tokens.heard().values().forEach(heard -> {
            for (long at : new long[] {heard.goNanos(), heard.withdrawnNanos()}) {
                if (at != Block.FOREVER) {
                    out.addAll(List.of(at - 1, at, at + 1));
                }
            }
        });
        for (int i = 0; i < 20; i++) {
            out.add(random.nextLong(160 * S));
        }
        return out.stream().filter(at -> at >= 0 && at < 190 * S).toList();
    }
}
