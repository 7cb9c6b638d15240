package ledwall.controller.rollout;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import ledwall.controller.screen.Screen;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.message.ToAgent;
import org.jspecify.annotations.Nullable;

/** Which screens there are, in which group, and the line to each that is online. On the control loop. */
final class Lines {
    private final TreeMap<ScreenId, GroupId> groupOf = new TreeMap<>();
    private final TreeMap<ScreenId, Consumer<ToAgent>> lines = new TreeMap<>();

    void registered(List<Screen> screens) {
        groupOf.clear();
        screens.forEach(screen -> groupOf.put(screen.id(), screen.group()));
    }

    void connected(ScreenId screen, Consumer<ToAgent> line) {
        lines.put(screen, line);
    }

    void disconnected(ScreenId screen) {
        lines.remove(screen);
    }

    @Nullable GroupId groupOf(ScreenId screen) {
        return groupOf.get(screen);
    }

    List<ScreenId> screensOf(GroupId group) {
        return groupOf.entrySet().stream().filter(entry -> entry.getValue().equals(group)).map(entry -> entry.getKey()).toList();
    }

    /** Whether a screen of this group is online: a screen hears of its own group only, also where older revisions of another still name it. */
    boolean online(GroupId group, ScreenId screen) {
        return lines.containsKey(screen) && group.equals(groupOf.get(screen));
    }

    void send(ScreenId screen, Optional<? extends ToAgent> message) {
        Consumer<ToAgent> line = lines.get(screen);
        if (line != null) {
            message.ifPresent(line);
        }
    }
}
