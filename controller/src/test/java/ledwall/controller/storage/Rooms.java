package ledwall.controller.storage;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import ledwall.controller.calendar.Calendars;
import ledwall.controller.change.Change;
import ledwall.controller.change.Changes;
import ledwall.controller.media.Media;
import ledwall.controller.playlist.Playlists;
import ledwall.controller.schedule.Freeze;
import ledwall.controller.schedule.QuietTimes;
import ledwall.controller.schedule.Rules;
import ledwall.controller.screen.Enrolments;
import ledwall.controller.screen.Groups;
import ledwall.controller.screen.Screen;
import ledwall.controller.screen.Screens;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.MediaId;
import ledwall.protocol.runtime.Node;
import ledwall.protocol.timeline.Instants;
import ledwall.sim.SimWorld;
import org.jspecify.annotations.Nullable;

/** The controller's rooms that keep things in SQL, on a real database and in virtual time. */
public final class Rooms implements AutoCloseable {
    public final SimWorld world = new SimWorld(7);
    public final Node node = world.node("controller");
    public final Database database;
    public final SqlMediaStore media;
    public final SqlRenditionStore renditions;
    public final SqlPlaylistStore playlistStore;
    public final SqlScreenStore screenStore;
    public final SqlGroupStore groups;
    public final SqlRuleStore ruleStore;
    public final SqlCalendarStore calendarStore;
    public final Calendars calendars;
    public final Groups groupRoom;
    public final Screens screens;
    public final Enrolments enrolments;
    public final Playlists playlists;
    public final Rules rules;
    public final QuietTimes quietTimes;
    private final List<String> heard = new ArrayList<>();

    /** @param where {@code "file"} for one in {@code folder}, {@code "memory"} for one of its own */
    public Rooms(String where, @Nullable Path folder) {
        this(where, folder, Freeze.NONE);
    }

    private Rooms(String where, @Nullable Path folder, Freeze freeze) {
        database = folder != null && where.equals("file") ? Database.open(folder.resolve("ledwall.db")) : Database.inMemory();
        media = new SqlMediaStore(database);
        renditions = new SqlRenditionStore(database);
        var guard = new FreezeGuard(database, freeze, () -> Instants.nanos(node.clock().wall()));
        playlistStore = new SqlPlaylistStore(database, guard);
        screenStore = new SqlScreenStore(database, guard);
        groups = new SqlGroupStore(database, guard);
        ruleStore = new SqlRuleStore(database, guard);
        calendarStore = new SqlCalendarStore(database, guard);
        var changes = new Changes(node.loop());
        changes.subscribe((Change change) -> heard.add(change.kind() + " " + change.id()));
        groupRoom = new Groups(groups, changes, node.clock(), node.entropy());
        screens = new Screens(screenStore, changes, node.clock(), node.entropy());
        enrolments = new Enrolments(screenStore, changes, node.clock(), node.entropy());
        playlists = new Playlists(playlistStore, changes, node.clock(), node.entropy());
        calendars = new Calendars(calendarStore, changes, node.clock(), node.entropy());
        rules = new Rules(ruleStore, calendarStore, changes, node.clock(), node.clock()::wall, node.entropy());
        quietTimes = new QuietTimes(new SqlQuietStore(database, guard), screens, calendarStore, changes, node.clock());
        groupRoom.ensure();
    }

    public Rooms() {
        this("memory", null);
    }

    /** In memory, with a freeze window. */
    public Rooms(Freeze freeze) {
        this("memory", null, freeze);
    }

    public Instant now() {
        return node.clock().wall();
    }

    public void pass(Duration length) {
        world.run(length);
    }

    /** News since the last call. */
    public List<String> news() {
        world.run(Duration.ofMillis(1));
        var news = List.copyOf(heard);
        heard.clear();
        return news;
    }

    public Screen screen(String name) {
        return screens.create(new Screens.Draft(name, 640, 360, null, "Asia/Shanghai", null));
    }

    public Screen rename(Screen screen, String name) {
        return screens.update(screen.id(), screen.revision(), new Screens.Edit(name, null, null, null, null, null)).screen();
    }

    public Media video(String name) {
        var made = new Media(new MediaId("media-" + name), name, hash(name), 1_000, Media.Kind.VIDEO, 1920, 1080, Duration.ofMillis(3_333),
                Instant.parse("2026-11-23T08:00:00.123456789Z"), null);
        media.insert(made);
        return made;
    }

    public static MediaHash hash(String text) {
        return new MediaHash(Bytes.of(text.getBytes(StandardCharsets.UTF_8)).sha256());
    }

    @Override
    public void close() {
        database.close();
    }
}
