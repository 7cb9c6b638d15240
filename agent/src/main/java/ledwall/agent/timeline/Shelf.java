package ledwall.agent.timeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import ledwall.agent.cache.MediaWant;
import ledwall.agent.health.Problems;
import ledwall.agent.link.Uplink;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.ReleaseId;
import ledwall.protocol.id.ReleaseRef;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.id.TimelineHash;
import ledwall.protocol.message.ReleaseProgress;
import ledwall.protocol.message.TimelineOffer;
import ledwall.protocol.message.TimelineReady;
import ledwall.protocol.message.TimelineRefused;
import ledwall.protocol.message.TimelineSwitch;
import ledwall.protocol.message.Welcome;
import ledwall.protocol.runtime.Node;
import ledwall.protocol.runtime.Work;
import ledwall.protocol.timeline.Instants;
import ledwall.protocol.timeline.Programme;
import ledwall.protocol.timeline.Switch;
import ledwall.protocol.timeline.Timeline;

/**
 * The timelines that this agent keeps: the one on air, and what follows. An offer is verified and on disk before it counts; a newer version takes the place
 * of older ones that have not taken over; a timeline goes on the glass at its switch, or later as soon as it is ready (or can be shown in part, the rest
 * being out of reach), until when the older one stays.
 * Nothing here needs a controller once it is kept. On the agent's loop.
 */
public final class Shelf {
    private static final Logger LOG = LoggerFactory.getLogger(Shelf.class);
    private static final String LANE = "shelf";
    private static final String DAMAGED = "shelfDamaged";
    private static final String NOT_KEPT = "shelfNotKept";
    private static final long REPORT_EVERY_NANOS = 1_000_000_000L;
    /** Files come in bursts: one report for several. */
    private static final long REPORT_SOON_NANOS = 100_000_000L;
    /** A timeline that waits for its files is looked at so often, for that one of them cannot be had is told by nobody. */
    private static final long LOOK_EVERY_NANOS = 500_000_000L;
    private static final long RETRY_NANOS = 5_000_000_000L;

    private final Node node;
    private final ScreenId screen;
    private final ShelfStore store;
    private final Uplink uplink;
    private final Problems problems;
    private final Files files;
    private final LongSupplier timelineNow;
    private final Runnable wake;
    private final List<Runnable> listeners = new ArrayList<>();
    private final Rack rack = new Rack();
    /** Switches that came while their timeline was still being verified. */
    private final Map<TimelineHash, Switch> early = new HashMap<>();
    private final Set<TimelineHash> verifying = new HashSet<>();
    /** The versions that the index on disk names: only these are reported as ready. */
    private final Set<Long> stored = new HashSet<>();
    private final Map<Long, Readiness> reported = new HashMap<>();
    /** How far each version was when it was last looked at, for the log. */
    private final Map<Long, Standing> standings = new TreeMap<>();
    private ShelfStore.@Nullable Size size;
    private Programme programme = Programme.EMPTY;
    private final List<Runnable> keptListeners = new ArrayList<>();
    private boolean dirty;
    /** Other timelines are kept, or another switch is known, than the listeners were told. */
    private boolean keptChanged;
    private boolean writing;
    private long writeAtNanos = Long.MAX_VALUE;
    private long reportAtNanos;
    private long lookAtNanos;

    /**
     * What a timeline's files are like on this agent.
     *
     * @param verified whether one is whole on the disk
     * @param inVain whether it is not, and was asked for again and again
     */
    public record Files(Predicate<MediaHash> verified, Predicate<MediaHash> inVain) {}

    /**
     * @param files what this agent has, and what it cannot get
     * @param timelineNow the timeline clock
     * @param wake asks for a {@link #step} soon
     */
    public Shelf(Node node, ScreenId screen, Uplink uplink, Problems problems, Files files, LongSupplier timelineNow, Runnable wake) {
        this.node = node;
        this.screen = screen;
        this.store = new ShelfStore(node.disk());
        this.uplink = uplink;
        this.problems = problems;
        this.files = files;
        this.timelineNow = timelineNow;
        this.wake = wake;
        this.reportAtNanos = node.clock().nanos();
        this.lookAtNanos = reportAtNanos;
    }

    /**
     * Reads what the last run kept. Blocking: called once, before the loop runs. Damaged files are set aside and reported, and what is left is played.
     *
     * @throws IOException if the disk cannot be read at all
     */
    public void restore() throws IOException {
        var damage = new ArrayList<String>();
        rack.restore(store.read(screen, damage));
        if (!damage.isEmpty()) {
            problems.raise(DAMAGED, String.join("; ", damage) + ". It is mended as soon as the controller offers it again.");
        }
        for (Kept kept : rack.all()) {
            stored.add(kept.version());
            LOG.info("shelf: kept version {} {}, switch {}", kept.version(), kept.hash(), kept.change());
        }
        refresh();
    }

