package ledwall.controller.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ledwall.controller.calendar.CalendarCondition;
import ledwall.controller.calendar.When;
import ledwall.controller.schedule.Rule;
import ledwall.controller.schedule.RuleClass;
import ledwall.controller.schedule.RuleCodec;
import ledwall.controller.schedule.RuleRevision;
import ledwall.controller.schedule.RuleStore;
import ledwall.controller.schedule.Targets;
import ledwall.protocol.id.CalendarId;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.id.RuleId;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.timeline.Instants;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** Rules and their revisions in SQL. */
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
                handle -> handle.createQuery("SELECT * FROM schedule_rule ORDER BY from_at, id").map((row, context) -> rule(row, "id")).list());
    }

    @Override
    public List<Rule> ofGroup(GroupId group, Instant since) {
        return database.read("list the rules of group " + group, handle -> handle.createQuery("""
                SELECT * FROM schedule_rule WHERE until_at > :since AND id IN (
                    SELECT rule_id FROM rule_target WHERE group_id = :group
                    UNION SELECT rule_id FROM rule_target WHERE screen_id IN (SELECT id FROM screen WHERE group_id = :group AND retired_at IS NULL))
                ORDER BY from_at, id""").bind("group", group.value()).bind("since", Instants.nanos(since)).map((row, context) -> rule(row, "id")).list());
    }

    @Override
    public int mostOfOne(Targets targets, Instant since) {
        return database.read("count the rules of the targets", handle -> {
            int most = 0;
            for (GroupId group : targets.groups()) {
                most = Math.max(most, count(handle, "group_id", group.value(), since));
            }
            for (ScreenId screen : targets.screens()) {
                most = Math.max(most, count(handle, "screen_id", screen.value(), since));
            }
            return most;
        });
    }

    private static int count(Handle handle, String column, String id, Instant since) {
        return handle.createQuery("SELECT count(*) FROM rule_target t JOIN schedule_rule r ON r.id = t.rule_id WHERE r.until_at > :since AND t."
                + column + " = :id").bind("id", id).bind("since", Instants.nanos(since)).mapTo(int.class).one();
    }

    @Override
    public List<RuleRevision> history(RuleId id) {
        return database.read("read the revisions of rule " + id, handle -> handle
                .createQuery("SELECT * FROM rule_revision WHERE rule_id = :id ORDER BY revision").bind("id", id.value())
                .map((row, context) -> new RuleRevision(rule(row, "rule_id"), Instants.instant(row.getLong("edited_at")), row.getString("edited_by"),
                        row.getInt("deleted") == 1)).list());
    }

    @Override
    public Saved insert(Rule rule, Stamp stamp) {
        return database.write("add the rule " + rule.name(), handle -> {
            var wrong = unknownName(handle, rule, Targets.NOBODY);
            if (wrong != null) {
                return wrong;
            }
            bind(handle.createUpdate("""
                    INSERT INTO schedule_rule (id, name, playlist_id, targets, rule_class, priority, times, from_at, until_at, revision)
                    VALUES (:id, :name, :playlist, :targets, :class, :priority, :times, :from, :until, :revision)"""), rule)
                    .bind("from", SqlRuleTimes.from(rule.when())).bind("until", SqlRuleTimes.until(rule.when())).execute();
            noted(handle, rule, stamp, false);
            return new Saved.Done(rule);
        });
    }

    @Override
    public Saved update(Rule rule, Stamp stamp) {
        return database.write("change the rule " + rule.name(), handle -> {
            var wrong = notCurrent(handle, rule.id(), rule.revision());
            if (wrong == null) {
                wrong = unknownName(handle, rule, byId(handle, rule.id()).orElseThrow().targets());
            }
            if (wrong != null) {
                return wrong;
            }
            var next = rule.at(rule.revision() + 1);
            bind(handle.createUpdate("""
                    UPDATE schedule_rule SET name = :name, playlist_id = :playlist, targets = :targets, rule_class = :class, priority = :priority,
                    times = :times, from_at = :from, until_at = :until, revision = :revision WHERE id = :id"""), next)
                    .bind("from", SqlRuleTimes.from(next.when())).bind("until", SqlRuleTimes.until(next.when())).execute();
            noted(handle, next, stamp, false);
            return new Saved.Done(next);
        });
    }

    @Override
    public Saved delete(RuleId id, long expected, Stamp stamp) {
        return database.write("delete rule " + id, handle -> {
            var wrong = notCurrent(handle, id, expected);
            if (wrong != null) {
                return wrong;
            }
            Rule gone = byId(handle, id).orElseThrow();
            unname(handle, id);
            handle.createUpdate("DELETE FROM schedule_rule WHERE id = :id").bind("id", id.value()).execute();
            revision(handle, gone.at(expected + 1), stamp, true);
            return new Saved.Done(gone);
        });
    }

    private static @Nullable Saved notCurrent(Handle handle, RuleId id, long expected) {
        Optional<Rule> current = byId(handle, id);
        if (current.isEmpty()) {
            return new Saved.Unknown();
        }
        return current.get().revision() == expected ? null : new Saved.Stale(current.get());
    }

    /** @param before names that it has already may be gone since: a retired screen must not keep a window on the others from being changed or ended */
    private static @Nullable Saved unknownName(Handle handle, Rule rule, Targets before) {
        for (GroupId group : rule.targets().groups()) {
            if (!before.groups().contains(group) && !there(handle, "SELECT 1 FROM screen_group WHERE id = :id AND deleted_at IS NULL", group.value())) {
                return new Saved.UnknownGroup(group);
            }
        }
        for (ScreenId screen : rule.targets().screens()) {
            if (!before.screens().contains(screen) && !there(handle, "SELECT 1 FROM screen WHERE id = :id AND retired_at IS NULL", screen.value())) {
                return new Saved.UnknownScreen(screen);
            }
        }
        if (!there(handle, "SELECT 1 FROM playlist WHERE id = :id AND deleted_at IS NULL", rule.playlist().value())) {
            return new Saved.UnknownPlaylist(rule.playlist());
        }
        for (CalendarId calendar : calendars(rule.when())) {
            if (!there(handle, "SELECT 1 FROM calendar WHERE id = :id", calendar.value())) {
                return new Saved.UnknownCalendar(calendar);
            }
        }
        return null;
    }

    private static boolean there(Handle handle, String query, String id) {
        return handle.createQuery(query).bind("id", id).mapTo(int.class).findOne().isPresent();
    }

    private static List<CalendarId> calendars(When when) {
        return when instanceof When.Recurring rule ? rule.conditions().stream().map(CalendarCondition::calendar).distinct().toList() : List.of();
    }

    private static void unname(Handle handle, RuleId id) {
        handle.createUpdate("DELETE FROM rule_target WHERE rule_id = :id").bind("id", id.value()).execute();
        handle.createUpdate("DELETE FROM rule_calendar WHERE rule_id = :id").bind("id", id.value()).execute();
    }

    /** Names its targets and calendars, and keeps the revision. */
    private static void noted(Handle handle, Rule rule, Stamp stamp, boolean deleted) {
        unname(handle, rule.id());
        for (GroupId group : rule.targets().groups()) {
            handle.createUpdate("INSERT INTO rule_target (rule_id, group_id) VALUES (:rule, :id)").bind("rule", rule.id().value())
                    .bind("id", group.value()).execute();
        }
        for (ScreenId screen : rule.targets().screens()) {
            handle.createUpdate("INSERT INTO rule_target (rule_id, screen_id) VALUES (:rule, :id)").bind("rule", rule.id().value())
                    .bind("id", screen.value()).execute();
        }
        for (CalendarId calendar : calendars(rule.when())) {
            handle.createUpdate("INSERT INTO rule_calendar (rule_id, calendar_id) VALUES (:rule, :id)").bind("rule", rule.id().value())
                    .bind("id", calendar.value()).execute();
        }
        revision(handle, rule, stamp, deleted);
    }

    private static void revision(Handle handle, Rule rule, Stamp stamp, boolean deleted) {
        bind(handle.createUpdate("""
                INSERT INTO rule_revision (rule_id, revision, name, playlist_id, targets, rule_class, priority, times, edited_at, edited_by, deleted)
                VALUES (:id, :revision, :name, :playlist, :targets, :class, :priority, :times, :at, :by, :deleted)"""), rule)
                .bind("at", Instants.nanos(stamp.at())).bind("by", stamp.by()).bind("deleted", deleted ? 1 : 0).execute();
    }

    private static Update bind(Update update, Rule rule) {
        return update.bind("id", rule.id().value()).bind("name", rule.name()).bind("playlist", rule.playlist().value())
                .bind("targets", RuleCodec.targets(rule.targets())).bind("class", rule.ruleClass().name()).bind("priority", rule.priority())
                .bind("times", RuleCodec.when(rule.when())).bind("revision", rule.revision());
    }

    private static Optional<Rule> byId(Handle handle, RuleId id) {
        return handle.createQuery("SELECT * FROM schedule_rule WHERE id = :id").bind("id", id.value()).map((row, context) -> rule(row, "id")).findOne();
    }

    private static Rule rule(ResultSet row, String id) throws SQLException {
        return new Rule(new RuleId(row.getString(id)), row.getString("name"), RuleCodec.targets(row.getString("targets")),
                new PlaylistId(row.getString("playlist_id")), RuleClass.valueOf(row.getString("rule_class")), row.getInt("priority"),
                RuleCodec.when(row.getString("times")), row.getLong("revision"));
    }
}
