package ledwall.controller.storage;

import java.util.Optional;
import ledwall.controller.release.channel.wechat.Callback;
import ledwall.controller.release.channel.wechat.CallbackStore;
import ledwall.protocol.id.ChannelId;
import ledwall.protocol.timeline.Instants;

/** Callbacks of WeChat in SQL. */
public final class SqlCallbackStore implements CallbackStore {
    private final Database database;

    public SqlCallbackStore(Database database) {
        this.database = database;
    }

    @Override
    public boolean keep(Callback callback) {
        return database.write("keep what WeChat tells", handle -> {
            boolean fresh = handle.createUpdate("""
                    INSERT INTO wechat_callback (channel_id, publish_id, status, article_id, url, at) VALUES (:channel, :publish, :status, :article, :url, :at)
                    ON CONFLICT (channel_id, publish_id, status) DO NOTHING""").bind("channel", callback.channel().value()).bind("publish", callback.publishId())
                    .bind("status", callback.status()).bind("article", callback.articleId()).bind("url", callback.url())
                    .bind("at", Instants.nanos(callback.at())).execute() > 0;
            handle.createUpdate("""
                    DELETE FROM wechat_callback WHERE channel_id = :channel AND at < (SELECT at FROM wechat_callback WHERE channel_id = :channel
                      ORDER BY at DESC LIMIT 1 OFFSET :kept)""").bind("channel", callback.channel().value()).bind("kept", KEPT).execute();
            return fresh;
        });
    }

    @Override
    public Optional<Callback> find(ChannelId channel, String publishId) {
        return database.read("look for what WeChat told", handle -> handle
                .createQuery("SELECT * FROM wechat_callback WHERE channel_id = :channel AND publish_id = :publish ORDER BY at DESC, status DESC LIMIT 1")
                .bind("channel", channel.value()).bind("publish", publishId).map((row, context) -> new Callback(channel, publishId, row.getInt("status"),
                        row.getString("article_id"), row.getString("url"), Instants.instant(row.getLong("at")))).findOne());
    }

    @Override
    public void forget(Callback callback) {
        database.change("forget what WeChat did not tell", handle -> handle
                .createUpdate("DELETE FROM wechat_callback WHERE channel_id = :channel AND publish_id = :publish AND status = :status")
                .bind("channel", callback.channel().value()).bind("publish", callback.publishId()).bind("status", callback.status()).execute());
    }
}
