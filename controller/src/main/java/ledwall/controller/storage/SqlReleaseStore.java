package ledwall.controller.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import ledwall.controller.change.Pace;
import ledwall.controller.refusal.Refusal;
import ledwall.controller.release.Booking;
import ledwall.controller.release.Decision;
import ledwall.controller.release.HistoryEntry;
import ledwall.controller.release.Outlet;
import ledwall.controller.release.OutletId;
import ledwall.controller.release.Release;
import ledwall.controller.release.ReleaseCodec;
import ledwall.controller.release.ReleaseState;
import ledwall.controller.release.ReleaseStore;
import ledwall.controller.release.Trail;
import ledwall.controller.schedule.RuleStore;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.id.ReleaseId;
import ledwall.protocol.id.RuleId;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.timeline.Instants;
import ledwall.protocol.timeline.Verdict;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** Releases in SQL. */
public final class SqlReleaseStore implements ReleaseStore {
    private static final String INSERT = """
        INSERT INTO release (id, name, revision, version, content, state, why, since, at, until_at, rule_id, playlist_id, wall_id, items, is_open,
            created_by, created_at)
        VALUES (:id, :name, :revision, :version, :content, :state, :why, :since, :at, :until, :rule, :playlist, :wall, :items, :open, :by, :created)""";
    private static final String UPDATE = """
        UPDATE release SET name = :name, revision = :revision, version = :version, content = :content, state = :state, why = :why, since = :since, at = :at,
            until_at = :until, rule_id = :rule, playlist_id = :playlist, wall_id = :wall, items = :items, is_open = :open,
            created_by = :by, created_at = :created WHERE id = :id""";
    private static final String SELECT = """
        SELECT r.*, d.verdict, d.at AS decided_at, d.reasons FROM release r
        LEFT JOIN release_decision d ON d.release_id = r.id AND d.revision = r.revision\s""";
    private static final String NEWEST_FIRST = "r.created_at DESC, r.id";
    private static final String STEP = """
        INSERT INTO release_step (release_id, number, at, who, outlet, was, became, code, words, about_at)
        SELECT :release, coalesce(max(number), 0) + 1, :at, :who, :outlet, :was, :became, :code, :words, :about FROM release_step WHERE release_id = :release""";

    private final Database database;
    private final FreezeGuard guard;

    public SqlReleaseStore(Database database, FreezeGuard guard) {
        this.database = database;
        this.guard = guard;
    }

    @Override
    public void insert(Release release) {
        database.change("add the release " + release.content().name(), handle -> {
            bind(handle.createUpdate(INSERT), release).execute();
            step(handle, release, new HistoryEntry(release.createdAt(), release.createdBy(), null, null, "draft", null, "", null));
        });
    }

    @Override
    public Optional<Release> byId(ReleaseId id) {
        return database.read("read release " + id, handle -> byId(handle, id));
    }

    @Override
    public List<Release> all() {
        return database.read("list the releases", handle -> read(handle, "", NEWEST_FIRST));
    }

    @Override
    public List<Release> page(@Nullable Place after, int most) {
        return database.read("list releases", handle -> {
            var query = handle.createQuery("SELECT id FROM release " + (after == null ? "" : "WHERE created_at < :at OR (created_at = :at AND id > :id) ")
                + "ORDER BY created_at DESC, id LIMIT :most").bind("most", most);
            if (after != null) {
                query.bind("at", Instants.nanos(after.createdAt())).bind("id", after.id().value());
            }
            List<String> ids = query.mapTo(String.class).list();
            if (ids.isEmpty()) {
                return List.<Release>of();
            }
            Map<String, List<Outlet>> outlets = SqlReleaseOutlets.of(handle, ids);
            return handle.createQuery(SELECT + "WHERE r.id IN (<ids>) ORDER BY " + NEWEST_FIRST).bindList("ids", ids)
                .map((row, context) -> release(row, outlets.getOrDefault(row.getString("id"), List.of()))).list();
        });
    }

    @Override
    public List<Release> open(Instant now) {
        // What is long over and was never proved stays open in the book, but nobody waits for it; a withdrawal is waited for.
        return database.read("list the open releases", handle -> read(handle, "WHERE r.is_open = 1", "r.at, r.id")).stream()
            .filter(release -> release.isHeardOf(now)).toList();
    }

