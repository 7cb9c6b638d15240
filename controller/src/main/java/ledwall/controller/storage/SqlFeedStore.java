package ledwall.controller.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import ledwall.controller.release.channel.PostCodec;
import ledwall.controller.release.channel.feed.FeedItem;
import ledwall.controller.release.channel.feed.FeedStore;
import ledwall.protocol.id.ChannelId;
import ledwall.protocol.id.ReleaseId;
import ledwall.protocol.timeline.Instants;
import org.jspecify.annotations.Nullable;

/** Items of feeds in SQL. */
public final class SqlFeedStore implements FeedStore {
    private final Database database;
    private final AtomicLong writes = new AtomicLong();

    public SqlFeedStore(Database database) {
        this.database = database;
    }

    @Override
    public void draft(FeedItem item) {
        database.change("keep the draft of a feed's item", handle -> handle.createUpdate("""
                INSERT INTO feed_item (channel_id, job_key, release_id, revision, post) VALUES (:channel, :key, :release, :revision, :post)
                ON CONFLICT (channel_id, job_key) DO UPDATE SET revision = excluded.revision, post = excluded.post
                WHERE feed_item.visible_at IS NULL AND feed_item.withdrawn_at IS NULL""").bind("channel", item.channel().value()).bind("key", item.key())
                .bind("release", item.release().value()).bind("revision", item.revision()).bind("post", PostCodec.write(item.post())).execute());
        writes.incrementAndGet();
    }

    @Override
    public boolean publish(ChannelId channel, String key, Instant visibleAt) {
        boolean published = database.<Boolean>write("publish a feed's item", handle -> handle.createUpdate("""
                UPDATE feed_item SET visible_at = coalesce(visible_at, :at) WHERE channel_id = :channel AND job_key = :key AND withdrawn_at IS NULL""")
                .bind("channel", channel.value()).bind("key", key).bind("at", Instants.nanos(visibleAt)).execute() > 0);
        writes.incrementAndGet();
        return published;
    }

    @Override
    public Optional<FeedItem> find(ChannelId channel, String key) {
        return database.read("read a feed's item", handle -> handle.createQuery("SELECT * FROM feed_item WHERE channel_id = :channel AND job_key = :key")
                .bind("channel", channel.value()).bind("key", key).map((row, context) -> item(row)).findOne());
    }

    @Override
    public void withdraw(ChannelId channel, String key, Instant at) {
        database.change("withdraw a feed's item", handle -> {
            handle.createUpdate("DELETE FROM feed_item WHERE channel_id = :channel AND job_key = :key AND visible_at IS NULL").bind("channel", channel.value())
                    .bind("key", key).execute();
            handle.createUpdate("UPDATE feed_item SET withdrawn_at = :at WHERE channel_id = :channel AND job_key = :key AND withdrawn_at IS NULL")
                    .bind("channel", channel.value()).bind("key", key).bind("at", Instants.nanos(at)).execute();
        });
        writes.incrementAndGet();
    }

    @Override
    public List<FeedItem> visible(ChannelId channel, Instant now, int most) {
        return database.read("read a feed", handle -> handle.createQuery("""
                SELECT * FROM feed_item WHERE channel_id = :channel AND visible_at <= :now AND (withdrawn_at IS NULL OR withdrawn_at > :now)
                ORDER BY visible_at DESC, job_key LIMIT :most""").bind("channel", channel.value()).bind("now", Instants.nanos(now)).bind("most", most)
                .map((row, context) -> item(row)).list());
    }

    @Override
    public List<FeedItem> withdrawn(ChannelId channel, Instant since, int most) {
        return database.read("read what was withdrawn from a feed", handle -> handle.createQuery("""
                SELECT * FROM feed_item WHERE channel_id = :channel AND withdrawn_at >= :since AND visible_at <= withdrawn_at
                ORDER BY withdrawn_at DESC, job_key LIMIT :most""").bind("channel", channel.value()).bind("since", Instants.nanos(since)).bind("most", most)
                .map((row, context) -> item(row)).list());
    }

    @Override
    public Optional<Instant> next(ChannelId channel, Instant after) {
        return database.read("look for a feed's next item", handle -> handle.createQuery("""
                SELECT visible_at FROM feed_item WHERE channel_id = :channel AND visible_at > :after AND withdrawn_at IS NULL ORDER BY visible_at LIMIT 1""")
                .bind("channel", channel.value()).bind("after", Instants.nanos(after)).mapTo(Long.class).map(Instants::instant).findOne());
    }

    @Override
    public long writes() {
        return writes.get();
    }

    private static FeedItem item(ResultSet row) throws SQLException {
        return new FeedItem(new ChannelId(row.getString("channel_id")), row.getString("job_key"), new ReleaseId(row.getString("release_id")),
                row.getLong("revision"), PostCodec.read(row.getString("post")), instant(row, "visible_at"), instant(row, "withdrawn_at"));
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long nanos = row.getLong(column);
        return row.wasNull() ? null : Instants.instant(nanos);
    }
}
