package ledwall.controller.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import ledwall.controller.calendar.When;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.id.ReleaseId;
import ledwall.protocol.id.ReleaseRef;
import ledwall.protocol.id.RuleId;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Instants;
import ledwall.protocol.timeline.Programme;
import ledwall.protocol.timeline.ReleaseBlock;
import ledwall.protocol.timeline.Timeline;
import ledwall.protocol.timeline.TimelineCodec;
import ledwall.protocol.timeline.Tokens;
import ledwall.protocol.timeline.Verdict;
import org.junit.jupiter.api.Test;

/** Releases from their rules to the layer above the lanes, by the same resolver as everything else. */
class ReleaseCompileTest {
    private static final ReleaseRef REF = new ReleaseRef(new ReleaseId("release-1"), 3);
    private static final Duration AT = Duration.ofSeconds(600);

    private final Desk desk = new Desk(25, 2);
    private final PlaylistId content = desk.playlist("content", desk.item("x", 10), desk.item("y", 7));

    ReleaseCompileTest() {
        desk.playlist("loop", desk.item("a", 10), desk.item("b", 7), desk.item("c", 4));
    }

    private Rule release(ReleaseRef ref, Targets targets, boolean needsToken, Duration until) {
        return rule("release", targets, content, RuleClass.FIXED, AT, until, new ReleaseMark(ref, needsToken));
    }

    private Rule rule(String id, Targets targets, PlaylistId playlist, RuleClass ruleClass, Duration from, Duration until, ReleaseMark mark) {
        var rule = new Rule(new RuleId(id), id, targets, playlist, ruleClass, 0, new When.Once(Desk.START.plus(from), Desk.START.plus(until)), 1, mark);
        desk.rules.put(rule.id(), rule);
        return rule;
    }

    private Compilation.Compiled edited() {
        return assertInstanceOf(Compilation.Compiled.class, desk.edit());
    }

    private static long nanos(Duration after) {
        return Instants.nanos(Desk.START.plus(after));
    }

    private String due(int wall, Tokens tokens, Duration after) {
        return desk.programme(wall).with(tokens).due(nanos(after)).map(showing -> showing.cue().item().value()).orElse("-");
    }

    private static Tokens go(ReleaseRef ref) {
        return Tokens.NONE.hear(ref, Verdict.GO, nanos(AT.minusSeconds(2)));
    }

    @Test
    void aReleaseLiesAboveTheLaneWhichTurnsOnBeneathIt() {
        edited();
        var without = desk.programme(0);
        desk.now = Desk.START.plusSeconds(60);
        release(REF, new Targets(List.of(), List.of(desk.screens.getFirst().id())), true, AT.plusSeconds(100));
        Compilation.Compiled compiled = edited();
        List<ReleaseBlock> blocks = compiled.timelines().getFirst().releases();
        assertEquals(1, blocks.size());
        assertEquals(REF, blocks.getFirst().release());
        assertEquals(new Block.Start(nanos(AT), 0), blocks.getFirst().block().start());
        assertEquals(nanos(AT.plusSeconds(100)), blocks.getFirst().block().untilNanos());
        assertEquals(List.of(), compiled.timelines().getLast().releases(), "the other screen has no part in it");
        for (int second = 500; second < 800; second++) {
            long at = nanos(Duration.ofSeconds(second));
            assertEquals(without.due(at).orElseThrow().fullStartNanos(), desk.programme(0).due(at).orElseThrow().fullStartNanos(), "at second " + second);
        }
        assertEquals("x", due(0, go(REF), AT));
        assertEquals("y", due(0, go(REF), AT.plusSeconds(10)));
        assertEquals(due(1, Tokens.NONE, AT), due(1, go(REF), AT));
    }

    @Test
    void whatNoTimelineHoldsIsTold() {
        for (int i = 0; i <= Timeline.MAX_RELEASES; i++) {
            rule("release-" + i, Targets.of(desk.group.id()), content, RuleClass.FIXED, AT.plusSeconds(20L * i), AT.plusSeconds(20L * i + 10),
                new ReleaseMark(new ReleaseRef(new ReleaseId("release-" + i), 1), true));
        }
        Compilation.Compiled compiled = edited();
        assertEquals(Timeline.MAX_RELEASES, compiled.timelines().getFirst().releases().size());
        assertEquals(List.of("releasesCut"), compiled.omissions().stream().map(Omission::code).distinct().toList());
    }

    @Test
    void aKeyPeriodBeatsItAndItGoesOnInStepBehind() {
        release(REF, Targets.of(desk.group.id()), true, AT.plusSeconds(100));
        rule("key", Targets.of(desk.group.id()), desk.playlist("key", desk.item("k", 5)), RuleClass.KEY_PERIOD, AT.plusSeconds(20), AT.plusSeconds(30), null);
        List<ReleaseBlock> blocks = edited().timelines().getFirst().releases();
        assertEquals(List.of(nanos(AT), nanos(AT.plusSeconds(30))), blocks.stream().map(each -> each.block().fromNanos()).toList());
        assertEquals(List.of(nanos(AT.plusSeconds(20)), nanos(AT.plusSeconds(100))), blocks.stream().map(each -> each.block().untilNanos()).toList());
        assertEquals(1, blocks.stream().map(each -> each.block().start()).distinct().count());
        assertEquals("k", due(0, go(REF), AT.plusSeconds(25)));
        var back = desk.programme(0).with(go(REF)).due(nanos(AT.plusSeconds(30))).orElseThrow();
        assertEquals("y", back.cue().item().value());
        assertEquals(nanos(AT.plusSeconds(27)), back.fullStartNanos());
    }

