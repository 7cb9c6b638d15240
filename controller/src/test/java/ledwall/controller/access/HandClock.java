package ledwall.controller.access;

import java.time.Duration;
import java.time.Instant;
import ledwall.protocol.runtime.Clock;

/** A clock that stands until it is moved. Safe from any thread. */
public final class HandClock implements Clock {
    private Instant wall = Instant.parse("2026-11-23T08:00:00Z");
    private long nanos = 1_000_000_000_000L;

    public synchronized void advance(Duration by) {
        wall = wall.plus(by);
        nanos += by.toNanos();
    }

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public synchronized Instant wall() {
        return wall;
    }

    @Override
    public String bootId() {
        return "boot-1";
    }
}
