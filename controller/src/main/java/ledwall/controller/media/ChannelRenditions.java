package ledwall.controller.media;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import ledwall.controller.media.ChannelRequest.Form;
import ledwall.controller.refusal.Refusal;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.runtime.Loop;
import ledwall.protocol.runtime.Work;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was made of masters for online channels, and what is to be made. One at a time, in the lane of the walls' renditions, so that neither keeps the other
 * waiting for more than one run. Wants are not stored: after a restart whoever needs a file asks again. On the loop, but for what says otherwise.
 */
public final class ChannelRenditions {
    /** Counts up whenever making them changes in a way that shows. What was made before stays as long as a channel names it. */
    public static final int RECIPE = 1;
    /** Far more than the releases of a week ask for; beyond it somebody asks in a circle. */
    static final int MOST_WANTED = 2_000;
    /** A crash of the media tools may be chance; twice is the file's fault. */
    private static final int TRIES = 2;
    private static final Duration PAUSE = Duration.ofSeconds(30);
    /** Half an hour, for a machine that has no memory for it. */
    private static final int MOST_DOUBLINGS = 6;
    private static final Logger LOG = LoggerFactory.getLogger(ChannelRenditions.class);

    private final Loop loop;
    private final Work work;
    private final ChannelRendering rendering;
    private final Map<ChannelRequest, ChannelRendition> ready = new ConcurrentHashMap<>();
    private final Map<ChannelRequest, Refusal> failed = new ConcurrentHashMap<>();
    private final Map<ChannelRequest, Refusal> delayed = new ConcurrentHashMap<>();
    private final Set<ChannelRequest> wanted = new LinkedHashSet<>();
    /** Those of the wanted that wait for their next try. */
    private final Set<ChannelRequest> resting = new HashSet<>();
    private final Map<ChannelRequest, Integer> rests = new HashMap<>();
    private final Map<ChannelRequest, Integer> tries = new HashMap<>();
    private final List<Supplier<Predicate<ChannelRendition>>> users = new CopyOnWriteArrayList<>();
    private final List<Consumer<ChannelRequest>> hearers = new CopyOnWriteArrayList<>();
    private boolean running;
    private boolean paused;

    ChannelRenditions(Loop loop, Work work, ChannelRendering rendering) {
        this.loop = loop;
        this.work = work;
        this.rendering = rendering;
    }

    /** Fills in what the store and the disk hold. Before the loop runs. */
    void load(List<ChannelRendition> existing) {
        existing.stream().filter(each -> each.recipe() == RECIPE).forEach(each -> ready.put(each.request(), each));
    }

    /** Told on the loop of each request that was met, or given up, or that has to wait. */
    public void subscribe(Consumer<ChannelRequest> hearer) {
        hearers.add(hearer);
    }

    /**
     * Names somebody for whom files are kept.
     *
     * @param needed tells, as of now, which are needed; blocking, called from any worker. Where it throws, nothing is collected
     */
    public void keepFor(Supplier<Predicate<ChannelRendition>> needed) {
        users.add(needed);
    }

    /** The file, if it is made. Safe from any thread. */
    public Optional<ChannelRendition> find(ChannelRequest request) {
        return Optional.ofNullable(ready.get(request));
    }

    /** Why it is not going to be made, if so. Safe from any thread. */
    public Optional<Refusal> failure(ChannelRequest request) {
        return Optional.ofNullable(failed.get(request));
    }

    /** Why it has to wait, if so; it is tried again by itself. Safe from any thread. */
    public Optional<Refusal> delay(ChannelRequest request) {
        return Optional.ofNullable(delayed.get(request));
    }

    /** Asks for a file. Asking again changes nothing; what cannot be made is left out. */
    public void want(ChannelRequest request) {
        if (ready.containsKey(request) || failed.containsKey(request) || wanted.contains(request)) {
            return;
        }
        if (wanted.size() >= MOST_WANTED) {
            LOG.warn("{} files for channels are wanted already; one of master {} has to be asked for again", wanted.size(), request.master());
            return;
        }
        wanted.add(request);
        next();
    }

    /** Forgets that nothing could be made of a master: somebody uploaded it again. */
    void giveAnotherChance(MediaHash master) {
        List<ChannelRequest> lost = failed.keySet().stream().filter(each -> each.master().equals(master)).toList();
        lost.forEach(failed::remove);
        lost.forEach(this::tell);
    }