    /** What may go on the glass: every timeline that has its switch and is ready, oldest first. */
    public Programme programme() {
        return programme;
    }

    /** Told on the loop each time {@link #programme} changed. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** Told on the loop each time other timelines are kept, or one of them will take over at another instant: other files are needed, or sooner. */
    public void onKept(Runnable listener) {
        keptListeners.add(listener);
    }

    /** The timeline in force now: what the heartbeat names. Empty before the first switch. */
    public Optional<InForce> inForce() {
        long version = programme.inForce(timelineNow.getAsLong()).map(entry -> entry.timeline().version()).orElse(0L);
        return rack.all().stream().filter(kept -> kept.version() == version).map(kept -> new InForce(version, kept.hash())).findFirst();
    }

    /** A timeline by its names. */
    public record InForce(long version, TimelineHash hash) {}

    /** Everything up to this instant is verified, for the newest timeline kept; 0 with none. */
    public long readyUntilNanos() {
        List<Kept> all = rack.all();
        return all.isEmpty() ? 0 : Readiness.of(all.getLast(), files.verified(), timelineNow.getAsLong()).untilNanos();
    }

    /** How far the newest timeline's releases are that are not over; {@code received} says what came of a file that is not whole yet. */
    public List<ReleaseProgress> progress(ToLongFunction<MediaHash> received) {
        List<Kept> all = rack.all();
        return all.isEmpty() ? List.of() : ReleaseMedia.of(all.getLast().timeline(), programme, timelineNow.getAsLong(), files.verified(), received);
    }

    /** Those of them that nothing lacks any more. */
    public List<ReleaseRef> complete() {
        return progress(any -> 0).stream().filter(each -> each.complete() && each.due()).map(ReleaseProgress::ref).toList();
    }

    /** The releases that a kept timeline names. */
    public Set<ReleaseId> releases() {
        return rack.releases();
    }

    /** What a release shows by any kept timeline. */
    public Set<ItemId> itemsOf(ReleaseId release) {
        return rack.itemsOf(release);
    }

    /** Every file that a kept timeline may still need, first the one due first. */
    public List<MediaWant> wants() {
        return rack.wants(timelineNow.getAsLong());
    }

    public Set<MediaHash> slates() {
        return rack.slates();
    }

    /** Every file that a kept timeline names: never evicted. */
    public Set<MediaHash> pinned() {
        return rack.pinned();
    }

    /** A session began: what is kept is reported anew, and later offers are measured against this size. */
    public void welcomed(Welcome welcome) {
        size = new ShelfStore.Size(welcome.width(), welcome.height(), welcome.frameRate());
        reported.clear();
        reportAtNanos = node.clock().nanos();
    }

    public void offer(TimelineOffer offer) {
        if (rack.holds(offer.version(), offer.hash())) {
            reported.remove(offer.version());
            wake.run();
            return;
        }
        if (offer.version() <= rack.newest()) {
            refuse(offer, "stale", "version " + rack.newest() + (offer.version() < rack.newest() ? " is newer and kept" : " is kept with another hash"));
            return;
        }
        if (!verifying.add(offer.hash())) {
            return;
        }
        ShelfStore.Size expected = size;
        node.work().submit(LANE, "verify timeline " + offer.version(), () -> store.take(offer, screen, expected), node.loop(), new Work.Outcome<Timeline>() {
            @Override
            public void done(Timeline timeline) {
                verifying.remove(offer.hash());
                keep(offer, timeline);
            }

            @Override
            public void failed(Exception cause) {
                verifying.remove(offer.hash());
                early.remove(offer.hash());
                String code = cause instanceof Refusal refusal ? refusal.code() : "diskFull";
                refuse(offer, code, String.valueOf(cause.getMessage()));
            }
        });
    }

    private void keep(TimelineOffer offer, Timeline timeline) {
        Switch change = early.remove(offer.hash());
        if (timeline.version() <= rack.newest()) {
            refuse(offer, "stale", "version " + rack.newest() + " came meanwhile");
            return;
        }
        rack.add(offer.hash(), timeline);
        problems.clear(DAMAGED);
        LOG.info("shelf: keeps version {} {}", timeline.version(), offer.hash());
        if (change != null) {
            decide(timeline.version(), offer.hash(), change);
        }
        changed();
    }

    /** A switch, which may name an instant in the past: the timeline then joins as soon as it is ready. */
    public void change(TimelineSwitch change) {
        if (verifying.contains(change.hash())) {
            early.put(change.hash(), change.change());
        } else if (rack.holds(change.version(), change.hash())) {
            decide(change.version(), change.hash(), change.change());
        } else {
            LOG.warn("shelf: a switch for version {} {}, which is not kept", change.version(), change.hash());
        }
    }

