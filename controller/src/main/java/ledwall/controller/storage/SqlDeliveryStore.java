package ledwall.controller.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ledwall.controller.release.channel.webhook.Delivery;
import ledwall.controller.release.channel.webhook.DeliveryStore;
import ledwall.protocol.id.ChannelId;
import ledwall.protocol.timeline.Instants;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Deliveries of webhooks in SQL. */
public final class SqlDeliveryStore implements DeliveryStore {
    private final Database database;

    public SqlDeliveryStore(Database database) {
        this.database = database;
    }

    @Override
    public Delivery open(ChannelId channel, String event, String type, String body, Instant at) {
        return database.write("keep an event for a partner", handle -> {
            handle.createUpdate("""
                    INSERT INTO webhook_delivery (channel_id, number, event, type, body, made_at, attempts, words)
                    SELECT :channel, coalesce((SELECT max(number) FROM webhook_delivery WHERE channel_id = :channel), 0) + 1, :event, :type, :body, :at, 0, ''
                    WHERE NOT EXISTS (SELECT 1 FROM webhook_delivery WHERE channel_id = :channel AND event = :event)""").bind("channel", channel.value())
                    .bind("event", event).bind("type", type).bind("body", body).bind("at", Instants.nanos(at)).execute();
            handle.createUpdate("""
                    DELETE FROM webhook_delivery WHERE channel_id = :channel AND delivered_at IS NOT NULL
                      AND number <= (SELECT max(number) FROM webhook_delivery WHERE channel_id = :channel) - :kept""").bind("channel", channel.value())
                    .bind("kept", KEPT).execute();
            return find(handle, channel, event).orElseThrow();
        });
    }

    @Override
    public Optional<Delivery> find(ChannelId channel, String event) {
        return database.read("read an event for a partner", handle -> find(handle, channel, event));
    }

    private static Optional<Delivery> find(Handle handle, ChannelId channel, String event) {
        return handle.createQuery("SELECT * FROM webhook_delivery WHERE channel_id = :channel AND event = :event").bind("channel", channel.value())
                .bind("event", event).map((row, context) -> delivery(row)).findOne();
    }

    @Override
    public Optional<Delivery> byNumber(ChannelId channel, long number) {
        return database.read("read a delivery", handle -> handle.createQuery("SELECT * FROM webhook_delivery WHERE channel_id = :channel AND number = :number")
                .bind("channel", channel.value()).bind("number", number).map((row, context) -> delivery(row)).findOne());
    }

    @Override
    public Delivery attempted(Delivery delivery, Instant at, @Nullable Integer status, String words, boolean delivered) {
        return database.write("note an attempt at a delivery", handle -> {
            handle.createUpdate("""
                    UPDATE webhook_delivery SET attempts = attempts + 1, last_at = :at, status = :status, words = :words,
                      delivered_at = coalesce(delivered_at, :delivered) WHERE channel_id = :channel AND number = :number""")
                    .bind("channel", delivery.channel().value()).bind("number", delivery.number()).bind("at", Instants.nanos(at)).bind("status", status)
                    .bind("words", words).bind("delivered", delivered ? (Long) Instants.nanos(at) : null).execute();
            return find(handle, delivery.channel(), delivery.event()).orElse(delivery);
        });
    }

    @Override
    public List<Delivery> page(ChannelId channel, long before, int most) {
        return database.read("list the deliveries of channel " + channel, handle -> handle
                .createQuery("SELECT * FROM webhook_delivery WHERE channel_id = :channel AND number < :before ORDER BY number DESC LIMIT :most")
                .bind("channel", channel.value()).bind("before", before).bind("most", most).map((row, context) -> delivery(row)).list());
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        int status = row.getInt("status");
        Integer known = row.wasNull() ? null : status;
        return new Delivery(new ChannelId(row.getString("channel_id")), row.getLong("number"), row.getString("event"), row.getString("type"),
                row.getString("body"), Instants.instant(row.getLong("made_at")), row.getInt("attempts"), SqlFeedStore.instant(row, "last_at"), known,
                row.getString("words"), SqlFeedStore.instant(row, "delivered_at"));
    }
}
