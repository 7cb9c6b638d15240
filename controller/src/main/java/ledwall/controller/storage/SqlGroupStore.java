package ledwall.controller.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ledwall.controller.change.Pace;
import ledwall.controller.screen.GroupStore;
import ledwall.controller.screen.ScreenGroup;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.timeline.Instants;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Groups in SQL. */
public final class SqlGroupStore implements GroupStore {
    private final Database database;
    private final FreezeGuard guard;

    public SqlGroupStore(Database database, FreezeGuard guard) {
        this.database = database;
        this.guard = guard;
    }

    /** Where nothing is frozen. */
    public SqlGroupStore(Database database) {
        this(database, FreezeGuard.none(database));
    }

    @Override
    public boolean insert(GroupId id, String name, PlaylistId loop, String loopName) {
        return database.write("add the group " + name, handle -> {
            int taken = handle.createQuery("SELECT (SELECT count(*) FROM screen_group WHERE name = :name) + (SELECT count(*) FROM playlist WHERE name = :loop)")
                    .bind("name", name).bind("loop", loopName).mapTo(int.class).one();
            if (taken > 0) {
                return false;
            }
            handle.createUpdate("INSERT INTO playlist (id, name, revision) VALUES (:id, :name, 1)").bind("id", loop.value()).bind("name", loopName).execute();
            handle.createUpdate("INSERT INTO screen_group (id, name, loop_id) VALUES (:id, :name, :loop)").bind("id", id.value()).bind("name", name)
                    .bind("loop", loop.value()).execute();
            return true;
        });
    }

    @Override
    public Optional<ScreenGroup> byId(GroupId id) {
        return database.read("read group " + id, handle -> byId(handle, id));
    }

    @Override
    public List<ScreenGroup> all() {
        return database.read("list the groups", handle -> handle.createQuery("SELECT * FROM screen_group WHERE deleted_at IS NULL ORDER BY name, id")
                .map((row, context) -> group(row)).list());
    }

    @Override
    public Saved update(ScreenGroup group, Pace pace) {
        return guard.edit("change the group " + group.name(), pace, handle -> {
            var wrong = notCurrent(handle, group.id(), group.revision());
            if (wrong != null) {
                return wrong;
            }
            if (handle.createQuery("SELECT 1 FROM screen_group WHERE name = :name AND id <> :id").bind("name", group.name()).bind("id", group.id().value())
                    .mapTo(int.class).findOne().isPresent()) {
                return new Saved.NameTaken();
            }
            if (handle.createQuery("SELECT 1 FROM playlist WHERE id = :id AND deleted_at IS NULL").bind("id", group.loop().value()).mapTo(int.class)
                    .findOne().isEmpty()) {
                return new Saved.UnknownLoop(group.loop());
            }
            SqlReleaseWalls.refuse(handle, group.loop());
            var next = new ScreenGroup(group.id(), group.name(), group.loop(), group.revision() + 1);
            handle.createUpdate("UPDATE screen_group SET name = :name, loop_id = :loop, revision = :revision WHERE id = :id").bind("id", next.id().value())
                    .bind("name", next.name()).bind("loop", next.loop().value()).bind("revision", next.revision()).execute();
            return new Saved.Done(next);
        });
    }

    @Override
    public Saved delete(GroupId id, long expected, Instant at) {
        return database.write("delete group " + id, handle -> {
            var wrong = notCurrent(handle, id, expected);
            if (wrong != null) {
                return wrong;
            }
            List<String> screens = handle.createQuery("SELECT name FROM screen WHERE group_id = :id AND retired_at IS NULL ORDER BY name")
                    .bind("id", id.value()).mapTo(String.class).list();
            List<String> rules = handle.createQuery("""
                    SELECT name FROM schedule_rule r JOIN rule_target t ON t.rule_id = r.id WHERE t.group_id = :id AND until_at > :at ORDER BY name""")
                    .bind("id", id.value()).bind("at", Instants.nanos(at)).mapTo(String.class).list();
            if (!screens.isEmpty() || !rules.isEmpty()) {
                return new Saved.InUse(screens, rules);
            }
            if (handle.createQuery("SELECT count(*) FROM screen_group WHERE deleted_at IS NULL").mapTo(int.class).one() == 1) {
                return new Saved.Last();
            }
            ScreenGroup gone = byId(handle, id).orElseThrow();
            // Its name is free for another: names are unique, and an id is nobody's name.
            handle.createUpdate("UPDATE screen_group SET deleted_at = :at, name = id WHERE id = :id").bind("id", id.value()).bind("at", Instants.nanos(at))
                    .execute();
            return new Saved.Done(gone);
        });
    }

    private static @Nullable Saved notCurrent(Handle handle, GroupId id, long expected) {
        Optional<ScreenGroup> current = byId(handle, id);
        if (current.isEmpty()) {
            return new Saved.Unknown();
        }
        return current.get().revision() == expected ? null : new Saved.Stale(current.get());
    }

    private static Optional<ScreenGroup> byId(Handle handle, GroupId id) {
        return handle.createQuery("SELECT * FROM screen_group WHERE id = :id AND deleted_at IS NULL").bind("id", id.value())
                .map((row, context) -> group(row)).findOne();
    }

    static ScreenGroup group(ResultSet row) throws SQLException {
        return new ScreenGroup(new GroupId(row.getString("id")), row.getString("name"), new PlaylistId(row.getString("loop_id")), row.getLong("revision"));
    }
}
