package ledwall.controller.release;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import ledwall.controller.clock.TimelineClock;
import ledwall.controller.health.Board;
import ledwall.protocol.id.ReleaseId;
import ledwall.protocol.id.ScreenId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people see of releases that are going on. What is wrong with a wall because of a release stands on the wall's own card too. On the control loop, but for
 * {@link #view}.
 */
public final class ReleaseBoard {
    /** Pages are told of progress at most this often, and of every new state at once. */
    private static final Duration EVERY = Duration.ofMillis(500);
    /** A picture of a thousand walls is a megabyte: of more than these pages are told less often, but of the release's own state. */
    private static final int WALLS_A_PICTURE = 500;
    private static final int MOST_SELDOM = 10;
    private static final Logger log = LoggerFactory.getLogger(ReleaseBoard.class);

    private final Board board;
    private final TimelineClock clock;
    private final Map<ReleaseId, ReleaseView> views = new ConcurrentHashMap<>();
    private final TreeMap<ReleaseId, Told> told = new TreeMap<>();
    /** By screen and code, what is raised there. */
    private Map<ScreenId, Map<String, String>> raised = new TreeMap<>();
    private final List<Consumer<ReleaseView>> hearers = new CopyOnWriteArrayList<>();
    private final List<Consumer<ReleaseId>> mourners = new CopyOnWriteArrayList<>();
    private Instant stepped = Instant.MIN;

    public ReleaseBoard(Board board, TimelineClock clock) {
        this.board = board;
        this.clock = clock;
    }

    private record Told(ReleaseView view, Instant at) {}

    Optional<ReleaseView> view(ReleaseId id) {
        return Optional.ofNullable(views.get(id));
    }

    void subscribe(Consumer<ReleaseView> hearer, Consumer<ReleaseId> gone) {
        hearers.add(hearer);
        mourners.add(gone);
    }

    /** Whether another picture of a release would be shown now. */
    boolean awaits(Release release, Instant now) {
        Told last = told.get(release.id());
        if (last == null || last.view().release().state().code() != release.state().code()) {
            return true;
        }
        int seldom = Math.clamp(release.outlets().size() / WALLS_A_PICTURE, 1, MOST_SELDOM);
        return (seldom == 1 && last.view().release().version() != release.version()) || !now.isBefore(last.at().plus(EVERY.multipliedBy(seldom)));
    }

    void show(ReleaseView view) {
        ReleaseId id = view.release().id();
        Told last = told.get(id);
        if (view.release().isHeardOf(clock.instant())) {
            views.put(id, view);
            told.put(id, new Told(view, clock.instant()));
        } else {
            // Nothing more will be told of it: its picture is not kept for as long as the controller runs.
            views.remove(id);
            told.remove(id);
        }
        if (last == null || !last.view().equals(view)) {
            warn(last, view);
            hearers.forEach(hearer -> hearer.accept(view));
        }
    }

    private static void warn(@Nullable Told last, ReleaseView view) {
        for (ReleaseProblem problem : view.problems()) {
            boolean known = last != null && last.view().problems().stream().anyMatch(old -> old.code().equals(problem.code()) && old.since().equals(problem.since()));
            if (!known) {
                log.warn("[{}] {}: {}", view.release().id(), problem.code(), problem.cause());
            }
        }
    }

    void gone(ReleaseId id) {
        views.remove(id);
        told.remove(id);
        mourners.forEach(hearer -> hearer.accept(id));
    }

    /** Raises and clears on the walls' own cards. */
    void step() {
        Instant now = clock.instant();
        if (now.isBefore(stepped.plus(EVERY))) {
            return;
        }
        stepped = now;
        Map<ScreenId, Map<String, String>> next = new TreeMap<>();
        views.values().stream().sorted((one, other) -> one.release().id().compareTo(other.release().id())).forEach(view -> wrong(view, now, next));
        raised.forEach((screen, codes) -> codes.keySet().stream().filter(code -> !next.getOrDefault(screen, Map.of()).containsKey(code))
            .forEach(code -> board.clear(screen, code)));
        next.forEach((screen, codes) -> codes.forEach((code, words) -> board.raise(screen, code, words)));
        raised = next;
    }

    private static void wrong(ReleaseView view, Instant now, Map<ScreenId, Map<String, String>> out) {
        Release release = view.release();
        // One that lies ahead and lacks nothing has nothing to say of any wall, and there may be fifty of them, on thousands each.
        if (release.isUndecided() && view.problems().isEmpty()) {
            return;
        }
        boolean warned = view.problems().stream().anyMatch(problem -> problem.code().equals(Codes.NOT_READY));
        for (Outlet outlet : release.outlets()) {
            ReleaseView.Live live = view.live(outlet);
            Cause cause = live.cause();
            Withdrawal back = live.withdrawal();
            if (outlet.id() instanceof OutletId.Wall(ScreenId screen)) {
                if (warned && cause != null) {
                    put(out, screen, Board.RELEASE_NOT_READY, release, cause.words());
                }
                if (release.goes() && !release.isWithdrawn() && live.state() == OutletState.FAILED && cause != null && now.isBefore(release.booked().until())) {
                    put(out, screen, Board.RELEASE_NOT_SHOWN, release, cause.words());
                }
                if (release.isWithdrawn() && back != null && back.state() == Withdrawal.State.NOT_REACHED) {
                    put(out, screen, Board.RELEASE_NOT_WITHDRAWN, release, back.words());
                }
            }
        }
    }

    private static void put(Map<ScreenId, Map<String, String>> out, ScreenId screen, String code, Release release, String words) {
        out.computeIfAbsent(screen, first -> new TreeMap<>()).putIfAbsent(code, "\"" + release.content().name() + "\": " + words);
    }
}
