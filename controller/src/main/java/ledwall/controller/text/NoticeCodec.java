package ledwall.controller.text;

import java.time.Duration;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.json.JsonException;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;

/** A notice as its master: JSON with its fields in one order and no white space, so that equal notices are equal bytes with one hash. */
public final class NoticeCodec {
    private static final int FORMAT = 1;

    private NoticeCodec() {}

    public static Bytes encode(Notice notice) {
        return Bytes.of(JsonWriter.object(out -> out.field("ledwallText", FORMAT).field("template", notice.template().id()).field("theme", notice.theme().id())
            .object("title", notice.title(), NoticeCodec::write).object("body", notice.body(), NoticeCodec::write)
            .object("ticker", notice.ticker(), NoticeCodec::write).field("durationMillis", notice.length().toMillis())
            .field("policy", notice.policy().id()).field("policyVersion", notice.policyVersion())));
    }

    /** @throws JsonException naming what is wrong */
    public static Notice decode(Bytes json) {
        JsonObject in = JsonObject.parse(json.array());
        if (in.integer("ledwallText") != FORMAT) {
            throw new JsonException("text format " + in.integer("ledwallText") + " is not known");
        }
        return new Notice(Template.of(in.text("template")).orElseThrow(() -> unknown("template")), Theme.of(in.text("theme")).orElseThrow(() -> unknown("theme")),
            read(in.object("title")), read(in.object("body")), read(in.object("ticker")), Duration.ofMillis(in.number("durationMillis")),
            Policy.of(in.text("policy")).orElseThrow(() -> unknown("policy")), in.number("policyVersion"));
    }

    private static void write(JsonWriter out, Bilingual text) {
        out.field("zh", text.zh()).field("bo", text.bo());
    }

    private static Bilingual read(JsonObject in) {
        return new Bilingual(in.text("zh"), in.text("bo"));
    }

    private static JsonException unknown(String what) {
        return new JsonException("this " + what + " is not known");
    }
}
