package ledwall.controller.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ledwall.controller.release.walls.WallOrder;
import ledwall.controller.release.walls.WallOrderStore;
import ledwall.protocol.id.ReleaseId;
import ledwall.protocol.id.ReleaseRef;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Instants;
import ledwall.protocol.timeline.Tokens;
import ledwall.protocol.timeline.Verdict;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Orders of releases to screens in SQL. */
public final class SqlWallOrderStore implements WallOrderStore {
    private final Database database;

    public SqlWallOrderStore(Database database) {
        this.database = database;
    }

    @Override
    public List<WallOrder> since(Instant after) {
        return database.read("read what screens were ordered of releases", handle -> handle.createQuery("""
                SELECT * FROM release_order WHERE ordered_at > :after OR (verdict = 'WITHDRAWN' AND kept_at IS NULL)
                ORDER BY screen_id, release_id, verdict""").bind("after", Instants.nanos(after)).map((row, context) -> order(row)).list());
    }

    @Override
    public void order(ReleaseRef ref, Collection<ScreenId> screens, Verdict verdict, Instant at) {
        database.change("store what screens are ordered of release " + ref, handle -> order(handle, ref, screens, verdict, at));
    }

    /** Within the transaction of whoever decided it. An order that stands there for this revision stays as it is, with what the screen said of it. */
    static void order(Handle handle, ReleaseRef ref, Collection<ScreenId> screens, Verdict verdict, Instant at) {
        if (screens.isEmpty()) {
            return;
        }
        try (var batch = handle.prepareBatch("""
                INSERT INTO release_order (screen_id, release_id, revision, verdict, ordered_at) VALUES (:screen, :release, :revision, :verdict, :at)
                ON CONFLICT (screen_id, release_id, verdict) DO UPDATE SET revision = excluded.revision, ordered_at = excluded.ordered_at, kept_at = NULL,
                    heard_nanos = NULL WHERE release_order.revision <> excluded.revision""")) {
            for (ScreenId screen : screens) {
                batch.bind("screen", screen.value()).bind("release", ref.release().value()).bind("revision", ref.revision()).bind("verdict", verdict.name())
                        .bind("at", Instants.nanos(at)).add();
            }
            batch.execute();
        }
    }

    @Override
    public void heard(List<WallOrder> orders) {
        if (orders.isEmpty()) {
            return;
        }
        database.change("store what screens hold of releases", handle -> {
            try (var batch = handle.prepareBatch("""
                    INSERT INTO release_order (screen_id, release_id, revision, verdict, ordered_at, kept_at, heard_nanos)
                    VALUES (:screen, :release, :revision, :verdict, :at, :kept, :heard)
                    ON CONFLICT (screen_id, release_id, verdict) DO UPDATE SET kept_at = excluded.kept_at, heard_nanos = excluded.heard_nanos
                    WHERE release_order.revision = excluded.revision""")) {
                for (WallOrder order : orders) {
                    @Nullable Instant kept = order.keptAt();
                    batch.bind("screen", order.screen().value()).bind("release", order.ref().release().value()).bind("revision", order.ref().revision())
                            .bind("verdict", order.verdict().name()).bind("at", Instants.nanos(order.orderedAt()))
                            .bind("kept", kept == null ? null : (Long) Instants.nanos(kept)).bind("heard", order.heardNanos()).add();
                }
                batch.execute();
            }
        });
    }

    @Override
    public Tokens heard(ScreenId screen) {
        Map<ReleaseId, Tokens.Heard> heard = new TreeMap<>();
        for (WallOrder order : database.read("read what screen " + screen + " heard of releases", handle -> handle
                .createQuery("SELECT * FROM release_order WHERE screen_id = :screen AND heard_nanos IS NOT NULL ORDER BY release_id, verdict")
                .bind("screen", screen.value()).map((row, context) -> order(row)).list())) {
            // A go comes before a withdrawal, in the alphabet too.
            var known = heard.get(order.ref().release());
            Long nanos = order.heardNanos();
            if (nanos != null) {
                heard.put(order.ref().release(), order.verdict() == Verdict.GO ? new Tokens.Heard(order.ref().revision(), nanos, Block.FOREVER)
                        : new Tokens.Heard(known == null ? order.ref().revision() : known.revision(), known == null ? Block.FOREVER : known.goNanos(), nanos));
            }
        }
        return new Tokens(heard);
    }

    private static WallOrder order(ResultSet row) throws SQLException {
        long kept = row.getLong("kept_at");
        @Nullable Instant keptAt = row.wasNull() ? null : Instants.instant(kept);
        long heard = row.getLong("heard_nanos");
        @Nullable Long heardNanos = row.wasNull() ? null : (Long) heard;
        return new WallOrder(new ScreenId(row.getString("screen_id")), new ReleaseRef(new ReleaseId(row.getString("release_id")), row.getLong("revision")),
                Verdict.valueOf(row.getString("verdict")), Instants.instant(row.getLong("ordered_at")), keptAt, heardNanos);
    }
}
