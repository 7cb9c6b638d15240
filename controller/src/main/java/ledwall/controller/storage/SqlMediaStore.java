package ledwall.controller.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ledwall.controller.media.Media;
import ledwall.controller.media.MediaStore;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.MediaId;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.timeline.Instants;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Masters in SQL. */
public final class SqlMediaStore implements MediaStore {
    /** Walls follow their own clock, and may prove for a while what they showed. */
    private static final Duration OVER_FOR = Duration.ofHours(24);

    private final Database database;

    public SqlMediaStore(Database database) {
        this.database = database;
    }

    @Override
    public void insert(Media media) {
        database.change("store media " + media.id(), handle -> insert(handle, media));
    }

    static int insert(Handle handle, Media media) {
        return handle.createUpdate("""
                INSERT INTO media (id, name, hash, bytes, kind, width, height, length_nanos, uploaded_at, failure, text)
                VALUES (:id, :name, :hash, :bytes, :kind, :width, :height, :length, :uploadedAt, :failure, :text)""")
                .bind("id", media.id().value()).bind("name", media.name()).bind("hash", media.hash().value()).bind("bytes", media.bytes())
                .bind("kind", media.kind().name()).bind("width", media.width()).bind("height", media.height()).bind("length", nanos(media.length()))
                .bind("uploadedAt", Instants.nanos(media.uploadedAt())).bind("failure", media.failure())
                .bind("text", media.text() ? 1 : 0).execute();
    }

    @Override
    public Optional<Media> byId(MediaId id) {
        return database.read("read media " + id,
                handle -> handle.createQuery("SELECT * FROM media WHERE id = :id").bind("id", id.value()).map((row, context) -> media(row)).findOne());
    }

    @Override
    public List<Media> byHash(MediaHash hash) {
        return database.read("read the media of file " + hash, handle -> handle.createQuery("SELECT * FROM media WHERE hash = :hash ORDER BY uploaded_at, id")
                .bind("hash", hash.value()).map((row, context) -> media(row)).list());
    }

    @Override
    public List<Media> all() {
        return database.read("list the media",
                handle -> handle.createQuery("SELECT * FROM media ORDER BY uploaded_at DESC, id").map((row, context) -> media(row)).list());
    }

    @Override
    public boolean fail(MediaId id, String failure) {
        return database.write("note the failure of media " + id, handle -> handle.createUpdate("UPDATE media SET failure = :failure WHERE id = :id")
                .bind("id", id.value()).bind("failure", failure).execute() > 0);
    }

    @Override
    public boolean rename(MediaId id, String name) {
        return database.write("rename media " + id, handle -> handle.createUpdate("UPDATE media SET name = :name WHERE id = :id")
                .bind("id", id.value()).bind("name", name).execute() > 0);
    }

    @Override
    public List<Use> uses(MediaId id, Instant now) {
        return database.read("find the uses of media " + id, handle -> uses(handle, id, now));
    }

    @Override
    public List<SlateUse> slates(MediaId id) {
        return database.read("find whose slate media " + id + " is", handle -> SqlSlateStore.uses(handle, id));
    }

    private static List<Use> uses(Handle handle, MediaId id, Instant now) {
        var groups = new HashMap<String, List<Use.Group>>();
        handle.createQuery("""
                WITH direct (playlist_id, id, name) AS (
                    SELECT loop_id, id, name FROM screen_group WHERE deleted_at IS NULL
                    UNION SELECT r.playlist_id, g.id, g.name FROM schedule_rule r JOIN rule_target t ON t.rule_id = r.id
                        LEFT JOIN screen s ON s.id = t.screen_id JOIN screen_group g ON g.id = coalesce(t.group_id, s.group_id)
                        WHERE r.until_at > :now)
                SELECT playlist_id, id, name FROM direct
                UNION SELECT i.nested_id, d.id, d.name FROM direct d JOIN playlist_item i ON i.playlist_id = d.playlist_id WHERE i.nested_id IS NOT NULL
                ORDER BY 3, 2""").bind("now", Instants.nanos(now))
                .map((row, context) -> Map.entry(row.getString("playlist_id"), new Use.Group(new GroupId(row.getString("id")), row.getString("name"))))
                .forEach(each -> groups.computeIfAbsent(each.getKey(), playlist -> new ArrayList<>()).add(each.getValue()));
        return handle.createQuery("""
                SELECT DISTINCT p.id, coalesce((SELECT r.name FROM schedule_rule r WHERE r.playlist_id = p.id AND r.release_id = p.release_id), p.name) AS name
                FROM playlist_item i JOIN playlist p ON p.id = i.playlist_id WHERE i.media_id = :id AND (p.release_id IS NULL
                    OR EXISTS (SELECT 1 FROM schedule_rule r WHERE r.playlist_id = p.id AND r.until_at > :free)) ORDER BY 2""")
                .bind("id", id.value()).bind("free", free(now)).map((row, context) -> new Use(new PlaylistId(row.getString("id")), row.getString("name"),
                        groups.getOrDefault(row.getString("id"), List.of()))).list();
    }

    @Override
    public Deletion delete(MediaId id, Instant now) {
        return database.write("delete media " + id, handle -> {
            List<Use> uses = uses(handle, id, now);
            List<SlateUse> slates = SqlSlateStore.uses(handle, id);
            List<String> releases = releases(handle, id);
            if (!uses.isEmpty() || !slates.isEmpty() || !releases.isEmpty()) {
                return new Deletion.InUse(uses, slates, releases);
            }
            // What is left names it for releases that are over: what they showed stands in the records.
            handle.createUpdate("DELETE FROM playlist_item WHERE media_id = :id").bind("id", id.value()).execute();
            SqlSlateStore.forget(handle, id);
            Optional<Media> media = handle.createQuery("DELETE FROM media WHERE id = :id RETURNING *").bind("id", id.value())
                    .map((row, context) -> media(row)).findOne();
            if (media.isEmpty()) {
                return new Deletion.Unknown();
            }
            int left = handle.createQuery("SELECT count(*) FROM media WHERE hash = :hash").bind("hash", media.get().hash().value()).mapTo(int.class).one();
            return new Deletion.Done(media.get(), left == 0);
        });
    }

    /** Those still to go, on walls or not: channels take files of it, and covers, that stand in no playlist. Ids are random: no other text is equal to one. */
    private static List<String> releases(Handle handle, MediaId id) {
        return handle.createQuery("SELECT name FROM release WHERE state IN ('SCHEDULED', 'PREPARING', 'ARMED') AND instr(content, :quoted) > 0 ORDER BY name")
                .bind("quoted", '"' + id.value() + '"').mapTo(String.class).list();
    }

    private static long free(Instant now) {
        return Instants.nanos(now.minus(OVER_FOR));
    }

    static @Nullable Long nanos(@Nullable Duration length) {
        return length == null ? null : length.toNanos();
    }

    static Media media(ResultSet row) throws SQLException {
        long length = row.getLong("length_nanos");
        Duration exact = row.wasNull() ? null : Duration.ofNanos(length);
        return new Media(new MediaId(row.getString("id")), row.getString("name"), new MediaHash(row.getString("hash")), row.getLong("bytes"),
                Media.Kind.valueOf(row.getString("kind")), row.getInt("width"), row.getInt("height"), exact, Instants.instant(row.getLong("uploaded_at")),
                row.getString("failure"), row.getInt("text") == 1);
    }
}
