package ledwall.agent.player.deck;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import ledwall.agent.player.Deck;
import ledwall.agent.player.PlayList;
import ledwall.agent.player.Player;
import ledwall.agent.player.Stage;
import ledwall.protocol.runtime.Clock;
import ledwall.protocol.runtime.Loop;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Several players on one output, as one. One of them is seen; the spare stands parked and paused, on the list that is seen, or on the next one as soon as that
 * is known. At its instant a list is un-paused and its window moved in by the same stroke, so that nothing is loaded, black or early in between. Where the player
 * that is seen dies, the spare is found up by the next {@link #open}, and needs a seek where a fresh one needs half a second; another is started behind it.
 * On the loop.
 */
public final class Decks implements Player {
    private static final Logger LOG = LoggerFactory.getLogger(Decks.class);
    /** As long as from its un-pausing to a list's first step: so the list before, which may be a millisecond ahead, does not flash what it would go on to. */
    private static final Duration RAISE_AHEAD = Duration.ofMillis(3);
    /** After a change the new picture has the machine for itself. */
    private static final Duration SETTLE = Duration.ofSeconds(1);

    private final Clock clock;
    private final Stage stage;
    private final long displayDelayNanos;
    private final Crew crew;
    private final Warmth warmth;
    private final Opening opening;
    private @Nullable Events events;
    private boolean closed;
    /** The one that is seen. */
    private @Nullable Slot air;
    private @Nullable Raise raise;
    private long droppedFrames;

    /**
     * @param decks up to three; two are up, a third is started when one died
     * @param displayDelay how long after the display has a picture it is seen: instants of decks' events are of when it is seen
     */
    public Decks(Clock clock, Loop loop, Stage stage, List<Deck> decks, Duration displayDelay) {
        this.clock = clock;
        this.stage = stage;
        this.displayDelayNanos = displayDelay.toNanos();
        this.crew = new Crew(decks, displayDelay);
        this.opening = new Opening(loop, stage, crew, new Opening.House() {
            @Override
            public Ears ears(Slot slot) {
                return new Ears(Decks.this, slot);
            }

            @Override
            public boolean closed() {
                return closed;
            }

            @Override
            public void seen(@Nullable Slot slot, boolean adopts) {
                air = slot;
                if (adopts && slot != null) {
                    warmth.plays(slot.found != null && slot.found.listId() != null);
                    tell(to -> to.opened(slot.found));
                }
                warmth.settleIn(SETTLE);
            }

            @Override
            public void opened() {
                tell(to -> to.opened(null));
            }
        });
        this.warmth = new Warmth(clock, loop, crew, opening, () -> crew.spares(air, raise == null ? null : raise.to()));
    }

    boolean closed() {
        return closed;
    }

    @Override
    public void open(Events to) {
        events = to;
        droppedFrames = 0;
        if (!opening.begun()) {
            warmth.begin();
        }
        opening.open();
    }

    void opened(Slot slot) {
        if (opening.adopting()) {
            opening.adopted();
        } else {
            slot.deck.parked();
            opening.answer();
            warmth.settleIn(Duration.ZERO);
        }
    }

    @Override
    public void adopted(PlayList list, long positionNanos, long atNanos) {
        if (air != null) {
            warmth.current(list, positionNanos, atNanos);
            warmth.settleIn(SETTLE);
        }
    }

    @Override
    public void prepare(@Nullable PlayList list, long positionNanos) {
        warmth.next(list, positionNanos);
        warmth.settleIn(Duration.ZERO);
    }

    @Override
    public void cue(PlayList list, long positionNanos, long runAtNanos) {
        warmth.next(null, 0);
        Slot to = crew.choose(list.id(), air);
        if (to != null) {
            cue(to, list, positionNanos, runAtNanos);
        }
    }

    private void cue(Slot to, PlayList list, long positionNanos, long runAtNanos) {
        if (raise != null) {
            stage.cancel();
        }
        raise = new Raise(to, list, positionNanos, runAtNanos);
        to.opens(list);
        to.deck.seen();
        to.deck.cue(list, positionNanos, runAtNanos);
    }

    @Override
    public void recue(long positionNanos, long runAtNanos) {
        PlayList current = warmth.current();
        if (air != null && current != null) {
            // It is far from where it should be: another wrong picture would not make it better.
            air.deck.hold();
            air.strayed(clock.nanos());
            cue(current, positionNanos, runAtNanos);
        } else if (air != null) {
            air.deck.recue(positionNanos, runAtNanos);
        }
    }

    void cued(Slot slot, String listId, long atNanos, long runsAtNanos) {
        Raise mine = raise;
        if (mine != null && mine.is(slot, listId)) {
            if (slot == air) {
                onGlass(mine, atNanos, runsAtNanos);
            } else {
                long raiseAt = runsAtNanos - displayDelayNanos - (warmth.plays() ? RAISE_AHEAD.toNanos() : 0);
                stage.show(slot.deck.pid(), raiseAt, new Shown(mine, runsAtNanos));
            }
        } else if (slot == air) {
            tell(to -> to.cued(listId, atNanos, runsAtNanos));
        } else {
            slot.stands = slot.holds(listId);
        }
    }

    private void onGlass(Raise done, long atNanos, long runsAtNanos) {
        raise = null;
        warmth.current(done.list(), done.positionNanos(), runsAtNanos);
        done.to().served();
        tell(to -> to.cued(done.list().id(), atNanos, runsAtNanos));
        warmth.settleIn(SETTLE);
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
            if (closed) {
                return;
            }
            if (!mine.to().up()) {
                if (air != null) {
                    air = null;
                    warmth.nothing();
                    if (raise == null) {
                        tell(to -> to.lost("the one that took its place died as it came in"));
                    }
                }
                return;
            }
            mine.to().deck.seen();
            Slot before = air;
            air = mine.to();
            if (before != null && before != air) {
                before.empty();
                if (crew.distrusts(before, air, clock.nanos())) {
                    end(before, "it does not follow the timeline, and the other one does");
                } else {
                    before.deck.parked();
                }
            }
            if (raise == mine) {
                onGlass(mine, atNanos + displayDelayNanos, runsAtNanos);
            }
        }

        @Override
        public void failed(String reason) {
            if (!closed && raise == mine) {
                raise = null;
                LOG.warn("player {} cannot be shown: {}", mine.to().name, reason);
                end(mine.to(), "it cannot be shown");
                bringOnOtherwise(mine, reason);
                warmth.settleIn(SETTLE);
            }
        }
    }

    private void bringOnOtherwise(Raise coming, String reason) {
        Slot to = crew.choose(coming.list().id(), air);
        if (to == null) {
            tell(events -> events.lost(reason));
        } else {
            LOG.warn("list {} comes on by player {}: {}", coming.list().id(), to.name, reason);
            cue(to, coming.list(), coming.positionNanos(), coming.runAtNanos());
        }
    }

    void position(Slot slot, String listId, long positionNanos, long atNanos) {
        if (slot == air) {
            warmth.at(positionNanos, atNanos);
            tell(to -> to.position(listId, positionNanos, atNanos));
        }
    }

    void stumbled(Slot slot, String listId) {
        if (slot == air) {
            tell(to -> to.stumbled(listId));
        }
    }

    void dropped(Slot slot, long more) {
        if (slot == air && more > 0) {
            droppedFrames += more;
            tell(to -> to.dropped(droppedFrames));
        }
    }

    void ended(Slot slot, String listId) {
        if (slot == air) {
            warmth.nothing();
            tell(to -> to.ended(listId));
        }
    }

    void failed(Slot slot, String listId, String reason) {
        boolean coming = raise != null && raise.is(slot, listId);
        if (coming) {
            raise = null;
            stage.cancel();
        }
        boolean prepared = warmth.refused(listId);
        if (slot == air || (coming && air == null)) {
            warmth.nothing();
            tell(to -> to.failed(listId, reason));
        } else if (coming || prepared) {
            tell(to -> to.refused(listId, reason));
        } else {
            LOG.warn("the spare player cannot open list {}: {}", listId, reason);
        }
    }

    void lost(Slot slot, String reason) {
        boolean adopts = opening.adopting();
        boolean counted = adopts && slot.up();
        slot.gone(!adopts, reason, clock.nanos());
        if (adopts) {
            if (!counted) {
                opening.adopted();
            }
            return;
        }
        Raise coming = raise;
        if (slot == air) {
            air = null;
            warmth.nothing();
            // What else is on its way comes on a moment later, and is the mending.
            if (coming == null || coming.to() == slot) {
                raise = null;
                tell(to -> to.lost(reason));
            }
        } else if (coming != null && coming.to() == slot) {
            raise = null;
            stage.cancel();
            bringOnOtherwise(coming, reason);
        } else if (air == null && crew.up().isEmpty()) {
            // Also where it had just been said to be up: nobody is left to bring anything on.
            opening.over();
            tell(to -> to.lost(reason));
        } else {
            LOG.warn("the spare player {} is lost: {}", slot.name, reason);
        }
        warmth.settleIn(SETTLE);
    }

    private void tell(Consumer<Events> news) {
        if (events != null) {
            news.accept(events);
        }
    }

    @Override
    public void speed(double factor) {
        if (air != null) {
            air.deck.speed(factor);
        }
    }

    @Override
    public void black() {
        forget();
        if (air != null) {
            air.empty();
            air.deck.black();
        }
    }

    @Override
    public void darken() {
        forget();
        crew.darken();
    }

    /** Nothing is on its way to the glass any more. */
    private void forget() {
        warmth.nothing();
        warmth.next(null, 0);
        Raise over = raise;
        raise = null;
        if (over != null) {
            stage.cancel();
            over.to().empty();
            over.to().deck.black();
        }
    }

    @Override
    public void drop() {
        Raise coming = raise;
        List<Slot> hanging = coming != null ? List.of(coming.to()) : air != null ? List.of(air) : crew.all().stream().filter(slot -> !slot.up()).toList();
        if (coming != null) {
            stage.cancel();
            raise = null;
        }
        opening.over();
        warmth.nothing();
        for (Slot slot : hanging) {
            end(slot, "it is to be started again");
        }
        warmth.settleIn(SETTLE);
    }

    private void end(Slot slot, String why) {
        slot.deck.close(true);
        slot.gone(true, why, clock.nanos());
        if (slot == air) {
            air = null;
        }
    }

    @Override
    public void close(boolean end) {
        closed = true;
        stage.cancel();
        warmth.close();
        for (Slot slot : crew.all()) {
            slot.deck.close(end || (air != null && slot != air));
        }
    }

    @Override
    public Duration lead(String listId) {
        return crew.lead(listId, air);
    }

    @Override
    public Duration headStart(String listId) {
        return crew.headStart(listId, air);
    }
}
