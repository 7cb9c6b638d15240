package ledwall.agent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import ledwall.agent.player.Deck;
import ledwall.agent.player.Player;
import ledwall.agent.player.Stage;
import ledwall.agent.player.deck.Decks;
import ledwall.protocol.runtime.Node;
import ledwall.sim.SimClock;
import ledwall.sim.SimWorld;
import org.jspecify.annotations.Nullable;

/**
 * A screen with its players, in virtual time. They live apart from the agent, and one of them at most is seen; where its process dies, the bare display is.
 * {@link #truth} knows what was on the glass at every instant. Agents reach it through {@link #player}; tests harm it directly.
 */
public final class FakeScreen {
    private static final int DECKS = 3;
    private static final long ROUND_TRIP_NANOS = 1_000_000L;

    private final SimWorld world;
    private final String host;
    private final Truth truth;
    private final List<FakeDeck> decks = new ArrayList<>();
    private final Set<String> broken = new TreeSet<>();
    private @Nullable FakeDeck seen;
    private int eventEveryFrames = 1;
    private Duration slowness = Duration.ZERO;
    private long lieNanos;
    private boolean everBroken;
    private int starts;
    private int blacks;
    /** Its own dice: how long the display takes must not change what players do. */
    private final RandomGenerator dice;
    private Duration displaySlowness = Duration.ZERO;
    private boolean displayGone;

    public FakeScreen(SimWorld world, String host) {
        this.world = world;
        this.host = host;
        this.truth = new Truth(clock(), world::nowNanos);
        this.dice = new SplittableRandom(world.seed() * 31 + host.hashCode() + 104_729);
        for (int i = 0; i < DECKS; i++) {
            decks.add(new FakeDeck(world, this, i, host));
        }
    }

    /** One agent's hold on it, for as long as that agent lives. */
    public Player player(Node node) {
        List<Deck> hands = new ArrayList<>();
        decks.forEach(deck -> hands.add(new FakePlayer(this, deck, node)));
        return new Decks(node.clock(), node.loop(), new FakeStage(this, node), hands, Duration.ZERO);
    }

    SimClock clock() {
        return world.clock(host);
    }

    /** What was on the glass, in true nanoseconds since the world began. */
    public Truth truth() {
        return truth;
    }

    /** The players say their position once in so many frames: fewer make long simulations cheap. */
    public void eventEvery(int frames) {
        eventEveryFrames = frames;
    }

    int eventEveryFrames() {
        return eventEveryFrames;
    }

    /** Every answer takes this much longer. */
    public void answerLate(Duration by) {
        slowness = by;
        world.marks().hit("player.late");
    }

    Duration slowness() {
        return slowness;
    }

    /** Positions are reported this far ahead of the truth. */
    public void lieBy(Duration ahead) {
        lieNanos = ahead.toNanos();
        world.marks().hit("player.lie");
    }

    long lieNanos() {
        return lieNanos;
    }

    /** Lists that hold this file cannot be opened, though its bytes are right. */
    public void breakFile(String path) {
        broken.add(path);
        everBroken = true;
        world.marks().hit("player.brokenFile");
    }

    boolean isBroken(String path) {
        return broken.contains(path);
    }

    /** Every file can be opened again; whether there ever was one that could not. */
    public boolean mendFiles() {
        broken.clear();
        return everBroken;
    }

    /** The process that is seen dies. */
    public void kill() {
        onSeen(FakeDeck::kill);
    }

    /** A process that is not seen dies; whether there was one. */
    public boolean killSpare() {
        FakeDeck spare = decks.stream().filter(deck -> deck.alive() && deck != seen).findFirst().orElse(null);
        if (spare != null) {
            world.marks().hit("player.spareKilled");
            world.trace("kill the spare player of " + host);
            spare.kill();
        }
        return spare != null;
    }

