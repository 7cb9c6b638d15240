package ledwall.controller.rollout;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import ledwall.controller.screen.Screen;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.message.ToAgent;
import ledwall.protocol.timeline.Timeline;
import org.jspecify.annotations.Nullable;

/** Which screens there are, in which group, and the line to each that is online. On the control loop. */
final class Lines {
    private final TreeMap<ScreenId, Screen> screens = new TreeMap<>();
    private final TreeMap<ScreenId, Consumer<ToAgent>> lines = new TreeMap<>();

    void registered(List<Screen> all) {
        screens.clear();
        all.forEach(screen -> screens.put(screen.id(), screen));
    }

    /** Whether a timeline of this group is still one for the screen: it may have moved, got another size, or been retired. */
    boolean fits(GroupId group, ScreenId screen, Timeline timeline) {
        Screen known = screens.get(screen);
        return known != null && known.group().equals(group) && known.width() == timeline.width() && known.height() == timeline.height()
                && known.frameRate() == timeline.frameRate();
    }

    void connected(ScreenId screen, Consumer<ToAgent> line) {
        lines.put(screen, line);
    }

    /** Whether it is online. */
    boolean isIn(ScreenId screen) {
        return lines.containsKey(screen);
    }

    void disconnected(ScreenId screen) {
        lines.remove(screen);
    }

    @Nullable GroupId groupOf(ScreenId screen) {
        Screen known = screens.get(screen);
        return known == null ? null : known.group();
    }

    List<ScreenId> screensOf(GroupId group) {
        return screens.values().stream().filter(screen -> screen.group().equals(group)).map(Screen::id).toList();
    }

    /** Whether a screen of this group is online: a screen hears of its own group only, also where older revisions of another still name it. */
    boolean online(GroupId group, ScreenId screen) {
        return lines.containsKey(screen) && group.equals(groupOf(screen));
    }

    void send(ScreenId screen, Optional<? extends ToAgent> message) {
        Consumer<ToAgent> line = lines.get(screen);
        if (line != null) {
            message.ifPresent(line);
        }
    }
}