    @Test
    void anEditWhileItRunsLeavesItWhereItIsAlsoBehindWhatInterruptedIt() {
        release(REF, Targets.of(desk.group.id()), true, AT.plusSeconds(100));
        rule("key", Targets.of(desk.group.id()), desk.playlist("key", desk.item("k", 5)), RuleClass.KEY_PERIOD, AT.plusSeconds(20), AT.plusSeconds(30), null);
        edited();
        desk.now = Desk.START.plus(AT).plusSeconds(40);
        // As the store gives it: what is over is not asked any more.
        desk.rules.remove(new RuleId("key"));
        desk.playlist("loop", desk.item("a", 10), desk.item("b", 7), desk.item("d", 4));
        List<ReleaseBlock> blocks = edited().timelines().getFirst().releases();
        assertEquals(List.of(nanos(AT.plusSeconds(30))), blocks.stream().map(each -> each.block().fromNanos()).toList());
        // Heard within the cue that the key period cut: it was opened behind it, and is still open after the edit.
        Tokens late = Tokens.NONE.hear(REF, Verdict.GO, nanos(AT.plusSeconds(28)));
        Programme programme = desk.programme(0).with(late);
        for (int second = 30; second < 100; second++) {
            assertEquals(REF, programme.due(nanos(AT.plusSeconds(second))).orElseThrow().release(), "at second " + second);
        }
    }

    @Test
    void aRevisionOfItIsAnotherPlanAndItsMarkIsComparedToo() {
        release(REF, Targets.of(desk.group.id()), true, AT.plusSeconds(100));
        edited();
        desk.now = Desk.START.plusSeconds(60);
        assertInstanceOf(Compilation.Unchanged.class, desk.edit());
        release(new ReleaseRef(REF.release(), 4), Targets.of(desk.group.id()), true, AT.plusSeconds(100));
        assertEquals(4, edited().timelines().getFirst().releases().getFirst().release().revision());
        desk.now = Desk.START.plusSeconds(120);
        desk.rules.clear();
        assertEquals(List.of(), edited().timelines().getFirst().releases());
    }

    @Test
    void aPlanAndATimelineComeBackAsTheyWereStored() {
        release(REF, new Targets(List.of(), List.of(desk.screens.getFirst().id())), false, AT.plusSeconds(100));
        var compiled = edited();
        assertEquals(compiled.plan(), GroupPlanCodec.decode(GroupPlanCodec.encode(compiled.plan())));
        for (Timeline timeline : compiled.timelines()) {
            assertEquals(timeline, TimelineCodec.decode(TimelineCodec.encode(timeline)));
        }
    }

    @Test
    void thePreviewTellsOfWhatIsToComeAndOfThePastWhatWasHeard() {
        Rule rule = release(REF, Targets.of(desk.group.id()), true, AT.plusSeconds(100));
        edited();
        var rules = Map.of(rule.id(), rule);
        var from = Desk.START.plus(AT).minusSeconds(30);
        var until = Desk.START.plus(AT).plusSeconds(130);
        Programme ahead = Preview.expecting(desk.programme(0), Tokens.NONE, nanos(AT.minusSeconds(60)));
        var stretches = Preview.stretches(ahead, rules, from, until);
        assertEquals(List.of(Desk.START.plus(AT).minusSeconds(30), Desk.START.plus(AT), Desk.START.plus(AT).plusSeconds(100)),
                stretches.stream().map(Preview.Stretch::from).toList());
        assertEquals(rule.id(), stretches.get(1).rule());
        Programme past = Preview.expecting(desk.programme(0), Tokens.NONE, nanos(AT.plusSeconds(5)));
        assertEquals(1, Preview.stretches(past, rules, from, until).size(), "nobody heard a go in time");
        assertEquals(3, Preview.stretches(Preview.expecting(desk.programme(0), go(REF), nanos(AT.plusSeconds(5))), rules, from, until).size());
    }

    @Test
    void aForecastHoldsTheLayerToo() {
        desk.horizon = Duration.ofDays(2);
        edited();
        Duration far = Duration.ofDays(40);
        var rule = new Rule(new RuleId("release"), "release", Targets.of(desk.group.id()), content, RuleClass.FIXED, 0,
                new When.Once(Desk.START.plus(far), Desk.START.plus(far).plusSeconds(60)), 1, new ReleaseMark(REF, true));
        desk.rules.put(rule.id(), rule);
        long end = nanos(far.plusDays(1));
        var computed = Forecast.of(desk.input()).to(end).of(desk.programme(0), desk.screens.getFirst().id(), nanos(Duration.ofDays(1)), end)
                .expecting(Tokens.NONE, nanos(Duration.ZERO));
        assertEquals(REF, computed.programme().due(nanos(far)).orElseThrow().release());
        assertEquals("x", computed.programme().due(nanos(far)).orElseThrow().cue().item().value());
    }
}
