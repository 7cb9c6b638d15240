package ledwall.controller.schedule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Who has a screen when rules overlap: at every instant the first in {@link Occurrence#ORDER} of those whose half-open window holds it; where there is none, the
 * default loop; in quiet hours nobody. The one place that decides it. Pure: the order of the input does not matter.
 */
public final class Resolver {
    private Resolver() {}

    /**
     * One sweep over the starts, in n log n. A window that has ended leaves the queue when it comes to its head, not before: who is behind another does not
     * matter until then.
     *
     * @param occurrences those of one screen; what lies outside the range is ignored
     */
    public static Resolution resolve(Collection<Occurrence> occurrences, QuietHours quiet, long fromNanos, long untilNanos) {
        if (fromNanos >= untilNanos) {
            throw new IllegalArgumentException("the range ends at " + untilNanos + ", which is not after its begin " + fromNanos);
        }
        Occurrence[] starts = occurrences.stream().filter(each -> each.touches(fromNanos, untilNanos)).toArray(Occurrence[]::new);
        Arrays.sort(starts, Comparator.comparingLong(Occurrence::fromNanos));
        var open = new PriorityQueue<>(Occurrence.ORDER);
        var out = new ArrayList<Segment>(starts.length);
        int next = 0;
        long at = fromNanos;
        while (at < untilNanos) {
            while (next < starts.length && starts[next].fromNanos() <= at) {
                open.add(starts[next++]);
            }
            while (!open.isEmpty() && open.peek().untilNanos() <= at) {
                open.poll();
            }
            long change = next < starts.length ? starts[next].fromNanos() : untilNanos;
            Occurrence first = open.peek();
            long until = first == null ? change : Math.min(change, Math.min(first.untilNanos(), untilNanos));
            append(out, at, until, first == null ? Owner.Nobody.DEFAULT_LOOP : first);
            at = until;
        }
        return new Resolution(out).silenced(quiet);
    }

    /** Adds a stretch, or makes the last one longer if it is the same owner's. */
    static void append(List<Segment> out, long from, long until, Owner owner) {
        Segment last = out.isEmpty() ? null : out.getLast();
        if (last != null && last.owner().equals(owner)) {
            out.set(out.size() - 1, new Segment(last.fromNanos(), until, owner));
        } else {
            out.add(new Segment(from, until, owner));
        }
    }
}
