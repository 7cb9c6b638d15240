package ledwall.controller.schedule;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * Why a screen shows at an instant what it shows.
 *
 * @param owner who has the screen
 * @param losers who else wanted it, by the total order, each with the step by which it lost against the owner
 */
public record Why(Owner owner, List<Loser> losers) {
    /** The first step of the order that told a loser from the owner; before it come the quiet hours, and that a rule has something to show at all. */
    public enum Step { QUIET_HOURS, NOTHING_TO_SHOW, RULE_CLASS, PRIORITY, LATER_START, RULE_ID, LATER_END }

    public record Loser(Occurrence occurrence, Step by) {}

    /** @param occurrences those of one screen, all of rules that have something to show */
    public static Why at(Collection<Occurrence> occurrences, QuietHours quiet, long atNanos) {
        return at(occurrences, any -> true, quiet, atNanos);
    }

    /** @param shows whether an occurrence's rule has something to show at that instant */
    public static Why at(Collection<Occurrence> occurrences, Predicate<Occurrence> shows, QuietHours quiet, long atNanos) {
        var wanting = occurrences.stream().filter(each -> each.covers(atNanos)).distinct().sorted(Occurrence.ORDER).toList();
        var first = wanting.stream().filter(shows).findFirst();
        Owner owner = quiet.holds(atNanos) ? Owner.Nobody.QUIET_HOURS : first.isPresent() ? first.get() : Owner.Nobody.DEFAULT_LOOP;
        var losers = new ArrayList<Loser>();
        for (Occurrence each : wanting) {
            if (!each.equals(owner)) {
                losers.add(new Loser(each, owner == Owner.Nobody.QUIET_HOURS ? Step.QUIET_HOURS
                        : owner instanceof Occurrence winner && shows.test(each) ? step(winner, each) : Step.NOTHING_TO_SHOW));
            }
        }
        return new Why(owner, List.copyOf(losers));
    }

    private static Step step(Occurrence winner, Occurrence loser) {
        if (winner.claim().ruleClass() != loser.claim().ruleClass()) {
            return Step.RULE_CLASS;
        }
        if (winner.claim().priority() != loser.claim().priority()) {
            return Step.PRIORITY;
        }
        if (winner.fromNanos() != loser.fromNanos()) {
            return Step.LATER_START;
        }
        return winner.claim().rule().equals(loser.claim().rule()) ? Step.LATER_END : Step.RULE_ID;
    }
}
