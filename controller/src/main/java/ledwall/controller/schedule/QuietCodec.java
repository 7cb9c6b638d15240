package ledwall.controller.schedule;

import java.nio.charset.StandardCharsets;
import java.util.List;
import ledwall.controller.calendar.When;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;

/** The quiet hours of a screen as the database keeps them: JSON. What is once written is read for ever, as {@link RuleCodec} reads rules. */
public final class QuietCodec {
    /** What quiet hours are called whose name is lost. */
    private static final String UNKNOWN = "?";

    private QuietCodec() {}

    public static String text(List<QuietTime> items) {
        return new String(JsonWriter.object(out -> out.objects("items", items,
                (o, item) -> o.field("name", item.name()).object("when", item.when(), RuleCodec::write))), StandardCharsets.UTF_8);
    }

    public static List<QuietTime> items(String json) {
        try {
            return JsonObject.parse(json.getBytes(StandardCharsets.UTF_8)).objects("items",
                    o -> new QuietTime(o.text("name"), RuleCodec.read(o.object("when"), json)));
        } catch (IllegalArgumentException e) {
            // Nobody knows how many there are, and none of them must be lost.
            return List.of(new QuietTime(UNKNOWN, new When.Unreadable(json, RuleCodec.why(e), null, "")));
        }
    }
}
