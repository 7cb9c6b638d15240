package ledwall.controller.health;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import ledwall.controller.clock.TimelineClock;
import ledwall.controller.screen.Screen;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.message.Heartbeat;
import ledwall.protocol.message.TimelineReady;
import ledwall.protocol.timeline.Instants;
import org.jspecify.annotations.Nullable;

/**
 * What each screen shows against what it should, and what is wrong. Fed on the control loop; {@link #screens} and {@link #screen} may be called from any
 * thread and give the picture as of the last {@link #step}.
 */
public final class Board {
    /** A screen further from its timeline than this is out of step: one frame at 25 fps. */
    public static final long IN_SYNC_NANOS = 40_000_000;
    public static final String OFFLINE = "offline";
    public static final String NEVER_CONNECTED = "neverConnected";
    public static final String CLOCK_STEPPED = "controllerClockStepped";
    public static final String CLOCK_DIFFERS = "clockDiffers";
    public static final String TIMELINE_REFUSED = "timelineRefused";
    public static final String ITEMS_LEFT_OUT = "itemsLeftOut";
    public static final String LOOP_EMPTY = "loopEmpty";
    public static final String SLATE_NOT_MADE = "slateNotMade";
    public static final String HOLE_AHEAD = "holeAhead";
    public static final String NOTHING_TO_SHOW_AHEAD = "nothingToShowAhead";
    public static final String NOT_RENDERABLE_AHEAD = "notRenderableAhead";
    public static final String NOT_RENDERED_IN_TIME = "notRenderedInTime";
    public static final String RULE_UNREADABLE = "ruleUnreadable";
    public static final String QUIET_UNREADABLE = "quietHoursUnreadable";
    public static final String NOT_FETCHED_IN_TIME = "notFetchedInTime";
    public static final String SCHEDULE_STUCK = "scheduleStuck";
    public static final String AS_RUN_BROKEN = "asRunBroken";
    public static final String CLAIM_REFUSED = "claimRefused";
    public static final String STOP_NOT_CONFIRMED = "stopNotConfirmed";
    public static final String TWO_AGENTS = "twoAgents";
    public static final String RELEASE_NOT_READY = "releaseNotReady";
    public static final String RELEASE_NOT_SHOWN = "releaseNotShown";
    public static final String RELEASE_NOT_WITHDRAWN = "releaseNotWithdrawn";
    /** How old what is remembered of an online screen may be: after a crash of the controller, "last seen" is that vague. */
    public static final long REMEMBER_NANOS = 60_000_000_000L;
    /** Pages are told at most twice a second. */
    private static final long PUBLISH_EVERY_NANOS = 500_000_000;
    private static final Comparator<ScreenStatus> BY_NAME =
            Comparator.comparing((ScreenStatus status) -> status.screen().name()).thenComparing(status -> status.screen().id());

    private final TimelineClock clock;
    private final Journal journal;
    private final Map<ScreenId, LastSeen> remembered;
    private final TreeMap<ScreenId, ScreenRecord> records = new TreeMap<>();
    private final List<Consumer<List<ScreenStatus>>> hearers = new CopyOnWriteArrayList<>();
    private volatile Picture published = new Picture(List.of(), List.of());
    private long publishedAt;
    private long rememberedAt;
    private @Nullable Instant steppedSince;
    private @Nullable BoardProblem controllerProblem;

    /** Blocking: before the loop runs. */
    public Board(TimelineClock clock, Journal journal) {
        this.clock = clock;
        this.journal = journal;
        this.remembered = new ConcurrentHashMap<>(journal.remembered());
        this.rememberedAt = clock.now();
    }

    /** All screens by name, then id, as of the last step. */
    public List<ScreenStatus> screens() {
        return published.byName;
    }

    /** One screen, as of the last step. */
    public Optional<ScreenStatus> screen(ScreenId id) {
        return Optional.ofNullable(published.byId.get(id));
    }

    /** One screen of the registry: as of the last step, or, where it was added since, as it will enter the board. From any thread. */
    public ScreenStatus screen(Screen screen) {
        Picture now = published;
        ScreenStatus known = now.byId.get(screen.id());
        return known == null ? entering(screen).status(clock.now(), now.ofController) : known;
    }

    private ScreenRecord entering(Screen screen) {
        return new ScreenRecord(screen, clock.instant(), journal, remembered.get(screen.id()));
    }

    /** The timeline clock: what every instant on the board is told by. From any thread. */
    public Instant now() {
        return clock.instant();
    }

    /** Tells of each new picture of the fleet, on the control loop, at most twice a second. May be called from any thread. */
    public void subscribe(Consumer<List<ScreenStatus>> hearer) {
        hearers.add(hearer);
    }

    /** All screens there are; records of others end. */
    public void registered(List<Screen> screens) {
        var gone = new ArrayList<>(records.keySet());
        for (Screen screen : screens) {
            gone.remove(screen.id());
            ScreenRecord known = records.get(screen.id());
            if (known == null) {
                records.put(screen.id(), entering(screen));
            } else {
                known.screen = screen;
            }
        }
        gone.forEach(screen -> {
            records.remove(screen);
            remembered.remove(screen);
            journal.forget(screen);
        });
        publish();
    }

