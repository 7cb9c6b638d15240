package ledwall.agent.player.deck;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import ledwall.agent.player.Deck;
import org.jspecify.annotations.Nullable;

/** The players of an output, and which of them is seen. */
final class Crew {
    private static final Duration MARGIN = Duration.ofMillis(20);
    private static final Duration NOBODY_UP = Duration.ofMillis(150);
    static final int WANTED = 2;
    private static final long DISTRUST_EVERY_NANOS = 600_000_000_000L;

    private final List<Slot> slots = new ArrayList<>();
    private @Nullable Slot seen;
    private long distrustAgainNanos = Long.MIN_VALUE;

    Crew(List<Deck> decks) {
        char name = 'a';
        for (Deck deck : decks) {
            slots.add(new Slot(name++, deck));
        }
    }

    List<Slot> all() {
        return slots;
    }

    @Nullable Slot seen() {
        return seen;
    }

    void seen(@Nullable Slot slot) {
        seen = slot;
    }

    /** All that live. */
    List<Slot> alive() {
        return slots.stream().filter(Slot::up).toList();
    }

    /** Those of which it is known whether they are seen. */
    List<Slot> up() {
        return slots.stream().filter(slot -> slot.up() && !slot.doubtful()).toList();
    }

    /** For all that is known, each that lives may be the one that is seen. */
    void doubtAll() {
        alive().stream().filter(slot -> slot != seen).forEach(slot -> slot.doubt(true));
    }

    boolean inDoubt() {
        return slots.stream().anyMatch(Slot::doubtful);
    }

    /** It is known again who is seen. */
    void certain() {
        slots.forEach(slot -> slot.doubt(false));
    }

    @Nullable Slot byPid(long pid) {
        return alive().stream().filter(slot -> slot.deck.pid() == pid).findFirst().orElse(null);
    }

    /** How many are up, or are being opened. */
    long working() {
        return slots.stream().filter(slot -> slot.up() || slot.opening()).count();
    }

    /** Those of whom there is no living one to bring anything on; where each lives and may be seen, all of them. */
    List<Slot> missing() {
        List<Slot> gone = slots.stream().filter(slot -> !slot.up()).toList();
        return gone.isEmpty() && up().isEmpty() ? slots : gone;
    }

    boolean opening() {
        return slots.stream().anyMatch(Slot::opening);
    }

    /** Who is to bring this list on: not the one that is seen, nor one that may be, unless it is alone. */
    @Nullable Slot choose(String listId) {
        Slot found = null;
        for (Slot slot : alive()) {
            if (slot != seen && (found == null || found.doubtful() || slot.standsIn(listId)) && !(found != null && slot.doubtful())) {
                found = slot;
            }
        }
        return found == null ? seen : found;
    }

    /**
     * Those that are neither seen nor on their way to be, and are wanted all the same: the spare, or both where nothing is seen. Who may be seen is none: what it
     * stood by with would be on the glass.
     */
    List<Slot> spares(@Nullable Slot coming) {
        return up().stream().filter(slot -> slot != seen && slot != coming).limit(seen == null && coming == null ? WANTED : WANTED - 1).toList();
    }

    /** The one to be started next: whose last failure is the longest ago. */
    @Nullable Slot toStart() {
        return slots.stream().filter(slot -> !slot.up() && !slot.opening()).min(Comparator.comparingLong(Slot::reopenNanos)).orElse(null);
    }

    void darken() {
        for (Slot slot : slots) {
            slot.empty();
            slot.deck.darken();
        }
    }

    /** How long it takes to bring this list on. */
    Duration lead(String listId) {
        Slot to = choose(listId);
        return to == null ? NOBODY_UP : to.standsIn(listId) ? to.deck.seekLead() : to.deck.lead();
    }

    /** How long before its instant a list may be cued: the one that is seen plays on meanwhile, unless it is alone. */
    Duration headStart(String listId) {
        Slot to = choose(listId);
        return to == null ? Duration.ZERO : to == seen || to.doubtful() ? to.deck.headStart() : lead(listId).plus(MARGIN);
    }

    void end(Slot slot, String why, long now) {
        slot.deck.close(true);
        gone(slot, true, why, now);
    }

    void gone(Slot slot, boolean failed, String why, long now) {
        slot.gone(failed, why, now);
        if (slot == seen) {
            seen = null;
        }
    }

    /** Whether one that was just replaced is to be started again: where the other one strays too, it is the machine, or the measuring. Seldom yes. */
    boolean distrusts(Slot before, Slot now, long nanos) {
        boolean yes = before.straysOften(nanos) && !now.strayedLately(nanos) && nanos >= distrustAgainNanos;
        distrustAgainNanos = yes ? nanos + DISTRUST_EVERY_NANOS : distrustAgainNanos;
        return yes;
    }
}
