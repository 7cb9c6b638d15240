package ledwall.agent;

import java.time.Duration;
import java.util.function.Consumer;
import ledwall.agent.player.Deck;
import ledwall.agent.player.PlayList;
import ledwall.agent.player.Player;
import ledwall.protocol.runtime.Node;
import org.jspecify.annotations.Nullable;

/**
 * One agent's hold on a {@link FakeDeck}: made anew for each life of the agent, and gone with it. What it has not yet sent, such as the start of a cued
 * list, dies too.
 */
final class FakePlayer implements Deck {
    /** Above the slowest cue of the fake screen, as a real player's lead is above its slowest load. */
    private static final Duration LEAD = Duration.ofMillis(150);
    private static final Duration SEEK_LEAD = Duration.ofMillis(80);

    private static final Duration OBEY = Duration.ofMillis(500);

    private final FakeScreen screen;
    private final FakeDeck deck;
    private final Node node;
    private @Nullable Consumer<Consumer<Player.Events>> ear;
    private boolean dark;
    private int holds;
    /** The list that it has ready and that is to stand. */
    private @Nullable String standing;
    /** The list that it was found standing in, if nothing was asked of it since. */
    private @Nullable String found;

    FakePlayer(FakeScreen screen, FakeDeck deck, Node node) {
        this.screen = screen;
        this.deck = deck;
        this.node = node;
    }

    @Override
    public void adopt(Player.Events events) {
        attach(events, false);
    }

    @Override
    public void open(Player.Events events) {
        attach(events, true);
    }

    private void attach(Player.Events events, boolean start) {
        detach();
        // A dead node's loop takes nothing any more, so a dead agent hears nothing.
        Consumer<Consumer<Player.Events>> mine = news -> node.loop().post("player event", () -> news.accept(events));
        ear = mine;
        found = deck.standsIn();
        deck.attach(mine, start);
        if (dark) {
            blacken();
        }
    }

    @Override
    public long pid() {
        return deck.pid();
    }

    @Override
    public void parked() {
        deck.parked();
    }

    @Override
    public void seen() {
        deck.seen();
    }

    @Override
    public void cue(PlayList list, long positionNanos, long runAtNanos) {
        dark &= runAtNanos == NEVER;
        holds++;
        standing = null;
        found = null;
        deck.cue(list, positionNanos, () -> runAt(list.id(), runAtNanos));
    }

    @Override
    public void recue(long positionNanos, long runAtNanos) {
        holds++;
        found = null;
        deck.cue(null, positionNanos, () -> runAt(deck.listId(), runAtNanos));
    }

    private long runAt(@Nullable String listId, long runAtNanos) {
        standing = runAtNanos == NEVER ? listId : null;
        if (listId != null && runAtNanos != NEVER) {
            node.loop().after(Duration.ofNanos(Math.max(0, runAtNanos - node.clock().nanos())), "run the list", () -> deck.run(listId));
        }
        return runAtNanos;
    }

    @Override
    public void hold(long atNanos) {
        int mine = ++holds;
        node.loop().after(Duration.ofNanos(Math.max(0, atNanos - node.clock().nanos())), "hold the list", () -> {
            if (holds == mine) {
                deck.hold();
            }
        });
    }

    @Override
    public void goOn() {
        holds++;
        deck.goOn();
        if (found != null) {
            deck.run(found);
            found = null;
        }
    }

    @Override
    public void speed(double factor) {
        deck.speed(factor);
    }

    @Override
    public void black() {
        blacken();
    }

    @Override
    public void darken() {
        dark = true;
        blacken();
        // As the real one: who does not obey is ended.
        node.loop().after(OBEY, "see to it that it is dark", () -> {
            if (dark && ear != null) {
                deck.endIfFrozen();
            }
        });
    }

    private void blacken() {
        holds++;
        found = null;
        screen.toldBlack();
        deck.black();
    }

    @Override
    public Duration headStart() {
        return Duration.ZERO;
    }

    @Override
    public void close(boolean end) {
        detach();
        if (end) {
            deck.end();
        }
    }

    private void detach() {
        if (ear != null) {
            deck.detach(ear);
            ear = null;
        }
    }

    @Override
    public boolean standsIn(String listId) {
        return listId.equals(standing) && listId.equals(deck.listId());
    }

    @Override
    public Duration lead() {
        return LEAD;
    }

    @Override
    public Duration seekLead() {
        return SEEK_LEAD;
    }
}
