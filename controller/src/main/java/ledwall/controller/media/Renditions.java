package ledwall.controller.media;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import ledwall.controller.change.Change;
import ledwall.controller.change.Changes;
import ledwall.controller.media.MediaProgress.Phase;
import ledwall.controller.refusal.Refusal;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.MediaId;
import ledwall.protocol.runtime.Loop;
import ledwall.protocol.runtime.Work;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which renditions exist and which are to be made. One run at a time, so that playing and serving go on undisturbed; a run makes everything that is wanted of
 * one master. The wants are not stored: after a restart whoever needs a rendition asks again. On the loop, but for what says otherwise.
 */
public final class Renditions {
    /** Counts up whenever rendering changes in a way that shows; old clips then stay in use until they are asked for anew. */
    public static final int RECIPE = 1;
    /** Outputs of one run: each holds an encoder of up to a hundred megabytes. */
    private static final int MAX_OUTPUTS = 8;
    /** A crash of the media tools may be chance; twice is the file's fault. */
    private static final int TRIES = 2;
    /** How long to wait where the disk is full or a program is missing, and at first where a single file cannot be read: somebody has to act. */
    private static final Duration PAUSE = Duration.ofSeconds(30);
    /** A file that takes all memory with each try shall not do so all day: 32 minutes at most. */
    private static final int MOST_DOUBLINGS = 6;
    /** One that the disk does not give back costs nothing to try, and whoever waits with an edit waits a minute at most once the disk is well again. */
    private static final int MOST_DOUBLINGS_OF_AN_EDIT = 1;
    private static final Logger LOG = LoggerFactory.getLogger(Renditions.class);

    /** An upload is often put into a playlist at once: what that asks for goes first, without waiting for sizes that nobody has asked for. */
    private static final Duration AFTER_UPLOAD = Duration.ofSeconds(2);

    /** How soon a want is met; the later constants first. */
    public enum Priority {
        /** It may be needed some day. */
        SPARE,
        /** Somebody has just uploaded it. */
        UPLOAD,
        /** An edit waits for it. */
        PROGRAMME,
        /** A screen has nothing at all to show without it. */
        SLATE
    }

    /** How many renditions of one master exist, and how many will once those wanted are made. */
    public record Tally(int ready, int total) {}

    private final Loop loop;
    private final Work work;
    private final MediaStore media;
    private final Rendering rendering;
    private final ProgressFeed progress;
    private final Changes changes;
    private final Map<RenditionKey, Rendition> ready = new ConcurrentHashMap<>();
    private final Map<MediaHash, Tally> tallies = new ConcurrentHashMap<>();
    private final Setbacks setbacks = new Setbacks();
    private final Map<RenditionKey, Priority> wanted = new LinkedHashMap<>();
    /** Uploads of the last two seconds, which wait for somebody to say what is really needed. */
    private final Set<RenditionKey> held = new HashSet<>();
    private boolean running;
    private boolean paused;

    Renditions(Loop loop, Work work, MediaStore media, Rendering rendering, ProgressFeed progress, Changes changes) {
        this.loop = loop;
        this.work = work;
        this.media = media;
        this.rendering = rendering;
        this.progress = progress;
        this.changes = changes;
    }

    /** Fills in what the store and the disk hold. Before the loop runs. */
    void load(List<Rendition> existing, List<Media> masters) {
        existing.forEach(this::add);
        // The same bytes may have failed once and been rendered when they were uploaded again.
        var sound = masters.stream().filter(each -> each.failure() == null).map(Media::hash).collect(Collectors.toSet());
        masters.forEach(each -> {
            if (each.failure() != null && !sound.contains(each.hash())) {
                setbacks.breaks(each.hash(), each.failure());
            }
        });
    }

    /** The rendition, if it exists. Safe from any thread. */
    public Optional<Rendition> find(RenditionKey key) {
        return Optional.ofNullable(ready.get(key));
    }

    /** Why nothing can be made of this master, if so. Safe from any thread. */
    public Optional<String> failure(MediaHash master) {
        return setbacks.broken(master);
    }

    /** Why this one is not going to be made, if so. Safe from any thread. */
    public Optional<String> failure(RenditionKey key) {
        return setbacks.failure(key);
    }