    private void decide(long version, TimelineHash hash, Switch change) {
        if (rack.decide(version, hash, change)) {
            LOG.info("shelf: version {} takes over at {} with cue {}", version, Instants.instant(change.atNanos()), change.firstCue());
            changed();
        }
    }

    /** A file became verified or ceased to be. */
    public void mediaChanged() {
        dirty = true;
        reportAtNanos = Math.min(reportAtNanos, node.clock().nanos() + REPORT_SOON_NANOS);
        wake.run();
    }

    private void changed() {
        writeSoon();
        dirty = true;
        keptChanged = true;
        wake.run();
    }

    private void writeSoon() {
        writeAtNanos = Math.min(writeAtNanos, node.clock().nanos());
    }

    /** Acts on what is due; returns when to be called next. */
    public long step(long now) {
        if (rack.retire(timelineNow.getAsLong())) {
            dirty = true;
            keptChanged = true;
            writeSoon();
        }
        boolean waits = rack.waits();
        if (dirty || (waits && now >= lookAtNanos)) {
            dirty = false;
            lookAtNanos = now + LOOK_EVERY_NANOS;
            refresh();
        }
        if (keptChanged) {
            keptChanged = false;
            keptListeners.forEach(Runnable::run);
        }
        if (now >= writeAtNanos && !writing) {
            write(now);
        }
        if (now >= reportAtNanos && uplink.open()) {
            reportAtNanos = now + REPORT_EVERY_NANOS;
            report();
        }
        long look = waits ? lookAtNanos : Long.MAX_VALUE;
        return Math.min(look, Math.min(writing ? Long.MAX_VALUE : writeAtNanos, uplink.open() ? reportAtNanos : now + 1_000_000_000L));
    }

    /** Admits what has become ready and makes the programme anew. */
    private void refresh() {
        if (rack.admit(files, timelineNow.getAsLong())) {
            writeSoon();
        }
        note();
        Programme next = rack.programme();
        if (!next.equals(programme)) {
            programme = next;
            LOG.info("shelf: the programme is versions {}", next.entries().stream().map(entry -> entry.timeline().version()).toList());
            listeners.forEach(Runnable::run);
        }
    }

    private void note() {
        Map<Long, Standing> fresh = new TreeMap<>();
        rack.all().forEach(kept -> fresh.put(kept.version(), kept.standing()));
        standings.forEach((version, was) -> {
            if (!fresh.containsKey(version)) {
                LOG.info("shelf: version {} {} -> {}: a newer one stands in its place", version, was, null);
            }
        });
        fresh.forEach((version, is) -> {
            Standing was = standings.get(version);
            if (was != is) {
                LOG.info("shelf: version {} {} -> {}: ready until {}", version, was, is, Instants.instant(readyUntilNanos()));
            }
        });
        standings.clear();
        standings.putAll(fresh);
    }

    private void write(long now) {
        writeAtNanos = Long.MAX_VALUE;
        writing = true;
        List<Kept> snapshot = rack.all();
        node.work().submit(LANE, "write the shelf", () -> {
            store.write(snapshot);
            return snapshot;
        }, node.loop(), new Work.Outcome<List<Kept>>() {
            @Override
            public void done(List<Kept> result) {
                writing = false;
                problems.clear(NOT_KEPT);
                stored.clear();
                result.forEach(kept -> stored.add(kept.version()));
                reported.keySet().retainAll(stored);
                reportAtNanos = node.clock().nanos();
                wake.run();
            }

            @Override
            public void failed(Exception cause) {
                writing = false;
                problems.raise(NOT_KEPT, "timelines cannot be kept on this disk: " + cause.getMessage());
                writeAtNanos = now + RETRY_NANOS;
                wake.run();
            }
        });
    }

    private void report() {
        long now = timelineNow.getAsLong();
        for (Kept kept : rack.all()) {
            if (!stored.contains(kept.version())) {
                continue;
            }
            Readiness ready = Readiness.of(kept, files.verified(), now);
            if (ready.isNews(reported.get(kept.version()))) {
                reported.put(kept.version(), ready);
                uplink.send(new TimelineReady(kept.version(), kept.hash(), ready.untilNanos(), ready.missingMedia(), ready.missingBytes()));
            }
        }
    }

    private void refuse(TimelineOffer offer, String code, String detail) {
        LOG.warn("shelf: refuses version {} {}: {} ({})", offer.version(), offer.hash(), code, detail);
        uplink.send(new TimelineRefused(offer.version(), offer.hash(), code, detail));
    }
}
