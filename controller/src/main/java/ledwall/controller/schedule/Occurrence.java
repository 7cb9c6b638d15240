package ledwall.controller.schedule;

import java.time.LocalDate;
import java.util.Comparator;

/**
 * One window {@code [fromNanos, untilNanos)} of one rule on the screens of one zone.
 *
 * @param day the local day to which it belongs: the one on which it was to start
 */
public record Occurrence(Claim claim, LocalDate day, long fromNanos, long untilNanos) implements Owner {
    /**
     * The total order: who comes first has the screen. The higher class, then the higher priority, then the later start, then the smaller rule id (its bytes,
     * which are ASCII). Windows of one rule that start together come by the later end, then the later day: no input order can show through.
     */
    public static final Comparator<Occurrence> ORDER = Occurrence::compare;

    public Occurrence {
        if (fromNanos >= untilNanos) {
            throw new IllegalArgumentException("occurrence of " + claim.rule() + " ends at " + untilNanos + ", which is not after its start " + fromNanos);
        }
    }

    boolean covers(long atNanos) {
        return fromNanos <= atNanos && atNanos < untilNanos;
    }

    boolean touches(long from, long until) {
        return fromNanos < until && untilNanos > from;
    }

    /** Written out, not composed: it is called millions of times for a day of many screens. */
    private static int compare(Occurrence a, Occurrence b) {
        Claim one = a.claim;
        Claim two = b.claim;
        int order = two.ruleClass().compareTo(one.ruleClass());
        if (order == 0) {
            order = Integer.compare(two.priority(), one.priority());
        }
        if (order == 0) {
            order = Long.compare(b.fromNanos, a.fromNanos);
        }
        if (order == 0) {
            order = one.rule().compareTo(two.rule());
        }
        if (order == 0) {
            order = Long.compare(b.untilNanos, a.untilNanos);
        }
        return order == 0 ? b.day.compareTo(a.day) : order;
    }
}
