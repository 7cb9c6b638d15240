package ledwall.controller.release;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import ledwall.controller.asrun.AsRunStore;
import ledwall.controller.change.Change;
import ledwall.controller.change.Changes;
import ledwall.controller.clock.TimelineClock;
import ledwall.controller.release.channel.ChannelBook;
import ledwall.controller.screen.Screen;
import ledwall.protocol.id.ChannelId;
import ledwall.protocol.id.ReleaseId;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.runtime.Loop;
import ledwall.protocol.runtime.Work;
import org.jspecify.annotations.Nullable;

/**
 * Carries releases out: prepares, decides once at the point of no return, stores, tells walls and calls channels at their instants, and follows what became of it.
 * Everything it does follows from what is stored, so that a successor goes on where this process was killed. On the control loop, but
 * for {@link #view}.
 */
public final class Conductor {
    /** Around its instant a release is looked at with every step; else this often, or when something is heard of it: there may be many, on many walls. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    /** A look at a thousand walls takes milliseconds of the control loop: more of them are looked at less often, but not so seldom that a board is stale. */
    private static final int WALLS_A_LOOK = 1_000;
    private static final int MOST_SELDOM = 5;
    private static final Duration BUSY_AHEAD = Duration.ofMinutes(2);
    private static final Duration BUSY_AFTER = Duration.ofSeconds(15);
    /** Instants nearer than this get a timer of their own, whenever the next look is. */
    private static final Duration NEAR = LOOK_EVERY.plusMillis(250);

    private final ReleaseStore store;
    private final TimelineClock clock;
    private final Work work;
    private final Loop loop;
    private final Changes changes;
    private final Scribe scribe;
    private final ChannelDesk channels;
    private final WallDesk walls;
    private final Calls calls;
    private final Approach approach;
    private final ReleaseBoard board;
    private final TreeMap<ReleaseId, Running> running = new TreeMap<>();
    private List<Screen> screens = List.of();
    /** Null until they are known. */
    private @Nullable Set<ScreenId> there;

    public Conductor(ReleaseStore store, ChannelBook book, Posts posts, WallLines walls, AsRunStore asRun, TimelineClock clock, Work work, Loop loop, Changes changes,
                     ReleaseBoard board) {
        this.store = store;
        this.clock = clock;
        this.work = work;
        this.loop = loop;
        this.changes = changes;
        this.board = board;
        var desk = new WallDesk(walls, asRun, work, loop, this::act);
        this.walls = desk;
        this.scribe = new Scribe(store, clock, work, loop, changes, desk::recall, this::act);
        this.channels = new ChannelDesk(book, posts, clock, work, loop, running.values(), this::act);
        this.calls = new Calls(channels, running.values());
        this.approach = new Approach(channels, desk, clock);
    }

    /** Takes up what is stored. Blocking; from any thread, once. */
    public void start() {
        // First, so that nothing is changed between the reading and the hearing.
        changes.subscribe(this::changed);
        Instant now = clock.instant();
        List<Release> open = store.open(now);
        loop.post("take up releases", () -> open.forEach(this::take));
    }

    /** All screens there are: what is not decided yet goes to those that its targets hold now. */
    public void registered(List<Screen> all) {
        screens = List.copyOf(all);
        there = all.stream().map(Screen::id).collect(Collectors.toUnmodifiableSet());
    }

    private void changed(Change change) {
        switch (change.kind()) {
            case RELEASE -> reload(new ReleaseId(change.id()));
            case AS_RUN -> walls.recorded(running.values(), new ScreenId(change.id()));
            case CHANNEL -> calls.news(new ChannelId(change.id())).forEach(this::act);
            case SCREEN, GROUP, MEDIA, RENDITION, PLAYLIST, RULE, CALENDAR, REVISION, PERSON -> { }
        }
    }

    private void reload(ReleaseId id) {
        work.submit("release " + id, "read a release", () -> store.byId(id), loop, new Work.Outcome<Optional<Release>>() {
            @Override
            public void done(Optional<Release> found) {
                found.ifPresentOrElse(Conductor.this::take, () -> {
                    running.remove(id);
                    board.gone(id);
                });
            }
        });
    }

