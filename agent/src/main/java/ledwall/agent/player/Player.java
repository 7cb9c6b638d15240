package ledwall.agent.player;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What plays on one output. It outlives its agent: the successor adopts it. All calls and events on the agent's loop; every call returns at once. Monotonic
 * instants are {@link ledwall.protocol.runtime.Clock#nanos} of this machine. Behind it may stand several players, of which one is seen.
 */
public interface Player {
    /** Adopts a living player or starts one. {@link Events#opened} or {@link Events#lost} follows. May be called again after {@code lost}. */
    void open(Events events);

    /** What was found on the glass is this list, which was at this position at that instant: where a spare stands by, it can open it too. */
    default void adopted(PlayList list, long positionNanos, long atNanos) {}

    /**
     * Puts {@code list} on the glass at {@code runAtNanos}, from {@code positionNanos} on, and lets it run. What was on the glass plays on until then, or stands
     * where nothing else can open the list. A later cue replaces an earlier one. {@link Events#cued}, {@link Events#refused} or {@link Events#failed} follows.
     */
    void cue(PlayList list, long positionNanos, long runAtNanos);

    /** This list will be cued soon, at this position: what takes time may be done before. Only the last one counts; {@code null} takes it back. */
    void prepare(@Nullable PlayList list, long positionNanos);

    /** Seeks in the list that is open, as {@link #cue} otherwise. */
    void recue(long positionNanos, long runAtNanos);

    /** Plays faster or slower from the next frame on; 1.0 is the natural speed. */
    void speed(double factor);

    /** Paints black, ahead of everything, until the next cue. */
    void black();

    /**
     * Nothing but black from now on, at once and without end, also in a player that is still being opened or is opened later, until the next cue; it stays so
     * when nobody is left to say anything. A player that does not obey is ended. May be called right after {@link #open}: what an adopted player was found
     * playing is told all the same.
     */
    void darken();

    /** Ends what is on the glass, because it hangs or somebody asked for it; {@link #open} follows. */
    void drop();

    /** Lets go of the player; with {@code end} the player ends too, otherwise it goes on and can be adopted. */
    void close(boolean end);

    /** How long from {@link #cue} of this list until its picture is expected to be ready: callers ask for a start at least this far ahead. */
    Duration lead(String listId);

    /** How long before its instant this list may be cued without any harm to what is on the glass until then. */
    default Duration headStart(String listId) {
        return Duration.ZERO;
    }

    /** What the player tells. Every event carries the list it is about, so that a late one is recognised. */
    interface Events {
        /** The player is up. An adopted one says which list it plays and where it is; a fresh one shows nothing yet. */
        void opened(@Nullable Adopted adopted);

        /**
         * A frame of the list is on the glass from {@code atNanos} on (monotonic), perhaps some milliseconds ahead, and it runs from {@code runsAtNanos} on: the
         * instant asked for, or a moment later where that has passed.
         */
        void cued(String listId, long atNanos, long runsAtNanos);

        /** A list that was prepared, or cued behind what is on the glass, could not be opened. What is on the glass is as it was. */
        void refused(String listId, String reason);

        /** The frame at {@code positionNanos} of the list is seen at {@code atNanos} (monotonic), perhaps some milliseconds ahead. Once a frame, while playing. */
        void position(String listId, long positionNanos, long atNanos);

        /** The list could not be opened or broke off; the player lives. */
        void failed(String listId, String reason);

        /** Something in the list's files about where it is now could not be decoded; it plays on. */
        void stumbled(String listId);

        /** The list came to its end; the glass is black or shows the last frame. */
        void ended(String listId);

        /** Frames dropped since the player started. */
        void dropped(long frames);

        /** The player died or went silent. Nothing else follows until {@link Player#open}. */
        void lost(String reason);
    }

    /** What an adopted player was found with, where it plays or stands; {@code listId} is null where it is black. */
    record Adopted(@Nullable String listId, long positionNanos, long atNanos) {}
}
