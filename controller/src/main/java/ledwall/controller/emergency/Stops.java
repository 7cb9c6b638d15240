package ledwall.controller.emergency;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import ledwall.controller.access.AuditEntry;
import ledwall.controller.clock.TimelineClock;
import ledwall.controller.emergency.StopResult.Why;
import ledwall.controller.health.Board;
import ledwall.controller.health.StopOrigin;
import ledwall.controller.refusal.Refusal;
import ledwall.controller.screen.Screen;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.json.WireName;
import ledwall.protocol.message.StopPicture;
import ledwall.protocol.message.StopState;
import ledwall.protocol.message.ToAgent;
import ledwall.protocol.runtime.Loop;
import ledwall.protocol.runtime.Work;
import ledwall.protocol.timeline.Instants;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which walls are stopped, and that they know. State, not a queue: a screen that connects is told first of all, and whoever is connected in the loop turn
 * in which the database has it. What this holds is the newest word; agents that know of a newer one (made at the wall, or from before a restore) are believed
 * where they are darker. A stop made at the wall stands in the audit as soon as it is known here.
 *
 * <p>A stop waits for the database at most {@link #PATIENCE}: the agents' latches keep it too, and would tell a controller that lost it. A resume waits until
 * it is stored. On the control loop, but for {@link #stop}, {@link #resume} and {@link #list}, which may be called from any thread.
 */
public final class Stops {
    /** A database that takes longer must not keep walls lit. */
    static final Duration PATIENCE = Duration.ofMillis(500);
    /** So long an agent may take before its silence is a problem. */
    static final Duration CONFIRM_WITHIN = Duration.ofSeconds(3);
    /** Whom the audit names where a stop was made at the wall, and the operation it stands for. */
    private static final String WALL = "wall";
    private static final String STOP_SCREENS = "stopScreens";
    private static final Logger log = LoggerFactory.getLogger(Stops.class);

    private final StopStore store;
    private final StopSaver saver;
    private final TimelineClock clock;
    private final Work work;
    private final Loop loop;
    private final Board board;
    private final TreeMap<ScreenId, StopRecord> records = new TreeMap<>();
    private final StopLines lines = new StopLines();
    private final TreeMap<ScreenId, Screen> screens = new TreeMap<>();
    private final StopRounds rounds;
    private StopRecord others;
    private long revision;

    /** Blocking: before the loop runs. */
    public Stops(StopStore store, TimelineClock clock, Work work, Loop loop, Board board) {
        this.store = store;
        this.saver = new StopSaver(store, work, loop);
        this.rounds = new StopRounds(clock, lines, this::record);
        this.clock = clock;
        this.work = work;
        this.loop = loop;
        this.board = board;
        StopStore.Book book = store.all();
        StopRecord rest = book.others();
        others = rest == null ? StopRecord.NEVER : rest;
        records.putAll(book.screens());
        revision = Math.max(others.revision(), records.values().stream().mapToLong(StopRecord::revision).max().orElse(0));
    }

    /** All screens there are. One that is added while all are stopped is stopped too. */
    public void registered(List<Screen> all) {
        screens.clear();
        all.forEach(screen -> screens.put(screen.id(), screen));
        all.forEach(screen -> show(screen.id()));
    }

    private StopRecord record(ScreenId screen) {
        return records.getOrDefault(screen, others);
    }

    /** A session is welcome: it hears of a stop before anything else. */
    public void connected(ScreenId screen, Consumer<ToAgent> out) {
        lines.connected(screen, out, clock.now());
        lines.tell(screen, record(screen), clock.now());
    }

    public void disconnected(ScreenId screen) {
        lines.disconnected(screen);
        rounds.settle();
    }

    /**
     * Takes walls dark.
     *
     * @param which all screens, also those to come, where null
     * @throws Refusal later, in the future: {@code screenUnknown}
     */
    public CompletableFuture<StopResult> stop(@Nullable List<ScreenId> which, StopPicture picture, String by, String reason) {
        return command(which, true, round -> {
            Instant now = clock.instant();
            for (Screen screen : round.screens) {
                put(screen.id(), record(screen.id()).stop(round.revision, picture, now, by, reason, StopOrigin.CONTROLLER));
            }
            if (which == null) {
                others = others.stop(round.revision, picture, now, by, reason, StopOrigin.CONTROLLER);
                saver.othersChanged(others);
            }
            log.info("stop {} of {} to {}, by {}: {}", round.revision, which == null ? "all screens" : which, picture, by, reason);
            saver.save(() -> {
                round.stored = true;
                rounds.say(round);
            });
            loop.after(PATIENCE, "stop without the database", () -> rounds.say(round));
        });
    }

    /** Lets walls show their programme again. Whoever asks was asked for the password before. */
    public CompletableFuture<StopResult> resume(@Nullable List<ScreenId> which, String by, String reason) {
        return command(which, false, round -> {
            Instant now = clock.instant();
            var resumed = new TreeMap<ScreenId, StopRecord>();
            for (Screen screen : round.screens) {
                StopRecord known = record(screen.id());
                if (known.stopped()) {
                    resumed.put(screen.id(), known.resume(round.revision, now, by, reason));
                }
            }
            // With nobody left who is stopped, newcomers are not either.
            boolean last = which == null || screens.keySet().stream().allMatch(id -> resumed.containsKey(id) || !record(id).stopped());
            StopRecord rest = last && others.stopped() ? others.resume(round.revision, now, by, reason) : null;
            log.info("resume {} of {}, by {}: {}", round.revision, resumed.keySet(), by, reason);
            store(new StopStore.Book(resumed, rest), round);
        });
    }

    private void store(StopStore.Book book, StopRound round) {
        work.submit(StopSaver.LANE, "store a resume", () -> {
            store.save(book, List.of());
            return book;
        }, loop, new Work.Outcome<StopStore.Book>() {
            @Override
            public void done(StopStore.Book stored) {
                round.stored = true;
                // Whoever was stopped again while this was written stays so.
                stored.screens().forEach((screen, record) -> {
                    if (record(screen).revision() < record.revision()) {
                        records.put(screen, record.knowing(record(screen).wallStops()));
                        show(screen);
                    }
                });
                StopRecord rest = stored.others();
                if (rest != null && others.revision() < rest.revision()) {
                    others = rest;
                }
                rounds.say(round);
            }

            @Override
            public void failed(Exception cause) {
                rounds.fail(round, new Refusal(Refusal.Kind.UNAVAILABLE, "resumeNotStored",
                        "The database did not take the resume, so the walls stay stopped.", "Try again; if it goes on, look at the controller's disk.", cause));
            }
        });
    }

    private interface Begin {
        void begin(StopRound round);
    }

    private CompletableFuture<StopResult> command(@Nullable List<ScreenId> which, boolean stops, Begin begin) {
        var answer = new CompletableFuture<StopResult>();
        loop.post(stops ? "stop" : "resume", () -> {
            var targets = new ArrayList<Screen>();
            for (ScreenId id : which == null ? screens.keySet() : which) {
                Screen screen = screens.get(id);
                if (screen == null) {
                    answer.completeExceptionally(Refusal.notFound("screenUnknown", "There is no screen " + id + ".",
                            "Reload the list of screens: it may have been retired."));
                    return;
                }
                targets.add(screen);
            }
            begin.begin(rounds.begin(++revision, stops, targets, answer));
        });
        return answer;
    }

    /** An agent said what its latch says. */
    public void heard(ScreenId screen, StopState said) {
        if (!lines.holds(screen) || !screens.containsKey(screen)) {
            return;
        }
        lines.heard(screen, said);
        StopRecord known = record(screen);
        revision = Math.max(revision, said.revision());
        boolean atTheWall = said.stopped() && said.wallStops() > known.wallStops();
        if (atTheWall || said.revision() > known.revision()) {
            reconcile(screen, known.knowing(said.wallStops()), said, atTheWall);
        } else if (!known.confirmed() && said.kept() && said.revision() == known.revision() && said.stopped() == known.stopped()) {
            put(screen, known.nowConfirmed());
            saver.save(() -> {});
        }
        rounds.settle();
    }

    /** The agent knows of something that this controller does not: what is darker counts. */
    private void reconcile(ScreenId screen, StopRecord known, StopState said, boolean atTheWall) {
        long next = ++revision;
        StopRecord newer;
        if (atTheWall) {
            log.warn("[{}] was stopped at the wall: {}", screen, said.reason());
            newer = known.stop(next, said.picture(), since(said), "", said.reason(), StopOrigin.WALL);
            if (!known.stopped() || known.origin() != StopOrigin.WALL) {
                // Once until somebody resumes: whoever holds a screen's key must not fill the audit.
                saver.audit(new AuditEntry(clock.instant(), WALL, STOP_SCREENS, screen + ", " + WireName.of(said.picture()) + ": " + said.reason(),
                        AuditEntry.DONE, WALL));
            }
        } else if (said.stopped() && !known.stopped()) {
            log.warn("[{}] is stopped by revision {}, of which this controller knows nothing; it stays stopped", screen, said.revision());
            newer = known.stop(next, said.picture(), since(said), "", said.reason(), StopOrigin.CONTROLLER);
        } else {
            log.warn("[{}] knows of revision {}, this controller only of {}; said again", screen, said.revision(), known.revision());
            newer = known.saidAgain(next);
        }
        put(screen, newer);
        saver.save(() -> lines.tell(screen, record(screen), clock.now()));
    }

    /** An agent whose clock is off must not date a stop into the future. */
    private Instant since(StopState said) {
        Instant now = clock.instant();
        return said.atNanos() <= 0 || said.atNanos() > clock.now() ? now : Instants.instant(said.atNanos());
    }

    private void put(ScreenId screen, StopRecord record) {
        records.put(screen, record);
        saver.changed(screen, record);
        show(screen);
    }

    private void show(ScreenId screen) {
        board.stopped(screen, record(screen).shown());
    }

    /** Gives up on who does not answer. Call it a few times a second. */
    public void step() {
        rounds.settle();
        long now = clock.now();
        for (ScreenId screen : screens.keySet()) {
            StopRecord record = record(screen);
            if (!record.stopped() || record.confirmed()) {
                board.clear(screen, Board.STOP_NOT_CONFIRMED);
            } else if (lines.why(screen, record) != Why.NOT_KEPT && clock.instant().isAfter(record.at().plus(CONFIRM_WITHIN))
                    && !lines.freshlyTold(screen, now)) {
                board.raise(screen, Board.STOP_NOT_CONFIRMED, "This screen was stopped and has not confirmed it ("
                        + (lines.holds(screen) ? "its agent does not answer" : "it is offline") + "): it may still show its programme.");
            }
        }
    }

    /** Screens that are stopped, or are to be resumed and have not said so, by name. */
    public CompletableFuture<List<StopView>> list() {
        var answer = new CompletableFuture<List<StopView>>();
        loop.post("list stops", () -> {
            var out = new ArrayList<StopView>();
            for (Map.Entry<ScreenId, Screen> each : screens.entrySet()) {
                StopRecord record = record(each.getKey());
                if (record.stopped() || !record.confirmed()) {
                    StopView.State state = record.confirmed() ? StopView.State.CONFIRMED
                            : lines.holds(each.getKey()) ? StopView.State.SENT : StopView.State.UNREACHED;
                    out.add(new StopView(each.getKey(), each.getValue().name(), record, state));
                }
            }
            out.sort(Comparator.comparing(StopView::name).thenComparing(StopView::screen));
            answer.complete(List.copyOf(out));
        });
        return answer;
    }
}
