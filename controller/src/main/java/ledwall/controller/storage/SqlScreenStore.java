package ledwall.controller.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import ledwall.controller.change.Pace;
import ledwall.controller.screen.Screen;
import ledwall.controller.screen.ScreenStore;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.timeline.Instants;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Screens in SQL. */
public final class SqlScreenStore implements ScreenStore {
    private static final double MICROMETRES = 1000;

    private final Database database;
    private final FreezeGuard guard;

    public SqlScreenStore(Database database, FreezeGuard guard) {
        this.database = database;
        this.guard = guard;
    }

    /** Where nothing is frozen. */
    public SqlScreenStore(Database database) {
        this(database, FreezeGuard.none(database));
    }

    @Override
    public Added insert(Screen screen) {
        return database.write("add the screen " + screen.name(), handle -> {
            if (nameTaken(handle, screen.id(), screen.name())) {
                return new Added.NameTaken();
            }
            if (groupIsUnknown(handle, screen)) {
                return new Added.UnknownGroup();
            }
            Optional<Integer> other = otherRate(handle, screen);
            if (other.isPresent()) {
                return new Added.OtherRate(other.get());
            }
            handle.createUpdate("""
                    INSERT INTO screen (id, name, group_id, width, height, frame_rate, zone, pitch_micrometres)
                    VALUES (:id, :name, :group, :width, :height, :rate, :zone, :pitch)""")
                    .bind("id", screen.id().value()).bind("name", screen.name()).bind("group", screen.group().value()).bind("width", screen.width())
                    .bind("height", screen.height()).bind("rate", screen.frameRate()).bind("zone", screen.zone().getId())
                    .bind("pitch", micrometres(screen)).execute();
            return new Added.Done();
        });
    }

    @Override
    public Optional<Screen> byId(ScreenId id) {
        return database.read("read screen " + id, handle -> byId(handle, id.value()));
    }

    @Override
    public Optional<Screen> known(ScreenId id) {
        return database.read("read screen " + id, handle -> handle.createQuery("SELECT * FROM screen WHERE id = :id").bind("id", id.value())
                .map((row, context) -> screen(row)).findOne());
    }

    @Override
    public List<Screen> all() {
        return database.read("list the screens", handle -> handle.createQuery("SELECT * FROM screen WHERE retired_at IS NULL ORDER BY name, id")
                .map((row, context) -> screen(row)).list());
    }

    @Override
    public Saved update(Screen screen, Pace pace) {
        return guard.edit("change the screen " + screen.name(), pace, handle -> {
            Saved saved = check(handle, screen);
            if (saved instanceof Saved.Done(Screen before, Screen now, int othersLeft)) {
                handle.createUpdate("""
                        UPDATE screen SET name = :name, group_id = :group, width = :width, height = :height, frame_rate = :rate, zone = :zone,
                        pitch_micrometres = :pitch, revision = :revision WHERE id = :id""")
                        .bind("id", now.id().value()).bind("name", now.name()).bind("group", now.group().value()).bind("width", now.width())
                        .bind("height", now.height()).bind("rate", now.frameRate()).bind("zone", now.zone().getId()).bind("revision", now.revision())
                        .bind("pitch", micrometres(now)).execute();
            }
            return saved;
        });
    }

    @Override
    public Saved check(Screen screen) {
        return database.read("check an edit of the screen " + screen.name(), handle -> check(handle, screen));
    }

    private static Saved check(Handle handle, Screen screen) {
        Screen current = byId(handle, screen.id().value()).orElse(null);
        if (current == null) {
            return new Saved.Unknown();
        }
        if (current.revision() != screen.revision()) {
            return new Saved.Stale(current);
        }
        if (nameTaken(handle, screen.id(), screen.name())) {
            return new Saved.NameTaken();
        }
        if (groupIsUnknown(handle, screen)) {
            return new Saved.UnknownGroup();
        }
        Optional<Integer> other = otherRate(handle, screen);
        if (other.isPresent()) {
            return new Saved.OtherRate(other.get());
        }
        int othersLeft = handle.createQuery("SELECT count(*) FROM screen WHERE group_id = :group AND id <> :id AND retired_at IS NULL")
                .bind("group", current.group().value()).bind("id", screen.id().value()).mapTo(int.class).one();
        return new Saved.Done(current, new Screen(screen.id(), screen.name(), screen.group(), screen.width(), screen.height(), screen.frameRate(),
                screen.zone(), screen.revision() + 1, screen.pitchMillimetres()), othersLeft);
    }

