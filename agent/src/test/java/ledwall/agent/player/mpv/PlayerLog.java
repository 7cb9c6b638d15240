package ledwall.agent.player.mpv;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import ledwall.agent.player.Player;
import org.jspecify.annotations.Nullable;

/** What a player told, for tests that look on from another thread. */
final class PlayerLog implements Player.Events {
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<Long> cuedAt = new CopyOnWriteArrayList<>();
    private final List<Position> positions = new CopyOnWriteArrayList<>();

    record Position(String listId, long positionNanos, long atNanos) {}

    boolean has(String beginning) {
        return count(beginning) > 0;
    }

    long count(String beginning) {
        return events.stream().filter(event -> event.startsWith(beginning)).count();
    }

    String all() {
        return String.join("; ", events);
    }

    /** Since when the last list that was cued is seen. */
    long cuedAt() {
        return cuedAt.getLast();
    }

    List<Position> positions() {
        return List.copyOf(positions);
    }

    /** How late the frames are that were told of, in the middle, where the list's first one was due at this instant: one alone may have been told late. */
    long lateness(long listAtNanos) {
        List<Long> late = positions.stream().map(each -> each.atNanos() - each.positionNanos() - listAtNanos).sorted().toList();
        return late.get(late.size() / 2);
    }

    @Override
    public void opened(Player.@Nullable Adopted adopted) {
        events.add("opened " + (adopted == null ? "nothing" : adopted.listId() == null ? "black" : adopted.listId()));
    }

    @Override
    public void cued(String listId, long atNanos, long runsAtNanos) {
        cuedAt.add(atNanos);
        events.add("cued " + listId);
    }

    @Override
    public void position(String listId, long positionNanos, long atNanos) {
        positions.add(new Position(listId, positionNanos, atNanos));
    }

    @Override
    public void failed(String listId, String reason) {
        events.add("failed " + listId + ": " + reason);
    }

    @Override
    public void refused(String listId, String reason) {
        events.add("refused " + listId + ": " + reason);
    }

    @Override
    public void stumbled(String listId) {
        events.add("stumbled " + listId);
    }

    @Override
    public void ended(String listId) {
        events.add("ended " + listId);
    }

    @Override
    public void dropped(long frames) {
        // Under a busy machine a few frames may be dropped: no outcome of these tests.
    }

    @Override
    public void lost(String reason) {
        events.add("lost " + reason);
    }
}
