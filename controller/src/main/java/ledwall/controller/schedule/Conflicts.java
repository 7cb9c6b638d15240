package ledwall.controller.schedule;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What does not get on a screen although a rule wants it, exactly when, and because of what. Nothing is too short to be told.
 *
 * @param hidden by the start of what is hidden, then by the total order; windows of one rule do not hide each other
 * @param silent when windows are not followed because their rule's playlist has nothing to show, in the same order; then they are hidden by nobody
 * @param never windows of which nothing at all is shown within the range
 * @param complete false if there were more than {@link #MAX}, or than was asked for
 */
public record Conflicts(List<Hidden> hidden, List<Silent> silent, List<Occurrence> never, boolean complete) {
    /** More would be read by nobody. */
    public static final int MAX = 20_000;

    private static final Comparator<Occurrence> BY_START = Comparator.comparingLong(Occurrence::fromNanos).thenComparing(Occurrence.ORDER);

    /** From {@code fromNanos} until {@code untilNanos}, {@code by} has the screen in the place of {@code occurrence}: another rule, or the quiet hours. */
    public record Hidden(Occurrence occurrence, Owner by, long fromNanos, long untilNanos) {}

    /** From {@code fromNanos} until {@code untilNanos} the playlist of the occurrence's rule holds nothing that can be shown. */
    public record Silent(Occurrence occurrence, long fromNanos, long untilNanos) {}

    /** @param resolution what {@link Resolver} made of the same occurrences */
    public static Conflicts of(Collection<Occurrence> occurrences, Resolution resolution) {
        return of(occurrences, resolution, null, MAX);
    }

    /**
     * @param resolution what {@link Showable#resolve} made of the same occurrences
     * @param showable null where all rules always have something to show
     * @param most how many lines there may be
     */
    static Conflicts of(Collection<Occurrence> occurrences, Resolution resolution, @Nullable Showable showable, int most) {
        var hidden = new ArrayList<Hidden>();
        var silent = new ArrayList<Silent>();
        var never = new ArrayList<Occurrence>();
        var inRange = occurrences.stream().filter(each -> each.touches(resolution.fromNanos(), resolution.untilNanos())).sorted(BY_START).distinct().toList();
        boolean complete = true;
        for (Occurrence occurrence : inRange) {
            boolean shown = false;
            for (Segment segment : resolution.touching(occurrence.fromNanos(), occurrence.untilNanos())) {
                if (sameRule(segment.owner(), occurrence)) {
                    shown = true;
                } else {
                    long from = Math.max(occurrence.fromNanos(), segment.fromNanos());
                    long until = Math.min(occurrence.untilNanos(), segment.untilNanos());
                    hide(new Hidden(occurrence, segment.owner(), from, until), showable, hidden, silent);
                }
            }
            if (!shown) {
                never.add(occurrence);
            }
            if (hidden.size() + silent.size() + never.size() > most) {
                complete = false;
                break;
            }
        }
        return new Conflicts(first(most, hidden), first(most, silent), first(most, never), complete);
    }

    private static void hide(Hidden whole, @Nullable Showable showable, List<Hidden> hidden, List<Silent> silent) {
        if (showable == null) {
            hidden.add(whole);
            return;
        }
        var edges = new TreeSet<>(showable.turns(whole.occurrence(), whole.fromNanos(), whole.untilNanos()));
        edges.add(whole.untilNanos());
        long from = whole.fromNanos();
        for (long until : edges) {
            if (showable.shows(whole.occurrence(), from)) {
                hidden.add(new Hidden(whole.occurrence(), whole.by(), from, until));
            } else {
                silent.add(new Silent(whole.occurrence(), from, until));
            }
            from = until;
        }
    }

    private static <T> List<T> first(int most, List<T> lines) {
        return List.copyOf(lines.size() > most ? lines.subList(0, most) : lines);
    }

    private static boolean sameRule(Owner owner, Occurrence occurrence) {
        return owner instanceof Occurrence other && other.claim().rule().equals(occurrence.claim().rule());
    }
}
