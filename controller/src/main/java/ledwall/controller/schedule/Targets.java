package ledwall.controller.schedule;

import java.util.List;
import ledwall.controller.screen.Screen;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.ScreenId;

/** Whom a rule is for: all screens that are in these groups when it runs, and these screens wherever they are. */
public record Targets(List<GroupId> groups, List<ScreenId> screens) {
    /** Of both together; more walls than that share a group. */
    public static final int MAX = 1_000;
    public static final Targets NOBODY = new Targets(List.of(), List.of());

    public Targets {
        groups = groups.stream().sorted().distinct().toList();
        screens = screens.stream().sorted().distinct().toList();
    }

    public static Targets of(GroupId group) {
        return new Targets(List.of(group), List.of());
    }

    public boolean holds(Screen screen) {
        return groups.contains(screen.group()) || screens.contains(screen.id());
    }
}
