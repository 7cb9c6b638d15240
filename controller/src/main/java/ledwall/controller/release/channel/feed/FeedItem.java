package ledwall.controller.release.channel.feed;

import java.time.Instant;
import ledwall.controller.release.channel.Post;
import ledwall.protocol.id.ChannelId;
import ledwall.protocol.id.ReleaseId;
import org.jspecify.annotations.Nullable;

/**
 * A release in a feed.
 *
 * @param visibleAt since when, or from when on, it is public; null for a draft
 * @param withdrawnAt since when it is not any more
 */
public record FeedItem(ChannelId channel, String key, ReleaseId release, long revision, Post post, @Nullable Instant visibleAt, @Nullable Instant withdrawnAt) {
    /** The same for good, for each language. */
    public String id(String language) {
        return "urn:ledwall:" + channel + ":" + release + ":" + language;
    }
}
