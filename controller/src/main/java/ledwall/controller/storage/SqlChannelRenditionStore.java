package ledwall.controller.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import ledwall.controller.media.ChannelRendition;
import ledwall.controller.media.ChannelRenditionStore;
import ledwall.controller.media.ChannelRequest;
import ledwall.controller.media.Crop;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.timeline.Instants;
import org.jdbi.v3.core.statement.SqlStatement;

/** Channel renditions in SQL. */
public final class SqlChannelRenditionStore implements ChannelRenditionStore {
    private static final long NOBODY_CHOSE = -1;
    private static final String KEY = "master_hash, form, crop_x, crop_y, crop_width, crop_height, width, height, at_nanos, max_bytes, recipe";

    private final Database database;

    public SqlChannelRenditionStore(Database database) {
        this.database = database;
    }

    @Override
    public List<ChannelRendition> all() {
        return database.read("list the channel renditions",
                handle -> handle.createQuery("SELECT * FROM channel_rendition ORDER BY made_at, " + KEY).map((row, context) -> rendition(row)).list());
    }

    @Override
    public void insert(ChannelRendition rendition) {
        database.change("store channel rendition " + rendition.hash(), handle -> {
            var update = handle.createUpdate("INSERT INTO channel_rendition (" + KEY + """
                    , hash, bytes, made_width, made_height, length_nanos, made_at)
                    VALUES (:master, :form, :x, :y, :cropWidth, :cropHeight, :width, :height, :at, :maxBytes, :recipe,
                    :hash, :bytes, :madeWidth, :madeHeight, :length, :madeAt)
                    ON CONFLICT (""" + KEY + """
                    ) DO UPDATE SET hash = excluded.hash, bytes = excluded.bytes, made_width = excluded.made_width,
                    made_height = excluded.made_height, length_nanos = excluded.length_nanos, made_at = excluded.made_at""");
            bind(update, rendition).bind("bytes", rendition.bytes()).bind("madeWidth", rendition.width()).bind("madeHeight", rendition.height())
                    .bind("length", SqlMediaStore.nanos(rendition.length())).bind("madeAt", Instants.nanos(rendition.madeAt())).execute();
        });
    }

    @Override
    public boolean delete(ChannelRendition rendition) {
        return database.write("forget channel rendition " + rendition.hash(), handle -> {
            bind(handle.createUpdate("""
                    DELETE FROM channel_rendition WHERE master_hash = :master AND form = :form AND crop_x = :x AND crop_y = :y AND crop_width = :cropWidth
                    AND crop_height = :cropHeight AND width = :width AND height = :height AND at_nanos = :at AND max_bytes = :maxBytes AND recipe = :recipe
                    AND hash = :hash"""), rendition).execute();
            return handle.createQuery("SELECT count(*) FROM channel_rendition WHERE hash = :hash").bind("hash", rendition.hash().value())
                    .mapTo(int.class).one() == 0;
        });
    }

    private static <S extends SqlStatement<S>> S bind(S statement, ChannelRendition rendition) {
        ChannelRequest request = rendition.request();
        Crop crop = request.crop();
        return statement.bind("master", request.master().value()).bind("form", request.form().name()).bind("x", crop.x()).bind("y", crop.y())
                .bind("cropWidth", crop.width()).bind("cropHeight", crop.height()).bind("width", request.width()).bind("height", request.height())
                .bind("at", request.at() == null ? NOBODY_CHOSE : request.at().toNanos()).bind("maxBytes", request.maxBytes())
                .bind("recipe", rendition.recipe()).bind("hash", rendition.hash().value());
    }

    private static ChannelRendition rendition(ResultSet row) throws SQLException {
        long at = row.getLong("at_nanos");
        var crop = new Crop(row.getInt("crop_x"), row.getInt("crop_y"), row.getInt("crop_width"), row.getInt("crop_height"));
        var request = new ChannelRequest(new MediaHash(row.getString("master_hash")), ChannelRequest.Form.valueOf(row.getString("form")), crop,
                row.getInt("width"), row.getInt("height"), at == NOBODY_CHOSE ? null : Duration.ofNanos(at), row.getLong("max_bytes"));
        long length = row.getLong("length_nanos");
        var runs = row.wasNull() ? null : Duration.ofNanos(length);
        return new ChannelRendition(request, row.getInt("recipe"), new MediaHash(row.getString("hash")), row.getLong("bytes"), row.getInt("made_width"),
                row.getInt("made_height"), runs, Instants.instant(row.getLong("made_at")));
    }
}