    /** Why nothing is made of this master for now, if so; it is tried again. Safe from any thread. */
    public Optional<String> delay(MediaHash master) {
        return setbacks.delay(master);
    }

    /** Safe from any thread. */
    public Tally tally(MediaHash master) {
        return tallies.getOrDefault(master, new Tally(0, 0));
    }

    /** Asks for what does not exist yet. Asking again changes nothing, but may raise the priority; what cannot be made is left out. */
    public void want(Collection<RenditionKey> keys, Priority priority) {
        for (RenditionKey key : keys) {
            if (ready.containsKey(key) || setbacks.failure(key).isPresent()) {
                continue;
            }
            if (!wanted.containsKey(key)) {
                count(key.master(), 0, 1);
            }
            Priority before = wanted.get(key);
            Priority now = higher(before, priority);
            boolean fresh = wanted.put(key, now) == null;
            if (isUrgent(now) && !isUrgent(before)) {
                setbacks.wakeUnreadable(key.master());
            }
            if (priority != Priority.UPLOAD) {
                held.remove(key);
            } else if (fresh) {
                held.add(key);
            }
        }
        if (priority == Priority.UPLOAD) {
            loop.after(AFTER_UPLOAD, "render an upload", () -> {
                held.removeAll(keys);
                next();
            });
        }
        next();
    }

    /** Forgets that a master could not be rendered: somebody uploaded it again. */
    void giveAnotherChance(MediaHash master) {
        if (setbacks.forget(master)) {
            // Whoever asked in vain may ask again.
            changes.post(new Change(Change.Kind.RENDITION, master.value()));
        }
    }

    /** A master was deleted: nothing more is made of it, but what was made may still be needed. Safe from any thread. */
    void deleted(MediaHash master) {
        loop.post("master deleted", () -> {
            List.copyOf(wanted.keySet()).stream().filter(key -> key.master().equals(master)).forEach(this::unwant);
            held.removeIf(key -> key.master().equals(master));
            setbacks.forget(master);
        });
    }

    /** Forgets a master of which nothing is left. Safe from any thread. */
    void forget(MediaHash master) {
        loop.post("forget master", () -> {
            ready.keySet().removeIf(key -> key.master().equals(master));
            wanted.keySet().removeIf(key -> key.master().equals(master));
            setbacks.forget(master);
            tallies.remove(master);
            LOG.info("master {} is gone", master);
        });
    }

    private static boolean isUrgent(@Nullable Priority priority) {
        return priority != null && priority.compareTo(Priority.PROGRAMME) >= 0;
    }

    private static Priority higher(@Nullable Priority old, Priority now) {
        return old == null || old.compareTo(now) < 0 ? now : old;
    }

    private void next() {
        if (running || paused || wanted.isEmpty()) {
            return;
        }
        RenditionKey first = null;
        Priority highest = null;
        for (var want : wanted.entrySet()) {
            boolean may = !setbacks.resting(want.getKey().master()) && !held.contains(want.getKey());
            if (may && (highest == null || want.getValue().compareTo(highest) > 0)) {
                first = want.getKey();
                highest = want.getValue();
            }
        }
        if (first == null) {
            return;
        }
        var master = first.master();
        List<RenditionKey> keys = new ArrayList<>(List.of(first));
        for (var want : wanted.entrySet()) {
            RenditionKey key = want.getKey();
            // One reading of the master serves all that is as urgent; the rest would only make the urgent ones wait.
            boolean along = want.getValue() == highest && !held.contains(key) && key.master().equals(master) && !key.equals(first)
                && !setbacks.suspected(key) && !setbacks.suspected(first);
            if (along && keys.size() < MAX_OUTPUTS) {
                keys.add(key);
            }
        }
        running = true;
        LOG.info("rendering {} of master {}", keys.size(), master);
        work.submit("ffmpeg", "render", () -> rendering.run(master, keys), loop, new Work.Outcome<>() {
            @Override
            public void done(Rendering.Made made) {
                rendered(master, keys, made);
            }

            @Override
            public void failed(Exception cause) {
                notRendered(master, keys, cause);
            }
        });
    }

