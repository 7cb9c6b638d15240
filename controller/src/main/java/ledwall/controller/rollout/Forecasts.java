package ledwall.controller.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import ledwall.controller.clock.TimelineClock;
import ledwall.controller.refusal.Refusal;
import ledwall.controller.schedule.Forecast;
import ledwall.controller.screen.Screen;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Instants;

/**
 * What a screen was, is and will be told to play, in any range: the stored truth as far as it goes, and what the compiler makes of the days behind it. Blocking,
 * safe from any thread.
 */
public final class Forecasts {
    /** A year and a month: nobody plans further, and each day costs a compilation's share. */
    public static final Duration FURTHEST = Duration.ofDays(400);

    private final Planning planning;
    private final Rollouts rollouts;
    private final RolloutStore store;
    private final TimelineClock clock;

    public Forecasts(Planning planning, Rollouts rollouts, RolloutStore store, TimelineClock clock) {
        this.planning = planning;
        this.rollouts = rollouts;
        this.store = store;
        this.clock = clock;
    }

    /**
     * What is due in {@code [from, until)}.
     *
     * @throws Refusal beyond {@link #FURTHEST} from now, and where so much cannot be computed
     */
    public Forecast.Computed of(Screen screen, Instant from, Instant until) {
        long now = clock.now();
        long end = Instants.nanos(until);
        if (end > now + FURTHEST.toNanos()) {
            throw Refusal.invalid("previewTooFar", "Nothing is computed beyond " + FURTHEST.toDays() + " days from now.", "Ask for a range that ends before.");
        }
        var stored = store.programme(screen.id(), Instants.nanos(from), end);
        long seam = Forecast.seam(stored, now, Planning.HORIZON);
        if (end <= seam) {
            return new Forecast.Computed(stored, Block.FOREVER, end);
        }
        Optional<CompiledRevision> decided = rollouts.decided(screen.group());
        synchronized (this) {
            // One at a time: computing takes a processor, and the controller has better to do with the others.
            var computed = planning.upcoming(screen, decided).map(input -> Forecast.of(input, stored, screen.id(), seam, end))
                    .orElse(new Forecast.Computed(stored, Block.FOREVER, end));
            if (computed.untilNanos() < end) {
                throw Refusal.invalid("previewTooFar", "The schedule changes too often to be computed beyond " + Instants.instant(computed.untilNanos()) + ".",
                        "Ask for a range that ends before.");
            }
            return computed;
        }
    }
}