    private static boolean groupIsUnknown(Handle handle, Screen screen) {
        return handle.createQuery("SELECT 1 FROM screen_group WHERE id = :id AND deleted_at IS NULL").bind("id", screen.group().value()).mapTo(int.class)
                .findOne().isEmpty();
    }

    /** The rate of the other screens of its group, where that is another. */
    private static Optional<Integer> otherRate(Handle handle, Screen screen) {
        return handle.createQuery("""
                SELECT frame_rate FROM screen WHERE group_id = :group AND frame_rate <> :rate AND id <> :id AND retired_at IS NULL LIMIT 1""")
                .bind("group", screen.group().value()).bind("rate", screen.frameRate()).bind("id", screen.id().value()).mapTo(Integer.class).findOne();
    }

    @Override
    public boolean retire(ScreenId id, Instant at) {
        return database.write("retire screen " + id, handle -> {
            handle.createUpdate("DELETE FROM enrolment WHERE screen_id = :id").bind("id", id.value()).execute();
            return handle.createUpdate("UPDATE screen SET retired_at = :at, key_base64 = NULL WHERE id = :id AND retired_at IS NULL")
                    .bind("id", id.value()).bind("at", Instants.nanos(at)).execute() > 0;
        });
    }

    @Override
    public Optional<Bytes> key(ScreenId id) {
        return database.read("read the key of screen " + id, handle -> handle
                .createQuery("SELECT key_base64 FROM screen WHERE id = :id AND retired_at IS NULL AND key_base64 IS NOT NULL")
                .bind("id", id.value()).mapTo(String.class).findOne().map(Bytes::ofBase64));
    }

    @Override
    public boolean openEnrolment(ScreenId id, String codeHash, Instant expiresAt) {
        return database.write("open the enrolment of screen " + id, handle -> byId(handle, id.value()).isPresent() && handle.createUpdate("""
                INSERT INTO enrolment (screen_id, code_hash, expires_at) VALUES (:id, :hash, :at)
                ON CONFLICT (screen_id) DO UPDATE SET code_hash = excluded.code_hash, expires_at = excluded.expires_at""")
                .bind("id", id.value()).bind("hash", codeHash).bind("at", Instants.nanos(expiresAt)).execute() > 0);
    }

    @Override
    public Optional<Screen> redeem(String codeHash, Instant now, Bytes key) {
        return database.write("redeem an enrolment code", handle -> {
            Optional<String> id = handle.createQuery("DELETE FROM enrolment WHERE code_hash = :hash AND expires_at > :now RETURNING screen_id")
                    .bind("hash", codeHash).bind("now", Instants.nanos(now)).mapTo(String.class).findOne();
            if (id.isEmpty()) {
                return Optional.empty();
            }
            handle.createUpdate("UPDATE screen SET key_base64 = :key WHERE id = :id").bind("id", id.get()).bind("key", key.base64()).execute();
            return byId(handle, id.get());
        });
    }

    private static boolean nameTaken(Handle handle, ScreenId besides, String name) {
        return handle.createQuery("SELECT 1 FROM screen WHERE name = :name AND id <> :id AND retired_at IS NULL").bind("name", name).bind("id", besides.value())
                .mapTo(int.class).findOne().isPresent();
    }

    private static Optional<Screen> byId(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM screen WHERE id = :id AND retired_at IS NULL").bind("id", id).map((row, context) -> screen(row)).findOne();
    }

    private static @Nullable Long micrometres(Screen screen) {
        return screen.pitchMillimetres() == null ? null : (Long) Math.round(screen.pitchMillimetres() * MICROMETRES);
    }

    static Screen screen(ResultSet row) throws SQLException {
        long pitch = row.getLong("pitch_micrometres");
        Double millimetres = row.wasNull() ? null : (Double) (pitch / MICROMETRES);
        return new Screen(new ScreenId(row.getString("id")), row.getString("name"), new GroupId(row.getString("group_id")), row.getInt("width"),
                row.getInt("height"), row.getInt("frame_rate"), ZoneId.of(row.getString("zone")), row.getLong("revision"), millimetres);
    }
}
