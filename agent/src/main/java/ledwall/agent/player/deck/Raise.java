package ledwall.agent.player.deck;

import ledwall.agent.player.PlayList;

/** A list on its way to the glass, and the player that brings it. No record: the same again is another one. */
final class Raise {
    private final Slot to;
    private final PlayList list;
    private final long positionNanos;
    private final long runAtNanos;

    Raise(Slot to, PlayList list, long positionNanos, long runAtNanos) {
        this.to = to;
        this.list = list;
        this.positionNanos = positionNanos;
        this.runAtNanos = runAtNanos;
    }

    Slot to() {
        return to;
    }

    PlayList list() {
        return list;
    }

    long positionNanos() {
        return positionNanos;
    }

    long runAtNanos() {
        return runAtNanos;
    }

    boolean is(Slot slot, String listId) {
        return to == slot && list.id().equals(listId);
    }
}
