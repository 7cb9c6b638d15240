package ledwall.controller.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import ledwall.controller.media.Fit;
import ledwall.controller.playlist.Playlist;
import ledwall.controller.playlist.PlaylistItem;
import ledwall.controller.playlist.PlaylistStore;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaId;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.timeline.Instants;
import org.jdbi.v3.core.Handle;

/** Playlists in SQL. */
public final class SqlPlaylistStore implements PlaylistStore {
    private final Database database;

    public SqlPlaylistStore(Database database) {
        this.database = database;
    }

    @Override
    public Saved insert(PlaylistId id, String name, List<PlaylistItem> items) {
        return database.write("add the playlist " + name, handle -> {
            var unknown = unknownMedia(handle, items);
            if (!unknown.isEmpty()) {
                return new Saved.UnknownMedia(unknown);
            }
            int added = handle.createUpdate("INSERT INTO playlist (id, name, revision) VALUES (:id, :name, 1) ON CONFLICT (name) DO NOTHING")
                    .bind("id", id.value()).bind("name", name).execute();
            if (added == 0) {
                return new Saved.NameTaken();
            }
            replaceItems(handle, id, items);
            return new Saved.Done(new Playlist(id, name, 1, items));
        });
    }

    @Override
    public Optional<Playlist> byId(PlaylistId id) {
        return database.read("read playlist " + id, handle -> byId(handle, id));
    }

    @Override
    public List<Playlist> all() {
        return database.read("list the playlists", handle -> {
            var items = new LinkedHashMap<String, List<PlaylistItem>>();
            handle.createQuery("SELECT * FROM playlist_item ORDER BY playlist_id, position")
                    .map((row, context) -> Map.entry(row.getString("playlist_id"), item(row)))
                    .forEach(entry -> items.computeIfAbsent(entry.getKey(), id -> new ArrayList<>()).add(entry.getValue()));
            return handle.createQuery("SELECT * FROM playlist WHERE deleted_at IS NULL ORDER BY name, id").map((row, context) -> new Playlist(new PlaylistId(row.getString("id")),
                    row.getString("name"), row.getLong("revision"), items.getOrDefault(row.getString("id"), List.of()))).list();
        });
    }

    @Override
    public Saved save(PlaylistId id, long expected, String name, List<PlaylistItem> items) {
        return database.write("save the playlist " + name, handle -> {
            Optional<Playlist> current = byId(handle, id);
            if (current.isEmpty()) {
                return new Saved.Unknown();
            }
            if (current.get().revision() != expected) {
                return new Saved.Stale(current.get());
            }
            if (handle.createQuery("SELECT 1 FROM playlist WHERE name = :name AND id <> :id").bind("name", name).bind("id", id.value()).mapTo(int.class)
                    .findOne().isPresent()) {
                return new Saved.NameTaken();
            }
            var unknown = unknownMedia(handle, items);
            if (!unknown.isEmpty()) {
                return new Saved.UnknownMedia(unknown);
            }
            handle.createUpdate("UPDATE playlist SET name = :name, revision = :next WHERE id = :id").bind("id", id.value()).bind("name", name)
                    .bind("next", expected + 1).execute();
            replaceItems(handle, id, items);
            return new Saved.Done(new Playlist(id, name, expected + 1, items));
        });
    }

    @Override
    public Saved delete(PlaylistId id, long expected, Instant at) {
        return database.write("delete playlist " + id, handle -> {
            Optional<Playlist> current = byId(handle, id);
            if (current.isEmpty()) {
                return new Saved.Unknown();
            }
            if (current.get().revision() != expected) {
                return new Saved.Stale(current.get());
            }
            List<String> groups = handle.createQuery("SELECT name FROM screen_group WHERE loop_id = :id AND deleted_at IS NULL ORDER BY name")
                    .bind("id", id.value()).mapTo(String.class).list();
            List<String> rules = handle.createQuery("SELECT name FROM schedule_rule WHERE playlist_id = :id AND until_at > :at ORDER BY name")
                    .bind("id", id.value()).bind("at", Instants.nanos(at)).mapTo(String.class).list();
            if (!groups.isEmpty() || !rules.isEmpty()) {
                return new Saved.InUse(groups, rules);
            }
            // Without items it holds no media back; its name is free for another.
            replaceItems(handle, id, List.of());
            handle.createUpdate("UPDATE playlist SET deleted_at = :at, name = id WHERE id = :id").bind("id", id.value()).bind("at", Instants.nanos(at)).execute();
            return new Saved.Done(current.get());
        });
    }

    private static List<MediaId> unknownMedia(Handle handle, List<PlaylistItem> items) {
        Set<String> known = new HashSet<>(handle.createQuery("SELECT id FROM media").mapTo(String.class).list());
        var unknown = new TreeSet<MediaId>();
        for (PlaylistItem item : items) {
            if (!known.contains(item.media().value())) {
                unknown.add(item.media());
            }
        }
        return List.copyOf(unknown);
    }

    private static void replaceItems(Handle handle, PlaylistId id, List<PlaylistItem> items) {
        handle.createUpdate("DELETE FROM playlist_item WHERE playlist_id = :id").bind("id", id.value()).execute();
        if (items.isEmpty()) {
            return;
        }
        try (var batch = handle.prepareBatch("""
                INSERT INTO playlist_item (playlist_id, position, id, media_id, length_nanos, fit)
                VALUES (:playlist, :position, :id, :media, :length, :fit)""")) {
            for (int i = 0; i < items.size(); i++) {
                var item = items.get(i);
                var length = item.length();
                batch.bind("playlist", id.value()).bind("position", i).bind("id", item.id().value()).bind("media", item.media().value())
                        .bind("length", length == null ? null : (Long) length.toNanos()).bind("fit", item.fit().name()).add();
            }
            batch.execute();
        }
    }

    private static Optional<Playlist> byId(Handle handle, PlaylistId id) {
        List<PlaylistItem> items = handle.createQuery("SELECT * FROM playlist_item WHERE playlist_id = :id ORDER BY position").bind("id", id.value())
                .map((row, context) -> item(row)).list();
        return handle.createQuery("SELECT * FROM playlist WHERE id = :id AND deleted_at IS NULL").bind("id", id.value())
                .map((row, context) -> new Playlist(id, row.getString("name"), row.getLong("revision"), items)).findOne();
    }

    private static PlaylistItem item(ResultSet row) throws SQLException {
        long nanos = row.getLong("length_nanos");
        Duration length = row.wasNull() ? null : Duration.ofNanos(nanos);
        return new PlaylistItem(new ItemId(row.getString("id")), new MediaId(row.getString("media_id")), length, Fit.valueOf(row.getString("fit")));
    }
}
