package ledwall.agent;

import java.time.Duration;
import java.util.function.Consumer;
import ledwall.agent.player.PlayList;
import ledwall.agent.player.Player;
import org.jspecify.annotations.Nullable;

/** Hands on to another player, and has somebody look at each list before. */
public final class WatchedPlayer implements Player {
    private final Player player;
    private final Consumer<PlayList> prepared;
    private final Consumer<PlayList> watcher;

    /** @param prepared looks at lists that are made ready and may never be seen */
    public WatchedPlayer(Player player, Consumer<PlayList> prepared, Consumer<PlayList> watcher) {
        this.player = player;
        this.prepared = prepared;
        this.watcher = watcher;
    }

    @Override
    public void cue(PlayList list, long positionNanos, long runAtNanos) {
        watcher.accept(list);
        player.cue(list, positionNanos, runAtNanos);
    }

    @Override
    public void prepare(@Nullable PlayList list, long positionNanos) {
        if (list != null) {
            prepared.accept(list);
        }
        player.prepare(list, positionNanos);
    }

    @Override
    public void adopted(PlayList list, long positionNanos, long atNanos) {
        prepared.accept(list);
        player.adopted(list, positionNanos, atNanos);
    }

    @Override
    public void drop() {
        player.drop();
    }

    @Override
    public void open(Events events) {
        player.open(events);
    }

    @Override
    public void recue(long positionNanos, long runAtNanos) {
        player.recue(positionNanos, runAtNanos);
    }

    @Override
    public void speed(double factor) {
        player.speed(factor);
    }

    @Override
    public void black() {
        player.black();
    }

    @Override
    public void darken() {
        player.darken();
    }

    @Override
    public void close(boolean end) {
        player.close(end);
    }

    @Override
    public Duration lead(String listId) {
        return player.lead(listId);
    }

    @Override
    public Duration headStart(String listId) {
        return player.headStart(listId);
    }
}
