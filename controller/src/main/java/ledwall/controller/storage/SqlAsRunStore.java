package ledwall.controller.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ledwall.controller.asrun.AsRunQuery;
import ledwall.controller.asrun.AsRunShowing;
import ledwall.controller.asrun.AsRunStore;
import ledwall.controller.asrun.ChainBreak;
import ledwall.controller.refusal.Refusal;
import ledwall.protocol.asrun.AsRunChain;
import ledwall.protocol.asrun.AsRunRecord;
import ledwall.protocol.asrun.AsRunRecord.Outcome;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.timeline.Instants;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** As-run records in SQL. */
public final class SqlAsRunStore implements AsRunStore {
    private static final String INSERT = """
            INSERT INTO as_run (screen_id, chain, sequence, kind, intent, version, item_id, item_name, media_hash, planned_at, at, bound, outcome, previous,
                                hash, joined)
            VALUES (:screen, :chain, :sequence, :kind, :intent, :version, :item, :name, :media, :planned, :at, :bound, :outcome, :previous, :hash, :joined)""";
    private static final String SHOWINGS = """
            SELECT i.item_id, i.item_name, i.media_hash, i.version, i.planned_at, i.chain, i.sequence, s.at AS started_at, s.bound AS started_bound,
                   e.at AS ended_at, e.outcome AS outcome, i.joined * coalesce(s.joined, 1) * coalesce(e.joined, 1) AS joined
            FROM as_run i
            LEFT JOIN as_run s ON s.screen_id = i.screen_id AND s.chain = i.chain AND s.intent = i.sequence AND s.kind = 'START'
            LEFT JOIN as_run e ON e.screen_id = i.screen_id AND e.chain = i.chain AND e.intent = i.sequence AND e.kind = 'END'
            WHERE i.kind = 'INTENT' AND i.screen_id = :screen AND i.planned_at >= :from AND i.planned_at < :until
              AND (i.planned_at > :afterPlanned OR (i.planned_at = :afterPlanned AND (i.chain > :afterChain
                   OR (i.chain = :afterChain AND i.sequence > :afterSequence))))
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
                .bind("outcome", record.outcome().name()).bind("previous", record.previous()).bind("hash", hash).bind("joined", joined ? 1 : 0);
    }

    @Override
    public List<AsRunShowing> showings(AsRunQuery query) {
        Cursor after = Cursor.parse(query.after());
        return database.read("list the showings of " + query.screen(), handle -> handle.createQuery(SHOWINGS)
                .bind("screen", query.screen().value()).bind("from", Instants.nanos(query.from())).bind("until", Instants.nanos(query.until()))
                .bind("afterPlanned", after.planned()).bind("afterChain", after.chain()).bind("afterSequence", after.sequence()).bind("limit", query.limit())
                .map((row, context) -> showing(row)).list());
    }

    private static AsRunShowing showing(ResultSet row) throws SQLException {
        long started = row.getLong("started_at");
        boolean wasSeen = !row.wasNull();
        long bound = wasSeen ? row.getLong("started_bound") : 0;
        long ended = row.getLong("ended_at");
        boolean isOver = !row.wasNull();
        String outcome = row.getString("outcome");
        var cursor = new Cursor(row.getLong("planned_at"), row.getLong("chain"), row.getLong("sequence"));
        return new AsRunShowing(new ItemId(row.getString("item_id")), row.getString("item_name"), new MediaHash(row.getString("media_hash")),
                row.getLong("version"), Instants.instant(cursor.planned()), wasSeen ? Instants.instant(started) : null, isOver ? Instants.instant(ended) : null,
                bound, outcome == null ? Outcome.NONE : Outcome.valueOf(outcome), row.getInt("joined") == 1, cursor.text());
    }

    /** A place in the order of showings. */
    private record Cursor(long planned, long chain, long sequence) {
        static Cursor parse(@Nullable String text) {
            if (text == null) {
                return new Cursor(Long.MIN_VALUE, 0, 0);
            }
            String[] parts = text.split("_", -1);
            if (parts.length != 3) {
                throw unknown();
            }
            try {
                return new Cursor(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
            } catch (NumberFormatException e) {
                throw unknown();
            }
        }

        private static Refusal unknown() {
            return Refusal.invalid("badCursor", "The cursor is not one of this list.", "Read the list from its beginning.");
        }

        String text() {
            return planned + "_" + chain + "_" + sequence;
        }
    }
}
