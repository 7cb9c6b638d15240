package ledwall.controller.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import ledwall.controller.asrun.AsRunCursor;
import ledwall.controller.asrun.AsRunQuery;
import ledwall.controller.asrun.AsRunShowing;
import ledwall.controller.asrun.AsRunStore;
import ledwall.controller.asrun.ChainBreak;
import ledwall.protocol.asrun.AsRunChain;
import ledwall.protocol.asrun.AsRunRecord;
import ledwall.protocol.asrun.AsRunRecord.Outcome;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.timeline.Instants;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.EmptyHandling;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** As-run records in SQL. */
public final class SqlAsRunStore implements AsRunStore {
    private static final String INSERT = """
            INSERT INTO as_run (screen_id, chain, sequence, kind, intent, version, item_id, item_name, media_hash, planned_at, at, bound, outcome, previous,
                                hash, joined, stand_in_for)
            VALUES (:screen, :chain, :sequence, :kind, :intent, :version, :item, :name, :media, :planned, :at, :bound, :outcome, :previous, :hash, :joined,
                    :standInFor)""";
    static final String SHOWINGS = """
            SELECT i.item_id, i.item_name, i.media_hash, i.version, i.planned_at, i.chain, i.sequence, i.stand_in_for, s.at AS started_at, s.bound AS started_bound,
                   e.at AS ended_at, e.bound AS ended_bound, e.outcome AS outcome, i.joined * coalesce(s.joined, 1) * coalesce(e.joined, 1) AS joined
            FROM as_run i
            LEFT JOIN as_run s ON s.screen_id = i.screen_id AND s.chain = i.chain AND s.intent = i.sequence AND s.kind = 'START'
            LEFT JOIN as_run e ON e.screen_id = i.screen_id AND e.chain = i.chain AND e.intent = i.sequence AND e.kind = 'END'
            WHERE i.kind = 'INTENT' AND i.screen_id = :screen AND i.planned_at >= :from AND i.planned_at < :until
              AND (i.planned_at > :afterPlanned OR (i.planned_at = :afterPlanned AND (i.chain > :afterChain
                   OR (i.chain = :afterChain AND i.sequence > :afterSequence))))
              AND coalesce(e.outcome, 'NONE') IN (<outcomes>)
            ORDER BY i.planned_at, i.chain, i.sequence LIMIT :limit""";

    private final Database database;

    public SqlAsRunStore(Database database) {
        this.database = database;
    }

    /** Where a screen's newest chain ends. */
    private record Head(long chain, long sequence, String hash) {
        static final Head NONE = new Head(1, 0, AsRunChain.BEGIN);
    }

    @Override
    public List<ChainBreak> append(List<Received> records) {
        return database.write("store " + records.size() + " as-run records", handle -> {
            Map<ScreenId, Head> heads = new TreeMap<>();
            var breaks = new ArrayList<ChainBreak>();
            try (var insert = handle.prepareBatch(INSERT)) {
                for (Received received : records) {
                    ScreenId screen = received.screen();
                    Head head = heads.computeIfAbsent(screen, id -> head(handle, id));
                    String hash = AsRunChain.hash(received.record());
                    if (received.record().sequence() <= head.sequence()) {
                        // The record may lie in this very batch, twice.
                        insert.execute();
                        if (stored(handle, screen, head.chain(), received.record().sequence(), hash)) {
                            continue;
                        }
                    }
                    @Nullable String broken = brokenBecause(head, received.record());
                    if (broken != null) {
                        breaks.add(new ChainBreak(screen, received.record().sequence(), broken));
                    }
                    long chain = received.record().sequence() <= head.sequence() ? head.chain() + 1 : head.chain();
                    bind(insert, screen, chain, received.record(), hash, broken == null).add();
                    heads.put(screen, new Head(chain, received.record().sequence(), hash));
                }
                insert.execute();
            }
            return breaks;
        });
    }

    private static @Nullable String brokenBecause(Head head, AsRunRecord record) {
        if (record.sequence() <= head.sequence()) {
            return "the log begins anew: record " + record.sequence() + " is another than the one stored";
        }
        if (record.sequence() > head.sequence() + 1) {
            return "records " + (head.sequence() + 1) + " to " + (record.sequence() - 1) + " lack";
        }
        return record.previous().equals(head.hash()) ? null : "it names another predecessor than record " + head.sequence();
    }

    private static Head head(Handle handle, ScreenId screen) {
        return handle.createQuery("SELECT chain, sequence, hash FROM as_run WHERE screen_id = :screen ORDER BY chain DESC, sequence DESC LIMIT 1")
                .bind("screen", screen.value()).map((row, context) -> new Head(row.getLong("chain"), row.getLong("sequence"), row.getString("hash")))
                .findOne().orElse(Head.NONE);
    }

