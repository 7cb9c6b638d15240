package ledwall.controller.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import ledwall.controller.screen.GroupStore;
import ledwall.controller.screen.ScreenGroup;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.PlaylistId;

/** Groups in SQL. */
public final class SqlGroupStore implements GroupStore {
    private final Database database;

    public SqlGroupStore(Database database) {
        this.database = database;
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
        return database.read("read group " + id, handle -> handle.createQuery("SELECT * FROM screen_group WHERE id = :id").bind("id", id.value())
                .map((row, context) -> group(row)).findOne());
    }

    @Override
    public List<ScreenGroup> all() {
        return database.read("list the groups",
                handle -> handle.createQuery("SELECT * FROM screen_group ORDER BY name, id").map((row, context) -> group(row)).list());
    }

    private static ScreenGroup group(ResultSet row) throws SQLException {
        return new ScreenGroup(new GroupId(row.getString("id")), row.getString("name"), new PlaylistId(row.getString("loop_id")));
    }
}
