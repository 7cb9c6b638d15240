package ledwall.controller.release.channel.wechat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import ledwall.controller.release.channel.Attachment;
import ledwall.controller.release.channel.Channel;
import ledwall.controller.release.channel.Job;
import ledwall.controller.release.channel.Memo;
import ledwall.controller.release.channel.NoAnswer;
import ledwall.controller.release.channel.Post;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.json.JsonWriter;
import ledwall.protocol.runtime.Disk;

/** Makes the draft of an article, one call at a time, so that each upload is remembered before the next. */
final class Draft {
    static final String DRAFT = "draft";
    static final String OF_REVISION = "draftOfRevision";
    static final String COVER = "cover:";
    private static final String PICTURE = "picture:";
    private static final String VIDEO = "video:";

    private final Api api;
    private final Channel channel;
    private final Disk disk;

    Draft(Api api, Channel channel, Disk disk) {
        this.api = api;
        this.channel = channel;
        this.disk = disk;
    }

    static boolean done(Job job) {
        return job.memo().has(DRAFT) && Long.toString(job.revision()).equals(job.memo().get(OF_REVISION));
    }

    /** The memo after one more call; only for a post that fits. */
    Memo step(Job job) throws NoAnswer, WechatError {
        Memo memo = job.memo();
        Post post = job.post();
        for (Attachment file : post.attachments()) {
            switch (file.role()) {
                case COVER -> {
                    if (!memo.has(COVER + file.hash())) {
                        return memo.with(COVER + file.hash(), upload("image", file, Map.of()));
                    }
                }
                case PICTURE -> {
                    if (!memo.has(PICTURE + file.hash())) {
                        var answer = api.upload(null, bytes(file), name(file), file.mime(), Map.of());
                        return memo.with(PICTURE + file.hash(), answer.text("url"));
                    }
                }
                case VIDEO -> {
                    if (!memo.has(VIDEO + file.hash())) {
                        // To the account's library, for whoever opens the draft there: how an article is given a video by call is not documented.
                        return memo.with(VIDEO + file.hash(), upload("video", file, Map.of("description", description(post))));
                    }
                }
                case THUMBNAIL -> { }
            }
        }
        String old = memo.get(DRAFT);
        if (old != null) {
            remove(old);
            return memo.without(DRAFT).without(OF_REVISION);
        }
        var article = new Article(post, channel);
        String cover = post.first(Attachment.Role.COVER).map(file -> memo.get(COVER + file.hash())).orElse("");
        var answer = api.call(Api.DRAFT_ADD, out -> out.objects("articles", List.of(article),
            (each, same) -> same.write(each, cover, hash -> String.valueOf(memo.get(PICTURE + hash)))));
        return memo.with(DRAFT, answer.text("media_id")).with(OF_REVISION, Long.toString(job.revision()));
    }

    /** What is gone already may stay gone. */
    void remove(String draft) throws NoAnswer, WechatError {
        try {
            api.call(Api.DRAFT_DELETE, out -> out.field("media_id", draft));
        } catch (WechatError e) {
            if (e.code() != WechatError.NO_SUCH_MEDIA) {
                throw e;
            }
        }
    }

    private String upload(String type, Attachment file, Map<String, String> fields) throws NoAnswer, WechatError {
        return api.upload(type, bytes(file), name(file), file.mime(), fields).text("media_id");
    }

    /** Within what WeChat takes, and so within memory. */
    private Bytes bytes(Attachment file) throws NoAnswer.Unsent {
        try {
            byte[] bytes = disk.read(file.file(), 0, Math.toIntExact(file.bytes()));
            if (bytes.length == file.bytes()) {
                return Bytes.of(bytes);
            }
        } catch (IOException e) {
            // Told below.
        }
        throw new NoAnswer.Unsent("The file " + file.hash() + " cannot be read from the controller's disk.");
    }

    private static String description(Post post) {
        Post.Text text = post.lead().orElseThrow();
        return new String(JsonWriter.object(out -> out.field("title", text.title()).field("introduction", text.digest())), StandardCharsets.UTF_8);
    }

    private static String name(Attachment file) {
        return file.hash() + "." + file.ending();
    }
}
