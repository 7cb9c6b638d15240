package ledwall.controller.schedule;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import ledwall.controller.media.Fit;
import ledwall.controller.playlist.PlaylistItem;
import ledwall.controller.screen.Screen;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.id.RuleId;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.id.TimelineHash;
import ledwall.protocol.message.MessageCodec;
import ledwall.protocol.message.Phase;
import ledwall.protocol.message.TimelineOffer;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Instants;
import ledwall.protocol.timeline.Switch;
import ledwall.protocol.timeline.Timeline;
import ledwall.protocol.timeline.TimelineCodec;
import ledwall.protocol.trust.Envelope;
import org.junit.jupiter.api.Test;

class CompilerTest {
    private final Desk desk = new Desk(25, 3);

    private Compilation.Compiled compiled() {
        return assertInstanceOf(Compilation.Compiled.class, desk.edit());
    }

    private static List<Integer> frames(Compilation.Compiled compiled) {
        return compiled.plan().blocks().getFirst().turns().stream().map(GroupPlan.Turn::frames).toList();
    }

    @Test
    void anEmptyLoopIsTheSlate() {
        var compiled = compiled();
        assertEquals(List.of(), compiled.plan().blocks());
        assertEquals(3, compiled.timelines().size());
    }

    @Test
    void aGroupWithoutScreensHasNothingToCompile() {
        assertInstanceOf(Compilation.Idle.class, new Desk(25, 0).compile());
    }

    @Test
    void lengthsAreRoundedUpToWholeFramesAndStillsHaveADefault() {
        var video = desk.video("film", ofMillis(3_333));
        var still = desk.still("poster");
        desk.playlist("loop", desk.item("own", video, null), desk.item("cut", video, ofMillis(1_001)), desk.item("longer", video, ofSeconds(60)),
                desk.item("default", still, null), desk.item("shortest", still, ofMillis(40)));
        assertEquals(List.of(84, 26, 1_500, 250, 1), frames(compiled()));
    }

    @Test
    void eachScreenGetsRenditionsOfItsOwnSizeAndTheSameFrames() {
        desk.playlist("loop", desk.item("a", 4), desk.item("b", 6));
        var timelines = compiled().timelines();
        for (int i = 0; i < 3; i++) {
            assertEquals(desk.screens.get(i).id(), timelines.get(i).screen());
            assertEquals(1_000 + desk.screens.get(i).width(), timelines.get(i).blocks().getFirst().cues().getFirst().media().bytes());
            assertEquals(250, timelines.get(i).blocks().getFirst().turnFrames());
        }
    }

    @Test
    void itWaitsForEveryRenditionAndSlateAndNamesThem() {
        var video = desk.video("film", ofSeconds(4));
        desk.playlist("loop", desk.item("a", video, null));
        var first = desk.key(desk.screens.get(0), video);
        var third = desk.key(desk.screens.get(2), video);
        desk.lacking.add(first);
        desk.lacking.add(third);
        assertEquals(Set.of(first, third), Set.copyOf(assertInstanceOf(Compilation.Waiting.class, desk.edit()).missing()));
        desk.lacking.clear();
        desk.lacking.addAll(compiled().plan().walls().stream().map(GroupPlan.Wall::slate).toList());
        assertEquals(3, assertInstanceOf(Compilation.Waiting.class, desk.edit()).missing().size());
    }

    @Test
    void failedAndDeletedMediaAreLeftOutAndNamed() {
        var good = desk.video("good", ofSeconds(4));
        var bad = desk.video("bad", ofSeconds(4));
        desk.failed(bad, "The file ends in the middle of a frame.");
        desk.playlist("loop", desk.item("a", bad, null), desk.item("b", good, null));
        var compiled = compiled();
        assertEquals("b", desk.due(0, ofSeconds(3)));
        assertEquals(List.of("itemLeftOut"), compiled.omissions().stream().map(Omission::code).toList());
        assertTrue(compiled.omissions().getFirst().cause().contains("ends in the middle of a frame"));
    }

    @Test
    void aRuleWithNothingToShowDoesNotDarkenTheWallButAnEmptyOneMeansTheSlate() {
        var bad = desk.video("bad", ofSeconds(4));
        desk.failed(bad, "It is broken.");
        desk.playlist("loop", desk.item("a", 4));
        desk.rule("broken", desk.playlist("broken", desk.item("x", bad, null)), ofMinutes(1), ofMinutes(2), 50);
        desk.rule("quiet", desk.playlist("quiet"), ofMinutes(3), ofMinutes(4), 50);
        var compiled = compiled();
        assertEquals("a", desk.due(0, ofSeconds(90)));
        assertEquals("-", desk.due(0, ofSeconds(200)));
        assertEquals("a", desk.due(0, ofMinutes(4)));
        assertEquals(List.of("itemLeftOut", "ruleLeftOut"), compiled.omissions().stream().map(Omission::code).sorted().toList());
    }

