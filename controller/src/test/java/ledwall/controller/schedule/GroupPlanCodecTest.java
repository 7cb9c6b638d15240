package ledwall.controller.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import ledwall.controller.media.Fit;
import ledwall.controller.media.RenditionKey;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.MediaId;
import ledwall.protocol.id.RuleId;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.json.JsonException;
import ledwall.protocol.timeline.Block;
import org.junit.jupiter.api.Test;

/** What revisions in databases say is read for ever. */
public class GroupPlanCodecTest {
    private static final String SLATE = "{\"master\":\"" + "0".repeat(64) + "\",\"width\":%d,\"height\":%d,\"fit\":\"stretch\",\"frameRate\":25,\"recipe\":3}";
    private static final String WALL = "{\"screen\":\"%s\",\"width\":%d,\"height\":%d,\"slate\":" + SLATE + "}";

    /** As the release before lanes stored it: one list of blocks for all walls. */
    public static final String FORMAT_1 = "{\"format\":1,\"group\":\"group-square\",\"version\":7,\"frameRate\":25,\"recipe\":3,\"walls\":["
            + WALL.formatted("screen-a", 640, 360, 640, 360) + "," + WALL.formatted("screen-b", 360, 640, 360, 640) + "],\"turns\":["
            + "[{\"item\":\"item-a\",\"media\":\"media-a\",\"master\":\"" + "a".repeat(64) + "\",\"name\":\"A\",\"fit\":\"contain\",\"frames\":250},"
            + "{\"item\":\"item-b\",\"media\":\"media-b\",\"master\":\"" + "b".repeat(64) + "\",\"name\":\"བོད་ཡིག\",\"fit\":\"cover\",\"frames\":75}],"
            + "[{\"item\":\"item-x\",\"media\":\"media-a\",\"master\":\"" + "a".repeat(64) + "\",\"name\":\"A\",\"fit\":\"contain\",\"frames\":25}]],\"blocks\":["
            + "{\"fromNanos\":1000,\"untilNanos\":5000,\"rule\":null,\"turns\":0,\"start\":{\"anchorNanos\":500,\"firstCue\":1}},"
            + "{\"fromNanos\":5000,\"untilNanos\":9000,\"rule\":\"rule-feast\",\"turns\":1,\"start\":null},"
            + "{\"fromNanos\":9000,\"untilNanos\":null,\"rule\":null,\"turns\":0,\"start\":null}]}";

    public static GroupPlan plan() {
        var a = new GroupPlan.Turn(new ItemId("item-a"), new MediaId("media-a"), new MediaHash("a".repeat(64)), "A", Fit.CONTAIN, 250);
        var b = new GroupPlan.Turn(new ItemId("item-b"), new MediaId("media-b"), new MediaHash("b".repeat(64)), "བོད་ཡིག", Fit.COVER, 75);
        var x = new GroupPlan.Turn(new ItemId("item-x"), new MediaId("media-a"), new MediaHash("a".repeat(64)), "A", Fit.CONTAIN, 25);
        var lane = List.of(new GroupPlan.Span(1_000, 5_000, null, List.of(a, b), new Block.Start(500, 1)),
                new GroupPlan.Span(5_000, 9_000, new RuleId("rule-feast"), List.of(x), null),
                new GroupPlan.Span(9_000, Block.FOREVER, null, List.of(a, b), null));
        return new GroupPlan(new GroupId("group-square"), 7, 25, 3, List.of(wall("screen-a", 640, 360, lane), wall("screen-b", 360, 640, lane)));
    }

    private static GroupPlan.Wall wall(String id, int width, int height, List<GroupPlan.Span> lane) {
        return new GroupPlan.Wall(new ScreenId(id), width, height, new RenditionKey(new MediaHash("0".repeat(64)), width, height, Fit.STRETCH, 25, 3), lane, List.of());
    }

    private static Bytes bytes(String json) {
        return Bytes.of(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aPlanOfOneListOfBlocksIsThatOfEachWall() {
        GroupPlan read = GroupPlanCodec.decode(bytes(FORMAT_1));
        assertEquals(plan(), read);
        assertEquals(read, GroupPlanCodec.decode(GroupPlanCodec.encode(read)), "and is written in the present format");
    }

    @Test
    void aPlanOfAFormatToComeIsNotGuessedAt() {
        assertThrows(JsonException.class, () -> GroupPlanCodec.decode(bytes(FORMAT_1.replace("\"format\":1", "\"format\":99"))));
        assertThrows(JsonException.class, () -> GroupPlanCodec.decode(bytes(FORMAT_1.replace("\"turns\":1", "\"turns\":2"))));
    }
}
