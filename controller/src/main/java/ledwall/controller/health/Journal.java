package ledwall.controller.health;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ledwall.controller.clock.TimelineClock;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.runtime.Loop;
import ledwall.protocol.runtime.Work;
import ledwall.protocol.timeline.Instants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what happens to screens, many screens to a transaction. It is a diary, not a proof: what cannot be written is dropped and counted, and nobody
 * waits for it. On the control loop.
 */
public final class Journal {
    private static final Duration COMMIT_AFTER = Duration.ofMillis(50);
    /** Waiting beyond this is dropped: a disk that hangs must not fill the memory. */
    static final int MAX_WAITING = 5_000;
    /** A screen that flaps writes so many events at once, then one every {@link #REFILL_NANOS}. */
    static final int BURST = 40;
    static final long REFILL_NANOS = 3_000_000_000L;
    private static final Logger log = LoggerFactory.getLogger(Journal.class);

    private final HealthStore store;
    private final TimelineClock clock;
    private final Work work;
    private final Loop loop;
    private final TreeMap<ScreenId, Allowance> allowances = new TreeMap<>();
    private List<ScreenEvent> events = new ArrayList<>();
    private TreeMap<ScreenId, LastSeen> seen = new TreeMap<>();
    private boolean timerSet;
    private boolean writing;
    private long dropped;

    /** What one screen may still write. */
    private static final class Allowance {
        private int left = BURST;
        private long atNanos;

        boolean take(long now) {
            long refills = Math.max(0, (now - atNanos) / REFILL_NANOS);
            if (refills > 0) {
                left = (int) Math.min(BURST, left + refills);
                atNanos = now;
            }
            return left > 0 && left-- > 0;
        }
    }

    public Journal(HealthStore store, TimelineClock clock, Work work, Loop loop) {
        this.store = store;
        this.clock = clock;
        this.work = work;
        this.loop = loop;
    }

    /** How the screens were last seen before this run. Blocking: before the loop runs. */
    Map<ScreenId, LastSeen> remembered() {
        return store.lastSeen();
    }

    void note(ScreenId screen, ScreenEvent.Code code, String detail) {
        Instant now = Instants.instant(clock.now());
        if (events.size() >= MAX_WAITING || !allowances.computeIfAbsent(screen, first -> new Allowance()).take(clock.now())) {
            if (dropped++ % 1_000 == 0) {
                log.warn("[{}] too many events, {} {} is not written down; so far: {}", screen, code, detail, dropped);
            }
            return;
        }
        events.add(new ScreenEvent(screen, now, code, detail));
        soon();
    }

    void remember(LastSeen last) {
        seen.put(last.screen(), last);
        soon();
    }

    /** The screen is no more. */
    void forget(ScreenId screen) {
        allowances.remove(screen);
        seen.remove(screen);
    }

    private void soon() {
        if (!timerSet && !writing) {
            timerSet = true;
            loop.after(COMMIT_AFTER, "write the journal", this::write);
        }
    }

    private void write() {
        timerSet = false;
        if (events.isEmpty() && seen.isEmpty()) {
            return;
        }
        writing = true;
        List<ScreenEvent> batch = events;
        List<LastSeen> last = List.copyOf(seen.values());
        events = new ArrayList<>();
        seen = new TreeMap<>();
        work.submit("sql-write", "write the journal", () -> {
            store.append(batch, last);
            return batch.size();
        }, loop, new Work.Outcome<Integer>() {
            @Override
            public void done(Integer count) {
                written();
            }

            @Override
            public void failed(Exception cause) {
                dropped += batch.size();
                written();
            }
        });
    }

    private void written() {
        writing = false;
        if (!events.isEmpty() || !seen.isEmpty()) {
            soon();
        }
    }
}
