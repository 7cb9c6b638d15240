package ledwall.controller.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import ledwall.controller.media.Fit;
import ledwall.controller.media.RenditionKey;
import ledwall.controller.schedule.GroupPlan;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.MediaId;
import ledwall.protocol.id.RuleId;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.id.TimelineHash;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Cue;
import ledwall.protocol.timeline.Frames;
import ledwall.protocol.timeline.MediaRef;
import ledwall.protocol.timeline.QuietWindow;
import ledwall.protocol.timeline.Switch;
import ledwall.protocol.timeline.Timeline;
import ledwall.protocol.timeline.TimelineCodec;
import ledwall.protocol.trust.Envelope;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two walls with a rule from second 1000 to 2000, cues of 10 s; the first wall, which would be asked first, is dark from 900 to 2500. */
final class GroupRolloutTest {
    private static final long S = Frames.SECOND;
    private static final GroupId GROUP = new GroupId("group");
    private static final List<ScreenId> SCREENS = List.of(new ScreenId("screen-a"), new ScreenId("screen-b"));
    private static final RenditionKey SLATE = new RenditionKey(new MediaHash("0".repeat(64)), 640, 360, Fit.CONTAIN, 25, 1);

    private static GroupPlan.Span span(long from, long until, @Nullable String rule, String items) {
        var turns = Stream.of(items.split(" "))
                .map(item -> new GroupPlan.Turn(new ItemId(item), new MediaId(item), new MediaHash("1".repeat(64)), item, Fit.CONTAIN, 250)).toList();
        return new GroupPlan.Span(from, until, rule == null ? null : new RuleId(rule), turns, new Block.Start(from, 0));
    }

    private static CompiledRevision revision(long version, @Nullable Switch change, List<QuietWindow> quietOfFirst) {
        var lane = List.of(span(0, 1_000 * S, null, "a b"), span(1_000 * S, 2_000 * S, "rule", "c d"), span(2_000 * S, Block.FOREVER, null, "a b"));
        var media = new MediaRef(SLATE.master(), 1, 250);
        var timelines = new TreeMap<ScreenId, StoredTimeline>();
        var walls = SCREENS.stream().map(screen -> {
            var quiet = screen.equals(SCREENS.getFirst()) ? quietOfFirst : List.<QuietWindow>of();
            var blocks = lane.stream().map(span -> new Block(span.fromNanos(), span.untilNanos(), span.rule() == null ? null : "rule",
                    span.turns().stream().map(turn -> new Cue(turn.item(), turn.name(), media, turn.frames())).toList(), span.start())).toList();
            var timeline = new Timeline(screen, version, 640, 360, 25, media, blocks, quiet);
            var payload = TimelineCodec.encode(timeline);
            timelines.put(screen, new StoredTimeline(screen, version, new TimelineHash(payload.sha256()), new Envelope(payload, List.of()), timeline));
            return new GroupPlan.Wall(screen, 640, 360, SLATE, lane, quiet);
        }).toList();
        return new CompiledRevision(new Revision(GROUP, version, Instant.EPOCH, false, change), new GroupPlan(GROUP, version, 25, 1, walls), timelines,
                new TreeMap<>(), new TreeMap<>());
    }

    private static SwitchDecision.Decision editAt(long second, List<QuietWindow> quietOfFirst) {
        var group = new GroupRollout(GROUP);
        group.begin(new Round(revision(1, new Switch(0, 0), quietOfFirst), 0));
        var edit = new Round(revision(2, null, quietOfFirst), (second - 60) * S);
        group.begin(edit);
        return group.decision(edit, second * S, screen -> screen.equals(SCREENS.getFirst()), screen -> group.plan(screen).programme()).orElseThrow();
    }

    @Test
    void aDarkWallDoesNotSayWhereThoseThatAreLitAreCut() {
        var lit = editAt(1_503, List.of());
        assertEquals(new Switch(1_510 * S, 1), lit.change());
        assertEquals(lit, editAt(1_503, List.of(new QuietWindow(900 * S, 2_500 * S))));
    }

    @Test
    void norDoesOneThatIsDarkOnceTheCueOnAirIsOver() {
        var lit = editAt(997, List.of());
        assertEquals(new Switch(1_000 * S, 0), lit.change());
        assertEquals(lit, editAt(997, List.of(new QuietWindow(1_000 * S, 2_500 * S))));
        assertEquals(editAt(999, List.of()), editAt(999, List.of(new QuietWindow(1_000 * S, 2_500 * S))));
    }
}
