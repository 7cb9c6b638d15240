package ledwall.controller.schedule;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ledwall.controller.screen.Screen;
import ledwall.protocol.timeline.Instants;
import ledwall.protocol.timeline.QuietWindow;
import ledwall.protocol.timeline.Timeline;

/**
 * The quiet windows that screens are sent: of more than a year, because no recurrence reaches a screen and the law's hours must hold when no controller is left.
 * They lie above what the lanes say and change nothing of it. For one compilation.
 */
final class Lids {
    private static final long DAY_NANOS = 86_400_000_000_000L;
    static final long AHEAD_NANOS = 400 * DAY_NANOS;
    /** Told to the end of a step of so many days: a screen gets a new timeline for another night only so often. */
    private static final long STEP_NANOS = 32 * DAY_NANOS;

    private final Compiler.Input input;
    private final List<Omission> omissions;
    private final Map<Asked, List<QuietWindow>> known = new HashMap<>();

    private record Asked(ZoneId zone, List<QuietTime> times) {}

    /** @param omissions where it is told that not all windows could be sent */
    Lids(Compiler.Input input, List<Omission> omissions) {
        this.input = input;
        this.omissions = omissions;
    }

    List<QuietWindow> of(Screen screen) {
        List<QuietTime> times = input.quiet().getOrDefault(screen.id(), List.of());
        if (times.isEmpty()) {
            return List.of();
        }
        var asked = new Asked(screen.zone(), times);
        var windows = known.get(asked);
        if (windows == null) {
            windows = bounded(QuietTime.windows(QuietTime.hours(times, input.calendars(), screen, input.editNanos(), untilNanos(input.editNanos()))));
            known.put(asked, windows);
        }
        return windows;
    }

    static long untilNanos(long editNanos) {
        return Math.ceilDiv(editNanos + AHEAD_NANOS, STEP_NANOS) * STEP_NANOS;
    }

    /** The refusal of what is too fine looks at one year; a calendar may change afterwards. */
    private List<QuietWindow> bounded(List<QuietWindow> windows) {
        if (windows.size() <= Timeline.MAX_QUIET) {
            return List.copyOf(windows);
        }
        var kept = new ArrayList<>(windows.subList(0, Timeline.MAX_QUIET));
        omissions.add(new Omission("quietCut", "The quiet hours begin more often than a timeline holds; they are sent until "
                + Instants.instant(kept.getLast().untilNanos()) + " for now.", "Let fewer quiet hours begin on a day."));
        return List.copyOf(kept);
    }
}
