package ledwall.controller.change;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import ledwall.protocol.runtime.Loop;

/** Tells everybody who asked of each change, on the control loop, in the order posted. Safe from any thread. */
public final class Changes {
    private final Loop loop;
    private final List<Consumer<Change>> hearers = new CopyOnWriteArrayList<>();
    private final AtomicLong edits = new AtomicLong();

    public Changes(Loop loop) {
        this.loop = loop;
    }

    /** Call after the commit, never before. */
    public void post(Change change) {
        switch (change.kind()) {
            case SCREEN, GROUP, MEDIA, RENDITION, PLAYLIST, RULE, CALENDAR -> edits.incrementAndGet();
            case REVISION, AS_RUN, PERSON, RELEASE, CHANNEL -> { }
        }
        for (Consumer<Change> hearer : hearers) {
            loop.post("change " + change.kind(), () -> hearer.accept(change));
        }
    }

    /**
     * How many changes there were, so far, of what schedules are made of: as long as it stays, what was computed from them holds. Counted before whoever edits
     * hears that it is done.
     */
    public long edits() {
        return edits.get();
    }

    public void subscribe(Consumer<Change> hearer) {
        hearers.add(hearer);
    }
}
