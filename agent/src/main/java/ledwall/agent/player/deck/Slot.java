package ledwall.agent.player.deck;

import ledwall.agent.player.Deck;
import ledwall.agent.player.PlayList;
import ledwall.agent.player.Player;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The place of one player: its life, and the list that it holds. Changed by {@link Decks} alone. */
final class Slot {
    private static final Logger LOG = LoggerFactory.getLogger(Slot.class);
    private static final long FIRST_PAUSE_NANOS = 1_000_000_000L;
    private static final long OFTEN_NANOS = 60_000_000_000L;
    private static final int MOST_DOUBLINGS = 5;

    final char name;
    final Deck deck;
    private Life life = Life.GONE;
    /** What comes of an earlier opening is of no interest any more. */
    private int opening;
    /** What it was found playing when it was adopted. */
    Player.@Nullable Adopted found;
    /** The list that it was last told to open; {@code null} where it holds none, or one that only its predecessor knew. */
    @Nullable PlayList list;
    private long droppedFrames;
    private int failures;
    private long reopenNanos;
    /** Whether it may be the one that is seen, for all that is known. */
    private boolean doubtful;
    private int strays;
    private long strayedNanos;

    /** Whether there is a process. */
    private enum Life { GONE, OPENING, UP }

    Slot(char name, Deck deck) {
        this.name = name;
        this.deck = deck;
    }

    boolean up() {
        return life == Life.UP;
    }

    boolean opening() {
        return life == Life.OPENING;
    }

    /** Begins an opening and gives its number. */
    int open() {
        enter(Life.OPENING, "looking for one that is left, or starting one");
        return ++opening;
    }

    boolean isOpening(int number) {
        return opening == number;
    }

    /** It was so far from where it should be that another one has to take its place. */
    void strayed(long now) {
        strays = strays > 0 && now - strayedNanos < OFTEN_NANOS ? strays + 1 : 1;
        strayedNanos = now;
    }

    /** Whether that was no hiccup. */
    boolean straysOften(long now) {
        return strays > 1 && strayedLately(now);
    }

    boolean strayedLately(long now) {
        return strays > 0 && now - strayedNanos < OFTEN_NANOS;
    }

    void cameUp(Player.@Nullable Adopted adopted) {
        enter(Life.UP, adopted == null ? "started" : "adopted");
        strays = 0;
        doubtful = false;
        found = adopted;
        droppedFrames = 0;
        empty();
    }

    /** It plays on as it was found, while it is not known yet who is seen. */
    void foundAt(String listId, long positionNanos, long atNanos) {
        if (found != null && listId.equals(found.listId())) {
            found = new Player.Adopted(listId, positionNanos, atNanos);
        }
    }

    /** What it was found playing came to its end, while it is not known yet who is seen. */
    void foundEnds(String listId, long atNanos) {
        if (found != null && listId.equals(found.listId())) {
            found = new Player.Adopted(null, 0, atNanos);
        }
    }

    boolean doubtful() {
        return doubtful;
    }

    void doubt(boolean is) {
        doubtful = is;
    }

    /** Nothing of ours is open in it. */
    void empty() {
        list = null;
    }

    void opens(PlayList next) {
        list = next;
    }

    boolean holds(String listId) {
        return list != null && list.id().equals(listId);
    }

    /** Whether it stands in a list that it was told to open, waiting for its instant. */
    boolean standsIn(String listId) {
        return holds(listId) && deck.standsIn(listId);
    }

    /** How many more frames it has dropped by now. */
    long dropped(long frames) {
        long more = Math.max(0, frames - droppedFrames);
        droppedFrames = frames;
        return more;
    }

    void gone(boolean failed, String why, long now) {
        enter(Life.GONE, why);
        opening++;
        empty();
        found = null;
        doubtful = false;
        failures = failed ? Math.min(failures + 1, MOST_DOUBLINGS) : 0;
        reopenNanos = now + (FIRST_PAUSE_NANOS << Math.max(0, failures - 1));
    }

    private void enter(Life to, String why) {
        if (to != life) {
            LOG.info("player {}: {} -> {}: {}", name, life, to, why);
        }
        life = to;
    }

    /** It showed a list: what failed before is no failure in a row. */
    void served() {
        failures = 0;
    }

    long reopenNanos() {
        return reopenNanos;
    }
}