    @Test
    void aRuleBeginsWithItsFirstItemAndTheLoopAfterItAgain() {
        desk.playlist("loop", desk.item("a", 4), desk.item("b", 4));
        desk.rule("fair", desk.playlist("fair", desk.item("x", 7), desk.item("y", 7)), ofSeconds(61), ofSeconds(70), 50);
        compiled();
        assertEquals("a", desk.due(1, ofMillis(60_999)));
        assertEquals("x", desk.due(1, ofSeconds(61)));
        assertEquals("y", desk.due(1, ofMillis(69_999)));
        assertEquals("a", desk.due(1, ofSeconds(70)));
    }

    @Test
    void appendingAnItemKeepsTheOneOnAirAndFollowsTheNewOrder() {
        var a = desk.item("a", 10);
        var b = desk.item("b", 10);
        desk.playlist("loop", a, b);
        compiled();
        // On air since 2 s: a until 12 s, b until 22 s.
        desk.now = Desk.START.plusSeconds(15);
        desk.playlist("loop", a, b, desk.item("c", 10));
        var compiled = compiled();
        assertNull(compiled.plan().blocks().getFirst().start());
        assertEquals("b", desk.due(0, ofMillis(21_999)));
        assertEquals(List.of("c", "a", "b", "c"), Stream.of(22, 32, 42, 52).map(seconds -> desk.due(0, ofSeconds(seconds))).toList());
    }

    @Test
    void anEditElsewhereKeepsTheStartOfTheLoopOnAir() {
        desk.playlist("loop", desk.item("a", 10), desk.item("b", 10));
        compiled();
        desk.now = Desk.START.plusSeconds(15);
        desk.rule("fair", desk.playlist("fair", desk.item("x", 7)), ofSeconds(100), ofSeconds(200), 50);
        var compiled = compiled();
        assertEquals(new Block.Start(Instants.nanos(Desk.START.plusSeconds(2)), 0), compiled.plan().blocks().getFirst().start());
        desk.now = Desk.START.plusSeconds(30);
        desk.rules.clear();
        assertEquals(new Block.Start(Instants.nanos(Desk.START.plusSeconds(2)), 0), compiled().plan().blocks().getFirst().start());
        assertEquals("a", desk.due(0, ofSeconds(102)));
    }

    @Test
    void aWindowThatIsExtendedWhileItRunsDoesNotBeginAgain() {
        desk.playlist("loop", desk.item("a", 10));
        var fair = desk.playlist("fair", desk.item("x", 7), desk.item("y", 7));
        desk.rule("fair", fair, ofSeconds(100), ofSeconds(200), 50);
        compiled();
        desk.now = Desk.START.plusSeconds(150);
        desk.rule("fair", fair, ofSeconds(100), ofSeconds(400), 50);
        var compiled = compiled();
        assertEquals(new Block.Start(Instants.nanos(Desk.START.plusSeconds(100)), 0), compiled.plan().blocks().getFirst().start());
    }

    @Test
    void aSwitchStillToComeHandsItsInstantDown() {
        desk.playlist("loop", desk.item("a", 10));
        var compiled = assertInstanceOf(Compilation.Compiled.class, desk.compile());
        var change = new Switch(Instants.nanos(Desk.START.plusSeconds(60)), 0);
        desk.take(compiled, change);
        desk.now = Desk.START.plusSeconds(20);
        desk.rule("fair", desk.playlist("fair", desk.item("x", 7)), ofSeconds(100), ofSeconds(200), 50);
        var next = assertInstanceOf(Compilation.Compiled.class, desk.compile());
        assertEquals(new Block.Start(change.atNanos(), 0), next.plan().blocks().getFirst().start());
    }

    @Test
    void theSameScheduleMakesNoNewRevisionAlsoWhenItsPastIsOver() {
        desk.playlist("loop", desk.item("a", 10));
        desk.rule("fair", desk.playlist("fair", desk.item("x", 7)), ofSeconds(100), ofSeconds(200), 50);
        compiled();
        for (int seconds : List.of(0, 1, 100, 150, 200, 5_000)) {
            desk.now = Desk.START.plusSeconds(seconds);
            assertInstanceOf(Compilation.Unchanged.class, desk.edit(), "after " + seconds + " s");
        }
    }

    @Test
    void anEditTakenBackBeforeItsSwitchIsANewRevision() {
        var a = desk.item("a", 10);
        desk.playlist("loop", a);
        compiled();
        desk.now = Desk.START.plusSeconds(15);
        desk.playlist("loop", a, desk.item("b", 10));
        desk.newest = assertInstanceOf(Compilation.Compiled.class, desk.compile()).plan();
        desk.playlist("loop", a);
        var back = compiled();
        assertEquals(new Block.Start(Instants.nanos(Desk.START.plusSeconds(2)), 0), back.plan().blocks().getFirst().start());
    }

