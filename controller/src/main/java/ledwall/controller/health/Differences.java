package ledwall.controller.health;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import ledwall.controller.health.ScreenStatus.TimelineName;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.message.Cover;
import ledwall.protocol.message.Heartbeat;
import ledwall.protocol.message.PlayState;
import ledwall.protocol.message.Problem;
import ledwall.protocol.message.TimelineReady;
import ledwall.protocol.message.Upkeep;
import ledwall.protocol.timeline.Instants;
import ledwall.protocol.timeline.Showing;
import org.jspecify.annotations.Nullable;

/**
 * What a screen says against what it should do: timeline, item, state, drift, clock. Each difference becomes a problem once it has stood in every heartbeat for
 * {@link #PATIENCE_NANOS}, and ends with the first heartbeat without it. Judged by the instant at which the heartbeat was written, on the clock it was written
 * by, and with {@link #EDGE_NANOS} of grace on both sides, so that no switch looks like a fault. On the control loop.
 */
final class Differences {
    static final String TIMELINE_BEHIND = "timelineBehind";
    static final String TIMELINE_NOT_KEPT = "timelineNotKept";
    static final String WRONG_ITEM = "wrongItem";
    static final String WRONG_STATE = "wrongState";
    static final String QUIET_NOT_KEPT = "quietNotKept";
    static final String DRIFT_TOO_LARGE = "driftTooLarge";
    static final String CLOCK_NOT_LOCKED = "clockNotLocked";
    /** Two heartbeats more than the first: at a heartbeat every 2 s a problem stands 4 to 6 s after its cause. */
    static final long PATIENCE_NANOS = 3_500_000_000L;
    /** Drift is the worst of the last 5 s, and a clock locks within a second of its welcome: one bad moment must not count as lasting. */
    static final long LONG_PATIENCE_NANOS = 7_000_000_000L;
    /** A switch, a cue and the words about it need not come in the same instant. */
    static final long EDGE_NANOS = 1_200_000_000L;
    /** Heartbeats that are written so far from now are judged by nobody: {@link Board#CLOCK_DIFFERS} names them. */
    private static final long CLOCK_NANOS = 10_000_000_000L;
    /** What the agent itself says, when it shows something else than planned. */
    private static final Set<String> EXPLAINED = Set.of("mediaMissing", "slateMissing", "mediaUnplayable", "playerLost", "glassCovered", "glassEmpty",
            "displayGone");

    /** Since when each difference stands, by code. */
    private final TreeMap<String, Difference> standing = new TreeMap<>();
    /** When the last heartbeat came: between two of them nothing is known to last. */
    private long heardNanos;

    private record Difference(long sinceNanos, String cause) {}

    /** Nothing is known any more: the session ended. */
    void clear() {
        standing.clear();
    }

    /**
     * @param kept the newest timeline that the agent keeps; null where it did not say yet
     * @param stop null where the screen is not to be stopped
     */
    void heard(Heartbeat heard, Plan plan, @Nullable TimelineReady kept, @Nullable ScreenStop stop, long now) {
        heardNanos = now;
        boolean judged = Math.abs(heard.atNanos() - now) < CLOCK_NANOS && stop == null && heard.state() != PlayState.STOPPED;
        @Nullable String timeline = judged ? timeline(heard, plan) : null;
        set(TIMELINE_BEHIND, timeline, now);
        set(TIMELINE_NOT_KEPT, judged ? notKept(heard, plan, kept) : null, now);
        boolean follows = judged && timeline == null && !covered(heard) && heard.problems().stream().map(Problem::code).noneMatch(EXPLAINED::contains);
        set(WRONG_ITEM, follows ? item(heard, plan) : null, now);
        set(WRONG_STATE, stop != null || heard.state() == PlayState.STOPPED ? stop(heard, stop) : follows ? state(heard, plan) : null, now);
        set(QUIET_NOT_KEPT, judged && !covered(heard) ? lit(heard, plan) : null, now);
        boolean drifts = judged && heard.state() == PlayState.PLAYING && Math.abs(heard.driftNanos()) > Board.IN_SYNC_NANOS;
        set(DRIFT_TOO_LARGE, drifts ? "The picture is " + Math.abs(heard.driftNanos()) / 1_000_000 + " ms " + (heard.driftNanos() > 0 ? "behind" : "ahead of")
                + " its timeline; " + Board.IN_SYNC_NANOS / 1_000_000 + " ms is the limit." : null, now);
        set(CLOCK_NOT_LOCKED, heard.clockLocked() ? null : "The agent does not know the time well enough to keep in step.", now);
    }

    /** Whether the last heartbeat showed what is planned, lately or not. */
    boolean asPlanned() {
        return !standing.containsKey(WRONG_ITEM) && !standing.containsKey(TIMELINE_BEHIND) && !standing.containsKey(QUIET_NOT_KEPT);
    }

