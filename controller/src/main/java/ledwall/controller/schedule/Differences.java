package ledwall.controller.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ledwall.controller.screen.Screen;
import ledwall.protocol.id.ScreenId;

/**
 * What an edit changes on screens, exactly: the stretches of which the holder is another. Pure.
 *
 * @param items by screen as listed, then by time; neighbours differ
 * @param complete false if there were more than {@link #MAX}
 */
public record Differences(List<Difference> items, boolean complete) {
    /** More would be read by nobody. */
    public static final int MAX = 20_000;

    public Differences {
        items = List.copyOf(items);
    }

    /** Of the screens that are there before and after: one that comes or goes is not changed by its rules. */
    public static Differences between(Bookings before, Bookings after, long fromNanos, long untilNanos) {
        Map<ScreenId, Screen> were = new HashMap<>();
        before.screens().forEach(screen -> were.put(screen.id(), screen));
        var old = before.between(fromNanos, untilNanos);
        var fresh = after.between(fromNanos, untilNanos);
        var out = new ArrayList<Difference>();
        for (Screen screen : after.screens()) {
            Screen was = were.get(screen.id());
            if (was != null) {
                compare(screen, old.of(was), fresh.of(screen), out);
            }
            if (out.size() > MAX) {
                return new Differences(out.subList(0, MAX), false);
            }
        }
        return new Differences(out, true);
    }

    /** Both lists cover the same range without gaps: one pass over their edges. */
    static void compare(Screen screen, List<Stretch> before, List<Stretch> after, List<Difference> out) {
        int i = 0;
        int j = 0;
        while (i < before.size() && j < after.size()) {
            Stretch one = before.get(i);
            Stretch other = after.get(j);
            long from = Math.max(one.fromNanos(), other.fromNanos());
            long until = Math.min(one.untilNanos(), other.untilNanos());
            if (!one.holder().equals(other.holder())) {
                out.add(new Difference(screen, from, until, one, other));
            }
            i += one.untilNanos() == until ? 1 : 0;
            j += other.untilNanos() == until ? 1 : 0;
        }
    }
}
