package ledwall.controller.schedule;

import java.nio.charset.StandardCharsets;
import java.util.List;
import ledwall.controller.calendar.When;
import ledwall.protocol.json.JsonException;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;

/** The quiet hours of a screen as the database keeps them: JSON. What is once written is read for ever. */
public final class QuietCodec {
    private QuietCodec() {}

    public static String text(List<QuietTime> items) {
        return new String(JsonWriter.object(out -> out.objects("items", items,
                (o, item) -> o.field("name", item.name()).object("when", item.when(), RuleCodec::write))), StandardCharsets.UTF_8);
    }

    public static List<QuietTime> items(String json) {
        return JsonObject.parse(json.getBytes(StandardCharsets.UTF_8)).objects("items", o -> {
            if (RuleCodec.read(o.object("when")) instanceof When.Recurring when) {
                return new QuietTime(o.text("name"), when);
            }
            throw new JsonException("quiet hours do not recur");
        });
    }
}
