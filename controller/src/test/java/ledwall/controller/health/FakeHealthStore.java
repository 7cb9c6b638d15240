package ledwall.controller.health;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ledwall.protocol.id.ScreenId;

/** Events and last words in memory. */
final class FakeHealthStore implements HealthStore {
    final List<ScreenEvent> events = new ArrayList<>();
    final Map<ScreenId, LastSeen> seen = new TreeMap<>();

    @Override
    public void append(List<ScreenEvent> more, List<LastSeen> last) {
        events.addAll(more);
        last.forEach(each -> seen.put(each.screen(), each));
    }

    @Override
    public List<ScreenEvent> latest(ScreenId screen, int limit) {
        return events.reversed().stream().filter(event -> event.screen().equals(screen)).limit(limit).toList();
    }

    @Override
    public Map<ScreenId, LastSeen> lastSeen() {
        return Map.copyOf(seen);
    }

    /** Code and detail of all events, in order. */
    List<String> told() {
        return events.stream().map(event -> event.code() + " " + event.detail()).toList();
    }
}
