package ledwall.controller.schedule;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ledwall.controller.media.Fit;
import ledwall.controller.media.RenditionKey;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.MediaId;
import ledwall.protocol.id.ReleaseId;
import ledwall.protocol.id.ReleaseRef;
import ledwall.protocol.id.RuleId;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.json.JsonException;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.QuietWindow;
import org.jspecify.annotations.Nullable;

/** A plan as a revision stores it: JSON in which each lane and each list of turns stands once. */
public final class GroupPlanCodec {
    private static final int FORMAT = 2;
    /** All walls played the same blocks, which stood once. Revisions of it lie in databases. */
    private static final int ONE_LANE = 1;

    private GroupPlanCodec() {}

    public static Bytes encode(GroupPlan plan) {
        Map<List<GroupPlan.Turn>, Integer> lists = new LinkedHashMap<>();
        List<List<GroupPlan.Span>> lanes = plan.lanes();
        List<List<QuietWindow>> lids = plan.walls().stream().map(GroupPlan.Wall::quiet).distinct().toList();
        List<List<GroupPlan.Released>> releases = plan.walls().stream().map(GroupPlan.Wall::releases).distinct().toList();
        for (GroupPlan.Span span : plan.blocks()) {
            lists.putIfAbsent(span.turns(), lists.size());
        }
        boolean released = plan.walls().stream().anyMatch(wall -> !wall.releases().isEmpty());
        return Bytes.of(JsonWriter.object(out -> out
                .field("format", FORMAT).field("group", plan.group()).field("version", plan.version()).field("frameRate", plan.frameRate())
                .field("recipe", plan.recipe())
                .objects("walls", plan.walls(), (o, wall) -> o.field("screen", wall.screen()).field("width", wall.width()).field("height", wall.height())
                        .field("lane", lanes.indexOf(wall.lane())).field("quiet", lids.indexOf(wall.quiet()))
                        .field("releases", released ? (Integer) releases.indexOf(wall.releases()) : null).object("slate", wall.slate(), GroupPlanCodec::writeKey))
                .tables("turns", lists.keySet(), (o, turn) -> o.field("item", turn.item()).field("media", turn.media()).field("master", turn.master())
                        .field("name", turn.name()).field("fit", turn.fit()).field("frames", turn.frames()))
                .tables("quiet", lids, (o, window) -> o.field("fromNanos", window.fromNanos()).field("untilNanos", window.untilNanos()))
                .tables("lanes", lanes, (o, span) -> write(o, span, lists.get(span.turns())))
                .tables("releases", released ? releases : List.of(), (o, each) -> write(o, each, lists.get(each.span().turns())))));
    }

    private static void write(JsonWriter out, GroupPlan.Released each, @Nullable Integer turns) {
        out.field("release", each.mark().release().release()).field("revision", each.mark().release().revision()).field("needsToken", each.mark().needsToken());
        write(out, each.span(), turns);
    }

    private static void write(JsonWriter out, GroupPlan.Span span, @Nullable Integer turns) {
        out.field("fromNanos", span.fromNanos()).field("untilNanos", span.untilNanos() == Block.FOREVER ? null : span.untilNanos()).field("rule", span.rule())
                .field("turns", turns)
                .object("start", span.start(), (s, start) -> s.field("anchorNanos", start.anchorNanos()).field("firstCue", start.firstCue()));
    }

    /** @throws JsonException naming what is wrong */
    public static GroupPlan decode(Bytes json) {
        JsonObject in = JsonObject.parse(json.array());
        int format = in.integer("format");
        if (format != FORMAT && format != ONE_LANE) {
            throw new JsonException("plan format " + format + " is not known");
        }
        List<List<GroupPlan.Turn>> lists = in.tables("turns", o -> new GroupPlan.Turn(o.id("item", ItemId::new), o.id("media", MediaId::new),
                o.id("master", MediaHash::new), o.text("name"), o.constant("fit", Fit.class), o.integer("frames")));
        List<List<GroupPlan.Span>> lanes = format == ONE_LANE ? List.of(in.objects("blocks", o -> span(o, lists))) : in.tables("lanes", o -> span(o, lists));
        // Revisions from before quiet hours have none.
        List<List<QuietWindow>> lids = in.has("quiet") ? in.tables("quiet", o -> new QuietWindow(o.number("fromNanos"), o.number("untilNanos"))) : List.of();
        // And those from before releases have none of them.
        List<List<GroupPlan.Released>> releases = in.has("releases") ? in.tables("releases", o -> released(o, lists)) : List.of();
        return new GroupPlan(in.id("group", GroupId::new), in.number("version"), in.integer("frameRate"), in.integer("recipe"),
                in.objects("walls", o -> new GroupPlan.Wall(o.id("screen", ScreenId::new), o.integer("width"), o.integer("height"), key(o.object("slate")),
                        lane(lanes, format == ONE_LANE ? 0 : o.integer("lane")), o.has("quiet") ? lane(lids, o.integer("quiet")) : List.of(),
                        o.has("releases") ? lane(releases, o.integer("releases")) : List.of())));
    }

    private static GroupPlan.Released released(JsonObject in, List<List<GroupPlan.Turn>> lists) {
        var ref = new ReleaseRef(in.id("release", ReleaseId::new), in.number("revision"));
        return new GroupPlan.Released(new ReleaseMark(ref, in.truth("needsToken")), span(in, lists));
    }

    private static <T> List<T> lane(List<List<T>> lanes, int lane) {
        if (lane < 0 || lane >= lanes.size()) {
            throw new JsonException("there is no lane " + lane);
        }
        return lanes.get(lane);
    }

    private static GroupPlan.Span span(JsonObject in, List<List<GroupPlan.Turn>> lists) {
        int list = in.integer("turns");
        if (list < 0 || list >= lists.size()) {
            throw new JsonException("there is no list " + list + " of turns");
        }
        @Nullable JsonObject start = in.objectOrNull("start");
        return new GroupPlan.Span(in.number("fromNanos"), in.has("untilNanos") ? in.number("untilNanos") : Block.FOREVER, in.idOrNull("rule", RuleId::new),
                lists.get(list), start == null ? null : new Block.Start(start.number("anchorNanos"), start.integer("firstCue")));
    }

    private static void writeKey(JsonWriter out, RenditionKey key) {
        out.field("master", key.master()).field("width", key.width()).field("height", key.height()).field("fit", key.fit()).field("frameRate", key.frameRate())
                .field("recipe", key.recipe());
    }

    private static RenditionKey key(JsonObject in) {
        return new RenditionKey(in.id("master", MediaHash::new), in.integer("width"), in.integer("height"), in.constant("fit", Fit.class),
                in.integer("frameRate"), in.integer("recipe"));
    }
}
