package ledwall.controller.storage;

import java.util.List;
import ledwall.controller.access.AuditEntry;
import ledwall.controller.access.AuditStore;
import ledwall.protocol.timeline.Instants;
import org.jdbi.v3.core.Handle;

/** Audit rows in SQL. */
public final class SqlAuditStore implements AuditStore {
    private final Database database;

    public SqlAuditStore(Database database) {
        this.database = database;
    }

    @Override
    public void append(AuditEntry entry) {
        database.change("write the audit", handle -> append(handle, entry));
    }

    /** The same within a transaction that does what the entry is about. */
    static void append(Handle handle, AuditEntry entry) {
        // One writer at a time: the next id can be read in the same statement, and ids follow the commits.
        handle.createUpdate("""
                INSERT INTO audit (id, at, who, what, target, result, address)
                SELECT coalesce(max(id), 0) + 1, :at, :who, :what, :target, :result, :address FROM audit""")
                .bind("at", Instants.nanos(entry.at())).bind("who", entry.who()).bind("what", entry.what()).bind("target", entry.target())
                .bind("result", entry.result()).bind("address", entry.address()).execute();
    }

    @Override
    public List<Row> page(long before, int limit) {
        return database.read("read the audit", handle -> handle.createQuery("SELECT * FROM audit WHERE id < :before ORDER BY id DESC LIMIT :limit")
                .bind("before", before).bind("limit", limit)
                .map((row, context) -> new Row(row.getLong("id"), new AuditEntry(Instants.instant(row.getLong("at")), row.getString("who"), row.getString("what"),
                        row.getString("target"), row.getString("result"), row.getString("address"))))
                .list());
    }
}
