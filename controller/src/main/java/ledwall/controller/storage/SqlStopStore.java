package ledwall.controller.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeMap;
import ledwall.controller.access.AuditEntry;
import ledwall.controller.emergency.StopRecord;
import ledwall.controller.emergency.StopStore;
import ledwall.controller.health.StopOrigin;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.message.StopPicture;
import ledwall.protocol.timeline.Instants;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Stops in SQL. */
public final class SqlStopStore implements StopStore {
    /** No screen's id looks like this. */
    private static final String OTHERS = "*";
    private static final String SAVE = """
            INSERT INTO stop (scope, revision, stopped, picture, at, who, reason, origin, wall_stops, confirmed)
            VALUES (:scope, :revision, :stopped, :picture, :at, :who, :reason, :origin, :wallStops, :confirmed)
            ON CONFLICT (scope) DO UPDATE SET revision = excluded.revision, stopped = excluded.stopped, picture = excluded.picture, at = excluded.at,
              who = excluded.who, reason = excluded.reason, origin = excluded.origin, wall_stops = excluded.wall_stops, confirmed = excluded.confirmed
            WHERE excluded.revision >= stop.revision""";

    private final Database database;

    public SqlStopStore(Database database) {
        this.database = database;
    }

    @Override
    public Book all() {
        return database.read("read which screens are stopped", handle -> {
            var screens = new TreeMap<ScreenId, StopRecord>();
            @Nullable StopRecord others = null;
            for (Row row : handle.createQuery("SELECT * FROM stop ORDER BY scope").map((row, context) -> row(row)).list()) {
                if (row.scope().equals(OTHERS)) {
                    others = row.record();
                } else {
                    screens.put(new ScreenId(row.scope()), row.record());
                }
            }
            return new Book(screens, others);
        });
    }

    @Override
    public void save(Book changed, List<AuditEntry> audit) {
        database.change("store which screens are stopped", handle -> {
            changed.screens().forEach((screen, record) -> save(handle, screen.value(), record));
            StopRecord others = changed.others();
            if (others != null) {
                save(handle, OTHERS, others);
            }
            audit.forEach(entry -> SqlAuditStore.append(handle, entry));
        });
    }

    private static void save(Handle handle, String scope, StopRecord record) {
        handle.createUpdate(SAVE).bind("scope", scope).bind("revision", record.revision()).bind("stopped", record.stopped() ? 1 : 0)
                .bind("picture", record.picture().name()).bind("at", Instants.nanos(record.at())).bind("who", record.by()).bind("reason", record.reason())
                .bind("origin", record.origin().name()).bind("wallStops", record.wallStops()).bind("confirmed", record.confirmed() ? 1 : 0).execute();
    }

    private record Row(String scope, StopRecord record) {}

    private static Row row(ResultSet row) throws SQLException {
        var picture = StopPicture.valueOf(row.getString("picture"));
        return new Row(row.getString("scope"), new StopRecord(row.getLong("revision"), row.getInt("stopped") != 0, picture,
                Instants.instant(row.getLong("at")), row.getString("who"), row.getString("reason"), StopOrigin.valueOf(row.getString("origin")),
                row.getLong("wall_stops"), row.getInt("confirmed") != 0));
    }
}
