package ledwall.agent.player.mpv;

import java.time.Duration;
import java.util.ArrayDeque;

/**
 * How long this machine takes to open a list, from the command to its first picture, learned from the last few: 40 to 120 ms on a quiet one, several times
 * that where something else wants its processor and disk.
 */
final class OpeningTimes {
    private static final int LAST = 8;
    /** Fewer say nothing about what is usual. */
    private static final int ENOUGH = 3;
    private static final Duration LEAST_LEAD = Duration.ofMillis(150);
    /** To wait longer for a slow machine would hold the old picture longer than it takes to seek ahead. */
    private static final Duration MOST_LEAD = Duration.ofMillis(400);
    /** A frame at 25 Hz: nothing was seen to open faster, and mpv takes as long to stand still. */
    private static final Duration LEAST_HEAD_START = Duration.ofMillis(40);
    /** No more than so much early would a picture be that was opened faster than any of the last. */
    private static final Duration MOST_HEAD_START = Duration.ofMillis(100);
    private static final Duration MARGIN = Duration.ofMillis(20);

    private final ArrayDeque<Long> last = new ArrayDeque<>();

    void add(long nanos) {
        if (last.size() == LAST) {
            last.removeFirst();
        }
        last.addLast(nanos);
    }

    /** So far ahead a start is asked for: the longest of the last, but for one that stands out. */
    Duration lead() {
        long[] sorted = last.stream().mapToLong(Long::longValue).sorted().toArray();
        long usual = sorted.length < ENOUGH ? 0 : sorted[sorted.length - 2];
        return within(LEAST_LEAD, Duration.ofNanos(usual).plus(MARGIN), MOST_LEAD);
    }

    /** No picture came sooner than this after its cue. */
    Duration headStart() {
        long shortest = last.size() < ENOUGH ? 0 : last.stream().mapToLong(Long::longValue).min().orElse(0);
        return within(LEAST_HEAD_START, Duration.ofNanos(shortest).minus(MARGIN), MOST_HEAD_START);
    }

    private static Duration within(Duration least, Duration wanted, Duration most) {
        return wanted.compareTo(least) < 0 ? least : wanted.compareTo(most) > 0 ? most : wanted;
    }
}
