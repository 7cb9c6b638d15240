package ledwall.agent.playout;

/** How soon a failed player is started again, and when one that does not follow the timeline is given up. Monotonic nanoseconds. */
final class Patience {
    /** What ran this long was no failure in a row. */
    private static final long STABLE_NANOS = 10_000_000_000L;
    /** A spare that took over and ran this long did: it was up, and another is behind it by then. */
    private static final long TOOK_OVER_NANOS = 5_000_000_000L;
    private static final long FIRST_BACKOFF_NANOS = 250_000_000L;
    private static final long MAX_BACKOFF_NANOS = 15_000_000_000L;
    private static final int MAX_SHIFT = 10;
    /** So many cues within {@link #STABLE_NANOS} that did not bring the player onto the timeline: it lies or is broken. */
    private static final int MAX_RECUES = 3;
    /** A player that does not follow is started anew this often; in between a wrong position is better than a dark wall. */
    private static final long DISTRUST_EVERY_NANOS = 600_000_000_000L;

    private int failures;
    private int recues;
    private long firstRecueNanos;
    private boolean distrusted;
    private long distrustedNanos;

    /** What to do with a player that is far off the timeline. */
    enum Verdict { CUE_AGAIN, START_AGAIN, LEAVE }

    /** The pause before a player that failed after {@code ranNanos} is started again: none after the first failure. */
    long pauseAfter(long ranNanos) {
        failures = ranNanos > TOOK_OVER_NANOS ? 1 : failures + 1;
        return failures == 1 ? 0 : Math.min(MAX_BACKOFF_NANOS, FIRST_BACKOFF_NANOS << Math.min(failures - 2, MAX_SHIFT));
    }

    Verdict astray(long now) {
        if (now - firstRecueNanos > STABLE_NANOS) {
            recues = 0;
        }
        if (recues < MAX_RECUES) {
            firstRecueNanos = recues == 0 ? now : firstRecueNanos;
            recues++;
            return Verdict.CUE_AGAIN;
        }
        if (distrusted && now - distrustedNanos < DISTRUST_EVERY_NANOS) {
            return Verdict.LEAVE;
        }
        distrusted = true;
        distrustedNanos = now;
        return Verdict.START_AGAIN;
    }
}
