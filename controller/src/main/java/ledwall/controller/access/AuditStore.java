package ledwall.controller.access;

import java.util.List;

/** Audit rows, only ever added. Blocking; each method is one transaction. */
public interface AuditStore {
    void append(AuditEntry entry);

    /** Newest first, those with an id below {@code before}. */
    List<Row> page(long before, int limit);

    /** A stored entry; ids count up. */
    record Row(long id, AuditEntry entry) {}
}