    private void take(Release release) {
        Running known = running.get(release.id());
        if (known == null) {
            known = new Running(release);
            running.put(release.id(), known);
        } else if (release.version() > known.release.version()) {
            for (Outlet outlet : release.outlets()) {
                boolean again = known.release.outlet(outlet.id()).filter(was -> was.state() == OutletState.FAILED && outlet.state() == OutletState.READY).isPresent();
                if (again && outlet.id() instanceof OutletId.Wall(ScreenId screen)) {
                    known.told.remove(screen);
                }
            }
            if (known.release.revision() != release.revision()) {
                channels.discard(known.release, release);
                known.afresh();
            }
            scribe.adopt(known, release);
        }
        act(known);
    }

    /** Does what is due. Call it ten times a second. */
    public void step() {
        Instant now = clock.instant();
        for (Running each : List.copyOf(running.values())) {
            if (!now.isBefore(each.lookAt)) {
                act(each);
            }
        }
        board.step();
    }

    private void act(Running each) {
        if (running.get(each.release.id()) != each) {
            return;
        }
        Instant now = clock.instant();
        if (each.settled()) {
            if (!each.release.isHeardOf(now) && each.calling.isEmpty()) {
                running.remove(each.release.id());
                board.show(ReleaseView.of(each.release, now));
                return;
            }
            channels.askLeads(each, now);
            if (each.release.isUndecided()) {
                approach.step(each, screens, now);
            } else {
                walls.tell(each);
                walls.hear(each, now);
                walls.read(each, now);
                each.changeIf(release -> Moves.settled(there == null ? release : Moves.retired(release, there, now), now));
            }
        }
        calls.make(each, now);
        scribe.write(each);
        int seldom = Math.clamp(each.release.outlets().size() / WALLS_A_LOOK, 1, MOST_SELDOM);
        each.lookAt = busy(each.release, now) ? now : now.plus(LOOK_EVERY.multipliedBy(seldom));
        if (board.awaits(each.release, now)) {
            board.show(view(each, now));
        }
        wake(each, now);
    }

    private static boolean busy(Release release, Instant now) {
        Booking booking = release.booking();
        return booking != null && now.isAfter(booking.at().minus(BUSY_AHEAD)) && now.isBefore(booking.at().plus(BUSY_AFTER));
    }

    /** Sees that it acts at the next instant that lies before the next step. */
    private void wake(Running each, Instant now) {
        var instants = new TreeSet<Instant>();
        Release release = each.release;
        Duration largest = channels.largestLead(each);
        if (release.isUndecided() && largest != null) {
            Instant decideAt = Agenda.decideAt(release.booked(), largest);
            instants.add(decideAt.minus(Agenda.HEALTH_AHEAD));
            instants.add(decideAt);
        }
        instants.addAll(calls.instants(each));
        Instant next = instants.higher(now);
        if (next == null || next.isAfter(now.plus(NEAR)) || next.equals(each.timerAt)) {
            return;
        }
        if (each.timer != null) {
            each.timer.cancel();
        }
        each.timerAt = next;
        each.timer = loop.after(Duration.between(now, next), "release at its instant", () -> {
            each.timer = null;
            each.timerAt = null;
            act(each);
        });
    }

    private ReleaseView view(Running each, Instant now) {
        Release release = each.release;
        Duration largest = channels.largestLead(each);
        Instant decideAt = release.booking() == null || largest == null ? null : Agenda.decideAt(release.booked(), largest);
        var standings = new HashMap<OutletId, Standing>();
        if (release.isUndecided()) {
            each.standings.forEach(standing -> standings.put(standing.outlet(), standing));
        }
        var shown = new TreeMap<OutletId, ReleaseView.Live>();
        for (Outlet outlet : release.outlets()) {
            WallLines.Report report = outlet.id() instanceof OutletId.Wall(ScreenId screen) ? walls.report(release, screen) : null;
            shown.put(outlet.id(), ReleaseView.Live.of(outlet, standings.get(outlet.id()), report));
        }
        return new ReleaseView(release, decideAt, shown, ReleaseProblem.of(release, each.standings, shown, clock.wallStepNanos(), now));
    }

    /** As it is on the board; empty for one of which nothing is to be done. From any thread. */
    public Optional<ReleaseView> view(ReleaseId id) {
        return board.view(id);
    }

    /** Hears of each new picture of a release, and of each that was deleted, on the control loop. */
    public void subscribe(Consumer<ReleaseView> hearer, Consumer<ReleaseId> gone) {
        board.subscribe(hearer, gone);
    }
}
