package ledwall.controller.release.channel.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ledwall.controller.access.HandClock;
import ledwall.controller.release.channel.Channel;
import ledwall.controller.release.channel.ChannelKind;
import ledwall.controller.release.channel.Post;
import ledwall.controller.release.channel.PublicAddress;
import ledwall.controller.storage.Database;
import ledwall.controller.storage.SqlChannelStore;
import ledwall.controller.storage.SqlFeedStore;
import ledwall.protocol.id.ChannelId;
import ledwall.protocol.id.ReleaseId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pages are kept for a moment, and never a moment too long. */
class FeedPagesTest {
    private static final ChannelId FEED = new ChannelId("channel-feed");

    private final HandClock clock = new HandClock();
    private final Database database = Database.inMemory();
    private final SqlChannelStore channels = new SqlChannelStore(database);
    private final FeedStore store = new SqlFeedStore(database);
    private final FeedPages pages = new FeedPages(channels, store, () -> new PublicAddress(Optional.of("https://feeds.example")), clock::wall);

    @BeforeEach
    void feed() {
        channels.insert(new Channel(FEED, "Feed", ChannelKind.FEED, Map.of("title", "t"), false, 1, Instant.EPOCH), null);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void publish(String key, Instant at) {
        var post = new Post("n", Map.of("zh", new Post.Text(key, "", "b")), List.of());
        store.draft(new FeedItem(FEED, key, new ReleaseId("release-" + key), 1, post, null, null));
        store.publish(FEED, key, at);
    }

    private FeedPages.Page page() {
        return pages.read(FEED, FeedPages.Form.JSON).orElseThrow();
    }

    @Test
    void whoeverAsksWithinAMomentGetsThePageThatIsKept() {
        FeedPages.Page first = page();
        clock.advance(Duration.ofMillis(249));
        assertSame(first, page());
        clock.advance(Duration.ofMillis(1));
        assertNotEquals(System.identityHashCode(first), System.identityHashCode(page()));
        assertEquals(first.etag(), page().etag());
    }

    @Test
    void theInstantOfTheNextItemEndsIt() {
        publish("one", clock.wall().plusMillis(40));
        FeedPages.Page before = page();
        clock.advance(Duration.ofMillis(40).minusNanos(1));
        assertSame(before, page());
        clock.advance(Duration.ofNanos(1));
        assertNotEquals(before.etag(), page().etag(), "public from its instant on");
    }

    @Test
    void aWithdrawalEndsIt() {
        publish("one", clock.wall());
        FeedPages.Page before = page();
        store.withdraw(FEED, "one", clock.wall());
        assertNotEquals(before.etag(), page().etag());
    }

    @Test
    void aChannelOfAnotherKindIsNoFeed() {
        assertEquals(Optional.empty(), pages.read(new ChannelId("channel-none"), FeedPages.Form.RSS));
    }
}
