package ledwall.controller.playlist;

import java.time.Instant;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Instants;
import org.jspecify.annotations.Nullable;

/** When an item may be shown: {@code [from, until)}. An end that is null is open. */
public record Validity(@Nullable Instant from, @Nullable Instant until) {
    public static final Validity ALWAYS = new Validity(null, null);

    /** Before every instant of a timeline where it is open. */
    public long fromNanos() {
        return from == null ? Long.MIN_VALUE : Instants.nanos(from);
    }

    /** {@link Block#FOREVER} where it is open. */
    public long untilNanos() {
        return until == null ? Block.FOREVER : Instants.nanos(until);
    }

    public boolean covers(long atNanos) {
        return fromNanos() <= atNanos && atNanos < untilNanos();
    }

    /** While both are; perhaps never, see {@link #isNever}. */
    public Validity within(Validity other) {
        Instant later = from == null || (other.from != null && other.from.isAfter(from)) ? other.from : from;
        Instant sooner = until == null || (other.until != null && other.until.isBefore(until)) ? other.until : until;
        return new Validity(later, sooner);
    }

    public boolean isNever() {
        return from != null && until != null && !from.isBefore(until);
    }
}
