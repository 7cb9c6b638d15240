package ledwall.agent.playout;

import java.util.ArrayList;
import java.util.List;
import ledwall.agent.asrun.AsRunLog;
import ledwall.agent.playout.Showings.Entry;
import ledwall.protocol.asrun.AsRunRecord.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Turns what was planned and what the player showed into as-run records, one showing at a time: INTENT before it can be seen, START when it came on, END when
 * it went, MISSED where it never came. Instants are on the timeline clock. On the loop.
 */
final class Witness {
    /** A cue may come on and go this much late; only then is it judged. */
    static final long GRACE_NANOS = 500_000_000L;
    private static final long A_FRAME_NANOS = 40_000_000L;

    private final Showings showings;
    private final LastRun lastRun;
    private final List<Due> toJudge = new ArrayList<>();
    private @Nullable Due planned;
    private boolean planKnown;
    /** Whether something lies over all of the picture, so that nothing of what the player plays is seen. */
    private boolean covered;
    /** What the player plays below that. */
    private @Nullable Due below;

    Witness(AsRunLog log) {
        this.showings = new Showings(log);
        this.lastRun = new LastRun(log, showings);
    }

    /** This is meant to be seen soon; gives its INTENT's sequence. A cue that is announced, or on the glass, is not announced again. */
    long announce(Due due, long nowNanos, long boundNanos) {
        return announce(due, nowNanos, boundNanos, false);
    }

    /** @param ahead its instants are on a clock that is yet to be gone over to, by which now is another instant */
    long announce(Due due, long nowNanos, long boundNanos, boolean ahead) {
        return showings.announce(due, nowNanos, boundNanos, ahead);
    }

    /** No other clock is gone over to, or that is done: what was announced for it is judged as all else. */
    void byClockOfNow() {
        showings.byClockOfNow();
    }

    /** Since {@code atNanos} this is on the glass; {@code null} for the slate and for black. */
    void glass(@Nullable Due due, long atNanos, long boundNanos) {
        if (covered) {
            below = due;
            if (due != null) {
                announce(due, atNanos, boundNanos);
            }
            return;
        }
        Entry onGlass = showings.onGlass();
        if (onGlass != null && due != null && onGlass.due().sameTurn(due)) {
            return;
        }
        if (onGlass != null) {
            overtake(onGlass.due(), due, atNanos, boundNanos);
        }
        leave(atNanos, boundNanos);
        if (due != null) {
            announce(due, atNanos, boundNanos);
            showings.begin(due, atNanos, boundNanos);
        }
    }

    /** Whether something lies over all of the picture from here on. */
    void covered(boolean all, long atNanos, long boundNanos) {
        if (all) {
            cover(atNanos, boundNanos);
        } else {
            uncover(atNanos, boundNanos);
        }
    }

    /** Another list takes a moment to come on. What was to follow in the one before, or in the time of which nobody knows, may have been seen within it. */
    private void overtake(Due before, @Nullable Due now, long atNanos, long boundNanos) {
        long unknownSince = Math.min(before.endNanos(), atNanos - boundNanos - A_FRAME_NANOS);
        for (Entry entry : showings.open()) {
            long start = entry.due().startNanos();
            if (start >= unknownSince && start <= atNanos && !showings.isOnGlass(entry) && (now == null || !entry.due().sameTurn(now))) {
                showings.end(entry, atNanos, boundNanos, Outcome.INTERRUPTED);
            }
        }
    }

    /** From here on nothing is seen of what plays. It goes on below: what is there is announced anew, so that its intent lies on the disk when it is seen again. */
    private void cover(long atNanos, long boundNanos) {
        covered = true;
        Entry onGlass = showings.onGlass();
        below = onGlass == null ? null : onGlass.due();
        if (onGlass != null) {
            showings.end(onGlass, atNanos, boundNanos, Outcome.INTERRUPTED);
        }
        if (below != null) {
            announce(below, atNanos, boundNanos);
        }
    }

    /** What plays is seen again. */
    private void uncover(long atNanos, long boundNanos) {
        covered = false;
        Due due = below;
        below = null;
        glass(due, atNanos, boundNanos);
    }

