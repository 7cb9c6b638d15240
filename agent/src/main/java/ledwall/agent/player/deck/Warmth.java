package ledwall.agent.player.deck;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import ledwall.agent.player.Deck;
import ledwall.agent.player.PlayList;
import ledwall.protocol.runtime.Clock;
import ledwall.protocol.runtime.Loop;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a spare warm: standing on the next list where that is known, else on the one that is seen, about where that is. On the loop. */
final class Warmth {
    private static final Logger LOG = LoggerFactory.getLogger(Warmth.class);
    /** A spare follows the picture, so that what it would need is never far. */
    private static final Duration REFRESH = Duration.ofSeconds(20);

    /** Who has not opened a list by then, or sought in it, and answers all the same, will not do it at the instant either. Half of the time between preparing and change. */
    private static final Duration JAMMED = Duration.ofSeconds(5);

    private final Clock clock;
    private final Loop loop;
    private final Crew crew;
    private final Opening opening;
    private final Supplier<List<Slot>> spares;
    private final Deadline jammed;
    private @Nullable PlayList next;
    private long nextPositionNanos;
    /** What is seen; {@code null} where only a predecessor knew, or nothing is. */
    private @Nullable PlayList current;
    private long positionNanos;
    private long positionAtNanos;
    /** A list that no player can open is not tried again and again. */
    private String refused = "";
    private Loop.@Nullable Timer settling;
    private Loop.@Nullable Timer refreshing;

    /** @param spares those that are not seen, and not on their way to be */
    Warmth(Clock clock, Loop loop, Crew crew, Opening opening, Supplier<List<Slot>> spares) {
        this.clock = clock;
        this.loop = loop;
        this.crew = crew;
        this.opening = opening;
        this.spares = spares;
        this.jammed = new Deadline(clock, loop, "see whether the spare player stands");
    }

    void begin() {
        refreshing = loop.after(REFRESH, "refresh the spare player", this::refresh);
    }

    void close() {
        for (Loop.Timer timer : new Loop.@Nullable Timer[] {settling, refreshing}) {
            if (timer != null) {
                timer.cancel();
            }
        }
        jammed.cancel();
    }

    @Nullable PlayList current() {
        return current;
    }

    /** This list is seen from now on, and was at this position at that instant. */
    void current(PlayList list, long position, long atNanos) {
        current = list;
        at(position, atNanos);
    }

    /** No list is seen. */
    void nothing() {
        current = null;
    }

    void at(long position, long atNanos) {
        positionNanos = position;
        positionAtNanos = atNanos;
    }

    void next(@Nullable PlayList list, long position) {
        next = list;
        nextPositionNanos = position;
    }

    /** Nobody can open this list; whether it was the next one. */
    boolean refused(String listId) {
        refused = listId;
        boolean wasNext = next != null && next.id().equals(listId);
        next = wasNext ? null : next;
        return wasNext;
    }

    private void refresh() {
        refreshing = loop.after(REFRESH, "refresh the spare player", this::refresh);
        Slot idle = first();
        spares.get().forEach(slot -> slot.deck.parked());
        if (idle != null && next == null && current != null && idle.standsIn(current.id())) {
            stand(idle, current, position());
        }
        settle();
    }

    void settleIn(Duration delay) {
        if (settling != null) {
            settling.cancel();
        }
        settling = loop.after(delay, "settle the spare player", this::settle);
    }

    private @Nullable Slot first() {
        List<Slot> idle = spares.get();
        return idle.isEmpty() ? null : idle.getFirst();
    }

    /** Sees to it that there is a spare, and that it stands where it should. */
    private void settle() {
        settling = null;
        Slot idle = first();
        if (idle == null) {
            startOne();
            return;
        }
        PlayList wanted = next != null ? next : current;
        if (wanted != null && !idle.holds(wanted.id()) && !wanted.id().equals(refused)) {
            LOG.debug("player {} stands by with list {}", idle.name, wanted.id());
            stand(idle, wanted, next != null ? nextPositionNanos : position());
        }
    }

    private void stand(Slot idle, PlayList list, long position) {
        idle.opens(list);
        jammed.set(clock.nanos() + JAMMED.toNanos(), () -> {
            if (idle.holds(list.id()) && !idle.standsIn(list.id()) && spares.get().contains(idle)) {
                crew.end(idle, "it does not come to stand on list " + list.id(), clock.nanos());
                settleIn(Duration.ZERO);
            }
        });
        idle.deck.cue(list, position, Deck.NEVER);
    }

    private void startOne() {
        Slot best = crew.toStart();
        // Not while the wall itself waits for a player.
        if (best == null || opening.waiting() || crew.working() >= Crew.WANTED) {
            return;
        }
        long wait = best.reopenNanos() - clock.nanos();
        if (wait > 0) {
            settleIn(Duration.ofNanos(wait));
        } else {
            opening.start(best);
        }
    }

    private long position() {
        return positionNanos + Math.max(0, clock.nanos() - positionAtNanos);
    }
}
