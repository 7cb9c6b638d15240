package ledwall.controller.storage;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import ledwall.controller.calendar.CalendarCondition;
import ledwall.controller.change.Pace;
import ledwall.controller.schedule.QuietCodec;
import ledwall.controller.schedule.QuietStore;
import ledwall.controller.schedule.QuietTime;
import ledwall.protocol.id.CalendarId;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.timeline.Instants;
import org.jdbi.v3.core.Handle;

/** Quiet hours and their revisions in SQL. */
public final class SqlQuietStore implements QuietStore {
    private final Database database;
    private final FreezeGuard guard;

    public SqlQuietStore(Database database, FreezeGuard guard) {
        this.database = database;
        this.guard = guard;
    }

    @Override
    public Optional<Kept> byScreen(ScreenId screen) {
        return database.read("read the quiet hours of " + screen, handle -> kept(handle, screen));
    }

    @Override
    public Map<ScreenId, List<QuietTime>> all() {
        return database.read("list the quiet hours", SqlQuietStore::all);
    }

    /** For whoever reads them together with other things. */
    static Map<ScreenId, List<QuietTime>> all(Handle handle) {
        var out = new TreeMap<ScreenId, List<QuietTime>>();
        handle.createQuery("SELECT q.screen_id, q.items FROM quiet_hours q JOIN screen s ON s.id = q.screen_id WHERE s.retired_at IS NULL")
                .map((row, context) -> Map.entry(new ScreenId(row.getString("screen_id")), QuietCodec.items(row.getString("items")))).list()
                .forEach(each -> {
                    if (!each.getValue().isEmpty()) {
                        out.put(each.getKey(), each.getValue());
                    }
                });
        return out;
    }

    @Override
    public List<Revision> history(ScreenId screen) {
        return database.read("read the revisions of the quiet hours of " + screen, handle -> handle
                .createQuery("SELECT * FROM quiet_revision WHERE screen_id = :id ORDER BY revision").bind("id", screen.value())
                .map((row, context) -> new Revision(new Kept(row.getLong("revision"), QuietCodec.items(row.getString("items"))),
                        Instants.instant(row.getLong("edited_at")), row.getString("edited_by"))).list());
    }

    @Override
    public Saved save(ScreenId screen, List<QuietTime> items, long expected, Pace pace, Instant at, String by) {
        return guard.<Saved>edit("change the quiet hours of " + screen, pace, handle -> {
            var current = kept(handle, screen);
            if (current.isEmpty()) {
                return new Saved.UnknownScreen();
            }
            if (current.get().revision() != expected) {
                return new Saved.Stale(current.get().revision());
            }
            var named = new TreeSet<CalendarId>();
            items.forEach(item -> item.dark().conditions().stream().map(CalendarCondition::calendar).forEach(named::add));
            for (CalendarId calendar : named) {
                if (handle.createQuery("SELECT 1 FROM calendar WHERE id = :id").bind("id", calendar.value()).mapTo(int.class).findOne().isEmpty()) {
                    return new Saved.UnknownCalendar(calendar);
                }
            }
            var next = new Kept(expected + 1, items);
            String text = QuietCodec.text(items);
            handle.createUpdate("""
                    INSERT INTO quiet_hours (screen_id, items, revision) VALUES (:id, :items, :revision)
                    ON CONFLICT (screen_id) DO UPDATE SET items = excluded.items, revision = excluded.revision""")
                    .bind("id", screen.value()).bind("items", text).bind("revision", next.revision()).execute();
            handle.createUpdate("DELETE FROM quiet_calendar WHERE screen_id = :id").bind("id", screen.value()).execute();
            for (CalendarId calendar : named) {
                handle.createUpdate("INSERT INTO quiet_calendar (screen_id, calendar_id) VALUES (:id, :calendar)").bind("id", screen.value())
                        .bind("calendar", calendar.value()).execute();
            }
            handle.createUpdate("INSERT INTO quiet_revision (screen_id, revision, items, edited_at, edited_by) VALUES (:id, :revision, :items, :at, :by)")
                    .bind("id", screen.value()).bind("revision", next.revision()).bind("items", text).bind("at", Instants.nanos(at)).bind("by", by).execute();
            return new Saved.Done(next);
        });
    }

    private static Optional<Kept> kept(Handle handle, ScreenId screen) {
        return handle.createQuery("""
                SELECT q.items, q.revision FROM screen s LEFT JOIN quiet_hours q ON q.screen_id = s.id WHERE s.id = :id AND s.retired_at IS NULL""")
                .bind("id", screen.value()).map((row, context) -> {
                    String items = row.getString("items");
                    return items == null ? new Kept(0, List.of()) : new Kept(row.getLong("revision"), QuietCodec.items(items));
                }).findOne();
    }
}