    /** Two queries, however many there are. */
    private static List<Release> read(Handle handle, String which, String order) {
        Map<String, List<Outlet>> outlets = SqlReleaseOutlets.of(handle, which);
        return handle.createQuery(SELECT + which + " ORDER BY " + order).map((row, context) -> release(row, outlets.getOrDefault(row.getString("id"), List.of()))).list();
    }

    @Override
    public Optional<Saved> change(ReleaseId id, String by, Instant at, UnaryOperator<Release> change) {
        return database.write("change release " + id, handle -> byId(handle, id).map(before -> changed(handle, before, change.apply(before), by, at)));
    }

    @Override
    public Optional<Saved> schedule(ReleaseId id, String by, Instant at, @Nullable OnWalls walls, UnaryOperator<Release> change) {
        return guard.edit("schedule release " + id, Pace.ORDINARY, handle -> byId(handle, id).map(before -> {
            Release after = change.apply(before);
            if (walls != null) {
                placed(SqlReleaseWalls.put(handle, walls.rule(), walls.items(), new RuleStore.Stamp(at, by, Pace.ORDINARY)));
            }
            return new Saved(changed(handle, before, after, by, at).release(), walls != null);
        }));
    }

    @Override
    public List<HistoryEntry> history(ReleaseId id) {
        return database.read("read the history of release " + id, handle -> handle
            .createQuery("SELECT * FROM release_step WHERE release_id = :id ORDER BY number").bind("id", id.value()).map((row, context) -> entry(row)).list());
    }

    @Override
    public boolean delete(ReleaseId id, Consumer<Release> check) {
        return database.write("delete release " + id, handle -> byId(handle, id).map(found -> {
            check.accept(found);
            handle.createUpdate("DELETE FROM release WHERE id = :id").bind("id", id.value()).execute();
            return found;
        }).isPresent());
    }

    private static Saved changed(Handle handle, Release before, Release after, String by, Instant at) {
        if (after.equals(before)) {
            return new Saved(before, false);
        }
        Release stored = after.at(before.version() + 1);
        bind(handle.createUpdate(UPDATE), stored).execute();
        SqlReleaseOutlets.save(handle, before, stored);
        Decision decision = stored.decision();
        if (decision != null && !decision.equals(before.decision())) {
            handle.createUpdate("INSERT INTO release_decision (release_id, revision, verdict, at, reasons) VALUES (:release, :revision, :verdict, :at, :reasons)")
                .bind("release", stored.id().value()).bind("revision", stored.revision()).bind("verdict", decision.verdict().name())
                .bind("at", Instants.nanos(decision.at())).bind("reasons", ReleaseCodec.reasons(decision.reasons())).execute();
        }
        orders(handle, before, stored, at);
        Trail.between(before, stored, by, at).forEach(entry -> step(handle, stored, entry));
        Trail.audit(before, stored, at).forEach(entry -> SqlAuditStore.append(handle, entry));
        return new Saved(stored, takenOut(handle, before, stored, by, at));
    }

    /** What walls are to be told stands beside the decision, or neither does. */
    private static void orders(Handle handle, Release before, Release after, Instant at) {
        if (after.goes() && !before.goes()) {
            SqlWallOrderStore.order(handle, after.ref(), after.screens(), Verdict.GO, at);
        }
        if (after.isWithdrawn() && !before.isWithdrawn()) {
            SqlWallOrderStore.order(handle, after.ref(), after.screens(), Verdict.WITHDRAWN, at);
        }
        List<ScreenId> recalled = before.recalled(after);
        if (!recalled.isEmpty()) {
            SqlWallOrderStore.order(handle, before.ref(), recalled, Verdict.WITHDRAWN, at);
        }
    }

    private static boolean takenOut(Handle handle, Release before, Release after, String by, Instant at) {
        Booking was = before.booking();
        Booking is = after.booking();
        if (was == null || was.rule() == null || (is != null && is.rule() != null)) {
            return false;
        }
        return SqlReleaseWalls.remove(handle, was.wallId(), new RuleStore.Stamp(at, by, Pace.APPLY_NOW)).isPresent();
    }

