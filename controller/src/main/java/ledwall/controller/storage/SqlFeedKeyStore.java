package ledwall.controller.storage;

import java.util.Optional;
import ledwall.controller.access.FeedKeyStore;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.timeline.Instants;

/** Keys of calendar feeds in SQL. */
public final class SqlFeedKeyStore implements FeedKeyStore {
    private final Database database;

    public SqlFeedKeyStore(Database database) {
        this.database = database;
    }

    @Override
    public void put(ScreenId screen, String keyHash, Made made) {
        database.change("keep the feed key of " + screen, handle -> handle.createUpdate("""
                INSERT INTO feed_key (screen_id, key_hash, made_at, made_by) VALUES (:screen, :hash, :at, :by)
                ON CONFLICT (screen_id) DO UPDATE SET key_hash = excluded.key_hash, made_at = excluded.made_at, made_by = excluded.made_by""")
                .bind("screen", screen.value()).bind("hash", keyHash).bind("at", Instants.nanos(made.at())).bind("by", made.by()).execute());
    }

    @Override
    public void delete(ScreenId screen) {
        database.change("withdraw the feed key of " + screen, handle -> handle.createUpdate("DELETE FROM feed_key WHERE screen_id = :screen")
                .bind("screen", screen.value()).execute());
    }

    @Override
    public Optional<Made> made(ScreenId screen) {
        return database.read("read the feed key of " + screen, handle -> handle.createQuery("SELECT made_at, made_by FROM feed_key WHERE screen_id = :screen")
                .bind("screen", screen.value()).map((row, context) -> new Made(Instants.instant(row.getLong("made_at")), row.getString("made_by"))).findOne());
    }

    @Override
    public Optional<ScreenId> screen(String keyHash) {
        return database.read("look for a feed key", handle -> handle
                .createQuery("SELECT k.screen_id FROM feed_key k JOIN screen s ON s.id = k.screen_id WHERE k.key_hash = :hash AND s.retired_at IS NULL")
                .bind("hash", keyHash).mapTo(String.class).map(ScreenId::new).findOne());
    }
}
