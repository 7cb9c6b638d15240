package ledwall.controller.release.channel;

import java.time.Duration;
import ledwall.protocol.runtime.Clock;

/**
 * Stops calling a site that does not answer, so that nobody waits for it and it is not flooded when it comes back. Open, it lets one call through after a while; that
 * one decides. Safe from any thread.
 */
final class Breaker {
    private static final int FAILURES = 5;
    private static final Duration FIRST = Duration.ofSeconds(15);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Clock clock;
    private int failures;
    private Duration pause = FIRST;
    private boolean open;
    private long probeAtNanos;

    Breaker(Clock clock) {
        this.clock = clock;
    }

    /** How long no call is to be made; zero where one may be, which then is the one that decides. */
    synchronized Duration held() {
        if (!open) {
            return Duration.ZERO;
        }
        long left = probeAtNanos - clock.nanos();
        if (left > 0) {
            return Duration.ofNanos(left);
        }
        // Whoever else comes meanwhile waits for what this one finds.
        probeAtNanos = clock.nanos() + pause.toNanos();
        return Duration.ZERO;
    }

    synchronized boolean open() {
        return open;
    }

    /** In a row, so far. */
    synchronized int failures() {
        return failures;
    }

    synchronized void worked() {
        failures = 0;
        pause = FIRST;
        open = false;
    }

    synchronized void failed() {
        failures++;
        if (failures < FAILURES) {
            return;
        }
        if (open) {
            pause = pause.multipliedBy(2).compareTo(LONGEST) < 0 ? pause.multipliedBy(2) : LONGEST;
        }
        open = true;
        probeAtNanos = clock.nanos() + pause.toNanos();
    }
}
