package ledwall.agent.player.mpv;

import ledwall.agent.player.Deck;
import ledwall.agent.player.PlayList;
import org.jspecify.annotations.Nullable;

/** A list on its way to the glass, or on it. Changed by {@link MpvStage} alone. */
final class Show {
    /** How far the list has come. */
    enum Way {
        /** Asked for; mpv has not begun with it. */
        ASKED,
        /** Being opened, or a seek is under way: the first picture is awaited. */
        OPENING,
        /** A seek was asked for and has not begun: a picture that comes now is still the earlier one's. */
        SEEK_ASKED,
        /** Its first picture is ready; it runs from the instant asked for. */
        READY
    }

    final String listId;
    /** Unknown where the list was adopted. */
    final @Nullable PlayList list;
    Way way = Way.ASKED;
    /** The entry's number in mpv's own playlist, by which its events are told from others'. */
    long entry = -1;
    /** Where in the list it begins, and when that frame is to be seen. */
    long positionNanos;
    long runAtNanos;
    /** When it was cued; 0 where it was adopted, or its first picture has come. */
    long cuedAtNanos;
    /** When a seek in it was asked for; 0 where its picture has come. */
    long soughtAtNanos;
    /** It was told to stand still, now or soon. */
    boolean held;
    /** When it should have begun, had it not been told to stand still before. */
    long heldRunAtNanos = Deck.NEVER;
    /** When the first picture of it was ready, which may be one that was sought ahead of. */
    long seenAtNanos = Long.MAX_VALUE;
    /** How often it was ready too late and sought ahead instead of running behind. */
    int caughtUp;
    /** It was cued before it stood. */
    @Nullable Runnable whenItStands;
    /** Positions before this instant are of a picture that stands still. */
    long runsFromNanos = Long.MAX_VALUE;

    Show(String listId, @Nullable PlayList list) {
        this.listId = listId;
        this.list = list;
    }

    /** Whether it is this list, open or being opened, and paused until it is cued. */
    boolean isToStand(PlayList wanted) {
        return runAtNanos == Deck.NEVER && list != null && wanted.id().equals(list.id());
    }
}
