package ledwall.agent.playout;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ledwall.agent.asrun.AsRunLog;
import ledwall.protocol.asrun.AsRunRecord.Outcome;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaHash;
import org.jspecify.annotations.Nullable;

/**
 * Turns what was planned and what the player showed into as-run records, one showing at a time: INTENT before it can be seen, START when it came on, END when
 * it went, MISSED where it never came. Instants are on the timeline clock. On the loop.
 */
final class Witness {
    /** A cue may come on and go this much late; only then is it judged. */
    static final long GRACE_NANOS = 500_000_000L;
    /** A list may come on this much after its time: the old picture stands until the new one is ready. */
    private static final long HOLD_NANOS = 150_000_000L;
    private static final int REMEMBERED = 64;

    private final AsRunLog log;
    private final Map<Turn, Entry> open = new LinkedHashMap<>();
    private final ArrayDeque<Turn> shown = new ArrayDeque<>();
    private final List<Due> toJudge = new ArrayList<>();
    private @Nullable Entry onGlass;
    private @Nullable Due planned;
    private boolean planKnown;
    /** Whether something lies over all of the picture, so that nothing of what the player plays is seen. */
    private boolean covered;
    /** What the player plays below that. */
    private @Nullable Due below;
    /** Since when the last run lay below a cover; what was played from then on was perhaps not seen. */
    private long wasCoveredNanos = Long.MAX_VALUE;

    Witness(AsRunLog log) {
        this.log = log;
    }

    private record Turn(ItemId item, MediaHash media, long fullStartNanos, @Nullable ItemId standInFor) {
        static Turn of(Due due) {
            return new Turn(due.item(), due.media(), due.fullStartNanos(), due.standInFor());
        }
    }

    /** A showing without an end. {@code inferred}: this agent did not see all of it. */
    private record Entry(Due due, long intent, boolean inferred) {}

