package ledwall.agent.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import ledwall.agent.cache.MediaWant;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.id.TimelineHash;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Cue;
import ledwall.protocol.timeline.MediaRef;
import ledwall.protocol.timeline.Switch;
import ledwall.protocol.timeline.Timeline;
import ledwall.protocol.timeline.TimelineCodec;

/** The rules by which timelines come, take over and go, and how far a screen is ready. */
class RackTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long NOW = 1_000 * SECOND;
    private static final MediaRef SLATE = media(0, 5);
    private static final MediaRef A = media(1, 10);
    private static final MediaRef B = media(2, 20);
    private static final MediaRef C = media(3, 30);

    private final Rack rack = new Rack();
    private final Set<MediaHash> gone = new HashSet<>();
    private final Set<MediaHash> here = new HashSet<>(List.of(SLATE.hash(), A.hash()));
    private final Shelf.Files files = new Shelf.Files(here::contains, gone::contains);

    @Test
    void aNewerTimelineSupersedesAnUndecidedOneButNotADecidedOne() {
        add(1, A);
        decide(1, NOW);
        add(2, A);
        add(3, A);
        assertEquals(List.of(1L, 3L), versions());
        decide(3, NOW + 60 * SECOND);
        add(4, A);
        assertEquals(List.of(1L, 3L, 4L), versions());
    }

    @Test
    void aTimelineThatTakesOverBeforeAnOlderOneReplacesIt() {
        add(1, A);
        decide(1, NOW);
        add(2, A);
        decide(2, NOW + 60 * SECOND);
        add(3, A);
        decide(3, NOW + 60 * SECOND);
        assertEquals(List.of(1L, 3L), versions());
    }

    @Test
    void aSwitchThatIsKnownAlreadyIsNoNews() {
        Timeline timeline = add(1, A);
        assertTrue(rack.decide(1, hash(timeline), new Switch(NOW, 0)));
        assertFalse(rack.decide(1, hash(timeline), new Switch(NOW, 0)));
        assertFalse(rack.decide(2, hash(timeline), new Switch(NOW, 0)));
    }

    @Test
    void theFirstTimelineGoesOnAirWithWhatIsThereAndTheNextOnlyWhenItIsReady() {
        add(1, A, B);
        decide(1, NOW);
        assertTrue(rack.admit(files, NOW));
        add(2, A, C);
        decide(2, NOW + 5 * SECOND);
        assertFalse(rack.admit(files, NOW));
        assertEquals(1, rack.programme().entries().size());
        here.add(C.hash());
        assertTrue(rack.admit(files, NOW + 30 * SECOND), "late, but as soon as it is ready");
        assertEquals(2, rack.programme().entries().size());
        here.remove(C.hash());
        rack.admit(files, NOW + 31 * SECOND);
        assertEquals(2, rack.programme().entries().size(), "once on the glass it stays, whatever is lost");
    }

    @Test
    void oneFileThatCannotBeHadHoldsNoTimelineBackFromItsSwitchOn() {
        onAirThen(A, C);
        gone.add(C.hash());
        assertFalse(rack.admit(files, NOW + 5 * SECOND), "its switch is far");
        assertTrue(rack.admit(files, NOW + 58 * SECOND), "in time to be cued for it");
        assertFalse(rack.waits());
    }

    @Test
    void filesThatAreOnTheirWayAreWaitedForHoweverLong() {
        onAirThen(A, B, C);
        gone.add(C.hash());
        assertFalse(rack.admit(files, NOW + 3_600 * SECOND), "B may still come");
        assertTrue(rack.waits());
        here.add(B.hash());
        assertTrue(rack.admit(files, NOW + 3_601 * SECOND));
    }

    @Test
    void aTimelineOfWhichNothingIsHereStaysBackForEver() {
        onAirThen(B, C);
        gone.addAll(List.of(B.hash(), C.hash()));
        assertFalse(rack.admit(files, NOW + 3_600 * SECOND), "the slate alone is no programme");
    }

    @Test
    void whatTurnsAtAnotherTimeDoesNotStandInForWhatIsDue() {
        add(1, A);
        decide(1, NOW);
        assertTrue(rack.admit(files, NOW));
        Timeline next = timeline(2, List.of(new Block(0, NOW + 100 * SECOND, null, cues(C), null),
                new Block(NOW + 100 * SECOND, Block.FOREVER, null, cues(A), null)));
        rack.add(hash(next), next);
        decide(2, NOW + 60 * SECOND);
        gone.add(C.hash());
        assertFalse(rack.admit(files, NOW + 70 * SECOND));
        assertTrue(rack.admit(files, NOW + 100 * SECOND), "ready: C is never due again");
    }

    @Test
    void whereNothingIsPlannedYetTheSlateIsEnough() {
        add(1, A);
        decide(1, NOW);
        assertTrue(rack.admit(files, NOW));
        Timeline next = timeline(2, List.of(new Block(NOW + 100 * SECOND, Block.FOREVER, null, cues(C), null)));
        rack.add(hash(next), next);
        decide(2, NOW + 60 * SECOND);
        assertFalse(rack.admit(files, NOW + 60 * SECOND), "C may still come");
        gone.addAll(List.of(C.hash(), SLATE.hash()));
        here.remove(SLATE.hash());
        assertFalse(rack.admit(files, NOW + 60 * SECOND), "not even the slate");
        here.add(SLATE.hash());
        assertTrue(rack.admit(files, NOW + 60 * SECOND));
    }

    /** Version 1 is on air, version 2 of these files is to follow in a minute. */
    private void onAirThen(MediaRef... media) {
        add(1, A);
        decide(1, NOW);
        assertTrue(rack.admit(files, NOW));
        add(2, media);
        decide(2, NOW + 60 * SECOND);
    }

    @Test
    void theOlderTimelineGoesSomeTimeAfterTheSwitch() {
        add(1, A);
        decide(1, NOW);
        rack.admit(files, NOW);
        add(2, A);
        decide(2, NOW + 5 * SECOND);
        rack.admit(files, NOW);
        assertFalse(rack.retire(NOW + 6 * SECOND));
        assertTrue(rack.retire(NOW + 20 * SECOND));
        assertEquals(List.of(2L), versions());
        assertFalse(rack.retire(NOW + 40 * SECOND));
    }

    @Test
    void readyUntilIsTheFirstInstantAtWhichALackingFileIsDue() {
        add(1, A, B, C);
        decide(1, NOW);
        assertEquals(NOW + 10 * SECOND, readyUntil(NOW), "B follows A");
        here.add(B.hash());
        assertEquals(NOW + 30 * SECOND, readyUntil(NOW));
        assertEquals(NOW + 30 * SECOND, readyUntil(NOW + 29 * SECOND));
        here.add(C.hash());
        assertEquals(NOW + 7 * 86_400 * SECOND, readyUntil(NOW), "the horizon");
        here.remove(SLATE.hash());
        assertEquals(NOW, readyUntil(NOW), "the slate may be due at any time");
    }

    @Test
    void whileTheSwitchIsUndecidedAnyCueOfABlockMayBeTheFirst() {
        add(1, A, B);
        assertEquals(NOW, readyUntil(NOW));
        var later = new Block(NOW + 100 * SECOND, NOW + 200 * SECOND, "rule", cues(A, B), null);
        rack.add(hash(timeline(2, List.of(later))), timeline(2, List.of(later)));
        assertEquals(NOW + 100 * SECOND, readyUntil(NOW), "but none before the window");
    }

    @Test
    void aStoredStartSaysWhatIsDueEvenBeforeTheSwitchIsDecided() {
        var running = new Block(0, Block.FOREVER, null, cues(A, B), new Block.Start(NOW - 35 * SECOND, 0));
        rack.add(hash(timeline(1, List.of(running))), timeline(1, List.of(running)));
        assertEquals(NOW + 5 * SECOND, readyUntil(NOW), "5 s into A of the second turn");
    }

    @Test
    void filesAreWantedInTheOrderInWhichTheyAreDue() {
        add(1, A, B, C);
        decide(1, NOW);
        assertEquals(List.of(SLATE.hash(), B.hash(), C.hash(), A.hash()), wanted(NOW + 15 * SECOND));
        assertEquals(Set.of(SLATE.hash(), A.hash(), B.hash(), C.hash()), rack.pinned());
    }

    @Test
    void whatTheTimelineOnAirNeedsWithinHalfAMinuteGoesBeforeAnOfferAndTheRestAfter() {
        MediaRef offered = media(4, 10);
        add(1, A, C, B);
        decide(1, NOW);
        add(2, offered);
        assertEquals(List.of(SLATE.hash(), A.hash(), C.hash(), offered.hash(), B.hash()), wanted(NOW), "C is due in 10 s, B in 40 s");
    }

    private List<MediaHash> wanted(long now) {
        return rack.wants(now).stream().map(MediaWant::hash).toList();
    }

    private long readyUntil(long now) {
        return Readiness.of(rack.all().getLast(), here::contains, now).untilNanos();
    }

    private List<Long> versions() {
        return rack.all().stream().map(Kept::version).toList();
    }

    private Timeline add(long version, MediaRef... files) {
        Timeline timeline = timeline(version, List.of(new Block(0, Block.FOREVER, null, cues(files), null)));
        rack.add(hash(timeline), timeline);
        return timeline;
    }

    private void decide(long version, long atNanos) {
        Kept kept = rack.all().stream().filter(one -> one.version() == version).findFirst().orElseThrow();
        rack.decide(version, kept.hash(), new Switch(atNanos, 0));
    }

    private static Timeline timeline(long version, List<Block> blocks) {
        return new Timeline(new ScreenId("screen-north"), version, 640, 360, 25, SLATE, blocks);
    }

    private static List<Cue> cues(MediaRef... files) {
        var cues = new ArrayList<Cue>();
        for (MediaRef file : files) {
            cues.add(new Cue(new ItemId("item-" + cues.size()), "Item", file, file.frames()));
        }
        return cues;
    }

    private static TimelineHash hash(Timeline timeline) {
        return new TimelineHash(TimelineCodec.encode(timeline).sha256());
    }

    private static MediaRef media(int filler, int seconds) {
        return new MediaRef(new MediaHash(Bytes.of(new byte[] {(byte) filler}).sha256()), 1_000, seconds * 25);
    }
}