    private void leave(long atNanos, long boundNanos) {
        Entry onGlass = showings.onGlass();
        if (onGlass != null) {
            boolean early = atNanos < onGlass.due().endNanos() - GRACE_NANOS;
            showings.end(onGlass, atNanos, boundNanos, early ? Outcome.INTERRUPTED : onGlass.inferred() ? Outcome.INFERRED : Outcome.SHOWN);
        }
    }

    /**
     * The player is gone or at its end, and with it whatever was on the glass.
     *
     * @param played it had shown something until then
     * @param asPlanned it was to be dark, a moment before or after
     */
    void dark(long atNanos, long boundNanos, boolean played, boolean asPlanned) {
        below = null;
        if (asPlanned) {
            leave(atNanos, boundNanos);
            return;
        }
        Entry onGlass = showings.onGlass();
        if (onGlass != null) {
            showings.end(onGlass, atNanos, boundNanos, Outcome.INTERRUPTED);
        }
        if (!played) {
            return;
        }
        for (Entry entry : showings.open()) {
            if (entry.due().startNanos() <= atNanos) {
                // It was to follow, and may have come on before the player could say so.
                showings.end(entry, atNanos, boundNanos, Outcome.INTERRUPTED);
            }
        }
    }

    /** The wall is stopped: whatever was on is over, and nothing that was to come will. What is planned while it lasts was not meant to be seen. */
    void stop(long atNanos, long boundNanos) {
        below = null;
        leave(atNanos, boundNanos);
        toJudge.forEach(over -> judged(over, atNanos, boundNanos));
        toJudge.clear();
        for (Entry entry : showings.open()) {
            showings.end(entry, atNanos, boundNanos, Outcome.INTERRUPTED);
        }
        planned = null;
        // As after a start: the cue in whose midst the wall is resumed is not judged.
        planKnown = false;
    }

    /** The player is about to jump to this ({@code null}: to the slate): what was to come before it may have begun unseen, or not. */
    void jump(@Nullable Due to, long nowNanos, long boundNanos) {
        for (Entry entry : showings.open()) {
            if (!showings.isOnGlass(entry) && entry.due().startNanos() <= nowNanos && (to == null || !entry.due().sameTurn(to))) {
                showings.end(entry, nowNanos, boundNanos, Outcome.INTERRUPTED);
            }
        }
        if (to != null) {
            announce(to, nowNanos, boundNanos);
        }
    }

    /** A new agent found no player, or one that plays nothing it knows. */
    void startAfresh(List<Reel> reels, long nowNanos, long boundNanos) {
        lastRun.startAfresh(reels, nowNanos, boundNanos);
    }

    /** A new agent found the player playing stretch {@code current} of {@code reel}, {@code lateNanos} behind the timeline. */
    void adopt(Reel reel, List<Reel> reels, int current, long lateNanos, long nowNanos, long boundNanos) {
        lastRun.adopt(reel, reels, current, lateNanos, nowNanos, boundNanos);
    }

    /** The last run died below a cover that came up at this instant. */
    void wasCovered(long sinceNanos) {
        lastRun.wasCovered(sinceNanos);
    }

    /** What the programme wants now: called at least once in each cue. What was wanted before and never came on is entered as missed. */
    void plan(@Nullable Due due, long nowNanos, long boundNanos) {
        if (planned != null && (due == null || !planned.sameTurn(due))) {
            toJudge.add(planned.until(Math.min(planned.endNanos(), nowNanos)));
        }
        // The cue in whose midst this agent came up is not judged: it was not there to show it.
        planned = planKnown ? due : null;
        planKnown = true;
        toJudge.removeIf(over -> over.endNanos() + GRACE_NANOS <= nowNanos && judged(over, nowNanos, boundNanos));
        for (Entry entry : showings.open()) {
            if (!showings.isOnGlass(entry) && !entry.ahead() && entry.due().endNanos() + GRACE_NANOS <= nowNanos) {
                // What a cover cut short and did not give free again was seen, if not to its end.
                showings.end(entry, nowNanos, boundNanos, showings.wasShown(entry.due()) ? Outcome.INTERRUPTED : Outcome.MISSED);
            }
        }
    }

    private boolean judged(Due over, long nowNanos, long boundNanos) {
        if (!showings.wasShown(over)) {
            showings.missed(over, nowNanos, boundNanos);
        }
        return true;
    }
}
