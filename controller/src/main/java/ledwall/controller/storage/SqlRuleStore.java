package ledwall.controller.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ledwall.controller.schedule.Rule;
import ledwall.controller.schedule.RuleStore;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.id.RuleId;
import ledwall.protocol.timeline.Instants;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** Rules in SQL. */
public final class SqlRuleStore implements RuleStore {
    private final Database database;

    public SqlRuleStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Rule> byId(RuleId id) {
        return database.read("read rule " + id, handle -> byId(handle, id));
    }

    @Override
    public List<Rule> all() {
        return database.read("list the rules",
                handle -> handle.createQuery("SELECT * FROM schedule_rule ORDER BY from_at, id").map((row, context) -> rule(row)).list());
    }

    @Override
    public List<Rule> ofGroup(GroupId group, Instant since) {
        return database.read("list the rules of group " + group, handle -> handle
                .createQuery("SELECT * FROM schedule_rule WHERE group_id = :group AND until_at > :since ORDER BY from_at, id")
                .bind("group", group.value()).bind("since", Instants.nanos(since)).map((row, context) -> rule(row)).list());
    }

    @Override
    public int countOfGroup(GroupId group, Instant since) {
        return database.read("count the rules of group " + group, handle -> handle
                .createQuery("SELECT count(*) FROM schedule_rule WHERE group_id = :group AND until_at > :since")
                .bind("group", group.value()).bind("since", Instants.nanos(since)).mapTo(int.class).one());
    }

    @Override
    public Saved insert(Rule rule) {
        return database.write("add the rule " + rule.name(), handle -> {
            var wrong = unknownTarget(handle, rule);
            if (wrong != null) {
                return wrong;
            }
            bind(handle.createUpdate("""
                    INSERT INTO schedule_rule (id, name, group_id, playlist_id, from_at, until_at, priority, revision)
                    VALUES (:id, :name, :group, :playlist, :from, :until, :priority, :revision)"""), rule).execute();
            return new Saved.Done(rule);
        });
    }

    @Override
    public Saved update(Rule rule) {
        return database.write("change the rule " + rule.name(), handle -> {
            var wrong = notCurrent(handle, rule.id(), rule.revision());
            if (wrong == null) {
                wrong = unknownTarget(handle, rule);
            }
            if (wrong != null) {
                return wrong;
            }
            var next = new Rule(rule.id(), rule.name(), rule.group(), rule.playlist(), rule.from(), rule.until(), rule.priority(), rule.revision() + 1);
            bind(handle.createUpdate("""
                    UPDATE schedule_rule SET name = :name, group_id = :group, playlist_id = :playlist, from_at = :from, until_at = :until, priority = :priority,
                    revision = :revision WHERE id = :id"""), next).execute();
            return new Saved.Done(next);
        });
    }

    @Override
    public Saved delete(RuleId id, long expected) {
        return database.write("delete rule " + id, handle -> {
            var wrong = notCurrent(handle, id, expected);
            if (wrong != null) {
                return wrong;
            }
            return new Saved.Done(handle.createQuery("DELETE FROM schedule_rule WHERE id = :id RETURNING *").bind("id", id.value())
                    .map((row, context) -> rule(row)).one());
        });
    }

    private static @Nullable Saved notCurrent(Handle handle, RuleId id, long expected) {
        Optional<Rule> current = byId(handle, id);
        if (current.isEmpty()) {
            return new Saved.Unknown();
        }
        return current.get().revision() == expected ? null : new Saved.Stale(current.get());
    }

    private static @Nullable Saved unknownTarget(Handle handle, Rule rule) {
        if (handle.createQuery("SELECT 1 FROM screen_group WHERE id = :id AND deleted_at IS NULL").bind("id", rule.group().value()).mapTo(int.class).findOne().isEmpty()) {
            return new Saved.UnknownGroup(rule.group());
        }
        if (handle.createQuery("SELECT 1 FROM playlist WHERE id = :id AND deleted_at IS NULL").bind("id", rule.playlist().value()).mapTo(int.class).findOne().isEmpty()) {
            return new Saved.UnknownPlaylist(rule.playlist());
        }
        return null;
    }

    private static Update bind(Update update, Rule rule) {
        return update.bind("id", rule.id().value()).bind("name", rule.name()).bind("group", rule.group().value()).bind("playlist", rule.playlist().value())
                .bind("from", Instants.nanos(rule.from())).bind("until", Instants.nanos(rule.until())).bind("priority", rule.priority())
                .bind("revision", rule.revision());
    }

    private static Optional<Rule> byId(Handle handle, RuleId id) {
        return handle.createQuery("SELECT * FROM schedule_rule WHERE id = :id").bind("id", id.value()).map((row, context) -> rule(row)).findOne();
    }

    private static Rule rule(ResultSet row) throws SQLException {
        return new Rule(new RuleId(row.getString("id")), row.getString("name"), new GroupId(row.getString("group_id")),
                new PlaylistId(row.getString("playlist_id")), Instants.instant(row.getLong("from_at")), Instants.instant(row.getLong("until_at")),
                row.getInt("priority"), row.getLong("revision"));
    }
}
