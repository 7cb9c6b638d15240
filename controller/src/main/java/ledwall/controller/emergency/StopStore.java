package ledwall.controller.emergency;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import ledwall.controller.access.AuditEntry;
import ledwall.protocol.id.ScreenId;
import org.jspecify.annotations.Nullable;

/** Stops that outlive the controller. Blocking; each method is one transaction. */
public interface StopStore {
    Book all();

    /** Stores these in the place of earlier ones, a newer revision that is there stays; and adds to the audit what nobody asked this controller for. */
    void save(Book changed, List<AuditEntry> audit);

    /**
     * Words on screens.
     *
     * @param others on all that have none of their own, such as screens added while everything is stopped; null where nothing is said of them
     */
    record Book(SortedMap<ScreenId, StopRecord> screens, @Nullable StopRecord others) {
        public Book {
            screens = Collections.unmodifiableSortedMap(new TreeMap<>(screens));
        }
    }
}
