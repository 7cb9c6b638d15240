package ledwall.agent.playout;

import ledwall.agent.player.Player;
import org.jspecify.annotations.Nullable;

/** Told what happens on the glass. Called on the loop; {@code at} is monotonic. */
interface OutputOwner {
    /** The player is up: to be adopted by {@link Output#adopt} if it plays a known list, otherwise to be cued. */
    void opened(Player.@Nullable Adopted adopted);

    /** The list's frame at this position is on the glass: the one that it was cued to, or a later one. */
    void cued(Reel reel, long positionNanos, long atNanos);

    /** The list runs, and is about where it should be. */
    void seen(Reel reel, long positionNanos, long atNanos);

    /** The list is so far from the timeline that only a new cue helps: {@link Output#recue}, or another list. */
    void astray(Reel reel, long nowNanos);

    /** The player stumbled over a file at about this position, and plays on. */
    void stumbled(Reel reel, long positionNanos);

    /** No player can play this list; it is not on the glass. */
    void refused(Reel reel, String reason);

    /** What was on the glass ended, and what is on its way comes on after that, or did so a moment before and is not told yet. */
    void gap(long atNanos);

    /** Nothing of ours is on the glass any more. */
    void dark(long atNanos, String reason);
}
