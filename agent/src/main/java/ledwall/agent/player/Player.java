package ledwall.agent.player;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One player on one output. It outlives its agent: the successor adopts it. All calls and events on the agent's loop; every call returns at once. Monotonic
 * instants are {@link ledwall.protocol.runtime.Clock#nanos} of this machine.
 */
public interface Player {
    /** Adopts a living player or starts one. {@link Events#opened} or {@link Events#lost} follows. May be called again after {@code lost}. */
    void open(Events events);

    /**
     * Puts {@code list} on the glass, paused at {@code positionNanos}, and lets it run at {@code runAtNanos}. The old picture stands until the new one's
     * first frame is ready. A later cue replaces an earlier one. {@link Events#cued} or {@link Events#failed} follows.
     */
    void cue(PlayList list, long positionNanos, long runAtNanos);

    /** This list will be cued soon: what takes time may be done before. Only the last one counts. */
    void prepare(PlayList list);

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

    /** Lets go of the player; with {@code end} the player ends too, otherwise it goes on and can be adopted. */
    void close(boolean end);

    /** How long from {@link #cue} until the picture is expected to be ready: callers ask for a start at least this far ahead. */
    Duration lead();

    /** How long from {@link #cue} no picture is to be expected: callers may cue so much before the instant at which the old picture ceases to be right. */
    default Duration headStart() {
        return Duration.ZERO;
    }

    /** What the player tells. Every event carries the list it is about, so that a late one is recognised. */
    interface Events {
        /** The player is up. An adopted one says which list it plays and where it is; a fresh one shows nothing yet. */
        void opened(@Nullable Adopted adopted);

        /**
         * A frame of the list is on the glass from {@code atNanos} on (monotonic), perhaps some milliseconds ahead; it runs from the instant asked for, or at
         * once where that has passed.
         */
        void cued(String listId, long atNanos);

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

    /** What an adopted player was found playing; {@code listId} is null where nothing plays. */
    record Adopted(@Nullable String listId, long positionNanos, long atNanos) {}
}
