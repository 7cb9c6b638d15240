package ledwall.agent.player.deck;

import ledwall.agent.player.Player;
import org.jspecify.annotations.Nullable;

/** What one opened player says; one that was given up talks to nobody. */
final class Ears implements Player.Events {
    private final Decks decks;
    private final Slot slot;
    private final int opening;

    Ears(Decks decks, Slot slot) {
        this.decks = decks;
        this.slot = slot;
        this.opening = slot.open();
    }

    private boolean hear() {
        return !decks.closed() && slot.isOpening(opening);
    }

    @Override
    public void opened(Player.@Nullable Adopted adopted) {
        if (hear()) {
            slot.cameUp(adopted);
            decks.opened(slot);
        }
    }

    @Override
    public void cued(String listId, long atNanos, long runsAtNanos) {
        if (hear()) {
            decks.cued(slot, listId, atNanos, runsAtNanos);
        }
    }

    @Override
    public void position(String listId, long positionNanos, long atNanos) {
        if (hear()) {
            decks.position(slot, listId, positionNanos, atNanos);
        }
    }

    @Override
    public void failed(String listId, String reason) {
        if (hear()) {
            slot.empty();
            decks.failed(slot, listId, reason);
        }
    }

    @Override
    public void refused(String listId, String reason) {
        failed(listId, reason);
    }

    @Override
    public void stumbled(String listId) {
        if (hear()) {
            decks.stumbled(slot, listId);
        }
    }

    @Override
    public void ended(String listId) {
        if (hear()) {
            if (slot.holds(listId)) {
                slot.empty();
            }
            decks.ended(slot, listId);
        }
    }

    @Override
    public void dropped(long frames) {
        if (hear()) {
            decks.dropped(slot, slot.dropped(frames));
        }
    }

    @Override
    public void lost(String reason) {
        if (hear()) {
            decks.lost(slot, reason);
        }
    }
}
