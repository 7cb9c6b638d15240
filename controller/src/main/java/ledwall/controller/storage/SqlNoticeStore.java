package ledwall.controller.storage;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ledwall.controller.media.Media;
import ledwall.controller.notice.NoticeStore;
import ledwall.controller.refusal.Refusal;
import ledwall.controller.text.Notice;
import ledwall.controller.text.NoticeCodec;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.MediaId;
import ledwall.protocol.timeline.Instants;
import org.jdbi.v3.core.Handle;

/** Notices and their revisions in SQL. */
public final class SqlNoticeStore implements NoticeStore {
    private static final String SELECT = "SELECT m.*, n.document, n.revision FROM notice n JOIN media m ON m.id = n.media_id";

    private final Database database;

    public SqlNoticeStore(Database database) {
        this.database = database;
    }

    @Override
    public void insert(Media media, Notice notice, Instant at, String by) {
        database.change("store the notice " + media.id(), handle -> {
            SqlMediaStore.insert(handle, media);
            String document = text(notice);
            handle.createUpdate("INSERT INTO notice (media_id, document, revision) VALUES (:id, :document, 1)").bind("id", media.id().value())
                    .bind("document", document).execute();
            keep(handle, media, document, 1, at, by);
        });
    }

    @Override
    public void update(Media media, Notice notice, long expected, Instant at, String by) {
        database.change("change the notice " + media.id(), handle -> {
            Kept current = byMedia(handle, media.id()).orElseThrow(() -> Refusal.notFound("textUnknown", "There is no notice " + media.id() + ".",
                    "Reload the list: it may have been deleted."));
            if (current.revision() != expected) {
                throw Refusal.stale("textStale", "notice", current.media().name(), current.revision(), expected);
            }
            String document = text(notice);
            handle.createUpdate("UPDATE notice SET document = :document, revision = :revision WHERE media_id = :id").bind("id", media.id().value())
                    .bind("document", document).bind("revision", expected + 1).execute();
            handle.createUpdate("""
                    UPDATE media SET name = :name, hash = :hash, bytes = :bytes, width = :width, height = :height, length_nanos = :length,
                    uploaded_at = :uploadedAt, failure = NULL WHERE id = :id""")
                    .bind("id", media.id().value()).bind("name", media.name()).bind("hash", media.hash().value()).bind("bytes", media.bytes())
                    .bind("width", media.width()).bind("height", media.height()).bind("length", SqlMediaStore.nanos(media.length()))
                    .bind("uploadedAt", Instants.nanos(media.uploadedAt())).execute();
            keep(handle, media, document, expected + 1, at, by);
        });
    }

    private static void keep(Handle handle, Media media, String document, long revision, Instant at, String by) {
        handle.createUpdate("""
                INSERT INTO notice_revision (media_id, revision, name, master_hash, document, edited_at, edited_by)
                VALUES (:id, :revision, :name, :master, :document, :at, :by)""")
                .bind("id", media.id().value()).bind("revision", revision).bind("name", media.name()).bind("master", media.hash().value())
                .bind("document", document).bind("at", Instants.nanos(at)).bind("by", by).execute();
    }

    @Override
    public Optional<Kept> byMedia(MediaId id) {
        return database.read("read the notice " + id, handle -> byMedia(handle, id));
    }

    private static Optional<Kept> byMedia(Handle handle, MediaId id) {
        return handle.createQuery(SELECT + " WHERE m.id = :id").bind("id", id.value()).map((row, context) -> kept(row)).findOne();
    }

    @Override
    public List<Kept> all() {
        return database.read("list the notices", handle -> handle.createQuery(SELECT + " ORDER BY m.id").map((row, context) -> kept(row)).list());
    }

    @Override
    public List<Revision> history(MediaId id) {
        return database.read("read the revisions of the notice " + id, handle -> handle
                .createQuery("SELECT * FROM notice_revision WHERE media_id = :id ORDER BY revision").bind("id", id.value())
                .map((row, context) -> new Revision(row.getLong("revision"), row.getString("name"), new MediaHash(row.getString("master_hash")),
                        notice(row.getString("document")), Instants.instant(row.getLong("edited_at")), row.getString("edited_by"))).list());
    }

    private static Kept kept(ResultSet row) throws SQLException {
        return new Kept(SqlMediaStore.media(row), notice(row.getString("document")), row.getLong("revision"));
    }

    private static String text(Notice notice) {
        return new String(NoticeCodec.encode(notice).array(), StandardCharsets.UTF_8);
    }

    private static Notice notice(String document) {
        return NoticeCodec.decode(Bytes.of(document.getBytes(StandardCharsets.UTF_8)));
    }
}