    private static boolean stored(Handle handle, ScreenId screen, long chain, long sequence, String hash) {
        return handle.createQuery("SELECT count(*) FROM as_run WHERE screen_id = :screen AND chain = :chain AND sequence = :sequence AND hash = :hash")
                .bind("screen", screen.value()).bind("chain", chain).bind("sequence", sequence).bind("hash", hash).mapTo(int.class).one() > 0;
    }

    private static PreparedBatch bind(PreparedBatch insert, ScreenId screen, long chain, AsRunRecord record,
                                                                 String hash, boolean joined) {
        return insert.bind("screen", screen.value()).bind("chain", chain).bind("sequence", record.sequence()).bind("kind", record.kind().name())
                .bind("intent", record.intent()).bind("version", record.version()).bind("item", record.item().value()).bind("name", record.itemName())
                .bind("media", record.media().value()).bind("planned", record.plannedNanos()).bind("at", record.atNanos()).bind("bound", record.boundNanos())
                .bind("outcome", record.outcome().name()).bind("previous", record.previous()).bind("hash", hash).bind("joined", joined ? 1 : 0)
                .bind("standInFor", record.standInFor() == null ? null : record.standInFor().value());
    }

    @Override
    public List<AsRunShowing> showings(AsRunQuery query) {
        AsRunCursor after = query.after();
        // From the cursor on, so that the index finds the page's begin however long the window is.
        long from = Math.max(Instants.nanos(query.from()), after.plannedNanos());
        return database.read("list the showings of " + query.screen(), handle -> handle.createQuery(SHOWINGS)
                .bind("screen", query.screen().value()).bind("from", from).bind("until", Instants.nanos(query.until()))
                .bind("afterPlanned", after.plannedNanos()).bind("afterChain", after.chain()).bind("afterSequence", after.sequence())
                .bind("limit", query.limit()).bindList(EmptyHandling.NULL_KEYWORD, "outcomes", query.outcomes().stream().map(Enum::name).toList())
                .map((row, context) -> showing(row)).list());
    }

    @Override
    public List<Turn> turns(ScreenId screen, long fromNanos, long untilNanos) {
        return database.read("list the turns of " + screen, handle -> handle.createQuery("""
                SELECT item_id, planned_at FROM as_run WHERE kind = 'INTENT' AND screen_id = :screen AND planned_at >= :from AND planned_at < :until
                ORDER BY planned_at, chain, sequence""").bind("screen", screen.value()).bind("from", fromNanos).bind("until", untilNanos)
                .map((row, context) -> new Turn(new ItemId(row.getString("item_id")), row.getLong("planned_at"))).list());
    }

    @Override
    public Optional<Heard> heard(ScreenId screen) {
        return database.read("find how far " + screen + " has told", handle -> {
            Optional<Long> at = handle.createQuery("SELECT at FROM as_run WHERE screen_id = :screen ORDER BY chain DESC, sequence DESC LIMIT 1")
                    .bind("screen", screen.value()).mapTo(Long.class).findOne();
            return at.map(nanos -> handle.createQuery("""
                    SELECT chain, intent FROM as_run WHERE screen_id = :screen AND kind = 'START' ORDER BY chain DESC, sequence DESC LIMIT 1""")
                    .bind("screen", screen.value()).map((row, context) -> new Heard(nanos, row.getLong("chain"), row.getLong("intent"))).findOne()
                    .orElse(new Heard(nanos, 0, 0)));
        });
    }

    private static AsRunShowing showing(ResultSet row) throws SQLException {
        long started = row.getLong("started_at");
        boolean wasSeen = !row.wasNull();
        long ended = row.getLong("ended_at");
        boolean isOver = !row.wasNull();
        String outcome = row.getString("outcome");
        String standInFor = row.getString("stand_in_for");
        var place = new AsRunCursor(row.getLong("planned_at"), row.getLong("chain"), row.getLong("sequence"));
        return new AsRunShowing(new ItemId(row.getString("item_id")), row.getString("item_name"), new MediaHash(row.getString("media_hash")),
                row.getLong("version"), Instants.instant(place.plannedNanos()), wasSeen ? Instants.instant(started) : null, isOver ? Instants.instant(ended) : null,
                row.getLong("started_bound"), row.getLong("ended_bound"), outcome == null ? Outcome.NONE : Outcome.valueOf(outcome),
                standInFor == null ? null : new ItemId(standInFor), row.getInt("joined") == 1, place);
    }
}
