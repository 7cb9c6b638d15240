package ledwall.agent;

import java.time.Duration;
import java.util.function.Consumer;
import ledwall.agent.player.PlayList;
import ledwall.agent.player.Player;
import ledwall.protocol.runtime.Node;
import org.jspecify.annotations.Nullable;

/**
 * One agent's hold on a {@link FakeScreen}: made anew for each life of the agent, and gone with it. What it has not yet sent, such as the start of a cued
 * list, dies too.
 */
public final class FakePlayer implements Player {
    /** Above the slowest cue of the fake screen, as a real player's lead is above its slowest load. */
    private static final Duration LEAD = Duration.ofMillis(150);

    private static final Duration OBEY = Duration.ofMillis(500);

    private final FakeScreen screen;
    private final Node node;
    private @Nullable Consumer<Consumer<Events>> ear;
    private boolean dark;

    public FakePlayer(FakeScreen screen, Node node) {
        this.screen = screen;
        this.node = node;
    }

    @Override
    public void open(Events events) {
        detach();
        // A dead node's loop takes nothing any more, so a dead agent hears nothing.
        Consumer<Consumer<Events>> mine = news -> node.loop().post("player event", () -> news.accept(events));
        ear = mine;
        screen.attach(mine);
        if (dark) {
            screen.black();
        }
    }

    @Override
    public void prepare(PlayList list) {
        // Nothing takes time here but the screen itself.
    }

    @Override
    public void cue(PlayList list, long positionNanos, long runAtNanos) {
        dark = false;
        screen.cue(list, positionNanos, () -> runAt(list.id(), runAtNanos));
    }

    @Override
    public void recue(long positionNanos, long runAtNanos) {
        screen.cue(null, positionNanos, () -> runAt(screen.listId(), runAtNanos));
    }

    private void runAt(@Nullable String listId, long runAtNanos) {
        if (listId != null) {
            node.loop().after(Duration.ofNanos(Math.max(0, runAtNanos - node.clock().nanos())), "run the list", () -> screen.run(listId));
        }
    }

    @Override
    public void speed(double factor) {
        screen.speed(factor);
    }

    @Override
    public void black() {
        screen.black();
    }

    @Override
    public void darken() {
        dark = true;
        screen.black();
        // As the real one: who does not obey is ended.
        node.loop().after(OBEY, "see to it that it is dark", () -> {
            if (dark && ear != null) {
                screen.endIfFrozen();
            }
        });
    }

    @Override
    public void close(boolean end) {
        detach();
        if (end) {
            screen.end();
        }
    }

    private void detach() {
        if (ear != null) {
            screen.detach(ear);
            ear = null;
        }
    }

    @Override
    public Duration lead() {
        return LEAD;
    }
}