    /** A master was deleted: nothing more is made of it. Safe from any thread. */
    void deleted(MediaHash master) {
        loop.post("master deleted", () -> {
            List.copyOf(wanted).stream().filter(each -> each.master().equals(master)).forEach(this::drop);
            failed.keySet().removeIf(each -> each.master().equals(master));
        });
    }

    /** Which are needed as of now, each asked of everybody. Blocking; safe from any worker. */
    List<Predicate<ChannelRendition>> needed() {
        return users.stream().map(Supplier::get).toList();
    }

    /** Forgets files that were collected. Safe from any thread. */
    void forget(List<ChannelRendition> gone) {
        loop.post("forget channel renditions", () -> gone.forEach(each -> ready.remove(each.request(), each)));
    }

    private void next() {
        if (running || paused) {
            return;
        }
        @Nullable ChannelRequest first = first();
        if (first != null) {
            make(first);
        }
    }

    /** Pictures take a moment, and people wait for them while they choose; films take their time. */
    private @Nullable ChannelRequest first() {
        @Nullable ChannelRequest film = null;
        for (ChannelRequest each : wanted) {
            if (resting.contains(each)) {
                continue;
            }
            if (each.form() == Form.PICTURE) {
                return each;
            }
            film = film == null ? each : film;
        }
        return film;
    }

    private void make(ChannelRequest request) {
        running = true;
        LOG.info("making a {} of {}x{} of master {}", request.form(), request.width(), request.height(), request.master());
        work.submit("ffmpeg", "make for a channel", () -> rendering.run(request), loop, new Work.Outcome<>() {
            @Override
            public void done(ChannelRendition made) {
                running = false;
                drop(request);
                ready.put(request, made);
                LOG.info("made {} of master {}: {}x{}, {} bytes of at most {}", made.hash(), request.master(), made.width(), made.height(), made.bytes(),
                    request.maxBytes());
                tell(request);
                next();
            }

            @Override
            public void failed(Exception cause) {
                running = false;
                notMade(request, cause);
                next();
            }
        });
    }

    private void notMade(ChannelRequest request, Exception cause) {
        LOG.warn("making a {} of master {} failed: {}", request.form(), request.master(), cause.toString());
        if (!wanted.contains(request)) {
            return;
        }
        if (Unavailable.forAll(cause)) {
            pause(cause);
        } else if (cause instanceof IOException || (cause instanceof Refusal refusal && refusal.kind() == Refusal.Kind.UNAVAILABLE)) {
            rest(request, cause);
        } else if (tries.merge(request, 1, Integer::sum) >= TRIES) {
            drop(request);
            failed.put(request, words(cause));
        }
        tell(request);
    }

    /** Nothing can be made for now. */
    private void pause(Exception cause) {
        paused = true;
        wanted.forEach(each -> delayed.put(each, words(cause)));
        loop.after(PAUSE, "make for channels again", () -> {
            paused = false;
            delayed.keySet().removeIf(each -> !resting.contains(each));
            next();
        });
    }

    /** Puts it aside, so that nothing else waits for it. */
    private void rest(ChannelRequest request, Exception cause) {
        int times = rests.merge(request, 1, Integer::sum);
        resting.add(request);
        delayed.put(request, words(cause));
        loop.after(PAUSE.multipliedBy(1L << Math.min(times - 1, MOST_DOUBLINGS)), "make for a channel again", () -> {
            wake(request);
            next();
        });
    }

    private void wake(ChannelRequest request) {
        resting.remove(request);
        delayed.remove(request);
    }

    private void drop(ChannelRequest request) {
        wanted.remove(request);
        wake(request);
        rests.remove(request);
        tries.remove(request);
    }

    private static Refusal words(Exception cause) {
        return switch (cause) {
            case Refusal refusal -> refusal;
            case IOException unreadable -> new Refusal(Refusal.Kind.UNAVAILABLE, "diskFailed", "The controller cannot read or write its files: "
                + unreadable.getMessage() + ".", "Look at the controller's disk and log.");
            default -> Refusal.invalid("mediaToolsFailed", "The media tools failed on it.", "Export it again, or convert it to MP4 (H.264), then upload that.");
        };
    }

    private void tell(ChannelRequest request) {
        hearers.forEach(hearer -> hearer.accept(request));
    }
}