    /** An agent proved to be this screen. */
    public void connected(ScreenId screen, AgentName agent) {
        ScreenRecord known = records.get(screen);
        if (known != null) {
            known.connected(agent, clock.now());
        }
    }

    /** Its session is over, and no other took its place. */
    public void disconnected(ScreenId screen, Offline.Cause cause, String detail) {
        ScreenRecord known = records.get(screen);
        if (known != null) {
            known.disconnected(cause, detail, clock.now());
        }
    }

    /** Somebody said to be this screen and was refused before anything was proved. */
    public void refused(ScreenId claimed, String reason, String address, String detail) {
        ScreenRecord known = records.get(claimed);
        if (known != null) {
            known.refused(reason, address, detail, clock.instant());
        }
    }

    /** Somebody had the screen do something. */
    public void commanded(ScreenId screen, String detail) {
        if (records.containsKey(screen)) {
            journal.note(screen, ScreenEvent.Code.COMMAND, detail);
        }
    }

    public void heartbeat(ScreenId screen, Heartbeat heartbeat) {
        ScreenRecord known = records.get(screen);
        if (known != null) {
            known.heartbeat(heartbeat, clock.now());
        }
    }

    /** The screen keeps a timeline, and says how far its media is. */
    public void ready(ScreenId screen, TimelineReady report) {
        ScreenRecord known = records.get(screen);
        if (known != null) {
            known.ready(report);
        }
    }

    /** What the screen should do from now on. */
    public void plan(ScreenId screen, Plan plan) {
        ScreenRecord known = records.get(screen);
        if (known != null) {
            known.plan = plan;
        }
    }

    /** The screen is to be stopped; null: it is not. */
    public void stopped(ScreenId screen, @Nullable ScreenStop stop) {
        ScreenRecord known = records.get(screen);
        if (known != null) {
            known.stop = stop;
        }
    }

    /** The controller itself found something wrong with a screen. A second call with the same code keeps the instant and takes the new cause. */
    public void raise(ScreenId screen, String code, String cause) {
        ScreenRecord known = records.get(screen);
        if (known != null) {
            known.raise(code, cause, clock.instant());
        }
    }

    /** The same for every screen of a group. */
    public void raise(GroupId group, String code, String cause) {
        records.forEach((screen, known) -> {
            if (known.screen.group().equals(group)) {
                raise(screen, code, cause);
            }
        });
    }

    /** That is over for every screen of a group. */
    public void clear(GroupId group, String code) {
        records.forEach((screen, known) -> {
            if (known.screen.group().equals(group)) {
                clear(screen, code);
            }
        });
    }

    /** That is over. */
    public void clear(ScreenId screen, String code) {
        ScreenRecord known = records.get(screen);
        if (known != null) {
            known.raised.remove(code);
        }
    }

    /** Something is wrong with the controller itself, which every screen shows; a null code ends it. The same code again keeps its instant. */
    public void controllerProblem(@Nullable String code, String cause, String advice) {
        BoardProblem old = controllerProblem;
        Instant since = old != null && old.code().equals(code) ? old.since() : clock.instant();
        controllerProblem = code == null ? null : new BoardProblem(code, since, cause, advice);
    }

    /** Publishes when something changed. Call it a few times a second. */
    public void step() {
        if (clock.now() - publishedAt >= PUBLISH_EVERY_NANOS) {
            publish();
        }
    }

    private void publish() {
        long now = clock.now();
        publishedAt = now;
        var ofController = new ArrayList<BoardProblem>();
        Stream.of(clockStepped(now), controllerProblem).filter(Objects::nonNull).forEach(ofController::add);
        boolean remember = now - rememberedAt >= REMEMBER_NANOS;
        if (remember) {
            rememberedAt = now;
        }
        var fresh = new ArrayList<ScreenStatus>(records.size());
        for (ScreenRecord known : records.values()) {
            ScreenStatus status = known.status(now, ofController);
            known.note(status);
            fresh.add(status);
            if (remember) {
                known.remember();
            }
        }
        fresh.sort(BY_NAME);
        Picture before = published;
        var next = new Picture(fresh, ofController);
        published = next;
        if (!next.byName.equals(before.byName)) {
            hearers.forEach(hearer -> hearer.accept(next.byName));
        }
    }

    private static final class Picture {
        final List<ScreenStatus> byName;
        final Map<ScreenId, ScreenStatus> byId = new HashMap<>();
        final List<BoardProblem> ofController;

        Picture(List<ScreenStatus> byName, List<BoardProblem> ofController) {
            this.byName = List.copyOf(byName);
            this.ofController = List.copyOf(ofController);
            byName.forEach(status -> byId.put(status.screen().id(), status));
        }
    }

    private @Nullable BoardProblem clockStepped(long now) {
        var error = clock.wallStepNanos();
        if (error.isEmpty()) {
            steppedSince = null;
            return null;
        }
        Instant since = steppedSince;
        if (since == null) {
            since = Instants.instant(now);
            steppedSince = since;
        }
        var cause = "The wall clock of the controller's machine was stepped by about " + Math.round(error.get() / 1e9) + " s.";
        return new BoardProblem(CLOCK_STEPPED, since, cause, Advice.of(CLOCK_STEPPED));
    }
}
