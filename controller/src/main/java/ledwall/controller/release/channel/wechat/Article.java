package ledwall.controller.release.channel.wechat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import ledwall.controller.release.channel.Attachment;
import ledwall.controller.release.channel.Channel;
import ledwall.controller.release.channel.Markup;
import ledwall.controller.release.channel.Post;
import ledwall.protocol.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * A post as one article of an account: the first language's title, then the texts one below the other, then the pictures. All limits are looked at here, before
 * anything is sent.
 */
final class Article {
    static final int TITLE = 32;
    static final int DIGEST = 128;
    static final int AUTHOR = 16;
    static final int SOURCE_BYTES = 1 << 10;
    static final int CONTENT_CHARACTERS = 20_000;
    static final int CONTENT_BYTES = 1 << 20;
    // WeChat does not say which of the two megabytes it means: what fits the smaller one fits both.
    static final long IMAGE_BYTES = 10_000_000;
    static final long PICTURE_BYTES = 1_000_000;
    static final long VIDEO_BYTES = 10_000_000;
    /** Of a picture's address once it is uploaded. */
    private static final String LONGEST_ADDRESS = "https://mmbiz.qpic.cn/" + "x".repeat(234);

    private final Post post;
    private final List<Map.Entry<String, Post.Text>> texts;
    private final Channel channel;

    /** Does not fit, and why, for people. */
    record Unfit(String code, String words) {}

    Article(Post post, Channel channel) {
        this.post = post;
        this.channel = channel;
        String language = channel.setting("language");
        texts = post.texts().entrySet().stream().filter(text -> language == null || language.equals("both") || language.equals(text.getKey())).toList();
    }

    /** Null where all is within the limits. */
    @Nullable Unfit unfit() {
        if (texts.isEmpty() || title().isBlank()) {
            return new Unfit("wechatTextMissing", "WeChat needs a title and a text in the language that this channel takes.");
        }
        Unfit unfit = text();
        return unfit == null ? files() : unfit;
    }

    private @Nullable Unfit text() {
        String author = channel.setting("author");
        String content = content(picture -> LONGEST_ADDRESS);
        if (length(title()) > TITLE) {
            return tooLong("title" + language(), length(title()), TITLE);
        }
        if (length(digest()) > DIGEST) {
            return tooLong("digest" + language(), length(digest()), DIGEST);
        }
        if (author != null && length(author) > AUTHOR) {
            return tooLong("author", length(author), AUTHOR);
        }
        if (length(content) >= CONTENT_CHARACTERS) {
            return tooLong("content, with its markup,", length(content), CONTENT_CHARACTERS - 1);
        }
        int bytes = content.getBytes(StandardCharsets.UTF_8).length;
        return bytes < CONTENT_BYTES ? null : new Unfit("wechatTextTooLong", "The content has " + bytes + " bytes; WeChat takes less than " + CONTENT_BYTES + ".");
    }

    /** Of which text: the first is the one that stands for the article. */
    private String language() {
        return " (" + texts.getFirst().getKey() + ")";
    }

    private static Unfit tooLong(String what, int is, int most) {
        return new Unfit("wechatTextTooLong", "The " + what + " has " + is + " characters; WeChat takes at most " + most + ".");
    }

    private @Nullable Unfit files() {
        Attachment cover = post.first(Attachment.Role.COVER).orElse(null);
        if (cover == null) {
            return new Unfit("wechatCoverMissing", "WeChat shows no article without a cover, and the release has none.");
        }
        var files = new ArrayList<Unfit>();
        look(files, "cover", cover, IMAGE_BYTES, List.of("image/jpeg", "image/png", "image/gif", "image/bmp"));
        post.all(Attachment.Role.PICTURE).forEach(each -> look(files, "picture", each, PICTURE_BYTES - 1, List.of("image/jpeg", "image/png")));
        post.all(Attachment.Role.VIDEO).forEach(each -> look(files, "video", each, VIDEO_BYTES, List.of("video/mp4")));
        return files.isEmpty() ? null : files.getFirst();
    }

    private static void look(List<Unfit> unfit, String what, Attachment file, long most, List<String> types) {
        if (!types.contains(file.mime())) {
            unfit.add(new Unfit("wechatFileType", "The " + what + " is " + file.mime() + "; WeChat takes " + String.join(", ", types) + "."));
        } else if (file.bytes() > most) {
            unfit.add(new Unfit("wechatFileTooLarge", "The " + what + " has " + file.bytes() + " bytes; WeChat takes at most " + most + "."));
        }
    }

    String title() {
        return texts.isEmpty() ? "" : texts.getFirst().getValue().title().strip();
    }

    private String digest() {
        return texts.getFirst().getValue().digest().strip();
    }

    private String content(UnaryOperator<String> address) {
        var out = new StringBuilder();
        for (int i = 0; i < texts.size(); i++) {
            Post.Text text = texts.get(i).getValue();
            String language = texts.get(i).getKey();
            if (i > 0) {
                // The first title stands above the article already.
                out.append("<h2 lang=\"").append(Markup.escaped(language)).append("\">").append(Markup.escaped(text.title())).append("</h2>");
            }
            out.append(Markup.paragraphs(language, text.body().isBlank() ? text.digest().isBlank() ? text.title() : text.digest() : text.body()));
        }
        for (Attachment picture : post.all(Attachment.Role.PICTURE)) {
            out.append("<p><img src=\"").append(Markup.escaped(address.apply(picture.hash().value()))).append("\"/></p>");
        }
        return out.toString();
    }

    /**
     * Writes the one article of a draft.
     *
     * @param cover its material
     * @param address gives a picture's address at WeChat by its hash; those of others are taken out there
     */
    void write(JsonWriter out, String cover, UnaryOperator<String> address) {
        out.field("article_type", "news").field("title", title()).field("author", channel.setting("author")).field("digest", digest())
            .field("content", content(address)).field("content_source_url", channel.setting("sourceUrl")).field("thumb_media_id", cover)
            .field("need_open_comment", 0).field("only_fans_can_comment", 0);
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
