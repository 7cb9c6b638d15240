package ledwall.controller.clock;

import ledwall.protocol.timesync.Mapping;
import org.jspecify.annotations.Nullable;

/**
 * The timeline clock as straight lines over the monotonic clock: the one in use and, where its speed is about to change, the one that takes over at {@code
 * next.monoNanos()}, where the two meet. Both are on the disk before the second is used, so that a successor goes on along the very same lines. Pure.
 */
record Lines(Mapping now, @Nullable Mapping next) {
    static Lines at(long monoNanos, long timelineNanos) {
        return new Lines(new Mapping(monoNanos, timelineNanos, 0, 0), null);
    }

    long timelineAt(long monoNanos) {
        return lineAt(monoNanos).timelineAt(monoNanos);
    }

    /** The speed at that instant, beside 1. */
    double drift(long monoNanos) {
        return lineAt(monoNanos).drift();
    }

    /** From {@code monoNanos} on the clock runs by {@code drift}; what was to take over before that has done so. */
    Lines turning(long monoNanos, double drift) {
        Mapping line = lineAt(monoNanos);
        return new Lines(line, new Mapping(monoNanos, line.timelineAt(monoNanos), drift, 0));
    }

    private Mapping lineAt(long monoNanos) {
        return next == null || monoNanos < next.monoNanos() ? now : next;
    }
}
