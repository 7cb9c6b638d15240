package ledwall.controller.release.channel.feed;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ledwall.controller.release.channel.Attachment;
import ledwall.controller.release.channel.Markup;
import ledwall.controller.release.channel.Post;
import ledwall.controller.release.channel.PublicAddress;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.json.JsonWriter;

/**
 * JSON Feed 1.1 (jsonfeed.org/version/1.1): one item a language. What the format has no field for stands in objects named {@code _ledwall}, as it wants extensions
 * named: hashes of files, and what was withdrawn.
 */
final class JsonFeed {
    private JsonFeed() {}

    static Bytes write(FeedPages.Content feed) {
        PublicAddress address = feed.address();
        return Bytes.of(JsonWriter.object(out -> out.field("version", "https://jsonfeed.org/version/1.1").field("title", feed.channel().setting("title"))
            .field("home_page_url", feed.channel().setting("homePage")).field("feed_url", address.of(PublicAddress.feed(feed.channel().id(), "json")))
            .field("language", "zh")
            .object("_ledwall", feed, (more, same) -> more.objects("withdrawn", tombstones(same.withdrawn()).entrySet(),
                (each, stone) -> each.field("id", stone.getKey()).field("withdrawn_at", stone.getValue())))
            .objects("items", feed.items().stream().flatMap(item -> item.post().texts().keySet().stream().map(language -> Map.entry(item, language))).toList(),
                (each, entry) -> item(each, address, entry.getKey(), entry.getValue()))));
    }

    /** The ids of every language, each with its instant. */
    static Map<String, Instant> tombstones(List<FeedItem> withdrawn) {
        var out = new LinkedHashMap<String, Instant>();
        for (FeedItem item : withdrawn) {
            Instant at = item.withdrawnAt();
            if (at != null) {
                item.post().texts().keySet().forEach(language -> out.put(item.id(language), at));
            }
        }
        return out;
    }

    private static void item(JsonWriter out, PublicAddress address, FeedItem item, String language) {
        Post post = item.post();
        Post.Text text = post.texts().get(language);
        if (text == null) {
            return;
        }
        out.field("id", item.id(language)).field("title", text.title()).field("content_html", html(address, post, language, text))
            .field("summary", text.digest().isBlank() ? null : text.digest())
            .field("image", post.first(Attachment.Role.COVER).map(cover -> address.of(PublicAddress.media(cover))).orElse(null))
            .field("date_published", item.visibleAt()).field("language", language)
            .objects("attachments", post.attachments(), (each, file) -> each.field("url", address.of(PublicAddress.media(file))).field("mime_type", file.mime())
                .field("size_in_bytes", file.bytes())
                .field("duration_in_seconds", file.length() == null ? null : file.length().toMillis() / 1000.0)
                .object("_ledwall", file, (more, same) -> more.field("role", same.role()).field("sha256", same.hash()).field("width", same.width())
                    .field("height", same.height())));
    }

    static String html(PublicAddress address, Post post, String language, Post.Text text) {
        var out = new StringBuilder(Markup.paragraphs(language, text.body().isBlank() ? text.digest().isBlank() ? text.title() : text.digest() : text.body()));
        for (Attachment picture : post.all(Attachment.Role.PICTURE)) {
            out.append("<p><img src=\"").append(Markup.escaped(address.of(PublicAddress.media(picture)))).append("\" alt=\"\"/></p>");
        }
        return out.toString();
    }
}
