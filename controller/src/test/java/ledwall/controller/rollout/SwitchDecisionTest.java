package ledwall.controller.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ledwall.controller.rollout.SwitchDecision.Question;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.ReleaseId;
import ledwall.protocol.id.ReleaseRef;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Cue;
import ledwall.protocol.timeline.Frames;
import ledwall.protocol.timeline.MediaRef;
import ledwall.protocol.timeline.Programme;
import ledwall.protocol.timeline.ReleaseBlock;
import ledwall.protocol.timeline.Switch;
import ledwall.protocol.timeline.Timeline;
import org.junit.jupiter.api.Test;

/** When an edit takes over, and with what. A loop of 10 s items that began at second 1000. */
final class SwitchDecisionTest {
    private static final long S = Frames.SECOND;
    private static final long BEGIN = 1_000 * S;
    private static final long FAR = Long.MAX_VALUE;

    private static Timeline timeline(long version, Block... blocks) {
        var media = new MediaRef(new MediaHash("0".repeat(64)), 1, 25);
        return new Timeline(new ScreenId("screen-a"), version, 640, 360, 25, media, List.of(blocks));
    }

    private static Block loop(String items) {
        return window(0, Block.FOREVER, items);
    }

    private static Block window(long from, long until, String items) {
        var cues = new ArrayList<Cue>();
        for (String item : items.split(" ")) {
            cues.add(new Cue(new ItemId(item), item, new MediaRef(new MediaHash("1".repeat(64)), 1, 250), 250));
        }
        return new Block(from, until, null, cues, null);
    }

    private static Programme onAir(String items) {
        return new Programme(List.of(new Programme.Entry(timeline(1, loop(items)), new Switch(BEGIN, 0))));
    }

    private static Optional<Switch> decide(long seconds, Programme programme, String next, boolean applyNow, long since, Long... ready) {
        return SwitchDecision.decide(new Question(BEGIN + seconds * S, BEGIN + since * S, applyNow, 0, programme, timeline(2, loop(next)), List.of(ready)));
    }

    @Test
    void ordinaryEditTakesOverAtTheEndOfTheCueOnAirWithTheNextItemOfTheNewOrder() {
        assertEquals(Optional.of(new Switch(BEGIN + 20 * S, 2)), decide(13, onAir("a b c"), "a b x c", false, 13, FAR));
    }

    @Test
    void cueThatEndsWithinTwoSecondsIsLetPass() {
        assertEquals(Optional.of(new Switch(BEGIN + 30 * S, 0)), decide(19, onAir("a b c"), "x a b y c", false, 19, FAR));
    }

    @Test
    void cueThatEndsInExactlyTwoSecondsIsEarlyEnough() {
        assertEquals(Optional.of(new Switch(BEGIN + 20 * S, 2)), decide(18, onAir("a b c"), "a b x", false, 18, FAR));
    }

    @Test
    void whereTheItemOnAirIsGoneTheNextOneStillThereFollows() {
        assertEquals(Optional.of(new Switch(BEGIN + 20 * S, 1)), decide(13, onAir("a b c d"), "x d a", false, 13, FAR));
    }

    @Test
    void anItemThatComesSeveralTimesInATurnIsMetAgainAtTheSameOfItsPlaces() {
        assertEquals(Optional.of(new Switch(BEGIN + 30 * S, 4)), decide(23, onAir("a b a"), "a b x a x", false, 23, FAR));
        assertEquals(Optional.of(new Switch(BEGIN + 10 * S, 1)), decide(3, onAir("a b a"), "a b x a x", false, 3, FAR));
        assertEquals(Optional.of(new Switch(BEGIN + 20 * S, 3)), decide(13, onAir("a b a"), "a x c a", false, 13, FAR), "b is gone, the second a follows");
    }

    @Test
    void whereNothingIsLeftOfTheOldOrderTheNewOneBegins() {
        assertEquals(Optional.of(new Switch(BEGIN + 20 * S, 0)), decide(13, onAir("a b"), "x y", false, 13, FAR));
    }

    @Test
    void afterTheLastItemTheFirstFollows() {
        assertEquals(Optional.of(new Switch(BEGIN + 20 * S, 0)), decide(13, onAir("a b"), "x a b", false, 13, FAR));
    }

