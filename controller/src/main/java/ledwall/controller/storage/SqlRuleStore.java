package ledwall.controller.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ledwall.controller.calendar.CalendarCondition;
import ledwall.controller.calendar.When;
import ledwall.controller.change.Pace;
import ledwall.controller.schedule.ReleaseMark;
import ledwall.controller.schedule.Rule;
import ledwall.controller.schedule.RuleChange;
import ledwall.controller.schedule.RuleClass;
import ledwall.controller.schedule.RuleCodec;
import ledwall.controller.schedule.RuleRevision;
import ledwall.controller.schedule.RuleStore;
import ledwall.controller.schedule.Rules;
import ledwall.controller.schedule.Targets;
import ledwall.protocol.id.CalendarId;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.id.ReleaseId;
import ledwall.protocol.id.ReleaseRef;
import ledwall.protocol.id.RuleId;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.timeline.Instants;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** Rules and their revisions in SQL. */
public final class SqlRuleStore implements RuleStore {
    private final Database database;
    private final FreezeGuard guard;

    public SqlRuleStore(Database database, FreezeGuard guard) {
        this.database = database;
        this.guard = guard;
    }

    /** Where nothing is frozen. */
    public SqlRuleStore(Database database) {
        this(database, FreezeGuard.none(database));
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
    public List<RuleRevision> history(RuleId id) {
        return database.read("read the revisions of rule " + id, handle -> handle
                .createQuery("SELECT * FROM rule_revision WHERE rule_id = :id ORDER BY revision").bind("id", id.value())
                .map((row, context) -> new RuleRevision(rule(row, "rule_id"), Instants.instant(row.getLong("edited_at")), row.getString("edited_by"),
                        row.getInt("deleted") == 1)).list());
    }

    @Override
    public List<RuleChange> changes(@Nullable Long before, @Nullable RuleId of, int limit) {
        return database.read("list the edits of rules", handle -> handle.createQuery("""
                SELECT r.*, (SELECT max(revision) FROM rule_revision n WHERE n.rule_id = r.rule_id) AS newest,
                    (SELECT deleted FROM rule_revision p WHERE p.rule_id = r.rule_id AND p.revision = r.revision - 1) AS was_deleted
                FROM rule_revision r WHERE r.number < :before AND (:of IS NULL OR r.rule_id = :of) ORDER BY r.number DESC LIMIT :limit""")
                .bind("before", before == null ? (Long) Long.MAX_VALUE : before).bind("of", of == null ? null : of.value()).bind("limit", limit)
                .map((row, context) -> change(row)).list());
    }

    private static RuleChange change(ResultSet row) throws SQLException {
        Rule rule = rule(row, "rule_id");
        long from = row.getLong("restored_from");
        @Nullable Long restoredFrom = row.wasNull() ? null : (Long) from;
        boolean deleted = row.getInt("deleted") == 1;
        var kind = deleted ? RuleChange.Kind.DELETED : restoredFrom != null ? RuleChange.Kind.RESTORED
                : rule.revision() == 1 ? RuleChange.Kind.CREATED : RuleChange.Kind.CHANGED;
        // Of rules from before all revisions were kept, the one before the first that is known cannot be had again.
        int wasDeleted = row.getInt("was_deleted");
        boolean known = !row.wasNull();
        RuleChange.@Nullable Undo undo = row.getLong("newest") != rule.revision() ? null
                : kind == RuleChange.Kind.CREATED || (known && wasDeleted == 1) ? new RuleChange.Undo.Delete()
                : known ? new RuleChange.Undo.Restore(rule.revision() - 1) : null;
        return new RuleChange(row.getLong("number"), rule, Instants.instant(row.getLong("edited_at")), row.getString("edited_by"), kind, restoredFrom,
                row.getInt("apply_now") == 1, undo);
    }

    @Override
    public Saved insert(Rule rule, Stamp stamp) {
        return guard.edit("add the rule " + rule.name(), stamp.pace(), handle -> {
            SqlReleaseWalls.refuse(handle, rule.playlist());
            return inserted(handle, rule, stamp);
        });
    }

    static Saved inserted(Handle handle, Rule rule, Stamp stamp) {
        var wrong = unfit(handle, rule, null, stamp);
        if (wrong != null) {
            return wrong;
        }
        add(handle, rule);
        noted(handle, rule, stamp, null);
        return new Saved.Done(rule);
    }

    private static void add(Handle handle, Rule rule) {
        bind(handle.createUpdate("""
                INSERT INTO schedule_rule (id, name, playlist_id, targets, rule_class, priority, times, from_at, until_at, revision, release_id,
                    release_revision, needs_token)
                VALUES (:id, :name, :playlist, :targets, :class, :priority, :times, :from, :until, :revision, :release, :releaseRevision, :needsToken)"""), rule)
                .bind("from", SqlRuleTimes.from(rule.when())).bind("until", SqlRuleTimes.until(rule.when())).execute();
    }

    @Override
    public Saved update(Rule rule, Stamp stamp) {
        return guard.edit("change the rule " + rule.name(), stamp.pace(), handle -> {
            byId(handle, rule.id()).ifPresent(SqlReleaseWalls::refuse);
            SqlReleaseWalls.refuse(handle, rule.playlist());
            var wrong = notCurrent(handle, rule.id(), rule.revision());
            return wrong == null ? changed(handle, byId(handle, rule.id()).orElseThrow(), rule, stamp, null) : wrong;
        });
    }

    static Saved changed(Handle handle, Rule before, Rule rule, Stamp stamp, @Nullable Long restoredFrom) {
        var wrong = unfit(handle, rule, before, stamp);
        if (wrong != null) {
            return wrong;
        }
        var next = rule.at(rule.revision() + 1);
        bind(handle.createUpdate("""
                UPDATE schedule_rule SET name = :name, playlist_id = :playlist, targets = :targets, rule_class = :class, priority = :priority,
                times = :times, from_at = :from, until_at = :until, revision = :revision, release_id = :release, release_revision = :releaseRevision,
                needs_token = :needsToken WHERE id = :id"""), next)
                .bind("from", SqlRuleTimes.from(next.when())).bind("until", SqlRuleTimes.until(next.when())).execute();
        noted(handle, next, stamp, restoredFrom);
        return new Saved.Done(next);
    }

    @Override
    public Saved restore(Rule rule, long from, Stamp stamp) {
        return guard.edit("restore the rule " + rule.name(), stamp.pace(), handle -> {
            Optional<Rule> current = byId(handle, rule.id());
            current.ifPresent(SqlReleaseWalls::refuse);
            SqlReleaseWalls.refuse(handle, rule.playlist());
            if (current.isPresent()) {
                return current.get().revision() == rule.revision() ? changed(handle, current.get(), rule, stamp, from) : new Saved.Stale(current.get());
            }
            Optional<Rule> deleted = handle.createQuery("SELECT * FROM rule_revision WHERE rule_id = :id ORDER BY revision DESC LIMIT 1")
                    .bind("id", rule.id().value()).map((row, context) -> rule(row, "rule_id")).findOne();
            if (deleted.isEmpty()) {
                return new Saved.Unknown();
            }
            SqlReleaseWalls.refuse(deleted.get());
            if (deleted.get().revision() != rule.revision()) {
                return new Saved.Stale(deleted.get());
            }
            var wrong = unfit(handle, rule, null, stamp);
            if (wrong != null) {
                return wrong;
            }
            var next = rule.at(rule.revision() + 1);
            add(handle, next);
            noted(handle, next, stamp, from);
            return new Saved.Done(next);
        });
    }

    @Override
    public Saved delete(RuleId id, long expected, Stamp stamp) {
        return guard.edit("delete rule " + id, stamp.pace(), handle -> {
            byId(handle, id).ifPresent(SqlReleaseWalls::refuse);
            var wrong = notCurrent(handle, id, expected);
            return wrong == null ? deleted(handle, byId(handle, id).orElseThrow(), stamp) : wrong;
        });
    }

    static Saved deleted(Handle handle, Rule gone, Stamp stamp) {
        unname(handle, gone.id());
        handle.createUpdate("DELETE FROM schedule_rule WHERE id = :id").bind("id", gone.id().value()).execute();
        revision(handle, gone.at(gone.revision() + 1), stamp, true, null);
        return new Saved.Done(gone);
    }

    private static @Nullable Saved notCurrent(Handle handle, RuleId id, long expected) {
        Optional<Rule> current = byId(handle, id);
        if (current.isEmpty()) {
            return new Saved.Unknown();
        }
        return current.get().revision() == expected ? null : new Saved.Stale(current.get());
    }

    /** @param before what it is now; null if it is not there */
    private static @Nullable Saved unfit(Handle handle, Rule rule, @Nullable Rule before, Stamp stamp) {
        var wrong = unknownName(handle, rule, before == null ? Targets.NOBODY : before.targets());
        return wrong == null && tooMany(handle, rule, before, Instants.nanos(stamp.at())) ? new Saved.TooMany(Rules.MAX_RULES) : wrong;
    }

    /** An edit that adds nothing to what is counted is never too much. */
    private static boolean tooMany(Handle handle, Rule rule, @Nullable Rule before, long since) {
        if (SqlRuleTimes.until(rule.when()) <= since) {
            return false;
        }
        var counted = before == null || SqlRuleTimes.until(before.when()) <= since ? Targets.NOBODY : before.targets();
        return rule.targets().groups().stream().anyMatch(id -> !counted.groups().contains(id) && count(handle, "group_id", id.value(), since) >= Rules.MAX_RULES)
                || rule.targets().screens().stream().anyMatch(id -> !counted.screens().contains(id)
                && count(handle, "screen_id", id.value(), since) >= Rules.MAX_RULES);
    }

    private static int count(Handle handle, String column, String id, long since) {
        return handle.createQuery("SELECT count(*) FROM rule_target t JOIN schedule_rule r ON r.id = t.rule_id WHERE r.until_at > :since AND t."
                + column + " = :id").bind("id", id).bind("since", since).mapTo(int.class).one();
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
    private static void noted(Handle handle, Rule rule, Stamp stamp, @Nullable Long restoredFrom) {
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
        revision(handle, rule, stamp, false, restoredFrom);
    }

    private static void revision(Handle handle, Rule rule, Stamp stamp, boolean deleted, @Nullable Long restoredFrom) {
        bind(handle.createUpdate("""
                INSERT INTO rule_revision (rule_id, revision, name, playlist_id, targets, rule_class, priority, times, edited_at, edited_by, deleted,
                    restored_from, apply_now, release_id, release_revision, needs_token, number)
                VALUES (:id, :revision, :name, :playlist, :targets, :class, :priority, :times, :at, :by, :deleted, :from, :now, :release, :releaseRevision,
                    :needsToken, (SELECT coalesce(max(number), 0) + 1 FROM rule_revision))"""), rule)
                .bind("at", Instants.nanos(stamp.at())).bind("by", stamp.by()).bind("deleted", deleted ? 1 : 0).bind("from", restoredFrom)
                .bind("now", stamp.pace() == Pace.APPLY_NOW ? 1 : 0).execute();
    }

    private static Update bind(Update update, Rule rule) {
        @Nullable ReleaseMark release = rule.release();
        return update.bind("release", release == null ? null : release.release().release().value())
                .bind("releaseRevision", release == null ? null : (Long) release.release().revision()).bind("needsToken", release != null && release.needsToken() ? 1 : 0)
                .bind("id", rule.id().value()).bind("name", rule.name()).bind("playlist", rule.playlist().value())
                .bind("targets", RuleCodec.targets(rule.targets())).bind("class", rule.ruleClass().name()).bind("priority", rule.priority())
                .bind("times", RuleCodec.when(rule.when())).bind("revision", rule.revision());
    }

    private static Optional<Rule> byId(Handle handle, RuleId id) {
        return handle.createQuery("SELECT * FROM schedule_rule WHERE id = :id").bind("id", id.value()).map((row, context) -> rule(row, "id")).findOne();
    }

    static Rule rule(ResultSet row, String id) throws SQLException {
        return new Rule(new RuleId(row.getString(id)), row.getString("name"), RuleCodec.targets(row.getString("targets")),
                new PlaylistId(row.getString("playlist_id")), RuleClass.valueOf(row.getString("rule_class")), row.getInt("priority"),
                RuleCodec.when(row.getString("times")), row.getLong("revision"), mark(row));
    }

    private static @Nullable ReleaseMark mark(ResultSet row) throws SQLException {
        @Nullable String release = row.getString("release_id");
        return release == null ? null
                : new ReleaseMark(new ReleaseRef(new ReleaseId(release), row.getLong("release_revision")), row.getInt("needs_token") == 1);
    }
}
