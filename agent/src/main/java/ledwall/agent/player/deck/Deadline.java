package ledwall.agent.player.deck;

import java.time.Duration;
import ledwall.protocol.runtime.Clock;
import ledwall.protocol.runtime.Loop;
import org.jspecify.annotations.Nullable;

/**
 * An instant by which a player must have done something; a later one replaces it. A timer that comes much later than that says that the agent itself stood still,
 * and has not heard yet what its players said meanwhile: they are heard first, as often as that happens. On the loop.
 */
final class Deadline {
    private static final long AWAY_NANOS = 100_000_000L;
    private static final long LISTEN_NANOS = 150_000_000L;

    private final Clock clock;
    private final Loop loop;
    private final String name;
    private Loop.@Nullable Timer timer;

    /** @param name of what is done when it has passed */
    Deadline(Clock clock, Loop loop, String name) {
        this.clock = clock;
        this.loop = loop;
        this.name = name;
    }

    /** @param passed what follows unless it is cancelled, or replaced, before */
    void set(long dueNanos, Runnable passed) {
        cancel();
        timer = loop.after(Duration.ofNanos(dueNanos - clock.nanos()), name, () -> {
            timer = null;
            long now = clock.nanos();
            if (now - dueNanos > AWAY_NANOS) {
                set(now + LISTEN_NANOS, passed);
            } else {
                passed.run();
            }
        });
    }

    void cancel() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
