package ledwall.controller.schedule;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import ledwall.controller.schedule.Why.Step;

/**
 * The total order a second time, from its words and without a comparator, a sort or a sweep: at one instant, step after step throws out all who are not best.
 */
final class ByElimination {
    final Owner owner;
    final Map<Occurrence, Step> losers = new HashMap<>();

    ByElimination(List<Occurrence> occurrences, QuietHours quiet, long at) {
        var left = new ArrayList<Occurrence>();
        for (Occurrence each : occurrences) {
            if (each.fromNanos() <= at && at < each.untilNanos() && !left.contains(each)) {
                left.add(each);
            }
        }
        boolean black = false;
        for (QuietHours.Range range : quiet.ranges()) {
            black |= range.fromNanos() <= at && at < range.untilNanos();
        }
        if (black) {
            left.forEach(each -> losers.put(each, Step.QUIET_HOURS));
            owner = Owner.Nobody.QUIET_HOURS;
            return;
        }
        left = best(left, each -> List.of("DEFAULT", "NORMAL", "FIXED", "KEY_PERIOD").indexOf(each.claim().ruleClass().name()), Step.RULE_CLASS);
        left = best(left, each -> each.claim().priority(), Step.PRIORITY);
        left = best(left, Occurrence::fromNanos, Step.LATER_START);
        left = smallestId(left);
        left = best(left, Occurrence::untilNanos, Step.LATER_END);
        owner = left.isEmpty() ? Owner.Nobody.DEFAULT_LOOP : left.getFirst();
    }

    private ArrayList<Occurrence> best(List<Occurrence> among, ToLongFunction<Occurrence> measure, Step step) {
        long most = among.stream().mapToLong(measure).max().orElse(0);
        var kept = new ArrayList<Occurrence>();
        for (Occurrence each : among) {
            if (measure.applyAsLong(each) == most) {
                kept.add(each);
            } else {
                losers.put(each, step);
            }
        }
        return kept;
    }

    private ArrayList<Occurrence> smallestId(List<Occurrence> among) {
        byte[] least = among.stream().map(ByElimination::id).min(Arrays::compareUnsigned).orElse(new byte[0]);
        var kept = new ArrayList<Occurrence>();
        for (Occurrence each : among) {
            if (Arrays.equals(id(each), least)) {
                kept.add(each);
            } else {
                losers.put(each, Step.RULE_ID);
            }
        }
        return kept;
    }

    private static byte[] id(Occurrence occurrence) {
        return occurrence.claim().rule().value().getBytes(StandardCharsets.US_ASCII);
    }
}
