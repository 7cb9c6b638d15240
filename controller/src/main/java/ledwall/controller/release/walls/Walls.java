package ledwall.controller.release.walls;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import ledwall.controller.clock.TimelineClock;
import ledwall.controller.screen.Screen;
import ledwall.protocol.id.ReleaseRef;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.message.Heartbeat;
import ledwall.protocol.message.ReleaseKept;
import ledwall.protocol.message.ReleaseOrder;
import ledwall.protocol.message.ToAgent;
import ledwall.protocol.runtime.Loop;
import ledwall.protocol.runtime.Work;
import ledwall.protocol.timeline.Tokens;
import ledwall.protocol.timeline.Verdict;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every screen was ordered of releases, what it holds and how far it is. State, not a queue: a screen that connects hears all that counts for it before any
 * timeline, and whoever is connected when something is decided. Whoever decides stores the order first, in the transaction of the decision; {@link #order} says
 * it. On the control loop.
 */
public final class Walls {
    private static final Logger log = LoggerFactory.getLogger(Walls.class);
    private static final String LANE = "release-orders";
    private static final Duration AGAIN = Duration.ofSeconds(1);
    /** Far longer than a timeline reaches: nobody still keeps one that names a release of which nothing was said since. */
    static final Duration LONG_PAST = Duration.ofDays(60);

    private final WallOrderStore store;
    private final TimelineClock clock;
    private final Work work;
    private final Loop loop;
    private final TreeMap<ScreenId, Wall> walls = new TreeMap<>();
    private final List<Consumer<ScreenId>> hearers = new ArrayList<>();
    /** What screens said that the store does not have yet. */
    private final List<WallOrder> unsaved = new ArrayList<>();
    private boolean saving;

    /** Blocking: before the loop runs. */
    public Walls(WallOrderStore store, TimelineClock clock, Work work, Loop loop) {
        this.store = store;
        this.clock = clock;
        this.work = work;
        this.loop = loop;
        store.since(clock.instant().minus(LONG_PAST)).forEach(order -> wall(order.screen()).put(order));
    }

    /** Told of each screen that has heard something else of releases than before. */
    public void subscribe(Consumer<ScreenId> hearer) {
        hearers.add(hearer);
    }

    /** All screens there are. */
    public void registered(List<Screen> screens) {
        walls.keySet().retainAll(screens.stream().map(Screen::id).collect(Collectors.toSet()));
    }

    /** A session is welcome: it hears what was decided, and above all what was withdrawn, before anything that it might show. */
    public void connected(ScreenId screen, Consumer<ToAgent> line) {
        Wall wall = wall(screen);
        wall.connected(line);
        line.accept(new ReleaseOrder(wall.list(clock.instant().minus(LONG_PAST)), true));
        if (wall.dropped() > 0) {
            log.warn("[{}] has more orders about releases than one message holds: {}, the oldest, are not told again", screen, wall.dropped());
        }
    }

    public void disconnected(ScreenId screen) {
        wall(screen).line = null;
    }

    public void heartbeat(ScreenId screen, Heartbeat heartbeat) {
        wall(screen).heard(heartbeat, clock.instant());
    }

    /**
     * Tells screens what was decided of a release. The decision is stored already, by {@link WallOrderStore#order} or within a transaction of its own: after a
     * restart it is told from there.
     */
    public void order(ReleaseRef ref, Collection<ScreenId> screens, Verdict verdict) {
        for (ScreenId screen : screens) {
            Wall wall = wall(screen);
            WallOrder known = wall.order(ref.release(), verdict);
            if (known == null || !known.ref().equals(ref)) {
                wall.put(new WallOrder(screen, ref, verdict, clock.instant()));
            }
            var line = wall.line;
            if (line != null) {
                line.accept(new ReleaseOrder(List.of(new ReleaseOrder.Order(ref, verdict)), false));
            }
        }
        log.info("release {}: {} is told to {} screens", ref, verdict, screens.size());
    }

    /** What is known of a screen and a release. */
    public WallReport report(ScreenId screen, ReleaseRef ref) {
        return wall(screen).report(ref);
    }

    /** What a screen is known to have heard of late. */
    public Tokens tokens(ScreenId screen) {
        Wall wall = walls.get(screen);
        return wall == null ? Tokens.NONE : wall.tokens();
    }

    /** A screen says what it holds. What it holds to be withdrawn is, also where this controller does not know of it: its database may be an older one. */
    public void heard(ScreenId screen, ReleaseKept said) {
        Wall wall = wall(screen);
        boolean news = false;
        for (ReleaseKept.Kept each : said.kept()) {
            WallOrder known = wall.order(each.ref().release(), each.verdict());
            if (known == null && each.verdict() == Verdict.WITHDRAWN) {
                log.warn("[{}] holds release {} to be withdrawn, of which this controller knows nothing", screen, each.ref());
                known = new WallOrder(screen, each.ref(), each.verdict(), clock.instant());
            }
            WallOrder next = known == null || (each.verdict() == Verdict.GO && !known.ref().equals(each.ref())) ? null : said(known, each);
            if (next != null && !next.equals(known)) {
                log.info("[{}] release {}: {}, heard at {}{}", screen, each.ref(), each.verdict(), each.heardNanos(), each.forced() ? "" : ", not on its disk");
                wall.put(next);
                unsaved.add(next);
                news = true;
            }
        }
        if (news) {
            hearers.forEach(hearer -> hearer.accept(screen));
            save();
        }
    }

    private WallOrder said(WallOrder known, ReleaseKept.Kept said) {
        Instant before = known.keptAt();
        @Nullable Instant kept = !said.forced() ? null : before == null ? clock.instant() : before;
        return known.heard(said.heardNanos(), kept);
    }

    private void save() {
        if (saving || unsaved.isEmpty()) {
            return;
        }
        saving = true;
        var saved = List.copyOf(unsaved);
        unsaved.clear();
        work.submit(LANE, "store what screens hold of releases", () -> {
            store.heard(saved);
            return saved.size();
        }, loop, new Work.Outcome<Integer>() {
            @Override
            public void done(Integer count) {
                saving = false;
                save();
            }

            @Override
            public void failed(Exception cause) {
                unsaved.addAll(0, saved);
                loop.after(AGAIN, "store what screens hold of releases again", () -> {
                    saving = false;
                    save();
                });
            }
        });
    }

    private Wall wall(ScreenId screen) {
        return walls.computeIfAbsent(screen, any -> new Wall());
    }
}
