package ledwall.controller.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import ledwall.controller.media.Fit;
import ledwall.controller.media.Rendition;
import ledwall.controller.media.RenditionKey;
import ledwall.controller.media.RenditionStore;
import ledwall.protocol.id.MediaHash;
import org.jdbi.v3.core.Handle;

/** Renditions in SQL. */
public final class SqlRenditionStore implements RenditionStore {
    private static final String ORDER = " ORDER BY master_hash, width, height, fit, frame_rate, recipe";

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
