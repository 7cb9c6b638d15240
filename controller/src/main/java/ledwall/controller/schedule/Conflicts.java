package ledwall.controller.schedule;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * What does not get on a screen although a rule wants it, exactly when, and because of what. Nothing is too short to be told.
 *
 * @param hidden by the start of what is hidden, then by the total order; windows of one rule do not hide each other
 * @param never windows of which nothing at all is shown within the range
 * @param complete false if there were more than {@link #MAX}
 */
public record Conflicts(List<Hidden> hidden, List<Occurrence> never, boolean complete) {
    /** More would be read by nobody. */
    public static final int MAX = 20_000;

    private static final Comparator<Occurrence> BY_START = Comparator.comparingLong(Occurrence::fromNanos).thenComparing(Occurrence.ORDER);

    /** From {@code fromNanos} until {@code untilNanos}, {@code by} has the screen in the place of {@code occurrence}: another rule, or the quiet hours. */
    public record Hidden(Occurrence occurrence, Owner by, long fromNanos, long untilNanos) {}

    /** @param resolution what {@link Resolver} made of the same occurrences */
    public static Conflicts of(Collection<Occurrence> occurrences, Resolution resolution) {
        var hidden = new ArrayList<Hidden>();
        var never = new ArrayList<Occurrence>();
        var inRange = occurrences.stream().filter(each -> each.touches(resolution.fromNanos(), resolution.untilNanos())).sorted(BY_START).distinct().toList();
        for (Occurrence occurrence : inRange) {
            if (hidden.size() > MAX) {
                break;
            }
            boolean shown = false;
            for (Segment segment : resolution.touching(occurrence.fromNanos(), occurrence.untilNanos())) {
                if (sameRule(segment.owner(), occurrence)) {
                    shown = true;
                } else {
                    hidden.add(new Hidden(occurrence, segment.owner(), Math.max(occurrence.fromNanos(), segment.fromNanos()),
                            Math.min(occurrence.untilNanos(), segment.untilNanos())));
                }
            }
            if (!shown) {
                never.add(occurrence);
            }
        }
        boolean complete = hidden.size() <= MAX;
        return new Conflicts(List.copyOf(complete ? hidden : hidden.subList(0, MAX)), List.copyOf(never), complete);
    }

    private static boolean sameRule(Owner owner, Occurrence occurrence) {
        return owner instanceof Occurrence other && other.claim().rule().equals(occurrence.claim().rule());
    }
}
