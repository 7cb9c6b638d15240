package ledwall.controller.calendar;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** The days of a calendar without their labels: ranges that neither touch nor overlap, for fast asking. */
final class DaySet {
    private final long[] from;
    private final long[] until;

    private DaySet(long[] from, long[] until) {
        this.from = from;
        this.until = until;
    }

    /** @param dated by begin, as a {@link Calendar} holds them */
    static DaySet of(List<Calendar.Dated> dated) {
        long[] from = new long[dated.size()];
        long[] until = new long[dated.size()];
        int count = 0;
        for (Calendar.Dated each : dated) {
            long begin = each.from().toEpochDay();
            long end = each.until().toEpochDay();
            if (count > 0 && begin <= until[count - 1]) {
                until[count - 1] = Math.max(until[count - 1], end);
            } else {
                from[count] = begin;
                until[count++] = end;
            }
        }
        return new DaySet(Arrays.copyOf(from, count), Arrays.copyOf(until, count));
    }

    boolean contains(LocalDate day) {
        long epochDay = day.toEpochDay();
        int at = Arrays.binarySearch(from, epochDay);
        int range = at >= 0 ? at : -at - 2;
        return range >= 0 && epochDay < until[range];
    }

    /** Each day in {@code [first, end)}, in order. */
    void forEach(LocalDate first, LocalDate end, Consumer<LocalDate> hearer) {
        int at = Arrays.binarySearch(from, first.toEpochDay());
        for (int range = at >= 0 ? at : Math.max(0, -at - 2); range < from.length && from[range] < end.toEpochDay(); range++) {
            long stop = Math.min(until[range], end.toEpochDay());
            for (long day = Math.max(from[range], first.toEpochDay()); day < stop; day++) {
                hearer.accept(LocalDate.ofEpochDay(day));
            }
        }
    }
}
