package ledwall.controller.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import ledwall.controller.change.Changes;
import ledwall.controller.clock.TimelineClock;
import ledwall.controller.refusal.Refusal;
import ledwall.controller.schedule.Forecast;
import ledwall.controller.screen.Screen;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Instants;
import ledwall.protocol.timeline.Tokens;
import org.jspecify.annotations.Nullable;

/**
 * What a screen was, is and will be told to play, in any range: the stored truth as far as it goes, and what the compiler makes of the days behind it. That is
 * computed for all screens of a group at once, and kept until an edit, another revision or another day. Blocking, safe from any thread.
 */
public final class Forecasts {
    /** A year and a month: nobody plans further, and each day costs a compilation's share. */
    public static final Duration FURTHEST = Duration.ofDays(400);
    /** So many requests wait for a computation at most: a page of fifty screens, and room for people who do something else. */
    static final int MAX_WAITING = 64;

    private static final int MAX_GROUPS = 64;

    private final Planning planning;
    private final Rollouts rollouts;
    private final RolloutStore store;
    private final TimelineClock clock;
    private final Changes changes;
    private final Function<ScreenId, Tokens> heard;
    private final Semaphore places = new Semaphore(MAX_WAITING);
    /** One at a time: computing takes a processor, and the controller has better to do with the others. */
    private final ReentrantLock computing = new ReentrantLock();
    /** Those asked for last, the latest at the end; under its own monitor, briefly. */
    private final LinkedHashMap<GroupId, Kept> kept = new LinkedHashMap<>();

    /** What a result depends on. A revision is itself only: comparing two is slow. */
    private record Basis(long edits, @Nullable CompiledRevision decided, long day) {
        @SuppressWarnings("ReferenceEquality")
        boolean same(Basis other) {
            return edits == other.edits && decided == other.decided && day == other.day;
        }
    }

    private record Kept(Basis basis, Forecast.Ahead ahead) {}

    /** @param heard what a screen is known to have heard of releases, ever; blocking */
    public Forecasts(Planning planning, Rollouts rollouts, RolloutStore store, TimelineClock clock, Changes changes, Function<ScreenId, Tokens> heard) {
        this.planning = planning;
        this.rollouts = rollouts;
        this.store = store;
        this.clock = clock;
        this.changes = changes;
        this.heard = heard;
    }

    /**
     * What is due in {@code [from, until)}, as far as it can be computed.
     *
     * @throws Refusal beyond {@link #FURTHEST} from now, and where too many wait for a computation
     */
    public Forecast.Computed of(Screen screen, Instant from, Instant until) {
        long now = clock.now();
        long end = Instants.nanos(until);
        if (end > now + FURTHEST.toNanos()) {
            throw Refusal.invalid("previewTooFar", "Nothing is computed beyond " + FURTHEST.toDays() + " days from now.", "Ask for a range that ends before.");
        }
        var stored = store.programme(screen.id(), Instants.nanos(from), end);
        long seam = Forecast.seam(stored, now, Planning.HORIZON);
        var computed = end <= seam ? Optional.<Forecast.Computed>empty() : ahead(screen, end).map(ahead -> ahead.of(stored, screen.id(), seam, end));
        return computed.orElse(new Forecast.Computed(stored, Block.FOREVER, end)).expecting(heard.apply(screen.id()), now);
    }

    /** Empty where the screen's group is gone. */
    private Optional<Forecast.Ahead> ahead(Screen screen, long end) {
        var known = known(screen.group(), basis(screen.group()));
        if (known.filter(ahead -> ahead.reaches(end)).isPresent()) {
            return known;
        }
        if (!places.tryAcquire()) {
            throw new Refusal(Refusal.Kind.UNAVAILABLE, "previewBusy", "Too many others wait for days ahead to be computed.", "Try again in a few seconds.");
        }
        try {
            computing.lock();
            try {
                return computed(screen, end);
            } finally {
                computing.unlock();
            }
        } finally {
            places.release();
        }
    }

    private Optional<Forecast.Ahead> computed(Screen screen, long end) {
        // Before anything is read: an edit made meanwhile is not what was computed.
        Basis basis = basis(screen.group());
        var known = known(screen.group(), basis);
        if (known.isEmpty()) {
            known = planning.upcoming(screen, Optional.ofNullable(basis.decided())).map(Forecast::of);
        }
        var out = known.map(ahead -> ahead.to(end));
        out.ifPresent(ahead -> keep(screen.group(), new Kept(basis, ahead)));
        return out;
    }

    private Basis basis(GroupId group) {
        return new Basis(changes.edits(), rollouts.decided(group).orElse(null), clock.now() / Duration.ofDays(1).toNanos());
    }

    private Optional<Forecast.Ahead> known(GroupId group, Basis basis) {
        synchronized (kept) {
            return Optional.ofNullable(kept.get(group)).filter(each -> each.basis().same(basis)).map(Kept::ahead);
        }
    }

    private void keep(GroupId group, Kept made) {
        synchronized (kept) {
            kept.remove(group);
            kept.put(group, made);
            while (kept.size() > MAX_GROUPS || kept.values().stream().mapToLong(each -> each.ahead().spans()).sum() > Forecast.MOST_SPANS) {
                kept.pollFirstEntry();
            }
        }
    }
}
