package ledwall.controller.emergency;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import ledwall.controller.screen.Screen;

/** One command on its way: to whom, and whom it answers. On the control loop. */
final class StopRound {
    final long revision;
    final boolean stops;
    final List<Screen> screens;
    final long untilNanos;
    final CompletableFuture<StopResult> answer;
    /** The orders are out: before, nobody can have answered. */
    boolean said;
    boolean stored;

    StopRound(long revision, boolean stops, List<Screen> screens, long untilNanos, CompletableFuture<StopResult> answer) {
        this.revision = revision;
        this.stops = stops;
        this.screens = screens;
        this.untilNanos = untilNanos;
        this.answer = answer;
    }
}
