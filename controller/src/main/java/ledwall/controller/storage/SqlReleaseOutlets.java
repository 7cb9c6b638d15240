package ledwall.controller.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ledwall.controller.release.Cause;
import ledwall.controller.release.Evidence;
import ledwall.controller.release.Outlet;
import ledwall.controller.release.OutletId;
import ledwall.controller.release.OutletState;
import ledwall.controller.release.Release;
import ledwall.controller.release.ReleaseCodec;
import ledwall.controller.release.Withdrawal;
import ledwall.protocol.id.ReleaseId;
import ledwall.protocol.timeline.Instants;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The outlets of releases in SQL, within the transaction that changes the release. */
final class SqlReleaseOutlets {
    private static final String SAVE = """
        INSERT INTO release_outlet (release_id, outlet, place, name, state, cause_code, cause, memo, next_at, task, called_at, submitted_at, actual_at, proof_url,
            proof_ref, proof_exact, withdrawal, withdrawal_at, withdrawal_words)
        VALUES (:release, :outlet, :place, :name, :state, :causeCode, :cause, :memo, :next, :task, :called, :submitted, :actual, :url, :ref, :exact, :withdrawal,
            :withdrawalAt, :withdrawalWords)
        ON CONFLICT (release_id, outlet) DO UPDATE SET place = excluded.place, name = excluded.name, state = excluded.state, cause_code = excluded.cause_code,
            cause = excluded.cause, memo = excluded.memo, next_at = excluded.next_at, task = excluded.task, called_at = excluded.called_at,
            submitted_at = excluded.submitted_at, actual_at = excluded.actual_at, proof_url = excluded.proof_url, proof_ref = excluded.proof_ref,
            proof_exact = excluded.proof_exact, withdrawal = excluded.withdrawal, withdrawal_at = excluded.withdrawal_at,
            withdrawal_words = excluded.withdrawal_words""";

    private SqlReleaseOutlets() {}

    static List<Outlet> of(Handle handle, ReleaseId release) {
        return handle.createQuery("SELECT * FROM release_outlet WHERE release_id = :release ORDER BY place").bind("release", release.value())
            .map((row, context) -> outlet(row)).list();
    }

    /** Of all releases that {@code which} holds, by the release's id. */
    static Map<String, List<Outlet>> of(Handle handle, String which) {
        return byRelease(handle.createQuery("SELECT * FROM release_outlet WHERE release_id IN (SELECT r.id FROM release r " + which + ") ORDER BY release_id, place"));
    }

    /** Of these releases, by their ids; at least one. */
    static Map<String, List<Outlet>> of(Handle handle, List<String> releases) {
        return byRelease(handle.createQuery("SELECT * FROM release_outlet WHERE release_id IN (<ids>) ORDER BY release_id, place").bindList("ids", releases));
    }

    private static Map<String, List<Outlet>> byRelease(Query query) {
        var out = new HashMap<String, List<Outlet>>();
        query.map((row, context) -> Map.entry(row.getString("release_id"), outlet(row)))
            .forEach(each -> out.computeIfAbsent(each.getKey(), first -> new ArrayList<>()).add(each.getValue()));
        return out;
    }

    /** Writes what is another than before. */
    static void save(Handle handle, Release before, Release after) {
        for (Outlet outlet : before.outlets()) {
            if (after.outlet(outlet.id()).isEmpty()) {
                handle.createUpdate("DELETE FROM release_outlet WHERE release_id = :release AND outlet = :outlet").bind("release", after.id().value())
                    .bind("outlet", outlet.id().toString()).execute();
            }
        }
        for (int i = 0; i < after.outlets().size(); i++) {
            Outlet outlet = after.outlets().get(i);
            if (i >= before.outlets().size() || !before.outlets().get(i).equals(outlet)) {
                save(handle, after.id(), i, outlet);
            }
        }
    }

    private static void save(Handle handle, ReleaseId release, int place, Outlet outlet) {
        Cause cause = outlet.cause();
        Evidence proof = outlet.evidence();
        Withdrawal back = outlet.withdrawal();
        handle.createUpdate(SAVE).bind("release", release.value()).bind("outlet", outlet.id().toString()).bind("place", place).bind("name", outlet.name())
            .bind("state", outlet.state().name()).bind("causeCode", cause == null ? null : cause.code()).bind("cause", cause == null ? null : cause.words())
            .bind("memo", ReleaseCodec.memo(outlet.memo())).bind("next", nanos(outlet.nextAt())).bind("task", ReleaseCodec.task(outlet.task()))
            .bind("called", nanos(outlet.times().calledAt())).bind("submitted", nanos(outlet.times().submittedAt()))
            .bind("actual", nanos(outlet.times().actualAt())).bind("url", proof == null ? null : proof.url()).bind("ref", proof == null ? null : proof.ref())
            .bind("exact", proof == null ? null : (Integer) (proof.exact() ? 1 : 0)).bind("withdrawal", back == null ? null : back.state().name())
            .bind("withdrawalAt", back == null ? null : nanos(back.at())).bind("withdrawalWords", back == null ? null : back.words()).execute();
    }

    private static Outlet outlet(ResultSet row) throws SQLException {
        String cause = row.getString("cause_code");
        String ref = row.getString("proof_ref");
        String back = row.getString("withdrawal");
        Instant backAt = instant(row, "withdrawal_at");
        return new Outlet(OutletId.parse(row.getString("outlet")), row.getString("name"), OutletState.valueOf(row.getString("state")),
            cause == null ? null : new Cause(cause, row.getString("cause")), ReleaseCodec.memo(row.getString("memo")), instant(row, "next_at"),
            ReleaseCodec.task(row.getString("task")),
            new Outlet.Times(instant(row, "called_at"), instant(row, "submitted_at"), instant(row, "actual_at")),
            ref == null ? null : new Evidence(row.getString("proof_url"), ref, row.getInt("proof_exact") == 1),
            back == null || backAt == null ? null : new Withdrawal(Withdrawal.State.valueOf(back), backAt, row.getString("withdrawal_words")));
    }

    private static @Nullable Long nanos(@Nullable Instant instant) {
        return instant == null ? null : (Long) Instants.nanos(instant);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long nanos = row.getLong(column);
        return row.wasNull() ? null : Instants.instant(nanos);
    }
}
