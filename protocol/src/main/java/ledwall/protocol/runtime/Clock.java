package ledwall.protocol.runtime;

import java.time.Instant;

/** This machine's two clocks. Durations and deadlines use {@link #nanos}; only calendars and first guesses use {@link #wall}. */
public interface Clock {
    /** Monotonic nanoseconds since an arbitrary origin that holds for one boot of the machine (CLOCK_MONOTONIC), comparable across processes of that boot. */
    long nanos();

    /** The wall clock. It may be wrong by days and may step at any time. */
    Instant wall();

    /** Names this boot of the machine; readings of {@link #nanos} compare only under the same boot id. */
    String bootId();
}
