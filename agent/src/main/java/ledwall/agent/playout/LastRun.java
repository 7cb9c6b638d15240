package ledwall.agent.playout;

import java.util.ArrayList;
import java.util.List;
import ledwall.agent.asrun.AsRunLog;
import ledwall.protocol.asrun.AsRunRecord;
import ledwall.protocol.asrun.AsRunRecord.Outcome;

/** How the showings ended that the last run of this agent left without an end, from what the player is found playing. Instants are on the timeline clock. On the loop. */
final class LastRun {
    /** A list may come on this much after its time: the old picture stands until the new one is ready. */
    private static final long HOLD_NANOS = 150_000_000L;
    /** And this much more where the disk kept it waiting, of which a successor knows nothing. */
    private static final long DISK_NANOS = Next.PATIENCE_NANOS;

    private final AsRunLog log;
    private final Showings showings;
    /** Since when it lay below a cover; what was played from then on was perhaps not seen. */
    private long wasCoveredNanos = Long.MAX_VALUE;

    LastRun(AsRunLog log, Showings showings) {
        this.log = log;
        this.showings = showings;
    }

    /** It died below a cover that came up at this instant. */
    void wasCovered(long sinceNanos) {
        wasCoveredNanos = sinceNanos;
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
                long intent = showings.intend(due, nowNanos, bound);
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
        long wrote = lastWord(unended);
        for (Unended showing : unended) {
            if (showing.in(reel) && showing.index() <= current) {
                // What stands in for a file that was lost may come before what was announced already: nothing is told that begins after the last word.
                told = Math.max(told, Math.min(showing.record().intent().plannedNanos(), wrote));
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
            int index = i;
            var known = unended.stream().filter(showing -> showing.in(reel) && sameStart(reel, showing.index(), index)).findFirst();
            long planned = Math.max(due.startNanos(), reel.fromNanos()) + lateNanos;
            long began = known.map(showing -> Math.max(planned, again(showing, planned))).orElse(planned);
            if (known.isEmpty() && i < current && (due.startNanos() <= told || passedOver(reel, i))) {
                continue;
            }
            long ended = i < current ? reel.stretches().get(i + 1).atNanos() + lateNanos : nowNanos;
            if (began > planned && i < current && ended - began <= HOLD_NANOS + DISK_NANOS) {
                // Whether it came on once more before its time was over, nobody knows.
                log.end(known.get().record().intent().sequence(), began, wider(boundNanos, nowNanos - began), Outcome.INTERRUPTED);
                continue;
            }
            if (known.isPresent() && known.get().record().start() == null && i < current && passedOver(reel, i)) {
                log.end(known.get().record().intent().sequence(), nowNanos, bound, Outcome.INTERRUPTED);
                continue;
            }
            long intent = known.isPresent() ? known.get().record().intent().sequence() : showings.intend(due, nowNanos, boundNanos);
            if (i < current && ended > wasCoveredNanos) {
                log.end(intent, nowNanos, bound, Outcome.INTERRUPTED);
                continue;
            }
            // A cover goes with its agent, at an instant that nobody saw.
            boolean vague = i == current && wasCoveredNanos != Long.MAX_VALUE;
            long unseen = Math.max(0, nowNanos - Math.max(began, wasCoveredNanos));
            long entered = began > planned || due.startNanos() <= reel.fromNanos() ? wider(bound, DISK_NANOS) : bound;
            log.start(intent, vague ? nowNanos : began, vague ? wider(bound, unseen) : entered);
            showings.remember(due);
            if (i < current) {
                log.end(intent, ended, bound, Outcome.INFERRED);
            } else {
                showings.goesOn(due, intent);
            }
        }
    }

    private static long lastWord(List<Unended> unended) {
        long last = Long.MIN_VALUE;
        for (Unended showing : unended) {
            AsRunRecord start = showing.record().start();
            last = Math.max(last, Math.max(showing.record().intent().atNanos(), start == null ? Long.MIN_VALUE : start.atNanos()));
        }
        return last;
    }

    /** When it was announced for a second time, as after the death of its player: it was not seen before. Else the beginning of time. */
    private static long again(Unended showing, long plannedNanos) {
        long announced = showing.record().intent().atNanos();
        return showing.record().start() == null && announced > plannedNanos + HOLD_NANOS ? announced : Long.MIN_VALUE;
    }

    /** A showing that is not on the glass and was not played in the adopted list so far. */
    private void settle(Unended showing, Reel reel, int current, long nowNanos, long boundNanos) {
        long intent = showing.record().intent().sequence();
        Due due = showing.due();
        if (showing.in(reel) && due != null && showing.index() > current) {
            showings.announced(due, intent);
        } else if (showing.record().start() != null) {
            // Another list showed it until this one came on.
            log.end(intent, Math.max(showing.record().start().atNanos(), reel.fromNanos()), wider(boundNanos, DISK_NANOS), Outcome.INFERRED);
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
}
