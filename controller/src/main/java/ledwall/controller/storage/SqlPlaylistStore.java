package ledwall.controller.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import ledwall.controller.change.Pace;
import ledwall.controller.media.Fit;
import ledwall.controller.playlist.Company;
import ledwall.controller.playlist.Content;
import ledwall.controller.playlist.LanguageTag;
import ledwall.controller.playlist.Playlist;
import ledwall.controller.playlist.PlaylistItem;
import ledwall.controller.playlist.PlaylistStore;
import ledwall.controller.playlist.Terms;
import ledwall.controller.playlist.Validity;
import ledwall.controller.refusal.Refusal;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaId;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.id.ReleaseId;
import ledwall.protocol.timeline.Instants;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Playlists in SQL. */
public final class SqlPlaylistStore implements PlaylistStore {
    private final Database database;
    private final FreezeGuard guard;

    public SqlPlaylistStore(Database database, FreezeGuard guard) {
        this.database = database;
        this.guard = guard;
    }

    /** Where nothing is frozen. */
    public SqlPlaylistStore(Database database) {
        this(database, FreezeGuard.none(database));
    }

    @Override
    public Saved insert(PlaylistId id, String name, List<PlaylistItem> items) {
        return database.write("add the playlist " + name, handle -> {
            var unknown = unknownMedia(handle, items);
            if (!unknown.isEmpty()) {
                return new Saved.UnknownMedia(unknown);
            }
            var unfit = unfit(handle, new Playlist(id, name, 1, items));
            if (unfit.isPresent()) {
                return new Saved.Unfit(unfit.get());
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
            return handle.createQuery("SELECT * FROM playlist WHERE deleted_at IS NULL AND release_id IS NULL ORDER BY name, id")
                    .map((row, context) -> new Playlist(new PlaylistId(row.getString("id")),
                    row.getString("name"), row.getLong("revision"), items.getOrDefault(row.getString("id"), List.of()))).list();
        });
    }

    @Override
    public Saved save(PlaylistId id, long expected, String name, List<PlaylistItem> items, Pace pace) {
        return guard.edit("save the playlist " + name, pace, handle -> {
            SqlReleaseWalls.refuse(handle, id);
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
            var unfit = unfit(handle, new Playlist(id, name, expected + 1, items));
            if (unfit.isPresent()) {
                return new Saved.Unfit(unfit.get());
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
            SqlReleaseWalls.refuse(handle, id);
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
            List<String> outers = outers(handle, id).stream().map(Playlist::name).toList();
            if (!groups.isEmpty() || !rules.isEmpty() || !outers.isEmpty()) {
                return new Saved.InUse(groups, rules, outers);
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
            if (item.content() instanceof Content.Medium medium && !known.contains(medium.media().value())) {
                unknown.add(medium.media());
            }
        }
        return List.copyOf(unknown);
    }

    private static Optional<Refusal> unfit(Handle handle, Playlist saved) {
        var others = new TreeMap<PlaylistId, Playlist>();
        addNested(handle, saved, others);
        for (Playlist outer : outers(handle, saved.id())) {
            others.put(outer.id(), outer);
            addNested(handle, outer, others);
        }
        return Company.refusal(saved, others);
    }

    private static void addNested(Handle handle, Playlist list, Map<PlaylistId, Playlist> others) {
        for (PlaylistItem item : list.items()) {
            if (item.content() instanceof Content.Nested(PlaylistId inner) && !others.containsKey(inner)) {
                SqlReleaseWalls.refuse(handle, inner);
                byId(handle, inner).ifPresent(found -> others.put(inner, found));
            }
        }
    }

    /** Those that nest it, by name. */
    private static List<Playlist> outers(Handle handle, PlaylistId id) {
        return handle.createQuery("SELECT p.id FROM playlist p WHERE EXISTS (SELECT 1 FROM playlist_item i WHERE i.playlist_id = p.id AND i.nested_id = :id)"
                + " ORDER BY p.name").bind("id", id.value()).mapTo(String.class).list().stream().flatMap(outer -> byId(handle, new PlaylistId(outer)).stream())
                .toList();
    }

    /** The playlist of a release, in the place of what it was. Nobody names it: its name is its id. */
    static void put(Handle handle, PlaylistId id, ReleaseId release, List<PlaylistItem> items) {
        handle.createUpdate("""
                INSERT INTO playlist (id, name, revision, release_id) VALUES (:id, :id, 1, :release)
                ON CONFLICT (id) DO UPDATE SET revision = playlist.revision + 1, deleted_at = NULL""").bind("id", id.value()).bind("release", release.value()).execute();
        replaceItems(handle, id, items);
    }

    private static void replaceItems(Handle handle, PlaylistId id, List<PlaylistItem> items) {
        handle.createUpdate("DELETE FROM playlist_item WHERE playlist_id = :id").bind("id", id.value()).execute();
        if (items.isEmpty()) {
            return;
        }
        try (var batch = handle.prepareBatch("""
                INSERT INTO playlist_item (playlist_id, position, id, media_id, nested_id, length_nanos, fit, languages, valid_from, valid_until, every)
                VALUES (:playlist, :position, :id, :media, :nested, :length, :fit, :languages, :from, :until, :every)""")) {
            for (int i = 0; i < items.size(); i++) {
                var item = items.get(i);
                var terms = item.terms();
                batch.bind("playlist", id.value()).bind("position", i).bind("id", item.id().value())
                        .bind("languages", terms.languages().stream().map(LanguageTag::value).collect(Collectors.joining(" ")))
                        .bind("from", nanos(terms.validity().from())).bind("until", nanos(terms.validity().until())).bind("every", terms.every());
                bind(batch, item.content()).add();
            }
            batch.execute();
        }
    }

    private static PreparedBatch bind(PreparedBatch batch, Content content) {
        return switch (content) {
            case Content.Medium(var media, var length, var fit) -> batch.bind("media", media.value()).bind("nested", (String) null)
                    .bind("length", length == null ? null : (Long) length.toNanos()).bind("fit", fit.name());
            case Content.Nested(var inner) -> batch.bind("media", (String) null).bind("nested", inner.value()).bind("length", (Long) null)
                    .bind("fit", (String) null);
        };
    }

    private static @Nullable Long nanos(@Nullable Instant instant) {
        return instant == null ? null : (Long) Instants.nanos(instant);
    }

    static Optional<Playlist> byId(Handle handle, PlaylistId id) {
        List<PlaylistItem> items = handle.createQuery("SELECT * FROM playlist_item WHERE playlist_id = :id ORDER BY position").bind("id", id.value())
                .map((row, context) -> item(row)).list();
        return handle.createQuery("SELECT * FROM playlist WHERE id = :id AND deleted_at IS NULL").bind("id", id.value())
                .map((row, context) -> new Playlist(id, row.getString("name"), row.getLong("revision"), items)).findOne();
    }

    private static PlaylistItem item(ResultSet row) throws SQLException {
        String nested = row.getString("nested_id");
        Long length = number(row, "length_nanos");
        Content content = nested != null ? new Content.Nested(new PlaylistId(nested)) : new Content.Medium(new MediaId(row.getString("media_id")),
                length == null ? null : Duration.ofNanos(length), Fit.valueOf(row.getString("fit")));
        String tags = row.getString("languages");
        List<LanguageTag> languages = tags.isEmpty() ? List.of() : Arrays.stream(tags.split(" ")).map(LanguageTag::stored).flatMap(Optional::stream).toList();
        return new PlaylistItem(new ItemId(row.getString("id")), content,
                new Terms(languages, new Validity(instant(row, "valid_from"), instant(row, "valid_until")), row.getInt("every")));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Long nanos = number(row, column);
        return nanos == null ? null : Instants.instant(nanos);
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : (Long) value;
    }
}
