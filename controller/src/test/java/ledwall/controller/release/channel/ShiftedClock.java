package ledwall.controller.release.channel;

import java.time.Duration;
import java.time.Instant;
import ledwall.protocol.runtime.Clock;

/** The real clock, moved ahead by what a test does not want to wait for. Safe from any thread. */
public final class ShiftedClock implements Clock {
    private Duration ahead = Duration.ZERO;

    public synchronized void advance(Duration by) {
        ahead = ahead.plus(by);
    }

    @Override
    public synchronized long nanos() {
        return System.nanoTime() + ahead.toNanos();
    }

    @Override
    public synchronized Instant wall() {
        return Instant.now().plus(ahead);
    }

    @Override
    public String bootId() {
        return "boot-1";
    }
}