    @Test
    void firstTimelineTakesOverInTwoSeconds() {
        assertEquals(Optional.of(new Switch(BEGIN + 7 * S, 0)), decide(5, Programme.EMPTY, "a b", false, 5, FAR));
    }

    @Test
    void waitsForTheScreenThatIsNotReadyTenMinutesAhead() {
        long enough = BEGIN + 20 * S + SwitchDecision.READY_AHEAD_NANOS;
        assertEquals(Optional.empty(), decide(13, onAir("a b"), "a b x", false, 13, FAR, enough - 1));
        assertEquals(Optional.of(new Switch(BEGIN + 20 * S, 2)), decide(13, onAir("a b"), "a b x", false, 13, FAR, enough));
    }

    @Test
    void waitsNoLongerThanThirtySecondsFromTheEdit() {
        assertEquals(Optional.empty(), decide(42, onAir("a b"), "a b x", false, 13, FAR, 0L));
        assertEquals(Optional.of(new Switch(BEGIN + 50 * S, 1)), decide(43, onAir("a b"), "a b x", false, 13, FAR, 0L));
    }

    @Test
    void withNobodyOnlineTheFleetIsGivenTimeToComeBack() {
        assertEquals(Optional.empty(), decide(13, onAir("a b"), "a b x", false, 0));
        assertEquals(Optional.of(new Switch(BEGIN + 40 * S, 0)), decide(30, onAir("a b"), "x b", false, 0));
    }

    @Test
    void applyNowCutsAtOnceWithTheItemAfterTheOneItCuts() {
        assertEquals(Optional.of(new Switch(BEGIN + 13 * S + SwitchDecision.APPLY_NOW_LEAD_NANOS, 2)), decide(13, onAir("a b"), "a b x", true, 13, FAR));
    }

    @Test
    void applyNowWaitsForReadinessToo() {
        assertEquals(Optional.empty(), decide(13, onAir("a b"), "a b x", true, 13, 0L));
        assertEquals(true, decide(43, onAir("a b"), "a b x", true, 13, 0L).isPresent());
    }

    @Test
    void endOfAWindowIsTheEndOfItsCue() {
        var programme = new Programme(List.of(new Programme.Entry(timeline(1, window(0, BEGIN + 15 * S, "r s"), window(BEGIN + 15 * S, Block.FOREVER, "a b")),
                new Switch(BEGIN, 0))));
        var next = timeline(2, window(0, BEGIN + 15 * S, "r s"), window(BEGIN + 15 * S, Block.FOREVER, "a b x"));
        assertEquals(Optional.of(new Switch(BEGIN + 15 * S, 0)),
                SwitchDecision.decide(new Question(BEGIN + 11 * S, BEGIN + 11 * S, false, 0, programme, next, List.of(FAR))));
    }

    @Test
    void switchStillToComeIsNotOvertaken() {
        var programme = new Programme(List.of(new Programme.Entry(timeline(1, loop("a b")), new Switch(BEGIN, 0)),
                new Programme.Entry(timeline(2, loop("a b x")), new Switch(BEGIN + 20 * S, 2))));
        assertEquals(Optional.of(new Switch(BEGIN + 20 * S, 2)),
                SwitchDecision.decide(new Question(BEGIN + 14 * S, BEGIN + 14 * S, false, 0, programme, timeline(3, loop("a b y")), List.of(FAR))));
    }

    @Test
    void ordinaryEditDoesNotComeBeforeASwitchThatItGoesOnFromButACutDoes() {
        var question = new Question(BEGIN + 11 * S, BEGIN + 11 * S, false, BEGIN + 24 * S, onAir("a b c"), timeline(3, loop("a b c d")), List.of(FAR));
        assertEquals(Optional.of(new Switch(BEGIN + 30 * S, 3)), SwitchDecision.decide(question));
        var cut = new Question(BEGIN + 11 * S, BEGIN + 11 * S, true, BEGIN + 24 * S, onAir("a b c"), timeline(3, loop("a b c d")), List.of(FAR));
        assertEquals(BEGIN + 11 * S + SwitchDecision.APPLY_NOW_LEAD_NANOS, SwitchDecision.decide(cut).orElseThrow().atNanos());
    }

