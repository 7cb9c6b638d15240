package ledwall.controller.schedule;

import java.util.ArrayList;
import java.util.List;

/**
 * Whose one screen's time is from an instant to another, without gaps and in order. Neighbours have different owners. Preview, timelines and answers read the
 * same one, so that they cannot differ.
 */
public record Resolution(List<Segment> segments) {
    public Resolution {
        segments = List.copyOf(segments);
        if (segments.isEmpty()) {
            throw new IllegalArgumentException("a resolution has at least one segment");
        }
    }

    public long fromNanos() {
        return segments.getFirst().fromNanos();
    }

    public long untilNanos() {
        return segments.getLast().untilNanos();
    }

    /** @throws IllegalArgumentException for an instant outside */
    public Segment at(long nanos) {
        if (nanos < fromNanos() || nanos >= untilNanos()) {
            throw new IllegalArgumentException(nanos + " is outside " + fromNanos() + " to " + untilNanos());
        }
        return segments.get(index(nanos));
    }

    /** The stretches that no rule wants and that are not quiet: the default loop has them. */
    public List<Segment> holes() {
        return segments.stream().filter(each -> each.owner() == Owner.Nobody.DEFAULT_LOOP).toList();
    }

    /** Those that touch {@code [from, until)}, whole; at least one if the range touches this one. */
    List<Segment> touching(long from, long until) {
        return segments.subList(index(from), index(until - 1) + 1);
    }

    /** The segment that holds an instant; for one outside, the nearest. */
    private int index(long nanos) {
        int low = 0;
        int high = segments.size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (segments.get(middle).untilNanos() <= nanos) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The same with all stretches black that are quiet. */
    Resolution silenced(QuietHours quiet) {
        if (quiet.ranges().isEmpty()) {
            return this;
        }
        var out = new ArrayList<Segment>();
        int next = 0;
        for (Segment segment : segments) {
            long at = segment.fromNanos();
            while (at < segment.untilNanos()) {
                while (next < quiet.ranges().size() && quiet.ranges().get(next).untilNanos() <= at) {
                    next++;
                }
                var range = next < quiet.ranges().size() ? quiet.ranges().get(next) : null;
                boolean black = range != null && range.fromNanos() <= at;
                long change = range == null ? segment.untilNanos() : black ? range.untilNanos() : range.fromNanos();
                long until = Math.min(segment.untilNanos(), change);
                Resolver.append(out, at, until, black ? Owner.Nobody.QUIET_HOURS : segment.owner());
                at = until;
            }
        }
        return new Resolution(out);
    }
}