    private void rendered(MediaHash master, List<RenditionKey> keys, Rendering.Made made) {
        running = false;
        setbacks.well(master, keys);
        keys.forEach(this::unwant);
        made.renditions().forEach(this::add);
        if (!made.renditions().isEmpty()) {
            LOG.info("rendered {} of master {}", made.renditions().size(), master);
            changes.post(new Change(Change.Kind.RENDITION, master.value()));
        }
        if (!wants(master)) {
            made.media().forEach(id -> progress.publish(new MediaProgress(id, Phase.READY, 100)));
        }
        next();
    }

    private void notRendered(MediaHash master, List<RenditionKey> keys, Exception cause) {
        running = false;
        LOG.warn("rendering {} of master {} failed: {}", keys.size(), master, cause.toString());
        if (Unavailable.forAll(cause)) {
            paused = true;
            loop.after(PAUSE, "render again", () -> {
                paused = false;
                next();
            });
            return;
        }
        boolean passing = cause instanceof IOException || (cause instanceof Refusal refusal && refusal.kind() == Refusal.Kind.UNAVAILABLE);
        if (passing || master.equals(Slates.MASTER)) {
            if (cause instanceof Refusal) {
                // Many outputs at once may have been too much for the machine.
                keys.forEach(setbacks::suspect);
            }
            rest(master, keys, cause);
        } else {
            // The first run may have failed because of one of many: from now on each is made alone.
            int most = keys.stream().mapToInt(setbacks::tried).max().orElse(0);
            if (keys.size() == 1 && most >= TRIES) {
                giveUp(keys.getFirst(), cause instanceof Refusal refusal ? refusal.cause() : "The media tools failed on it.");
            }
        }
        next();
    }

    /** Puts what is wanted of a master behind the rest: what failed may pass, and nobody else shall wait for it. */
    private void rest(MediaHash master, List<RenditionKey> keys, Exception cause) {
        String words = cause instanceof Refusal refusal ? refusal.cause() : "The controller cannot read or write its files: " + cause.getMessage();
        boolean unreadable = cause instanceof IOException;
        int times = setbacks.rest(master, unreadable, words);
        boolean awaited = keys.stream().map(wanted::get).anyMatch(Renditions::isUrgent);
        int most = unreadable && awaited ? MOST_DOUBLINGS_OF_AN_EDIT : MOST_DOUBLINGS;
        for (RenditionKey key : keys) {
            Priority priority = wanted.remove(key);
            if (priority != null) {
                wanted.put(key, priority);
            }
        }
        loop.after(PAUSE.multipliedBy(1L << Math.min(times - 1, most)), "render again", () -> {
            setbacks.rested(master);
            next();
        });
        changes.post(new Change(Change.Kind.RENDITION, master.value()));
    }

    private void giveUp(RenditionKey key, String words) {
        MediaHash master = key.master();
        unwant(key);
        setbacks.fails(key, words);
        boolean none = ready.keySet().stream().noneMatch(made -> made.master().equals(master));
        if (wants(master) || !none) {
            LOG.warn("{} cannot be rendered: {}", key, words);
            changes.post(new Change(Change.Kind.RENDITION, master.value()));
            return;
        }
        LOG.warn("nothing can be rendered of master {}: {}", master, words);
        setbacks.breaks(master, words);
        work.submit("sql-write", "media failed", () -> {
            List<MediaId> ids = media.byHash(master).stream().map(Media::id).toList();
            ids.forEach(id -> media.fail(id, words));
            return ids;
        }, loop, ids -> ids.forEach(id -> {
            progress.publish(new MediaProgress(id, Phase.FAILED, 100));
            changes.post(new Change(Change.Kind.MEDIA, id.value()));
        }));
    }

    private boolean wants(MediaHash master) {
        return wanted.keySet().stream().anyMatch(key -> key.master().equals(master));
    }

    private void add(Rendition rendition) {
        if (ready.put(rendition.key(), rendition) == null) {
            count(rendition.key().master(), 1, 1);
        }
    }

    private void unwant(RenditionKey key) {
        if (wanted.remove(key) != null) {
            count(key.master(), 0, -1);
        }
    }

    private void count(MediaHash master, int moreReady, int moreInAll) {
        tallies.merge(master, new Tally(moreReady, moreInAll), (old, more) -> new Tally(old.ready + more.ready, old.total + more.total));
    }
}