    /** The processes that are not seen stand still, until {@link #thaw}. */
    public void freezeSpare() {
        decks.stream().filter(deck -> deck.alive() && deck != seen).forEach(FakeDeck::freeze);
    }

    /** The processes that are not seen answer, but never say that a list is ready, until they end. */
    public void jamSpare() {
        decks.stream().filter(deck -> deck.alive() && deck != seen).forEach(FakeDeck::jam);
    }

    /** The display does what it is asked at its instant, and says so, or answers a question, up to this much later. */
    public void displayAnswersLate(Duration most) {
        displaySlowness = most;
        world.marks().hit("stage.late");
    }

    /** The connection to the display is gone, or is back: what is shown stays, nothing can be moved, and who is seen is not known. */
    public void displayGone(boolean gone) {
        displayGone = gone;
        world.marks().hit("stage.gone");
    }

    Duration answerOfDisplay() {
        return Duration.ofNanos(ROUND_TRIP_NANOS + (displaySlowness.isZero() ? 0 : dice.nextLong(displaySlowness.toNanos())));
    }

    void mark(String name) {
        world.marks().hit(name);
    }

    /** The lists in the windows that are not seen; {@code null} for one that holds none. */
    public List<@Nullable String> spareLists() {
        return decks.stream().filter(deck -> deck.alive() && deck != seen).<@Nullable String>map(FakeDeck::listId).toList();
    }

    /** All processes die, as when the machine does. */
    public void killAll() {
        decks.forEach(FakeDeck::kill);
    }

    /** The process that is seen stands still, and the picture with it, until {@link #thaw}. */
    public void freeze() {
        onSeen(FakeDeck::freeze);
    }

    public void thaw() {
        decks.forEach(FakeDeck::thaw);
    }

    /** The picture stands still for good, yet the process answers and goes on saying where it is. Only another process helps. */
    public void stick() {
        onSeen(FakeDeck::stick);
    }

    /** Stands still for a while, as on a machine that is too busy. */
    public void stall(Duration length) {
        onSeen(deck -> deck.stall(length));
    }

    private void onSeen(Consumer<FakeDeck> harm) {
        FakeDeck victim = seen;
        if (victim != null) {
            harm.accept(victim);
        }
    }

    /** The list in the window that is seen. */
    public @Nullable String listId() {
        return seen == null ? null : seen.listId();
    }

    /** Somebody at the wall tells every player to be black. */
    public void black() {
        decks.forEach(FakeDeck::black);
    }

    /** Whether the process lives that is seen. */
    public boolean alive() {
        return seen != null && seen.alive();
    }

    /** How many player processes there were so far. */
    public int starts() {
        return starts;
    }

    void started() {
        starts++;
    }

    /** How often black was asked for. */
    public int blacks() {
        return blacks;
    }

    void toldBlack() {
        blacks++;
    }

    /** The window of this process is moved in, and every other one out; whether there is one. */
    boolean raise(long pid) {
        FakeDeck deck = displayGone ? null : deck(pid);
        if (deck != null) {
            seen = deck;
            truth.mirror(deck.picture());
        }
        return deck != null;
    }

    /** Which of these is seen. */
    Stage.Seen seenOf(List<Long> pids) {
        if (displayGone) {
            return new Stage.Seen.Unknown();
        }
        FakeDeck deck = seen;
        return deck != null && deck.alive() && pids.contains(deck.pid()) ? new Stage.Seen.Player(deck.pid()) : new Stage.Seen.Nobody();
    }

    private @Nullable FakeDeck deck(long pid) {
        return decks.stream().filter(deck -> deck.alive() && deck.pid() == pid).findFirst().orElse(null);
    }

    /** A window shows something else now. */
    void painted(FakeDeck deck) {
        if (deck == seen) {
            truth.mirror(deck.picture());
        }
    }

    /** What a window showed is gone with its process, and the next process of that place comes up parked. */
    void gone(FakeDeck deck) {
        if (deck == seen) {
            seen = null;
            truth.dark();
        }
    }
}
