package ledwall.controller.schedule;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Why a screen shows at an instant what it shows.
 *
 * @param owner who has the screen
 * @param losers who else wanted it, by the total order, each with the step by which it lost against the owner
 */
public record Why(Owner owner, List<Loser> losers) {
    /** The first step of the order that told a loser from the owner. */
    public enum Step { QUIET_HOURS, RULE_CLASS, PRIORITY, LATER_START, RULE_ID, LATER_END }

    public record Loser(Occurrence occurrence, Step by) {}

    /** @param occurrences those of one screen */
    public static Why at(Collection<Occurrence> occurrences, QuietHours quiet, long atNanos) {
        var wanting = occurrences.stream().filter(each -> each.covers(atNanos)).distinct().sorted(Occurrence.ORDER).toList();
        boolean black = quiet.holds(atNanos);
        Owner owner = black ? Owner.Nobody.QUIET_HOURS : wanting.isEmpty() ? Owner.Nobody.DEFAULT_LOOP : wanting.getFirst();
        var losers = new ArrayList<Loser>();
        for (Occurrence each : wanting) {
            if (owner instanceof Occurrence winner) {
                if (!each.equals(winner)) {
                    losers.add(new Loser(each, step(winner, each)));
                }
            } else {
                losers.add(new Loser(each, Step.QUIET_HOURS));
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
