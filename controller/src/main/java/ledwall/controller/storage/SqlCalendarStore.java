package ledwall.controller.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import ledwall.controller.calendar.Calendar;
import ledwall.controller.calendar.CalendarStore;
import ledwall.controller.calendar.KeptCalendar;
import ledwall.controller.change.Pace;
import ledwall.protocol.id.CalendarId;
import ledwall.protocol.timeline.Instants;
import org.jdbi.v3.core.Handle;

/** Calendars in SQL. */
public final class SqlCalendarStore implements CalendarStore {
    private final Database database;
    private final FreezeGuard guard;

    public SqlCalendarStore(Database database, FreezeGuard guard) {
        this.database = database;
        this.guard = guard;
    }

    /** Where nothing is frozen. */
    public SqlCalendarStore(Database database) {
        this(database, FreezeGuard.none(database));
    }

    @Override
    public Optional<KeptCalendar> byId(CalendarId id) {
        return database.read("read calendar " + id, handle -> byId(handle, id));
    }

    @Override
    public List<KeptCalendar> all() {
        return database.read("list the calendars",
                handle -> handle.createQuery("SELECT * FROM calendar ORDER BY name, id").map((row, context) -> calendar(row)).list());
    }

    @Override
    public Map<CalendarId, Calendar> byId() {
        var out = new TreeMap<CalendarId, Calendar>();
        all().forEach(kept -> out.put(kept.calendar().id(), kept.calendar()));
        return out;
    }

    @Override
    public List<String> uses(CalendarId id, Instant since) {
        return database.read("find the uses of calendar " + id, handle -> uses(handle, id, Instants.nanos(since)));
    }

    private static List<String> uses(Handle handle, CalendarId id, long since) {
        return handle.createQuery("""
                SELECT r.name FROM rule_calendar c JOIN schedule_rule r ON r.id = c.rule_id WHERE c.calendar_id = :id AND r.until_at > :since
                UNION SELECT s.name || ' (quiet hours)' FROM quiet_calendar c JOIN screen s ON s.id = c.screen_id
                    WHERE c.calendar_id = :id AND s.retired_at IS NULL
                ORDER BY 1""")
                .bind("id", id.value()).bind("since", since).mapTo(String.class).list();
    }

    @Override
    public boolean insert(Calendar calendar) {
        return database.write("add the calendar " + calendar.name(), handle -> {
            if (nameTaken(handle, calendar)) {
                return false;
            }
            handle.createUpdate("INSERT INTO calendar (id, name, dated, revision) VALUES (:id, :name, :dated, 1)").bind("id", calendar.id().value())
                    .bind("name", calendar.name()).bind("dated", lines(calendar)).execute();
            return true;
        });
    }

    @Override
    public Saved update(Calendar calendar, long expected, Pace pace) {
        return guard.edit("change the calendar " + calendar.name(), pace, handle -> {
            Optional<KeptCalendar> current = byId(handle, calendar.id());
            if (current.isEmpty()) {
                return new Saved.Unknown();
            }
            if (current.get().revision() != expected) {
                return new Saved.Stale(current.get());
            }
            if (nameTaken(handle, calendar)) {
                return new Saved.NameTaken();
            }
            handle.createUpdate("UPDATE calendar SET name = :name, dated = :dated, revision = :revision WHERE id = :id").bind("id", calendar.id().value())
                    .bind("name", calendar.name()).bind("dated", lines(calendar)).bind("revision", expected + 1).execute();
            return new Saved.Done(new KeptCalendar(calendar, expected + 1));
        });
    }

    @Override
    public Saved delete(CalendarId id, long expected, Instant at) {
        return database.write("delete calendar " + id, handle -> {
            Optional<KeptCalendar> current = byId(handle, id);
            if (current.isEmpty()) {
                return new Saved.Unknown();
            }
            if (current.get().revision() != expected) {
                return new Saved.Stale(current.get());
            }
            List<String> uses = uses(handle, id, Instants.nanos(at));
            if (!uses.isEmpty()) {
                return new Saved.InUse(uses);
            }
            // Rules that are over may name it still, and retired screens: without it they stay so.
            handle.createUpdate("DELETE FROM quiet_calendar WHERE calendar_id = :id").bind("id", id.value()).execute();
            handle.createUpdate("DELETE FROM rule_calendar WHERE calendar_id = :id").bind("id", id.value()).execute();
            handle.createUpdate("DELETE FROM calendar WHERE id = :id").bind("id", id.value()).execute();
            return new Saved.Done(current.get());
        });
    }

    private static boolean nameTaken(Handle handle, Calendar calendar) {
        return handle.createQuery("SELECT 1 FROM calendar WHERE name = :name AND id <> :id").bind("name", calendar.name()).bind("id", calendar.id().value())
                .mapTo(int.class).findOne().isPresent();
    }

    static Optional<KeptCalendar> byId(Handle handle, CalendarId id) {
        return handle.createQuery("SELECT * FROM calendar WHERE id = :id").bind("id", id.value()).map((row, context) -> calendar(row)).findOne();
    }

    private static String lines(Calendar calendar) {
        return calendar.dated().stream().map(each -> each.from() + " " + each.until() + " " + each.label()).collect(Collectors.joining("\n"));
    }

    private static KeptCalendar calendar(ResultSet row) throws SQLException {
        List<Calendar.Dated> dated = row.getString("dated").lines().map(line -> line.split(" ", 3))
                .map(part -> new Calendar.Dated(LocalDate.parse(part[0]), LocalDate.parse(part[1]), part[2])).toList();
        return new KeptCalendar(new Calendar(new CalendarId(row.getString("id")), row.getString("name"), dated), row.getLong("revision"));
    }
}
