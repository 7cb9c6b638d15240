package ledwall.agent.timesync;

import ledwall.protocol.runtime.Clock;
import ledwall.protocol.timesync.Mapping;

/** This agent's idea of the timeline clock. On the agent's loop. */
public final class ClockSync {
    private final Clock clock;
    private final Mapping mapping;

    public ClockSync(Clock clock) {
        this.clock = clock;
        long mono = clock.nanos();
        var wall = clock.wall();
        this.mapping = new Mapping(mono, wall.getEpochSecond() * 1_000_000_000L + wall.getNano(), 0, Long.MAX_VALUE);
    }

    /** From the monotonic to the timeline clock, as known now. Never absent: before the first exchange the wall clock serves. */
    public Mapping mapping() {
        return mapping;
    }

    /** The timeline clock now. */
    public long now() {
        return mapping.timelineAt(clock.nanos());
    }

    /** Whether {@link #boundNanos} is small enough to play in step with others. */
    public boolean locked() {
        return false;
    }

    /** How far {@link #now} may be wrong; {@link Long#MAX_VALUE} while only the wall clock serves. */
    public long boundNanos() {
        return mapping.boundNanos();
    }

    /** The timeline clock minus this machine's wall clock. */
    public long clockOffsetNanos() {
        return 0;
    }

    /** The least round trip of late; 0 before the first. */
    public long roundTripNanos() {
        return 0;
    }
}