    @Test
    void aSwitchThatAClockSetBackHasLeftFarAheadIsNotWaitedFor() {
        long now = BEGIN + 11 * S;
        var before = new Programme.Entry(timeline(1, loop("a b c")), new Switch(BEGIN, 0));
        var pending = new Programme(List.of(before, new Programme.Entry(timeline(2, loop("a b")), new Switch(BEGIN + 20 * S, 0))));
        assertEquals(BEGIN + 20 * S, SwitchDecision.notBefore(now, List.of(onAir("a b c"), pending)));
        var hourAhead = new Programme(List.of(before, new Programme.Entry(timeline(2, loop("a b")), new Switch(BEGIN + 3_600 * S, 0))));
        assertEquals(0, SwitchDecision.notBefore(now, List.of(onAir("a b c"), hourAhead)));
    }

    private static Timeline withRelease(long version, Block ordinary, long fromSeconds, long untilSeconds) {
        var block = new Block(BEGIN + fromSeconds * S, BEGIN + untilSeconds * S, "release", window(0, 1, "x").cues(), new Block.Start(BEGIN + fromSeconds * S, 0));
        return timeline(version, ordinary).withReleases(List.of(new ReleaseBlock(new ReleaseRef(new ReleaseId("release-1"), 1), true, block)));
    }

    /** A loop of 10 s items that goes on as it was told. */
    private static Block told(String items) {
        var loop = loop(items);
        return new Block(loop.fromNanos(), loop.untilNanos(), null, loop.cues(), new Block.Start(BEGIN, 0));
    }

    private static Optional<Switch> released(long seconds, Programme programme, Timeline next, Long... ready) {
        long now = BEGIN + seconds * S;
        var edge = SwitchDecision.releaseEdge(now, false, 0, programme, next);
        return SwitchDecision.decide(new Question(now, now, false, 0, programme, next, List.of(ready), edge));
    }

    private static Programme programme(Timeline timeline) {
        return new Programme(List.of(new Programme.Entry(timeline, new Switch(BEGIN, 0))));
    }

    @Test
    void aReleaseThatBeginsWithinTheCueOnAirIsToldAtOnceForBeneathItAllGoesOn() {
        assertEquals(BEGIN + 13 * S, released(11, onAir("a b c"), withRelease(2, told("a b c"), 17, 60), FAR).orElseThrow().atNanos());
        assertEquals(BEGIN + 20 * S, released(11, onAir("a b c"), withRelease(2, told("a b c"), 20, 60), FAR).orElseThrow().atNanos(), "there is time");
    }

    @Test
    void whereMoreWasEditedTheCueIsCutWhereTheReleaseBegins() {
        assertEquals(Optional.of(new Switch(BEGIN + 17 * S, 2)), released(11, onAir("a b c"), withRelease(2, loop("a b x c"), 17, 60), FAR));
    }

    @Test
    void aReleaseThatIsTakenBackIsGoneAtOnceBeforeItBeginsAndWhileItRuns() {
        var soon = programme(withRelease(1, told("a b c"), 17, 60));
        assertEquals(BEGIN + 13 * S, released(11, soon, timeline(2, told("a b c")), FAR).orElseThrow().atNanos());
        assertEquals(BEGIN + 32 * S, released(30, soon, timeline(2, told("a b c")), FAR).orElseThrow().atNanos());
        var later = programme(withRelease(1, told("a b c"), 40, 60));
        assertEquals(BEGIN + 20 * S, released(11, later, timeline(2, told("a b c")), FAR).orElseThrow().atNanos(), "there is time");
    }

    @Test
    void nobodyIsWaitedForUntilAReleaseHasBegun() {
        assertEquals(Optional.empty(), released(11, onAir("a b c"), withRelease(2, told("a b c"), 24, 60), FAR, 0L));
        assertEquals(BEGIN + 20 * S, released(12, onAir("a b c"), withRelease(2, told("a b c"), 24, 60), FAR, 0L).orElseThrow().atNanos());
    }

    @Test
    void aCueThatBeginsBeforeTheEarliestInstantIsNotCutWhereNothingIsOnAirYet() {
        var programme = new Programme(List.of(new Programme.Entry(timeline(1, window(BEGIN + 12 * S, Block.FOREVER, "a b")), new Switch(BEGIN, 0))));
        var next = timeline(2, window(BEGIN + 12 * S, Block.FOREVER, "a b x"));
        assertEquals(new Switch(BEGIN + 22 * S, 1), SwitchDecision.candidate(BEGIN + 11 * S, false, 0, programme, next));
    }
}
