package ledwall.controller.release.channel.feed;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ledwall.protocol.id.ChannelId;

/** What the feeds hold. Blocking. */
public interface FeedStore {
    /** Keeps a draft, or replaces it; what is public or withdrawn stays as it is. */
    void draft(FeedItem item);

    /** Makes the draft public from that instant on; one that is public already keeps its instant. False if there is no draft, or it was withdrawn. */
    boolean publish(ChannelId channel, String key, Instant visibleAt);

    Optional<FeedItem> find(ChannelId channel, String key);

    /** Takes it out of the feed; what was never public leaves no trace, and what is withdrawn already keeps its instant. */
    void withdraw(ChannelId channel, String key, Instant at);

    /** What is public at that instant, newest first. */
    List<FeedItem> visible(ChannelId channel, Instant now, int most);

    /** What was public and is withdrawn, newest first. */
    List<FeedItem> withdrawn(ChannelId channel, Instant since, int most);

    /** When the next item becomes public. */
    Optional<Instant> next(ChannelId channel, Instant after);

    /** Grows with each write of this process, as soon as it is committed: as long as it stays, so does what was read. */
    long writes();
}
