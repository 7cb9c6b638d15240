package ledwall.agent.player.deck;

import java.time.Duration;
import ledwall.agent.player.PlayList;
import ledwall.agent.player.Stage;
import ledwall.protocol.runtime.Clock;
import ledwall.protocol.runtime.Loop;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A list's way to the glass: which player brings it, when its window moves in and what is seen until then; and how it comes on otherwise, where that player
 * fails. There is one at a time; a later one replaces it. On the loop.
 */
final class Entrance {
    private static final Logger LOG = LoggerFactory.getLogger(Entrance.class);
    /**
     * A player shows a frame up to its look-ahead of 20 ms after it was told to stand still. Held so long before the instant, the list before neither flashes what
     * it would go on to, nor loses the frame that is due until then.
     */
    private static final Duration HOLD_AHEAD = Duration.ofMillis(25);
    /** A list that stood needs a seek at most. Who does not manage that in so long will not. */
    private static final Duration OVERDUE = Duration.ofMillis(500);

    private final Clock clock;
    private final Stage stage;
    private final Crew crew;
    private final long displayDelayNanos;
    private final House house;
    private final Deadline overdue;
    private @Nullable Raise raise;
    /** Whether the display was told to bring it in. */
    private boolean moving;

    /** Who is told. */
    interface House {
        boolean closed();

        /** The list is seen since {@code atNanos}, and runs from {@code runsAtNanos} on. */
        void entered(Raise done, long atNanos, long runsAtNanos);

        /** What was seen is not any more, and nothing took its place. */
        void dark();

        /** Nothing else is on its way, and nobody is left to bring it. */
        void lost(String reason);

        /** The display was told to bring one in, and may have done so before that was taken back. */
        void doubtful();

        /** Another player may be wanted. */
        void thinned();
    }

    Entrance(Clock clock, Loop loop, Stage stage, Crew crew, Duration displayDelay, House house) {
        this.clock = clock;
        this.overdue = new Deadline(clock, loop, "bring the list on otherwise");
        this.stage = stage;
        this.crew = crew;
        this.displayDelayNanos = displayDelay.toNanos();
        this.house = house;
    }

    /** Who brings a list on now. */
    @Nullable Slot by() {
        return raise == null ? null : raise.to();
    }

    boolean is(Slot slot, String listId) {
        return raise != null && raise.is(slot, listId);
    }

    void cue(Slot to, PlayList list, long positionNanos, long runAtNanos) {
        withdraw();
        var mine = new Raise(to, list, positionNanos, runAtNanos);
        boolean stood = to.standsIn(list.id());
        raise = mine;
        moving = false;
        to.opens(list);
        // Before the cue, which may be answered within the call. Whoever is alone is better slow than started again.
        if (stood && crew.up().size() > 1) {
            overdue.set(Math.max(clock.nanos(), runAtNanos) + OVERDUE.toNanos(), () -> fail(mine, "it stood ready and did not begin"));
        }
        to.deck.seen();
        to.deck.cue(list, positionNanos, runAtNanos);
    }

    /** The player is ready to run the list; whether that was awaited. */
    boolean cued(Slot slot, String listId, long atNanos, long runsAtNanos) {
        Raise mine = raise;
        if (mine == null || !mine.is(slot, listId)) {
            return false;
        }
        // From here on the stage owes an answer.
        overdue.cancel();
        Slot before = crew.seen();
        if (slot == before) {
            entered(mine, atNanos, runsAtNanos);
            return true;
        }
        long raiseAt = runsAtNanos - displayDelayNanos;
        if (before != null) {
            before.deck.hold(raiseAt - HOLD_AHEAD.toNanos());
        }
        moving = true;
        stage.show(slot.deck.pid(), raiseAt, new Shown(mine, runsAtNanos));
        return true;
    }

    private void entered(Raise mine, long atNanos, long runsAtNanos) {
        raise = null;
        mine.to().served();
        house.entered(mine, atNanos, runsAtNanos);
    }

    /** What is on its way stays out, and what is seen goes on. */
    void withdraw() {
        Raise over = raise;
        if (over == null) {
            return;
        }
        raise = null;
        overdue.cancel();
        stage.cancel();
        Slot seen = crew.seen();
        if (over.to() != seen) {
            // Else it would run unseen, and would not be where a spare has to stand.
            over.to().empty();
            over.to().deck.hold(clock.nanos());
            over.to().deck.parked();
            if (seen != null) {
                seen.deck.goOn();
            }
            if (moving && over.to().up() && !house.closed()) {
                over.to().doubt(true);
                house.doubtful();
            }
        }
    }

    /** The player died; {@code true} where it was the one that brings a list on, which then comes on by another one. */
    boolean lost(Slot slot, String reason) {
        Raise over = raise;
        if (over == null || over.to() != slot) {
            return false;
        }
        withdraw();
        otherwise(over, reason);
        return true;
    }

    private void fail(Raise mine, String reason) {
        if (!house.closed() && raise == mine) {
            withdraw();
            LOG.warn("player {} cannot be shown: {}", mine.to().name, reason);
            crew.end(mine.to(), "it cannot be shown", clock.nanos());
            otherwise(mine, reason);
            house.thinned();
        }
    }

    private void otherwise(Raise coming, String reason) {
        Slot to = crew.choose(coming.list().id());
        if (to == null || to.doubtful()) {
            house.lost(reason);
        } else {
            LOG.warn("list {} comes on by player {}: {}", coming.list().id(), to.name, reason);
            cue(to, coming.list(), coming.positionNanos(), coming.runAtNanos());
        }
    }

    /** What became of a window that was to be moved in. */
    private final class Shown implements Stage.Outcome {
        private final Raise mine;
        private final long runsAtNanos;

        Shown(Raise mine, long runsAtNanos) {
            this.mine = mine;
            this.runsAtNanos = runsAtNanos;
        }

        @Override
        public void shown(long atNanos) {
            if (house.closed()) {
                return;
            }
            Slot before = crew.seen();
            if (!mine.to().up()) {
                if (before != null) {
                    crew.seen(null);
                    house.dark();
                    if (raise == null) {
                        house.lost("the one that took its place died as it came in");
                    }
                }
                return;
            }
            mine.to().deck.seen();
            crew.seen(mine.to());
            crew.certain();
            if (before != null && before != mine.to()) {
                before.empty();
                if (crew.distrusts(before, mine.to(), clock.nanos())) {
                    crew.end(before, "it does not follow the timeline, and the other one does", clock.nanos());
                } else {
                    before.deck.parked();
                }
            }
            if (raise == mine) {
                entered(mine, atNanos + displayDelayNanos, runsAtNanos);
            } else {
                // It was taken back too late, and is seen now.
                mine.to().deck.goOn();
            }
        }

        @Override
        public void failed(String reason) {
            fail(mine, reason);
        }
    }
}
