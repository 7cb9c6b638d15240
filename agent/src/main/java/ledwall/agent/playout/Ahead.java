package ledwall.agent.playout;

import java.util.ArrayList;
import java.util.List;
import ledwall.agent.asrun.AsRunLog;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.timesync.Mapping;
import org.jspecify.annotations.Nullable;

/** What goes on the glass next: made ahead of its time, and written down together with its as-run intent before it is cued. On the loop. */
final class Ahead {
    private static final long LOOK_AGAIN_NANOS = 10_000_000L;

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

    void drop() {
        next = null;
    }

    /** A file ceased to be verified: a list that holds it is not cued. */
    void lost(MediaHash media) {
        Reel reel = next == null ? null : next.reel();
        if (reel != null && reel.holds(media)) {
            next = null;
        }
    }

    /** Makes what is due from {@code from} on; {@code at} is now on the timeline, {@code now} the same instant on this machine. */
    void prepare(Ladder ladder, Suspects suspects, long from, long at, long now, long boundNanos) {
        long quiet = ladder.nextQuiet(from);
        if (quiet - from <= output.leadNanos() && ladder.at(quiet).rung() == Rung.QUIET) {
            // No player would be ready before it: what stands may stand until then.
            next = new Next(null, quiet, now, 0, true);
            return;
        }
        boolean narrow = suspects.narrow(from);
        Reel reel = ListBuilder.build("list-" + Long.toString(now, 36), ladder, from, narrow ? 1 : ListBuilder.HORIZON_NANOS, !narrow);
        if (reel == null) {
            Scene scene = ladder.at(from);
            if (scene.black()) {
                next = new Next(null, from, now, 0, true);
            } else {
                // Too short for a frame of its own: until then what stands may stand.
                prepare(ladder, suspects, scene.untilNanos(), at, now, boundNanos);
            }
            return;
        }
        long intent = 0;
        for (Stretch stretch : List.of(reel.at(from), reel.atPosition(reel.positionAt(from + output.leadNanos())))) {
            if (stretch.showing() != null) {
                intent = Math.max(intent, witness.announce(stretch.showing(), at, boundNanos));
            }
        }
        next = new Next(reel, from, now, intent, false);
        output.prepare(reel);
        var reels = new ArrayList<>(output.held());
        reels.add(reel);
        lists.write(reels, () -> {
            if (next != null && next.madeNanos() == now) {
                next = next.nowWritten();
            }
            if (unrecorded != null && unrecorded.madeNanos() <= now) {
                unrecorded = unrecorded.nowWritten();
            }
            written.run();
        });
    }

    boolean ready(long now) {
        return next != null && next.ready(asRun.forced(next.intent()), now);
    }

    /**
     * When it may be cued: half a frame early, for the player holds its picture from the cue on, and the frame that must not be seen is on its way to the
     * glass; sooner where this player is known to take its time.
     */
    long cueAtNanos() {
        Reel reel = next == null ? null : next.reel();
        if (next == null || reel == null) {
            return next == null ? Long.MAX_VALUE : next.fromNanos();
        }
        return next.fromNanos() - Math.max(500_000_000L / reel.frameRate(), output.headStartNanos());
    }

    /** When to look at it again. */
    long wakeNanos(Mapping map, long now) {
        if (next == null || !ready(now)) {
            return next == null ? Long.MAX_VALUE : next.patienceEnds();
        }
        long dueAt = map.monoAt(cueAtNanos());
        // What is due and still waits, waits for a look at the latch.
        return dueAt > now ? dueAt : now + LOOK_AGAIN_NANOS;
    }

    /** What waits and is no longer what will be due at {@code changeAtNanos} is made anew. */
    void dropUnlessRight(Ladder ladder, long at, long changeAtNanos) {
        if (next != null && (!next.holds(ladder, at) || Math.max(at, changeAtNanos) != Math.max(at, next.fromNanos()))) {
            next = null;
        }
    }

    /** It goes on the glass now. */
    @Nullable Reel take() {
        Reel reel = next == null ? null : next.reel();
        unrecorded = next;
        next = null;
        return reel;
    }

    /** Whether something is on the glass of which the disk does not hold all that it must. */
    boolean unrecorded() {
        if (unrecorded != null && unrecorded.recorded(asRun.forced(unrecorded.intent()))) {
            unrecorded = null;
        }
        return unrecorded != null;
    }
}
