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
    /** After a change the new picture has the machine for itself. */
    private static final Duration SETTLE = Duration.ofSeconds(1);

    private final Clock clock;
    private final Crew crew;
    private final Warmth warmth;
    private final Opening opening;
    private final Entrance entrance;
    private @Nullable Events events;
    private boolean closed;
    private long droppedFrames;

    /**
     * @param decks up to three; two are up, a third is started when one died
     * @param displayDelay how long after the display has a picture it is seen: instants of decks' events are of when it is seen
     */
    public Decks(Clock clock, Loop loop, Stage stage, List<Deck> decks, Duration displayDelay) {
        this.clock = clock;
        this.crew = new Crew(decks);
        this.opening = new Opening(loop, stage, crew, new Opened());
        this.entrance = new Entrance(clock, loop, stage, crew, displayDelay, new Entered());
        this.warmth = new Warmth(clock, loop, crew, opening, () -> crew.spares(entrance.by()));
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

    /** What comes of looking for players, and of starting them. */
    private final class Opened implements Opening.House {
        @Override
        public Ears ears(Slot slot) {
            return new Ears(Decks.this, slot);
        }

        @Override
        public boolean closed() {
            return closed;
        }

        @Override
        public boolean coming() {
            return entrance.by() != null;
        }

        @Override
        public void seen(@Nullable Slot slot, boolean adopts) {
            Slot before = crew.seen();
            if (before != null && slot != null && before != slot) {
                before.empty();
                before.deck.parked();
            }
            crew.seen(slot == null ? before : slot);
            if (adopts && slot != null) {
                tell(to -> to.opened(slot.found));
            }
            warmth.settleIn(SETTLE);
        }

        @Override
        public void opened() {
            tell(to -> to.opened(null));
        }
    }

    /** What comes of bringing lists on. */
    private final class Entered implements Entrance.House {
        @Override
        public boolean closed() {
            return closed;
        }

        @Override
        public void entered(Raise done, long atNanos, long runsAtNanos) {
            warmth.current(done.list(), done.positionNanos(), runsAtNanos);
            tell(to -> to.cued(done.list().id(), atNanos, runsAtNanos));
            warmth.settleIn(SETTLE);
        }

        @Override
        public void dark() {
            warmth.nothing();
        }

        @Override
        public void lost(String reason) {
            tell(to -> to.lost(reason));
        }

        @Override
        public void thinned() {
            warmth.settleIn(SETTLE);
        }

        @Override
        public void doubtful() {
            opening.askWhoIsSeen();
        }
    }

    @Override
    public void adopted(PlayList list, long positionNanos, long atNanos) {
        if (crew.seen() != null) {
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
        Slot to = crew.choose(list.id());
        if (to != null) {
            entrance.cue(to, list, positionNanos, runAtNanos);
        }
    }

    @Override
    public void recue(long positionNanos, long runAtNanos) {
        Slot seen = crew.seen();
        PlayList current = warmth.current();
        if (seen != null && current != null) {
            seen.strayed(clock.nanos());
            cue(current, positionNanos, runAtNanos);
            // It is far from where it should be: another wrong picture would not make it better.
            if (entrance.by() != seen) {
                seen.deck.hold(clock.nanos());
            }
        } else if (seen != null) {
            seen.deck.recue(positionNanos, runAtNanos);
        }
    }

    void cued(Slot slot, String listId, long atNanos, long runsAtNanos) {
        if (!entrance.cued(slot, listId, atNanos, runsAtNanos) && slot == crew.seen()) {
            tell(to -> to.cued(listId, atNanos, runsAtNanos));
        }
    }

    void position(Slot slot, String listId, long positionNanos, long atNanos) {
        if (slot == crew.seen()) {
            warmth.at(positionNanos, atNanos);
            tell(to -> to.position(listId, positionNanos, atNanos));
        } else if (opening.waiting()) {
            slot.foundAt(listId, positionNanos, atNanos);
        }
    }

    void stumbled(Slot slot, String listId) {
        if (slot == crew.seen()) {
            tell(to -> to.stumbled(listId));
        }
    }

    void dropped(Slot slot, long more) {
        if (slot == crew.seen() && more > 0) {
            droppedFrames += more;
            tell(to -> to.dropped(droppedFrames));
        }
    }

    void ended(Slot slot, String listId) {
        if (slot == crew.seen()) {
            warmth.nothing();
            tell(to -> to.ended(listId));
        } else if (opening.waiting()) {
            slot.foundEnds(listId, clock.nanos());
        }
    }

    void failed(Slot slot, String listId, String reason) {
        boolean coming = entrance.is(slot, listId);
        if (coming) {
            entrance.withdraw();
        }
        boolean prepared = warmth.refused(listId);
        if (slot == crew.seen() || (coming && crew.seen() == null)) {
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
        boolean wasSeen = slot == crew.seen();
        crew.gone(slot, !adopts, reason, clock.nanos());
        if (adopts) {
            if (!counted) {
                opening.adopted();
            }
            return;
        }
        if (wasSeen) {
            PlayList over = warmth.current();
            warmth.nothing();
            if (over != null && entrance.by() != null && entrance.by() != slot) {
                tell(to -> to.ended(over.id()));
            }
            // What else is on its way comes on a moment later, and is the mending.
            if (entrance.by() == null || entrance.by() == slot) {
                entrance.withdraw();
                tell(to -> to.lost(reason));
            }
        } else if (!entrance.lost(slot, reason)) {
            if (crew.up().isEmpty()) {
                // Also where it had just been said to be up: nobody is left to bring anything on.
                opening.over();
                tell(to -> to.lost(reason));
            } else {
                LOG.warn("the spare player {} is lost: {}", slot.name, reason);
            }
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
        Slot seen = crew.seen();
        if (seen != null) {
            seen.deck.speed(factor);
        }
    }

    @Override
    public void black() {
        forget();
        Slot seen = crew.seen();
        if (seen != null) {
            seen.empty();
            seen.deck.black();
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
        Slot over = entrance.by();
        entrance.withdraw();
        if (over != null) {
            // The display may be moving it in at this moment.
            over.empty();
            over.deck.black();
        }
    }

    @Override
    public void drop() {
        Slot coming = entrance.by();
        Slot seen = crew.seen();
        List<Slot> hanging = coming != null ? List.of(coming) : seen != null ? List.of(seen) : crew.missing();
        entrance.withdraw();
        opening.over();
        warmth.nothing();
        for (Slot slot : hanging) {
            crew.end(slot, "it is to be started again", clock.nanos());
        }
        warmth.settleIn(SETTLE);
    }

    @Override
    public void close(boolean end) {
        closed = true;
        entrance.withdraw();
        warmth.close();
        for (Slot slot : crew.all()) {
            slot.deck.close(end || (crew.seen() != null && slot != crew.seen()));
        }
    }

    @Override
    public Duration lead(String listId) {
        return crew.lead(listId);
    }

    @Override
    public Duration headStart(String listId) {
        return crew.headStart(listId);
    }
}
