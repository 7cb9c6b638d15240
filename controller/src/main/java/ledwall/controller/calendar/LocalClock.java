package ledwall.controller.calendar;

import java.time.LocalDateTime;
import java.time.zone.ZoneRules;
import ledwall.protocol.timeline.Frames;

/**
 * From what a clock on a wall should show to the instant that is meant, by java.time's rule, which is also that of RFC 5545, 3.3.5: a time that the clocks skip
 * is moved forward by what they skip (it is read with the offset before the change); a time that they show twice means the first.
 */
final class LocalClock {
    private LocalClock() {}

    /** Nanoseconds since the Unix epoch of a local time in whole seconds. */
    static long nanos(LocalDateTime local, ZoneRules rules) {
        // For a gap as for an overlap, getOffset answers with the offset before the change, which is the rule.
        return Math.multiplyExact(local.toEpochSecond(rules.getOffset(local)), Frames.SECOND);
    }
}
