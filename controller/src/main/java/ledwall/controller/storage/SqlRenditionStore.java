package ledwall.controller.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import ledwall.controller.media.Fit;
import ledwall.controller.media.Rendition;
import ledwall.controller.media.RenditionKey;
import ledwall.controller.media.RenditionStore;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.timeline.Instants;
import org.jdbi.v3.core.Handle;

/** Renditions in SQL. */
public final class SqlRenditionStore implements RenditionStore {
    private static final String ORDER = " ORDER BY master_hash, width, height, fit, frame_rate, recipe";

    /**
     * A screen may still show, or ask for, what its timelines name from the one on that it last proved to show; a screen that has told nothing yet, from the one
     * in force on. A plan holds the hash of each master as text.
     */
    private static final String NEEDED = """
            SELECT 1 FROM screen s
            JOIN timeline t ON t.screen_id = s.id
            JOIN revision r ON r.group_id = t.group_id AND r.version = t.version
            WHERE s.retired_at IS NULL AND r.plan LIKE '%' || :master || '%'
              AND t.version >= coalesce((SELECT max(f.version) FROM timeline f JOIN revision d ON d.group_id = f.group_id AND d.version = f.version
                                         WHERE f.screen_id = s.id AND f.void = 0 AND d.switch_at <= :now
                                           AND f.version <= coalesce((SELECT a.version FROM as_run a WHERE a.screen_id = s.id AND a.kind = 'START'
                                                                      ORDER BY a.chain DESC, a.sequence DESC LIMIT 1), f.version)), 0)
            LIMIT 1""";

    private final Database database;

    public SqlRenditionStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Rendition> find(RenditionKey key) {
        return database.read("find a rendition of " + key.master(), handle -> find(handle, key));
    }

    private static Optional<Rendition> find(Handle handle, RenditionKey key) {
        return handle.createQuery("""
                SELECT * FROM rendition WHERE master_hash = :master AND width = :width AND height = :height AND fit = :fit AND frame_rate = :frameRate
                AND recipe = :recipe""")
                .bind("master", key.master().value()).bind("width", key.width()).bind("height", key.height()).bind("fit", key.fit().name())
                .bind("frameRate", key.frameRate()).bind("recipe", key.recipe()).map((row, context) -> rendition(row)).findOne();
    }

    @Override
    public List<Rendition> all() {
        return database.read("list the renditions",
                handle -> handle.createQuery("SELECT * FROM rendition" + ORDER).map((row, context) -> rendition(row)).list());
    }

    @Override
    public void insert(Rendition rendition) {
        var key = rendition.key();
        database.change("store rendition " + rendition.hash(), handle -> handle.createUpdate("""
                INSERT INTO rendition (master_hash, width, height, fit, frame_rate, recipe, hash, bytes, frames)
                VALUES (:master, :width, :height, :fit, :frameRate, :recipe, :hash, :bytes, :frames)
                ON CONFLICT (master_hash, width, height, fit, frame_rate, recipe)
                DO UPDATE SET hash = excluded.hash, bytes = excluded.bytes, frames = excluded.frames""")
                .bind("master", key.master().value()).bind("width", key.width()).bind("height", key.height()).bind("fit", key.fit().name())
                .bind("frameRate", key.frameRate()).bind("recipe", key.recipe()).bind("hash", rendition.hash().value()).bind("bytes", rendition.bytes())
                .bind("frames", rendition.frames()).execute());
    }

    @Override
    public Set<MediaHash> unneeded(Instant now) {
        return database.read("find renditions that nobody needs", handle -> {
            var unneeded = new TreeSet<MediaHash>();
            List<String> orphans = handle.createQuery("SELECT DISTINCT master_hash FROM rendition WHERE master_hash NOT IN (SELECT hash FROM media)")
                    .mapTo(String.class).list();
            for (String master : orphans) {
                if (handle.createQuery(NEEDED).bind("master", master).bind("now", Instants.nanos(now)).mapTo(int.class).findOne().isEmpty()) {
                    unneeded.add(new MediaHash(master));
                }
            }
            return unneeded;
        });
    }

    @Override
    public Set<MediaHash> deleteOfMaster(MediaHash master) {
        return database.write("forget the renditions of " + master, handle -> {
            List<String> deleted = handle.createQuery("DELETE FROM rendition WHERE master_hash = :master RETURNING hash").bind("master", master.value())
                    .mapTo(String.class).list();
            var orphans = new TreeSet<MediaHash>();
            for (String hash : deleted) {
                int left = handle.createQuery("SELECT count(*) FROM rendition WHERE hash = :hash").bind("hash", hash).mapTo(int.class).one();
                if (left == 0) {
                    orphans.add(new MediaHash(hash));
                }
            }
            return orphans;
        });
    }

    private static Rendition rendition(ResultSet row) throws SQLException {
        var key = new RenditionKey(new MediaHash(row.getString("master_hash")), row.getInt("width"), row.getInt("height"), Fit.valueOf(row.getString("fit")),
                row.getInt("frame_rate"), row.getInt("recipe"));
        return new Rendition(key, new MediaHash(row.getString("hash")), row.getLong("bytes"), row.getInt("frames"));
    }
}