    private static void placed(RuleStore.Saved saved) {
        switch (saved) {
            case RuleStore.Saved.Done _ -> { }
            case RuleStore.Saved.UnknownGroup(var group) ->
                throw Refusal.invalid("groupUnknown", "There is no group " + group + ".", "Take it out of the release.");
            case RuleStore.Saved.UnknownScreen(var screen) ->
                throw Refusal.invalid("screenUnknown", "There is no screen " + screen + ".", "Take it out of the release.");
            case RuleStore.Saved.TooMany(int most) -> throw new Refusal(Refusal.Kind.TOO_LARGE, "tooManyRules",
                "One of its groups or screens has " + most + " rules already that are not over yet.", "Delete rules that are no longer wanted.");
            case RuleStore.Saved.Stale _, RuleStore.Saved.UnknownPlaylist _, RuleStore.Saved.UnknownCalendar _, RuleStore.Saved.Unknown _ ->
                throw new IllegalStateException("a release's own rule is not as it was made: " + saved);
        }
    }

    private static void step(Handle handle, Release release, HistoryEntry entry) {
        OutletId outlet = entry.outlet();
        handle.createUpdate(STEP).bind("release", release.id().value()).bind("at", Instants.nanos(entry.at())).bind("who", entry.by())
            .bind("outlet", outlet == null ? null : outlet.toString()).bind("was", entry.from()).bind("became", entry.to()).bind("code", entry.code())
            .bind("words", entry.words()).bind("about", entry.about() == null ? null : (Long) Instants.nanos(entry.about())).execute();
    }

    private static HistoryEntry entry(ResultSet row) throws SQLException {
        String outlet = row.getString("outlet");
        return new HistoryEntry(Instants.instant(row.getLong("at")), row.getString("who"), outlet == null ? null : OutletId.parse(outlet), row.getString("was"),
            row.getString("became"), row.getString("code"), row.getString("words"), SqlFeedStore.instant(row, "about_at"));
    }

    private static Update bind(Update update, Release release) {
        Booking booking = release.booking();
        return update.bind("id", release.id().value()).bind("name", release.content().name()).bind("revision", release.revision())
            .bind("version", release.version()).bind("content", ReleaseCodec.content(release.content())).bind("state", release.state().code().name())
            .bind("why", release.state().why()).bind("since", Instants.nanos(release.since()))
            .bind("at", booking == null ? null : (Long) Instants.nanos(booking.at())).bind("until", booking == null ? null : (Long) Instants.nanos(booking.until()))
            .bind("rule", booking == null || booking.rule() == null ? null : booking.rule().value())
            .bind("playlist", booking == null || booking.playlist() == null ? null : booking.playlist().value())
            .bind("wall", booking == null ? null : booking.wallId().value()).bind("items", booking == null ? null : ReleaseCodec.items(booking.items()))
            .bind("open", release.isOpen() ? 1 : 0).bind("by", release.createdBy())
            .bind("created", Instants.nanos(release.createdAt()));
    }

    private static Optional<Release> byId(Handle handle, ReleaseId id) {
        var outlets = SqlReleaseOutlets.of(handle, id);
        return handle.createQuery(SELECT + "WHERE r.id = :id").bind("id", id.value()).map((row, context) -> release(row, outlets)).findOne();
    }

    private static Release release(ResultSet row, List<Outlet> outlets) throws SQLException {
        return new Release(new ReleaseId(row.getString("id")), row.getLong("revision"), row.getLong("version"), ReleaseCodec.content(row.getString("content")),
            booking(row), ReleaseState.of(ReleaseState.Code.valueOf(row.getString("state")), row.getString("why")), Instants.instant(row.getLong("since")),
            decision(row), outlets, row.getString("created_by"), Instants.instant(row.getLong("created_at")));
    }

    private static @Nullable Booking booking(ResultSet row) throws SQLException {
        long at = row.getLong("at");
        if (row.wasNull()) {
            return null;
        }
        String rule = row.getString("rule_id");
        String playlist = row.getString("playlist_id");
        return new Booking(Instants.instant(at), Instants.instant(row.getLong("until_at")), rule == null ? null : new RuleId(rule),
            playlist == null ? null : new PlaylistId(playlist), new ReleaseId(row.getString("wall_id")),
            ReleaseCodec.items(Objects.requireNonNull(row.getString("items"))));
    }

    private static @Nullable Decision decision(ResultSet row) throws SQLException {
        String verdict = row.getString("verdict");
        return verdict == null ? null : new Decision(Decision.Verdict.valueOf(verdict), Instants.instant(row.getLong("decided_at")),
            ReleaseCodec.reasons(Objects.requireNonNull(row.getString("reasons"))));
    }
}
