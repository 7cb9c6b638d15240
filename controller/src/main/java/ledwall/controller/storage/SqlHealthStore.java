package ledwall.controller.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import ledwall.controller.health.HealthStore;
import ledwall.controller.health.LastSeen;
import ledwall.controller.health.Offline;
import ledwall.controller.health.ScreenEvent;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.timeline.Instants;
import org.jdbi.v3.core.Handle;

/** Events of screens and how they were last seen, in SQL. */
public final class SqlHealthStore implements HealthStore {
    private static final String INSERT = """
            INSERT INTO screen_event (id, screen_id, at, code, detail)
            SELECT coalesce((SELECT max(id) FROM screen_event), 0) + 1, :screen, :at, :code, :detail WHERE EXISTS (SELECT 1 FROM screen WHERE id = :screen)""";
    private static final String TRIM = """
            DELETE FROM screen_event WHERE screen_id = :screen
              AND id <= (SELECT id FROM screen_event WHERE screen_id = :screen ORDER BY id DESC LIMIT 1 OFFSET :kept)""";
    private static final String SEEN = """
            INSERT INTO screen_seen (screen_id, at, agent_version, agent_address, ready_until, offline_cause, offline_since, offline_detail)
            SELECT :screen, :at, :version, :address, :ready, :cause, :since, :detail WHERE EXISTS (SELECT 1 FROM screen WHERE id = :screen)
            ON CONFLICT (screen_id) DO UPDATE SET at = excluded.at, agent_version = excluded.agent_version, agent_address = excluded.agent_address,
              ready_until = excluded.ready_until, offline_cause = excluded.offline_cause, offline_since = excluded.offline_since,
              offline_detail = excluded.offline_detail""";

    private final Database database;

    public SqlHealthStore(Database database) {
        this.database = database;
    }

    @Override
    public void append(List<ScreenEvent> events, List<LastSeen> seen) {
        database.change("write down " + events.size() + " events of screens", handle -> {
            var screens = new TreeSet<ScreenId>();
            for (ScreenEvent event : events) {
                screens.add(event.screen());
                handle.createUpdate(INSERT).bind("screen", event.screen().value()).bind("at", Instants.nanos(event.at())).bind("code", event.code().name())
                        .bind("detail", event.detail()).execute();
            }
            screens.forEach(screen -> handle.createUpdate(TRIM).bind("screen", screen.value()).bind("kept", KEPT_EVENTS).execute());
            seen.forEach(last -> write(handle, last));
        });
    }

    private static void write(Handle handle, LastSeen last) {
        Offline offline = last.offline();
        Instant since = offline == null ? null : offline.since();
        handle.createUpdate(SEEN).bind("screen", last.screen().value()).bind("at", Instants.nanos(last.at())).bind("version", last.agentVersion())
                .bind("address", last.agentAddress()).bind("ready", Instants.nanos(last.readyUntil()))
                .bind("cause", offline == null ? null : offline.cause().name()).bind("since", since == null ? null : (Long) Instants.nanos(since))
                .bind("detail", offline == null ? null : offline.detail()).execute();
    }

    @Override
    public List<ScreenEvent> latest(ScreenId screen, int limit) {
        return database.read("list the events of " + screen, handle -> handle
                .createQuery("SELECT * FROM screen_event WHERE screen_id = :screen ORDER BY id DESC LIMIT :limit")
                .bind("screen", screen.value()).bind("limit", limit)
                .map((row, context) -> new ScreenEvent(screen, Instants.instant(row.getLong("at")), ScreenEvent.Code.valueOf(row.getString("code")),
                        row.getString("detail"))).list());
    }

    @Override
    public Map<ScreenId, LastSeen> lastSeen() {
        return database.read("read how the screens were last seen", handle -> {
            var out = new TreeMap<ScreenId, LastSeen>();
            handle.createQuery("SELECT * FROM screen_seen").map((row, context) -> seen(row)).forEach(last -> out.put(last.screen(), last));
            return out;
        });
    }

    private static LastSeen seen(ResultSet row) throws SQLException {
        String cause = row.getString("offline_cause");
        String detail = row.getString("offline_detail");
        long since = row.getLong("offline_since");
        Instant offlineSince = row.wasNull() ? null : Instants.instant(since);
        Offline offline = cause == null ? null : new Offline(Offline.Cause.valueOf(cause), offlineSince, detail == null ? "" : detail);
        return new LastSeen(new ScreenId(row.getString("screen_id")), Instants.instant(row.getLong("at")), row.getString("agent_version"),
                row.getString("agent_address"), Instants.instant(row.getLong("ready_until")), offline);
    }
}
