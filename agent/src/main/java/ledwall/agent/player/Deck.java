package ledwall.agent.player;

import java.time.Duration;

/**
 * One player process, perhaps one of several on an output; which one is seen is the {@link Stage}'s. All calls and events on the agent's loop; every call
 * returns at once. Events are those of {@link Player}, where "on the glass" means: in its own window.
 */
public interface Deck {
    /** The instant of a list that is to stand until it is cued. */
    long NEVER = Long.MAX_VALUE;

    /** Takes over the living player that a predecessor left. {@link Player.Events#opened} or, where there is none, {@link Player.Events#lost} follows. */
    void adopt(Player.Events events);

    /** Adopts a living player or starts one, parked. {@link Player.Events#opened} or {@link Player.Events#lost} follows. May be called again after {@code lost}. */
    void open(Player.Events events);

    /** The process, as the stage knows it; 0 while it is not up. */
    long pid();

    /**
     * Opens {@code list} in its window, paused at {@code positionNanos}, and lets it run at {@code runAtNanos}, or never ({@link #NEVER}): then it stands, warm.
     * A list that stands already is only sought, or not even that. {@link Player.Events#cued} or {@link Player.Events#failed} follows.
     */
    void cue(PlayList list, long positionNanos, long runAtNanos);

    /** Seeks in the list that is open, as {@link #cue} otherwise. */
    void recue(long positionNanos, long runAtNanos);

    /** Stands still from this instant on, or at once where it has passed, until it is cued or is to {@link #goOn}. */
    void hold(long atNanos);

    /** Takes {@link #hold} back, also where it has happened: it goes on from where it stands. So does what an adopted player was found standing on. */
    void goOn();

    /** It is nobody's to see now: it ends itself a minute after it was last told so, for nothing else would end what stands paused when its agent is gone. */
    void parked();

    /** It will be seen from now on, and ends when its list does. */
    void seen();

    /** As {@link Player#speed}. */
    void speed(double factor);

    /** As {@link Player#black}. */
    void black();

    /** As {@link Player#darken}. */
    void darken();

    /** As {@link Player#close}. */
    void close(boolean end);

    /** Whether this list stands in it, so that {@link #cue} needs a seek at most: {@link Player.Events#cued} has said so, and nothing else was asked for since. */
    boolean standsIn(String listId);

    /** How long this machine takes to open a list. */
    Duration lead();

    /** How long it takes to seek in a list that stands. */
    Duration seekLead();

    /** How long from {@link #cue} no picture is to be expected. */
    Duration headStart();
}
