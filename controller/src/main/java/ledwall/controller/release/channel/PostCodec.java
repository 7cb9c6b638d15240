package ledwall.controller.release.channel;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;

/** A post as text, to be kept. */
public final class PostCodec {
    private PostCodec() {}

    public static String write(Post post) {
        return new String(JsonWriter.object(out -> out.field("name", post.name())
                .objects("texts", post.texts().entrySet(), (each, text) -> each.field("language", text.getKey()).field("title", text.getValue().title())
                        .field("digest", text.getValue().digest()).field("body", text.getValue().body()))
                .objects("attachments", post.attachments(), (each, file) -> each.field("role", file.role()).field("hash", file.hash())
                        .field("mime", file.mime()).field("bytes", file.bytes()).field("file", file.file()).field("width", file.width())
                        .field("height", file.height()).field("lengthNanos", file.length() == null ? null : file.length().toNanos()))), StandardCharsets.UTF_8);
    }

    public static Post read(String text) {
        JsonObject json = JsonObject.parse(text.getBytes(StandardCharsets.UTF_8));
        var texts = new LinkedHashMap<String, Post.Text>();
        json.objects("texts", each -> Map.entry(each.text("language"), new Post.Text(each.text("title"), each.text("digest"), each.text("body"))))
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue()));
        return new Post(json.text("name"), texts, json.objects("attachments", each -> new Attachment(each.constant("role", Attachment.Role.class),
                each.id("hash", MediaHash::new), each.text("mime"), each.number("bytes"), each.text("file"), each.integer("width"), each.integer("height"),
                each.has("lengthNanos") ? Duration.ofNanos(each.number("lengthNanos")) : null)));
    }
}
