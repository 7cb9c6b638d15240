package ledwall.controller.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import ledwall.controller.calendar.Calendar;
import ledwall.controller.calendar.CalendarCondition;
import ledwall.controller.calendar.When;
import ledwall.controller.media.Media;
import ledwall.controller.playlist.Content;
import ledwall.controller.playlist.Playlist;
import ledwall.controller.playlist.PlaylistItem;
import ledwall.controller.schedule.BookingStore;
import ledwall.controller.schedule.Bookings;
import ledwall.controller.schedule.Material;
import ledwall.controller.schedule.QuietTime;
import ledwall.controller.schedule.Rule;
import ledwall.controller.screen.ScreenGroup;
import ledwall.protocol.id.CalendarId;
import ledwall.protocol.id.MediaId;
import ledwall.protocol.id.PlaylistId;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Bookings in SQL. */
public final class SqlBookings implements BookingStore {
    private final Database database;

    public SqlBookings(Database database) {
        this.database = database;
    }

    @Override
    public Bookings between(long fromNanos, long untilNanos, @Nullable Rule draft) {
        return database.read("read the bookings", handle -> of(handle, fromNanos, untilNanos, draft));
    }

    /** Within a transaction. */
    static Bookings of(Handle handle, long fromNanos, long untilNanos, @Nullable Rule draft) {
        var screens = handle.createQuery("SELECT * FROM screen WHERE retired_at IS NULL ORDER BY name, id").map((row, context) -> SqlScreenStore.screen(row)).list();
        var groups = handle.createQuery("SELECT * FROM screen_group WHERE deleted_at IS NULL ORDER BY name, id").map((row, context) -> SqlGroupStore.group(row)).list();
        List<Rule> rules = handle
                .createQuery("SELECT * FROM schedule_rule WHERE until_at > :from AND from_at < :until ORDER BY from_at, id")
                .bind("from", fromNanos).bind("until", untilNanos)
                .map((row, context) -> SqlRuleStore.rule(row, "id")).list();
        var named = new ArrayList<>(rules);
        if (draft != null) {
            named.add(draft);
        }
        var playlists = playlists(handle, named, groups);
        var quiet = SqlQuietStore.all(handle);
        var whens = Stream.concat(named.stream().map(Rule::when), quiet.values().stream().flatMap(List::stream).map(QuietTime::dark)).toList();
        return new Bookings(screens, groups, rules, calendars(handle, whens), quiet, new Material(playlists, media(handle, playlists)));
    }

    private static Map<CalendarId, Calendar> calendars(Handle handle, List<? extends When> whens) {
        var out = new TreeMap<CalendarId, Calendar>();
        for (When each : whens) {
            if (each instanceof When.Recurring when) {
                for (CalendarCondition condition : when.conditions()) {
                    if (!out.containsKey(condition.calendar())) {
                        SqlCalendarStore.byId(handle, condition.calendar()).ifPresent(found -> out.put(found.calendar().id(), found.calendar()));
                    }
                }
            }
        }
        return out;
    }

    private static Map<PlaylistId, Playlist> playlists(Handle handle, List<Rule> rules, List<ScreenGroup> groups) {
        var wanted = new TreeSet<PlaylistId>();
        rules.forEach(rule -> wanted.add(rule.playlist()));
        groups.forEach(group -> wanted.add(group.loop()));
        var out = new TreeMap<PlaylistId, Playlist>();
        wanted.forEach(id -> SqlPlaylistStore.byId(handle, id).ifPresent(found -> out.put(id, found)));
        for (Playlist list : List.copyOf(out.values())) {
            for (PlaylistItem item : list.items()) {
                if (item.content() instanceof Content.Nested(PlaylistId inner) && !out.containsKey(inner)) {
                    SqlPlaylistStore.byId(handle, inner).ifPresent(found -> out.put(inner, found));
                }
            }
        }
        return out;
    }

    private static Map<MediaId, Media> media(Handle handle, Map<PlaylistId, Playlist> playlists) {
        var wanted = new TreeSet<MediaId>();
        for (Playlist list : playlists.values()) {
            for (PlaylistItem item : list.items()) {
                if (item.content() instanceof Content.Medium medium) {
                    wanted.add(medium.media());
                }
            }
        }
        var out = new TreeMap<MediaId, Media>();
        for (MediaId id : wanted) {
            handle.createQuery("SELECT * FROM media WHERE id = :id").bind("id", id.value()).map((row, context) -> SqlMediaStore.media(row)).findOne()
                    .ifPresent(found -> out.put(id, found));
        }
        return out;
    }
}
