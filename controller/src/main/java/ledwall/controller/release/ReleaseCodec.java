package ledwall.controller.release;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ledwall.controller.media.ChannelFrame;
import ledwall.controller.media.Crop;
import ledwall.controller.media.Fit;
import ledwall.controller.release.Content.ChannelPart;
import ledwall.controller.release.Content.Item;
import ledwall.controller.release.Decision.Reason;
import ledwall.controller.release.channel.ManualTask;
import ledwall.controller.release.channel.Memo;
import ledwall.controller.schedule.RuleCodec;
import ledwall.protocol.id.ChannelId;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaId;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;
import ledwall.protocol.timeline.Instants;
import org.jspecify.annotations.Nullable;

/** Parts of releases as the database keeps them in one column: JSON. */
public final class ReleaseCodec {
    private ReleaseCodec() {}

    public static String content(Content content) {
        return text(JsonWriter.object(out -> texts(out.field("name", content.name())
            .objects("items", content.items(), (o, item) -> o.field("media", item.media()).field("fit", item.fit())
                .field("lengthNanos", nanos(item.length()))), content.texts())
            .field("targets", RuleCodec.targets(content.targets())).field("lengthNanos", content.length().toNanos())
            .objects("channels", content.channels(), (o, part) -> look(texts(o.field("channel", part.channel()).field("cover", part.cover()),
                part.texts()), part.look()))
            .field("policy", content.policy()).field("rightsNote", content.rightsNote()).field("partnerNote", content.partnerNote())));
    }

    public static Content content(String json) {
        JsonObject in = parse(json);
        return new Content(in.text("name"), in.objects("items", o -> new Item(o.id("media", MediaId::new), o.constant("fit", Fit.class), length(o))), texts(in),
            RuleCodec.targets(in.text("targets")), Duration.ofNanos(in.number("lengthNanos")),
            in.objects("channels", o -> new ChannelPart(o.id("channel", ChannelId::new), texts(o), o.idOrNull("cover", MediaId::new), look(o))),
            in.constant("policy", Policy.class), in.text("rightsNote"), in.text("partnerNote"));
    }

    /** What nobody chose is left out. */
    private static JsonWriter look(JsonWriter out, Look look) {
        ChannelFrame frame = look.frame();
        Crop crop = look.crop();
        if (frame != null) {
            out.field("frame", frame);
        }
        if (!crop.equals(Crop.WHOLE)) {
            out.field("cropX", crop.x()).field("cropY", crop.y()).field("cropWidth", crop.width()).field("cropHeight", crop.height());
        }
        return look.coverAt() == null ? out : out.field("coverAtNanos", look.coverAt().toNanos());
    }

    private static Look look(JsonObject in) {
        Crop crop = in.has("cropX") ? new Crop((int) in.number("cropX"), (int) in.number("cropY"), (int) in.number("cropWidth"), (int) in.number("cropHeight"))
            : Crop.WHOLE;
        return new Look(in.has("frame") ? in.constant("frame", ChannelFrame.class) : null, crop,
            in.has("coverAtNanos") ? Duration.ofNanos(in.number("coverAtNanos")) : null);
    }

    private static JsonWriter texts(JsonWriter out, Map<String, ReleaseText> texts) {
        return out.objects("texts", texts.entrySet(), (o, each) -> o.field("language", each.getKey()).field("title", each.getValue().title())
            .field("digest", each.getValue().digest()).field("body", each.getValue().body()));
    }

    private static Map<String, ReleaseText> texts(JsonObject in) {
        var out = new LinkedHashMap<String, ReleaseText>();
        in.objects("texts", o -> out.put(o.text("language"), new ReleaseText(o.text("title"), o.text("digest"), o.text("body"))) == null);
        return out;
    }

    private static @Nullable Long nanos(@Nullable Duration length) {
        return length == null ? null : (Long) length.toNanos();
    }

    private static @Nullable Duration length(JsonObject in) {
        return in.has("lengthNanos") ? Duration.ofNanos(in.number("lengthNanos")) : null;
    }

    public static String items(List<ItemId> items) {
        return String.join(" ", items.stream().map(ItemId::value).toList());
    }

    public static List<ItemId> items(String words) {
        return words.isEmpty() ? List.of() : List.of(words.split(" ")).stream().map(ItemId::new).toList();
    }

    public static String reasons(List<Reason> reasons) {
        return text(JsonWriter.object(out -> out.objects("reasons", reasons, (o, reason) -> o.field("outlet", reason.outlet()).field("name", reason.name())
            .field("code", reason.cause().code()).field("words", reason.cause().words()))));
    }

    public static List<Reason> reasons(String json) {
        return parse(json).objects("reasons", o -> new Reason(o.idOrNull("outlet", OutletId::parse), o.text("name"), new Cause(o.text("code"), o.text("words"))));
    }

    public static String memo(Memo memo) {
        return text(JsonWriter.object(out -> out.objects("entries", memo.entries().entrySet(), (o, each) -> o.field("name", each.getKey())
            .field("value", each.getValue()))));
    }

    public static Memo memo(String json) {
        var entries = new TreeMap<String, String>();
        parse(json).objects("entries", o -> entries.put(o.text("name"), o.text("value")) == null);
        return new Memo(entries);
    }

    public static @Nullable String task(@Nullable ManualTask task) {
        return task == null ? null : text(JsonWriter.object(out -> out.field("kind", task.kind()).field("words", task.words())
            .objects("checklist", task.checklist(), (o, check) -> o.field("check", check)).field("dueNanos", Instants.nanos(task.due()))));
    }

    public static @Nullable ManualTask task(@Nullable String json) {
        if (json == null) {
            return null;
        }
        JsonObject in = parse(json);
        return new ManualTask(in.constant("kind", ManualTask.Kind.class), in.text("words"),
            in.objects("checklist", o -> o.constant("check", ManualTask.Check.class)), Instants.instant(in.number("dueNanos")));
    }

    private static JsonObject parse(String json) {
        return JsonObject.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
