package ledwall.controller.release;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import ledwall.controller.media.ChannelFrame;
import ledwall.controller.media.ChannelRendition;
import ledwall.controller.media.ChannelRenditions;
import ledwall.controller.media.ChannelRequest;
import ledwall.controller.media.Media;
import ledwall.controller.media.MediaStore;
import ledwall.controller.refusal.Refusal;
import ledwall.controller.release.channel.Attachment;
import ledwall.controller.release.channel.Attachment.Role;
import ledwall.controller.release.channel.Channel;
import ledwall.controller.release.channel.ChannelStore;
import ledwall.controller.release.channel.Post;
import ledwall.protocol.id.ChannelId;
import ledwall.protocol.id.MediaId;
import ledwall.protocol.runtime.Loop;
import org.jspecify.annotations.Nullable;

/** Posts with the files that are made for their channels: each in the channel's shape and within its limits, made when it is first asked for. */
public final class MediaPosts implements Posts {
    private static final long MIB = 1L << 20;

    private final MediaStore media;
    private final ChannelStore channels;
    private final ReleaseStore releases;
    private final ChannelRenditions renditions;
    private final Loop loop;

    public MediaPosts(MediaStore media, ChannelStore channels, ReleaseStore releases, ChannelRenditions renditions, Loop loop) {
        this.media = media;
        this.channels = channels;
        this.releases = releases;
        this.renditions = renditions;
        this.loop = loop;
        renditions.keepFor(this::needed);
    }

    /** What a kind of channel takes. WeChat: 10 MB of video or cover, less than 1 MB for a picture in the text (facts of 2026-11), of the smaller megabyte. */
    private record Taste(ChannelFrame frame, ChannelFrame cover, long filmBytes, long coverBytes, long pictureBytes) {
        static Taste of(Channel channel) {
            return switch (channel.kind()) {
                case FEED, WEBHOOK -> new Taste(ChannelFrame.WIDE, ChannelFrame.WIDE, 200 * MIB, 2 * MIB, 4 * MIB);
                case WECHAT -> new Taste(ChannelFrame.WIDE, ChannelFrame.BANNER, 10_000_000, 2 * MIB, 999_999);
                case MANUAL -> "other".equals(channel.setting("site")) ? new Taste(ChannelFrame.WIDE, ChannelFrame.WIDE, 500 * MIB, 4 * MIB, 4 * MIB)
                    : new Taste(ChannelFrame.TALL, ChannelFrame.TALL, 500 * MIB, 4 * MIB, 4 * MIB);
            };
        }
    }

    /** WeChat's cover of a list may have 64 KB; others are glad of a small one too. */
    private static final long SMALL_BYTES = 64_000;

    private record Wanted(Role role, ChannelRequest request) {}

    @Override
    public Made of(Release release, ChannelId id) {
        Content content = release.content();
        var texts = new LinkedHashMap<String, Post.Text>();
        content.textsOn(id).forEach((language, text) -> texts.put(language, new Post.Text(text.title(), text.digest(), text.body())));
        var files = new ArrayList<Attachment>();
        Optional<Channel> channel = channels.byId(id);
        if (channel.isEmpty()) {
            return new Made.Impossible(new Post(content.name(), texts, files), Codes.CHANNEL_GONE, "The channel was removed.");
        }
        int waiting = 0;
        String held = "";
        for (Wanted each : wanted(content, id, Taste.of(channel.get()))) {
            ChannelRequest request = each.request();
            Optional<Refusal> failure = renditions.failure(request);
            if (failure.isPresent()) {
                return new Made.Impossible(new Post(content.name(), texts, files), failure.get().code(), failure.get().cause());
            }
            Optional<ChannelRendition> made = renditions.find(request);
            if (made.isPresent()) {
                files.add(attachment(each.role(), made.get()));
            } else {
                waiting++;
                held = renditions.delay(request).map(Refusal::cause).orElse(held);
                loop.post("want a file for a channel", () -> renditions.want(request));
            }
        }
        var post = new Post(content.name(), texts, files);
        String still = waiting + (waiting == 1 ? " file is" : " files are") + " still being made for it.";
        return waiting == 0 ? new Made.Ready(post) : new Made.NotYet(post, held.isEmpty() ? still : still + " " + held);
    }

    private List<Wanted> wanted(Content content, ChannelId channel, Taste taste) {
        var out = new ArrayList<Wanted>();
        @Nullable MediaId chosen = content.part(channel).map(Content.ChannelPart::cover).orElse(null);
        Look look = content.part(channel).map(Content.ChannelPart::look).orElse(Look.USUAL);
        ChannelFrame frame = look.frame() == null ? taste.frame() : look.frame();
        ChannelFrame coverFrame = taste.cover() == taste.frame() ? frame : taste.cover();
        if (chosen != null) {
            // Another picture: neither the part nor the moment that was chosen is one of it.
            media.byId(chosen).ifPresent(found -> covers(found, coverFrame, Look.USUAL, taste, out));
        } else if (!content.items().isEmpty()) {
            media.byId(content.items().getFirst().media()).ifPresent(found -> covers(found, coverFrame, look, taste, out));
        }
        for (Content.Item item : content.items()) {
            media.byId(item.media()).ifPresent(found -> out.add(found.kind() == Media.Kind.VIDEO
                ? new Wanted(Role.VIDEO, ChannelRequest.film(found.hash(), frame, look.crop(), taste.filmBytes()))
                : new Wanted(Role.PICTURE, ChannelRequest.picture(found.hash(), frame, look.crop(), null, taste.pictureBytes()))));
        }
        return out.stream().distinct().toList();
    }

    private static void covers(Media found, ChannelFrame frame, Look look, Taste taste, List<Wanted> out) {
        @Nullable Duration at = found.kind() == Media.Kind.VIDEO ? look.coverAt() : null;
        out.add(new Wanted(Role.COVER, ChannelRequest.picture(found.hash(), frame, look.crop(), at, taste.coverBytes())));
        out.add(new Wanted(Role.THUMBNAIL, ChannelRequest.thumbnail(found.hash(), frame, look.crop(), at, SMALL_BYTES)));
    }

    private static Attachment attachment(Role role, ChannelRendition made) {
        return new Attachment(role, made.hash(), made.mime(), made.bytes(), made.path(), made.width(), made.height(), made.length());
    }

    /** What any release asks for; what was made for a crop that nobody took goes, and what is public is kept by whoever shows it. */
    private Predicate<ChannelRendition> needed() {
        Set<ChannelRequest> requests = new HashSet<>();
        for (Release release : releases.all()) {
            for (Content.ChannelPart part : release.content().channels()) {
                channels.byId(part.channel()).ifPresent(channel ->
                    wanted(release.content(), part.channel(), Taste.of(channel)).forEach(each -> requests.add(each.request())));
            }
        }
        return rendition -> requests.contains(rendition.request());
    }
}
