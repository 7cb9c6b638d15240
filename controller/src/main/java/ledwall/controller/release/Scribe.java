package ledwall.controller.release;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import ledwall.controller.change.Change;
import ledwall.controller.change.Changes;
import ledwall.controller.clock.TimelineClock;
import ledwall.protocol.runtime.Loop;
import ledwall.protocol.runtime.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings what the engine decides and hears into the database, one write of a release at a time, and tries until the database takes it. On the control loop. */
final class Scribe {
    private static final Duration AGAIN = Duration.ofMillis(250);
    private static final Logger log = LoggerFactory.getLogger(Scribe.class);

    private final ReleaseStore store;
    private final TimelineClock clock;
    private final Work work;
    private final Loop loop;
    private final Changes changes;
    private final BiConsumer<Release, Release> recall;
    private final Consumer<Running> stored;

    /**
     * @param recall told of each change that was stored, before and after
     * @param stored told of each release that was written: only now may anybody hear of it
     */
    Scribe(ReleaseStore store, TimelineClock clock, Work work, Loop loop, Changes changes, BiConsumer<Release, Release> recall,
           Consumer<Running> stored) {
        this.store = store;
        this.clock = clock;
        this.work = work;
        this.loop = loop;
        this.changes = changes;
        this.recall = recall;
        this.stored = stored;
    }

    /** Writes what is new, unless a write is under way, which goes on with it. */
    void write(Running running) {
        if (running.writing || running.news.isEmpty()) {
            return;
        }
        running.writing = true;
        List<Running.News> these = List.copyOf(running.news);
        running.news.clear();
        var id = running.release.id();
        var now = clock.instant();
        work.submit("release " + id, "store a release", () -> store.change(id, "", now, release -> {
            Release out = release;
            for (Running.News each : these) {
                out = each.change().apply(out);
            }
            return out;
        }), loop, new Work.Outcome<>() {
            @Override
            public void done(Optional<ReleaseStore.Saved> saved) {
                running.writing = false;
                if (running.unwritten) {
                    running.unwritten = false;
                    log.info("[{}] is stored now", id);
                }
                saved.ifPresent(each -> {
                    adopt(running, each.release());
                    if (each.rules()) {
                        changes.post(new Change(Change.Kind.RULE, id.value()));
                    }
                });
                these.forEach(each -> each.then().run());
                stored.accept(running);
            }

            @Override
            public void failed(Exception cause) {
                if (!running.unwritten) {
                    running.unwritten = true;
                    log.error("[{}] is not stored yet, and is tried again: {}", id, cause.getMessage());
                }
                running.news.addAll(0, these);
                loop.after(AGAIN, "store a release again", () -> {
                    running.writing = false;
                    write(running);
                });
            }
        });
    }

    /** The newest of what was read and what was written. */
    void adopt(Running running, Release release) {
        Release known = running.release;
        if (release.version() <= known.version()) {
            return;
        }
        running.release = release;
        recall.accept(known, release);
        if (known.state().code() != release.state().code()) {
            log.info("[{}] {} -> {}: {}", release.id(), known.state().code(), release.state().code(), release.state().why());
        }
        for (Outlet outlet : release.outlets()) {
            known.outlet(outlet.id()).filter(was -> was.state() != outlet.state()).ifPresent(was -> log.info("[{}] {} ({}) {} -> {}: {}", release.id(), outlet.name(),
                outlet.id(), was.state(), outlet.state(), outlet.cause() == null ? "" : outlet.cause().words()));
        }
    }
}