    @Test
    void anotherScreenOrAnotherRecipeIsANewRevisionWithoutAJump() {
        desk.playlist("loop", desk.item("a", 10), desk.item("b", 10));
        compiled();
        desk.now = Desk.START.plusSeconds(15);
        desk.screens.add(new Screen(new ScreenId("wall-9"), "Wall 9", desk.group.id(), 360, 640, 25, ZoneId.of("UTC")));
        var more = compiled();
        assertEquals(4, more.timelines().size());
        assertEquals(new Block.Start(Instants.nanos(Desk.START.plusSeconds(2)), 0), more.plan().blocks().getFirst().start());
        desk.recipe = 2;
        assertEquals(new Block.Start(Instants.nanos(Desk.START.plusSeconds(2)), 0), compiled().plan().blocks().getFirst().start());
    }

    @Test
    void rulesBeyondTheHorizonComeInWithALaterCompilation() {
        desk.horizon = ofDays(7);
        desk.playlist("loop", desk.item("a", 10));
        desk.rule("far", desk.playlist("far", desk.item("x", 10)), ofDays(10), ofDays(11), 50);
        assertEquals(1, compiled().plan().blocks().size());
        desk.now = Desk.START.plus(ofDays(5));
        assertEquals(new RuleId("far"), compiled().plan().blocks().get(1).rule());
    }

    @Test
    void screensOfSeveralRatesAreADefect() {
        desk.screens.add(new Screen(new ScreenId("wall-9"), "Wall 9", desk.group.id(), 640, 360, 30, ZoneId.of("UTC")));
        assertThrows(IllegalArgumentException.class, desk::compile);
    }

    @Test
    void aPlaylistOfTenThousandDifferentItemsIsSentInOneMessage() {
        desk.playlist("loop", distinct("loop", 10_000));
        Timeline timeline = compiled().timelines().getFirst();
        assertEquals(10_000, timeline.blocks().getFirst().cues().size());
        Bytes payload = TimelineCodec.encode(timeline);
        byte[] frame = MessageCodec.encode(new TimelineOffer(1, new TimelineHash(payload.sha256()), new Envelope(payload, List.of())));
        assertTrue(frame.length <= Phase.WELCOMED.maxFrameBytes(), frame.length + " bytes");
        var received = assertInstanceOf(TimelineOffer.class, MessageCodec.fromController(frame, Phase.WELCOMED).orElseThrow());
        assertEquals(timeline, TimelineCodec.decode(received.envelope().payload()));
    }

    @Test
    void aTimelineThatWouldNotFitIntoAMessageIsNotMade() {
        desk.playlist("loop", distinct("loop", 10_000));
        for (int i = 0; i < 2; i++) {
            desk.rule("rule-" + i, desk.playlist("list-" + i, distinct("window-" + i, 10_000)), ofMinutes(10 + 20L * i), ofMinutes(20 + 20L * i), 50);
        }
        var tooLarge = assertInstanceOf(Compilation.TooLarge.class, desk.compile());
        assertTrue(tooLarge.bytes() > tooLarge.mostBytes());
    }

    /** Items with ids as random as real ones are, so that they deflate no better. */
    private PlaylistItem[] distinct(String seed, int count) {
        var items = new PlaylistItem[count];
        for (int i = 0; i < count; i++) {
            String sum = Bytes.of((seed + i).getBytes(StandardCharsets.UTF_8)).sha256();
            items[i] = desk.item("item-" + sum.substring(0, 16), 4);
        }
        return items;
    }

    @Test
    void moreWindowsThanATimelineHoldsAreFollowedOneAfterTheOther() {
        desk.horizon = ofDays(300);
        desk.playlist("loop", desk.item("a", 10));
        PlaylistId fair = desk.playlist("fair", desk.item("x", 7));
        for (int i = 0; i < 2_000; i++) {
            desk.rule("rule-" + i, fair, ofMinutes(10 + 20L * i), ofMinutes(20 + 20L * i), 50);
        }
        var compiled = compiled();
        assertEquals(List.of("scheduleCut"), compiled.omissions().stream().map(Omission::code).toList());
        assertEquals("x", desk.due(0, ofMinutes(20 * 1_700 + 15)));
        assertEquals("a", desk.due(0, ofMinutes(20 * 1_900 + 15)));
    }

    @Test
    void aPlanSurvivesItsJson() {
        desk.playlist("loop", desk.item("a", 10), new PlaylistItem(new ItemId("b"), desk.still("poster").id(), ofSeconds(3), Fit.COVER));
        desk.rule("fair", desk.playlist("fair", desk.item("x", 7)), ofSeconds(100), ofSeconds(200), 50);
        compiled();
        desk.now = Desk.START.plusSeconds(15);
        desk.rule("other", new PlaylistId("fair"), ofSeconds(300), ofSeconds(310), 50);
        var plan = compiled().plan();
        assertEquals(plan, GroupPlanCodec.decode(GroupPlanCodec.encode(plan)));
    }
}