    /** What has stood for long enough. */
    List<BoardProblem> problems() {
        var out = new ArrayList<BoardProblem>();
        standing.forEach((code, difference) -> {
            boolean slow = code.equals(DRIFT_TOO_LARGE) || code.equals(CLOCK_NOT_LOCKED);
            if (heardNanos - difference.sinceNanos() >= (slow ? LONG_PATIENCE_NANOS : PATIENCE_NANOS)) {
                out.add(new BoardProblem(code, Instants.instant(difference.sinceNanos()), difference.cause(), Advice.of(code)));
            }
        });
        return out;
    }

    private void set(String code, @Nullable String cause, long now) {
        if (cause == null) {
            standing.remove(code);
        } else {
            Difference old = standing.get(code);
            standing.put(code, new Difference(old == null ? now : old.sinceNanos(), cause));
        }
    }

    private static boolean covered(Heartbeat heard) {
        Upkeep upkeep = heard.upkeep();
        Cover cover = upkeep == null ? null : upkeep.cover();
        return cover != null && !cover.kind().equals(Cover.IDENTIFY);
    }

    private static @Nullable String timeline(Heartbeat heard, Plan plan) {
        @Nullable TimelineName due = plan.dueAt(heard.atNanos()).orElse(null);
        if (due == null) {
            return null;
        }
        for (long at : around(heard)) {
            if (plan.dueAt(at).filter(name -> name.version() == heard.version() && name.hash().equals(heard.hash())).isPresent()) {
                return null;
            }
        }
        return heard.version() == due.version() ? "The screen follows a timeline numbered " + due.version() + " whose content is another one."
                : "Timeline " + due.version() + " is due, but the screen follows " + (heard.version() == 0 ? "none." : "timeline " + heard.version() + ".");
    }

    private static @Nullable String notKept(Heartbeat heard, Plan plan, @Nullable TimelineReady kept) {
        TimelineName newest = plan.newest();
        long has = Math.max(heard.version(), kept == null ? 0 : kept.version());
        if (newest == null || has >= newest.version() || plan.dueAt(heard.atNanos()).filter(newest::equals).isPresent()) {
            return null; // What is due already is named by TIMELINE_BEHIND.
        }
        return "Timeline " + newest.version() + " was sent, but the newest that the screen keeps is " + (has == 0 ? "none." : "timeline " + has + ".");
    }

    private static @Nullable String item(Heartbeat heard, Plan plan) {
        ItemId shown = heard.item();
        if (heard.state() != PlayState.PLAYING || shown == null) {
            return null;
        }
        for (long at : around(heard)) {
            if (plan.programme().due(at).filter(due -> due.cue().item().equals(shown)).isPresent()) {
                return null;
            }
        }
        if (plan.programme().quiet(heard.atNanos()).isPresent()) {
            return null; // That is named by QUIET_NOT_KEPT.
        }
        @Nullable Showing due = plan.programme().due(heard.atNanos()).orElse(null);
        return "\"" + heard.itemName() + "\" is shown, but " + (due == null ? "nothing is planned now." : "\"" + due.cue().name() + "\" is planned now.");
    }

    private static @Nullable String stop(Heartbeat heard, @Nullable ScreenStop stop) {
        if (stop == null) {
            return "The screen says that it is stopped, although nobody has it stopped.";
        }
        // Until it is confirmed, that is what is wrong, and has its own problem.
        return stop.confirmed() && heard.state() != PlayState.STOPPED ? "The screen is to be stopped, and says that it is not." : null;
    }

    /** Whichever timeline it follows: a wall that is lit when it must not be is named for that. */
    private static @Nullable String lit(Heartbeat heard, Plan plan) {
        if (heard.state() != PlayState.PLAYING && heard.state() != PlayState.SLATE) {
            return null;
        }
        for (long at : around(heard)) {
            if (plan.programme().quiet(at).isEmpty()) {
                return null;
            }
        }
        return "It is quiet: the screen is to be dark, but shows " + (heard.state() == PlayState.SLATE ? "its slate." : "\"" + heard.itemName() + "\".");
    }

    private static @Nullable String state(Heartbeat heard, Plan plan) {
        if (heard.state() == PlayState.PLAYING) {
            return null;
        }
        if (heard.state() == PlayState.QUIET) {
            for (long at : around(heard)) {
                if (plan.programme().quiet(at).isPresent()) {
                    return null;
                }
            }
            return "The screen is dark as in quiet hours, but has none now.";
        }
        for (long at : around(heard)) {
            if (plan.programme().due(at).isEmpty()) {
                return null;
            }
        }
        String name = plan.programme().due(heard.atNanos()).map(due -> due.cue().name()).orElse("");
        return "\"" + name + "\" is planned now, but the screen is " + switch (heard.state()) {
            case STARTING -> "still starting its player.";
            case SLATE -> "on its slate and does not say why.";
            case BLACK -> "black and does not say why.";
            case PLAYER_LOST -> "without a player.";
            case PLAYING, QUIET, STOPPED -> "in another state.";
        };
    }

    private static long[] around(Heartbeat heard) {
        return new long[] {heard.atNanos(), heard.atNanos() - EDGE_NANOS, heard.atNanos() + EDGE_NANOS};
    }
}
