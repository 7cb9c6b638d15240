package ledwall.agent.player.mpv;

import java.time.Duration;
import java.util.ArrayDeque;

/**
 * How long this machine takes until a picture is ready, from the command on, learned from the last few. A list is opened in 40 to 120 ms on a quiet machine, and
 * sought in within 7 to 20 ms (640 x 360; larger pictures take longer); several times that where something else wants its processor and disk.
 */
final class OpeningTimes {
    private static final int LAST = 8;
    /** Fewer say nothing about what is usual. */
    private static final int ENOUGH = 3;
    private static final Duration LEAST_OPENING_LEAD = Duration.ofMillis(150);
    private static final Duration LEAST_SEEK_LEAD = Duration.ofMillis(80);
    /** To wait longer for a slow machine would hold the old picture longer than it takes to seek ahead. */
    private static final Duration MOST_LEAD = Duration.ofMillis(400);
    /** A frame at 25 Hz: nothing was seen to open faster, and mpv takes as long to stand still. */
    private static final Duration LEAST_HEAD_START = Duration.ofMillis(40);
    /** No more than so much early would a picture be that was opened faster than any of the last. */
    private static final Duration MOST_HEAD_START = Duration.ofMillis(100);
    private static final Duration MARGIN = Duration.ofMillis(20);

    private final Duration leastLead;
    private final ArrayDeque<Long> last = new ArrayDeque<>();

    private OpeningTimes(Duration leastLead) {
        this.leastLead = leastLead;
    }

    static OpeningTimes ofLists() {
        return new OpeningTimes(LEAST_OPENING_LEAD);
    }

    /** Of a seek in a list that stands open. */
    static OpeningTimes ofSeeks() {
        return new OpeningTimes(LEAST_SEEK_LEAD);
    }

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
        return within(leastLead, Duration.ofNanos(usual).plus(MARGIN), MOST_LEAD);
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
