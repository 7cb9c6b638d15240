package ledwall.meter;

import org.jspecify.annotations.Nullable;

/** What is due on one screen. */
public interface Plan {
    /** At an instant of this machine's monotonic clock; null where it is no item. */
    @Nullable Due at(long monoNanos);

    /**
     * A picture that is due.
     *
     * @param code the {@link FrameCode} of what should be seen
     * @param sinceNanos when it should have come on
     * @param itemSinceNanos when its item did
     * @param itemUntilNanos when its item ends
     */
    record Due(int code, long sinceNanos, long itemSinceNanos, long itemUntilNanos) {
        public int item() {
            return FrameCode.item(code);
        }
    }

    /** How much later than it should have, in nanoseconds, a picture came on; null where it is none that was due within half a second. */
    default @Nullable Long late(Change change) {
        // The picture that is due just then, or one a little before or after it.
        Long best = null;
        for (long away = 0; away <= 500_000_000; away += 10_000_000) {
            for (long at : new long[] {change.atNanos() - away, change.atNanos() + away}) {
                Due due = at(at);
                if (due != null && due.code() == change.code()) {
                    long late = change.atNanos() - due.sinceNanos();
                    best = best == null || Math.abs(late) < Math.abs(best) ? Long.valueOf(late) : best;
                }
            }
            if (best != null) {
                return best;
            }
        }
        return best;
    }
}
