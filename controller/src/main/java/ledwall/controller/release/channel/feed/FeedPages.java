package ledwall.controller.release.channel.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import ledwall.controller.release.channel.Channel;
import ledwall.controller.release.channel.ChannelKind;
import ledwall.controller.release.channel.ChannelStore;
import ledwall.controller.release.channel.Post;
import ledwall.controller.release.channel.PublicAddress;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ChannelId;

/** Feeds as they are read just now. Blocking, safe from any thread. */
public final class FeedPages {
    static final int MOST_ITEMS = 200;
    private static final int STANDARD_ITEMS = 50;
    private static final int MOST_TOMBSTONES = 200;
    /** So many characters of text, however few items they are: a page is held for every slow reader. */
    private static final int MOST_CHARACTERS = 300_000;
    /** However many ask: rendering takes longer than anything else that strangers can have done. */
    private static final Duration KEPT = Duration.ofMillis(250);
    /** Whoever did not look for so long begins anew. */
    private static final Duration TOMBSTONES_KEPT = Duration.ofDays(90);

    private final ChannelStore channels;
    private final FeedStore store;
    private final Supplier<PublicAddress> address;
    private final Supplier<Instant> now;
    private final Map<Key, Kept> pages = new ConcurrentHashMap<>();

    private record Key(ChannelId channel, Form form) {}

    /** A page, good until an instant unless something is written meanwhile. */
    private record Kept(Page page, long writes, Instant until) {}

    public FeedPages(ChannelStore channels, FeedStore store, Supplier<PublicAddress> address, Supplier<Instant> now) {
        this.channels = channels;
        this.store = store;
        this.address = address;
        this.now = now;
    }

    /** In which form it is read. */
    public enum Form { JSON, RSS }

    /**
     * A feed in one form.
     *
     * @param etag names its content, without quotes
     * @param changedAt when something in it last became public or was withdrawn
     */
    public record Page(String type, Bytes bytes, String etag, Instant changedAt) {}

    /** What a feed holds at an instant. */
    record Content(Channel channel, PublicAddress address, List<FeedItem> items, List<FeedItem> withdrawn, Instant changedAt) {}

    /** Empty if there is no such feed. */
    public Optional<Page> read(ChannelId id, Form form) {
        var key = new Key(id, form);
        Instant at = now.get();
        // Before anything is read: what is written from here on makes the page stale.
        long writes = store.writes();
        Kept kept = pages.get(key);
        if (kept != null && kept.writes() == writes && at.isBefore(kept.until())) {
            return Optional.of(kept.page());
        }
        Optional<Page> page = channels.byId(id).filter(channel -> channel.kind() == ChannelKind.FEED).map(channel -> render(channel, form, at));
        if (page.isPresent()) {
            Instant until = at.plus(KEPT);
            Optional<Instant> next = store.next(id, at).filter(until::isAfter);
            pages.put(key, new Kept(page.get(), writes, next.orElse(until)));
        } else {
            pages.remove(key);
        }
        return page;
    }

    private Page render(Channel channel, Form form, Instant at) {
        String most = channel.setting("items");
        List<FeedItem> visible = bounded(store.visible(channel.id(), at, most == null ? STANDARD_ITEMS : Integer.parseInt(most)));
        List<FeedItem> withdrawn = store.withdrawn(channel.id(), at.minus(TOMBSTONES_KEPT), MOST_TOMBSTONES);
        Instant changedAt = Stream.concat(visible.stream().map(FeedItem::visibleAt), withdrawn.stream().map(FeedItem::withdrawnAt))
            .filter(Objects::nonNull).max(Instant::compareTo).orElse(channel.createdAt());
        var content = new Content(channel, address.get(), visible, withdrawn, changedAt);
        Bytes bytes = switch (form) {
            case JSON -> JsonFeed.write(content);
            case RSS -> RssFeed.write(content);
        };
        String type = form == Form.JSON ? "application/feed+json; charset=utf-8" : "application/rss+xml; charset=utf-8";
        return new Page(type, bytes, bytes.sha256(), changedAt);
    }

    /** The newest, and as many more as fit. */
    private static List<FeedItem> bounded(List<FeedItem> items) {
        int characters = 0;
        for (int i = 0; i < items.size(); i++) {
            for (Post.Text text : items.get(i).post().texts().values()) {
                characters += text.title().length() + text.digest().length() + text.body().length();
            }
            if (characters > MOST_CHARACTERS && i > 0) {
                return items.subList(0, i);
            }
        }
        return items;
    }
}
