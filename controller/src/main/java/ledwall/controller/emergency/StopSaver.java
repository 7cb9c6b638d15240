package ledwall.controller.emergency;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import ledwall.controller.access.AuditEntry;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.runtime.Loop;
import ledwall.protocol.runtime.Work;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings changed records into the database, and tries until it takes them: a database that refuses must keep nobody from stopping a wall. On the control loop.
 */
final class StopSaver {
    /** Its own lane: a stop waits for no other writer but the one whose transaction runs. */
    static final String LANE = "emergency";
    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final Logger log = LoggerFactory.getLogger(StopSaver.class);

    private final StopStore store;
    private final Work work;
    private final Loop loop;
    private final TreeMap<ScreenId, StopRecord> unsaved = new TreeMap<>();
    private @Nullable StopRecord unsavedOthers;
    private final List<AuditEntry> unaudited = new ArrayList<>();
    private List<Runnable> waiting = new ArrayList<>();
    private boolean writing;

    StopSaver(StopStore store, Work work, Loop loop) {
        this.store = store;
        this.work = work;
        this.loop = loop;
    }

    void changed(ScreenId screen, StopRecord record) {
        unsaved.put(screen, record);
    }

    void othersChanged(StopRecord record) {
        unsavedOthers = record;
    }

    /** Goes into the audit in the transaction that stores what changed. */
    void audit(AuditEntry entry) {
        unaudited.add(entry);
    }

    /** Writes all that changed; {@code saved} follows once the database has it, however long that takes. */
    void save(Runnable saved) {
        waiting.add(saved);
        write();
    }

    private void write() {
        if (writing || waiting.isEmpty()) {
            return;
        }
        writing = true;
        var book = new StopStore.Book(unsaved, unsavedOthers);
        List<AuditEntry> audit = List.copyOf(unaudited);
        List<Runnable> these = waiting;
        waiting = new ArrayList<>();
        work.submit(LANE, "store stops", () -> {
            store.save(book, audit);
            return book;
        }, loop, new Work.Outcome<StopStore.Book>() {
            @Override
            public void done(StopStore.Book stored) {
                writing = false;
                stored.screens().forEach(unsaved::remove);
                unaudited.subList(0, audit.size()).clear();
                if (Objects.equals(unsavedOthers, stored.others())) {
                    unsavedOthers = null;
                }
                these.forEach(Runnable::run);
                write();
            }

            @Override
            public void failed(Exception cause) {
                log.error("stops are not stored yet, and are tried again: {}", cause.getMessage());
                these.addAll(waiting);
                waiting = these;
                loop.after(AGAIN, "store stops again", () -> {
                    writing = false;
                    write();
                });
            }
        });
    }
}
