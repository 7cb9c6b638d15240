package ledwall.agent.playout;

import java.util.ArrayList;
import java.util.List;
import ledwall.agent.asrun.AsRunLog;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.timesync.Changeover;
import ledwall.protocol.timesync.Mapping;
import org.jspecify.annotations.Nullable;

/** What goes on the glass next: made ahead of its time, and written down together with its as-run intent before it is cued. On the loop. */
final class Ahead {
    /** A list and its intent are written down this long before it is cued: sooner, and an edit would leave intents of what is never to be seen. */
    static final long COMMIT_NANOS = 1_500_000_000L;
    private static final long LOOK_AGAIN_NANOS = 10_000_000L;
    /** The step to another clock is noticed by then. */
    private static final long OVER_NANOS = 2_000_000_000L;
    /** What would be ready only so shortly before a quiet window is not begun. */
    private static final long LEAST_SHOWN_NANOS = 400_000_000L;

    private final KnownLists lists;
    private final AsRunLog asRun;
    private final Witness witness;
    private final Output output;
    private final Runnable written;
    private @Nullable Next next;
    /** What went on the glass before the disk held what it must hold by then. */
    private @Nullable Next unrecorded;

    /** @param written told when the disk holds another list */
    Ahead(KnownLists lists, AsRunLog asRun, Witness witness, Output output, Runnable written) {
        this.lists = lists;
        this.asRun = asRun;
        this.witness = witness;
        this.output = output;
        this.written = written;
    }

    @Nullable Next next() {
        return next;
    }

    /** Nothing comes next that is known. */
    void drop() {
        if (next != null && next.over() != 0) {
            witness.byClockOfNow();
        }
        next = null;
        output.prepare(null, 0);
    }

    /** What is by another clock than that one, or the one of now ({@code null}), is not what comes next. */
    void dropUnlessBy(@Nullable Changeover over) {
        if (next != null && next.over() != (over == null ? 0 : over.atNanos())) {
            drop();
        }
    }

    /** The timeline clock was set and is {@code at} now. What was made ready for an instant of it as it was might wait for that for hours. */
    void clockSet(long at) {
        witness.byClockOfNow();
        if (next != null && next.over() != 0 && Math.abs(at - next.over()) < OVER_NANOS) {
            next = next.wentOver();
        } else {
            drop();
        }
    }

    /** A file ceased to be verified: a list that holds it is not cued. */
    void lost(MediaHash media) {
        Reel reel = next == null ? null : next.reel();
        if (reel != null && reel.holds(media)) {
            drop();
        }
    }

    /** Makes what is due from {@code from} on, by the clock that is gone over to where {@code over} names one, and has the player stand ready with it. */
    void make(Ladder ladder, Suspects suspects, long from, long now, long over) {
        long quiet = ladder.nextQuiet(from);
        if (quiet - from <= LEAST_SHOWN_NANOS && ladder.at(quiet).rung() == Rung.QUIET) {
            // No player would be ready before it: what stands may stand until then.
            next = Next.black(quiet, now, over);
            return;
        }
        boolean narrow = suspects.narrow(from);
        Reel last = output.picture().last();
        Reel reel = !narrow && last != null && Next.goesOn(last, ladder, from) ? last
            : ListBuilder.build("list-" + Long.toString(now, 36), ladder, from, narrow ? 1 : ListBuilder.HORIZON_NANOS, !narrow);
        if (reel == null) {
            Scene scene = ladder.at(from);
            if (scene.black()) {
                next = Next.black(from, now, over);
            } else {
                // Too short for a frame of its own: until then what stands may stand.
                make(ladder, suspects, scene.untilNanos(), now, over);
            }
            return;
        }
        next = Next.of(reel, from, over);
        output.prepare(reel, from);
    }

    /**
     * Writes down what comes next, and that it is to be seen: {@code at} is now on the timeline, {@code itsAt} by the clock of what comes next, {@code now} the
     * same instant on this machine.
     */
    void commit(long at, long itsAt, long now, long boundNanos) {
        Next made = next;
        Reel reel = made == null ? null : made.reel();
        if (made == null || reel == null || made.committed()) {
            return;
        }
        long from = Math.max(itsAt, made.fromNanos());
        long intent = 0;
        for (Stretch stretch : List.of(reel.at(from), reel.atPosition(reel.positionAt(from + output.leadNanos(reel))))) {
            if (stretch.showing() != null) {
                intent = Math.max(intent, witness.announce(stretch.showing(), at, boundNanos, made.over() != 0));
            }
        }
        next = made.committed(now, intent);
        var reels = new ArrayList<>(output.picture().held());
        reels.add(reel);
        lists.write(reels, () -> {
            if (next != null && next.committedNanos() == now) {
                next = next.nowWritten();
            }
            if (unrecorded != null && unrecorded.committedNanos() <= now) {
                unrecorded = unrecorded.nowWritten();
            }
            written.run();
        });
    }

    boolean ready(long now) {
        return next != null && next.ready(asRun.forced(next.intent()), now);
    }

    /**
     * When it may be cued: half a frame early, for a player that is alone holds its picture from the cue on, and the frame that must not be seen is on its way
     * to the glass; sooner where that does no harm.
     */
    long cueAtNanos() {
        Reel reel = next == null ? null : next.reel();
        if (next == null || reel == null) {
            return next == null ? Long.MAX_VALUE : next.fromNanos();
        }
        return next.fromNanos() - Math.max(500_000_000L / reel.frameRate(), output.headStartNanos(reel));
    }

    /** When to look at it again. */
    long wakeNanos(Mapping map, long now) {
        if (next == null) {
            return Long.MAX_VALUE;
        }
        if (!next.committed()) {
            return map.monoAt(next.fromNanos() - COMMIT_NANOS);
        }
        if (!ready(now)) {
            return next.patienceEnds();
        }
        long dueAt = map.monoAt(cueAtNanos());
        // What is due and still waits, waits for a look at the latch.
        return dueAt > now ? dueAt : now + LOOK_AGAIN_NANOS;
    }

    /** What waits and is no longer what will be due at {@code changeAtNanos} is made anew. */
    void dropUnlessRight(Ladder ladder, long at, long changeAtNanos) {
        if (next != null && next.over() != 0) {
            if (!next.holds(ladder, next.fromNanos())) {
                drop();
            }
        } else if (next != null && (!next.holds(ladder, at) || Math.max(at, changeAtNanos) != Math.max(at, next.fromNanos()))) {
            drop();
        }
    }

    /** It goes on the glass now. */
    @Nullable Next take() {
        unrecorded = next;
        next = null;
        return unrecorded;
    }

    /** Whether something is on the glass of which the disk does not hold all that it must. */
    boolean unrecorded() {
        if (unrecorded != null && unrecorded.recorded(asRun.forced(unrecorded.intent()))) {
            unrecorded = null;
        }
        return unrecorded != null;
    }
}