    /** This is meant to be seen soon; gives its INTENT's sequence. A cue that is announced, or on the glass, is not announced again. */
    long announce(Due due, long nowNanos, long boundNanos) {
        Entry known = open.get(Turn.of(due));
        if (known != null) {
            return known.intent();
        }
        long intent = log.intent(due.version(), due.item(), due.name(), due.media(), due.startNanos(), due.standInFor(), nowNanos, boundNanos);
        open.put(Turn.of(due), new Entry(due, intent, false));
        return intent;
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
        if (onGlass != null && due != null && onGlass.due().sameTurn(due)) {
            return;
        }
        if (onGlass != null) {
            overtake(onGlass.due(), due, atNanos, boundNanos);
        }
        leave(atNanos, boundNanos);
        if (due != null) {
            announce(due, atNanos, boundNanos);
            enter(due, atNanos, boundNanos);
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

    /** Another list takes a moment to come on. What was to follow in the one before may have been seen within it, with nobody to say so. */
    private void overtake(Due before, @Nullable Due now, long atNanos, long boundNanos) {
        for (Entry entry : List.copyOf(open.values())) {
            long start = entry.due().startNanos();
            if (start >= before.endNanos() && start <= atNanos && (now == null || !entry.due().sameTurn(now))) {
                end(entry, atNanos, boundNanos, Outcome.INTERRUPTED);
            }
        }
    }

    /** From here on nothing is seen of what plays. It goes on below: what is there is announced anew, so that its intent lies on the disk when it is seen again. */
    private void cover(long atNanos, long boundNanos) {
        covered = true;
        below = onGlass == null ? null : onGlass.due();
        if (onGlass != null) {
            end(onGlass, atNanos, boundNanos, Outcome.INTERRUPTED);
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

    /** The last run died below a cover that came up at this instant. */
    void wasCovered(long sinceNanos) {
        wasCoveredNanos = sinceNanos;
    }

    private void enter(Due due, long atNanos, long boundNanos) {
        Entry entry = open.get(Turn.of(due));
        if (entry != null) {
            log.start(entry.intent(), atNanos, boundNanos);
            onGlass = entry;
            remember(Turn.of(due));
        }
    }

    private void leave(long atNanos, long boundNanos) {
        if (onGlass != null) {
            boolean early = atNanos < onGlass.due().endNanos() - GRACE_NANOS;
            end(onGlass, atNanos, boundNanos, early ? Outcome.INTERRUPTED : onGlass.inferred() ? Outcome.INFERRED : Outcome.SHOWN);
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
        if (onGlass != null) {
            end(onGlass, atNanos, boundNanos, Outcome.INTERRUPTED);
        }
        if (!played) {
            return;
        }
        for (Entry entry : List.copyOf(open.values())) {
            if (entry.due().startNanos() <= atNanos) {
                // It was to follow, and may have come on before the player could say so.
                end(entry, atNanos, boundNanos, Outcome.INTERRUPTED);
            }
        }
    }

    /** The wall is stopped: whatever was on is over, and nothing that was to come will. What is planned while it lasts was not meant to be seen. */
    void stop(long atNanos, long boundNanos) {
        below = null;
        leave(atNanos, boundNanos);
        toJudge.forEach(over -> judged(over, atNanos, boundNanos));
        toJudge.clear();
        for (Entry entry : List.copyOf(open.values())) {
            end(entry, atNanos, boundNanos, Outcome.INTERRUPTED);
        }
        planned = null;
        // As after a start: the cue in whose midst the wall is resumed is not judged.
        planKnown = false;
    }

    /** The player is about to jump to this ({@code null}: to the slate): what was to come before it may have begun unseen, or not. */
    void jump(@Nullable Due to, long nowNanos, long boundNanos) {
        for (Entry entry : List.copyOf(open.values())) {
            if (!isOnGlass(entry) && entry.due().startNanos() <= nowNanos && (to == null || !entry.due().sameTurn(to))) {
                end(entry, nowNanos, boundNanos, Outcome.INTERRUPTED);
            }
        }
        if (to != null) {
            announce(to, nowNanos, boundNanos);
        }
    }

    private void end(Entry entry, long atNanos, long boundNanos, Outcome outcome) {
        log.end(entry.intent(), atNanos, boundNanos, outcome);
        open.remove(Turn.of(entry.due()));
        if (isOnGlass(entry)) {
            onGlass = null;
        }
    }

    private boolean isOnGlass(Entry entry) {
        return onGlass != null && onGlass.due().sameTurn(entry.due());
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
        for (Entry entry : List.copyOf(open.values())) {
            if (!isOnGlass(entry) && entry.due().endNanos() + GRACE_NANOS <= nowNanos) {
                // What a cover cut short and did not give free again was seen, if not to its end.
                end(entry, nowNanos, boundNanos, shown.contains(Turn.of(entry.due())) ? Outcome.INTERRUPTED : Outcome.MISSED);
            }
        }
    }

    private boolean judged(Due over, long nowNanos, long boundNanos) {
        if (!shown.contains(Turn.of(over))) {
            announce(over, nowNanos, boundNanos);
            Entry entry = open.get(Turn.of(over));
            if (entry != null) {
                end(entry, nowNanos, boundNanos, Outcome.MISSED);
            }
        }
        return true;
    }

    /** A new agent found no player, or one that plays nothing it knows: nobody knows how the last run's showings ended. */
    void startAfresh(List<Reel> reels, long nowNanos, long boundNanos) {
        var unfinished = log.unfinished();
        for (Unended showing : Unended.of(unfinished, reels)) {
            long at = showing.record().start() == null ? showing.record().intent().atNanos() : showing.record().start().atNanos();
            log.end(showing.record().intent().sequence(), at, wider(boundNanos, nowNanos - at), Outcome.INTERRUPTED);
            if (showing.record().start() != null && showing.reel() != null) {
                unknown(showing.reel(), showing.index() + 1, unfinished.getLast().intent().plannedNanos(), nowNanos, boundNanos);
            }
        }
    }

    /** Cues of a list that may or may not have been played after the last agent died. */
    private void unknown(Reel reel, int from, long afterNanos, long nowNanos, long boundNanos) {
        for (int i = from; i < reel.stretches().size(); i++) {
            Stretch stretch = reel.stretches().get(i);
            if (stretch.atNanos() >= nowNanos) {
                break;
            }
            Due due = stretch.showing();
            if (due != null && due.startNanos() > afterNanos) {
                long bound = wider(boundNanos, nowNanos - due.startNanos());
                long intent = log.intent(due.version(), due.item(), due.name(), due.media(), due.startNanos(), due.standInFor(), nowNanos, bound);
                log.end(intent, due.startNanos(), bound, Outcome.INTERRUPTED);
            }
        }
    }

    /**
     * A new agent found the player playing stretch {@code current} of {@code reel}, {@code lateNanos} behind the timeline: what it played meanwhile is
     * inferred.
     */
    void adopt(Reel reel, List<Reel> reels, int current, long lateNanos, long nowNanos, long boundNanos) {
        long bound = wider(boundNanos, Math.abs(lateNanos) + HOLD_NANOS);
        var order = new ArrayList<>(reels);
        order.remove(reel);
        order.add(reel);
        var unended = Unended.of(log.unfinished(), order);
        long told = log.lastShownNanos();
        for (Unended showing : unended) {
            if (showing.in(reel) && showing.index() <= current) {
                told = Math.max(told, showing.record().intent().plannedNanos());
            } else {
                settle(showing, reel, current, nowNanos, bound);
            }
        }
        for (int i = 0; i <= current; i++) {
            Stretch stretch = reel.stretches().get(i);
            Due due = stretch.showing();
            if (due == null || (i < current && continues(reel, i))) {
                continue;
            }
            long began = Math.max(due.startNanos(), reel.fromNanos()) + lateNanos;
            int index = i;
            var known = unended.stream().filter(showing -> showing.in(reel) && sameStart(reel, showing.index(), index)).findFirst();
            if (known.isEmpty() && i < current && (due.startNanos() <= told || passedOver(reel, i))) {
                continue;
            }
            if (known.isPresent() && known.get().record().start() == null && i < current && passedOver(reel, i)) {
                log.end(known.get().record().intent().sequence(), nowNanos, bound, Outcome.INTERRUPTED);
                continue;
            }
            long intent = known.isPresent() ? known.get().record().intent().sequence()
                    : log.intent(due.version(), due.item(), due.name(), due.media(), due.startNanos(), due.standInFor(), nowNanos, boundNanos);
            long ended = i < current ? reel.stretches().get(i + 1).atNanos() + lateNanos : nowNanos;
            if (i < current && ended > wasCoveredNanos) {
                log.end(intent, nowNanos, bound, Outcome.INTERRUPTED);
                continue;
            }
            // A cover goes with its agent, at an instant that nobody saw.
            boolean vague = i == current && wasCoveredNanos != Long.MAX_VALUE;
            long unseen = Math.max(0, nowNanos - Math.max(began, wasCoveredNanos));
            log.start(intent, vague ? nowNanos : began, vague ? wider(bound, unseen) : bound);
            remember(Turn.of(due));
            if (i < current) {
                log.end(intent, ended, bound, Outcome.INFERRED);
            } else {
                onGlass = new Entry(due, intent, true);
                open.put(Turn.of(due), onGlass);
            }
        }
    }

    /** A showing that is not on the glass and was not played in the adopted list so far. */
    private void settle(Unended showing, Reel reel, int current, long nowNanos, long boundNanos) {
        long intent = showing.record().intent().sequence();
        Due due = showing.due();
        if (showing.in(reel) && due != null && showing.index() > current) {
            open.put(Turn.of(due), new Entry(due, intent, false));
        } else if (showing.record().start() != null) {
            // Another list showed it until this one came on.
            log.end(intent, Math.max(showing.record().start().atNanos(), reel.fromNanos()), boundNanos, Outcome.INFERRED);
        } else {
            long at = showing.record().intent().atNanos();
            log.end(intent, at, wider(boundNanos, nowNanos - at), Outcome.INTERRUPTED);
        }
    }

    /** A clock that nobody has told the time may lie on either side of what it said before, and says so by its bound. */
    private static long wider(long boundNanos, long byNanos) {
        long by = Math.max(0, byNanos);
        return boundNanos > Long.MAX_VALUE - by ? Long.MAX_VALUE : boundNanos + by;
    }

    /** Whether the list came on only after this stretch's time: a cue aims at what is due when the player will be ready. */
    private static boolean passedOver(Reel reel, int index) {
        return reel.stretches().get(index + 1).atNanos() - reel.fromNanos() <= HOLD_NANOS;
    }

    private static boolean continues(Reel reel, int index) {
        Due due = reel.stretches().get(index).due();
        Due next = reel.stretches().get(index + 1).due();
        return due != null && next != null && due.sameTurn(next);
    }

    private static boolean sameStart(Reel reel, int one, int other) {
        Due due = reel.stretches().get(one).due();
        Due next = reel.stretches().get(other).due();
        return due != null && next != null && due.sameTurn(next);
    }

    private void remember(Turn turn) {
        shown.add(turn);
        if (shown.size() > REMEMBERED) {
            shown.remove();
        }
    }
}
