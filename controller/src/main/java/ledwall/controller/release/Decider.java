package ledwall.controller.release;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import ledwall.controller.release.Decision.Reason;
import ledwall.controller.release.Decision.Verdict;

/** What is decided at the point of no return: a pure function of the policy, of who is ready, and of how late it is asked. */
final class Decider {
    private Decider() {}

    /** When the question is asked. */
    enum Timing {
        /** At the point of no return. */
        IN_TIME,
        /** After it: nobody was there to ask at it. */
        LATE,
        /** So long after the instant that nobody waits for it any more: no channel is called. */
        TOO_LATE
    }

    static Decision decide(Policy policy, List<Standing> standings, Timing timing, Instant now) {
        var reasons = new ArrayList<Reason>();
        if (timing != Timing.IN_TIME) {
            reasons.add(about(new Cause(Codes.DECIDED_LATE, timing == Timing.LATE ? "The controller was not there at the point of no return."
                : "The controller was not there at the point of no return, and came back long after the instant.")));
        }
        if (standings.isEmpty()) {
            reasons.add(about(new Cause(Codes.NO_OUTLETS, "There is no wall and no channel left that could show it.")));
        }
        for (Standing standing : standings) {
            Cause cause = standing.cause();
            if (cause != null) {
                reasons.add(new Reason(standing.outlet(), standing.name(), cause));
            }
        }
        return new Decision(verdict(policy, standings, timing, reasons.isEmpty()), now, reasons);
    }

    private static Verdict verdict(Policy policy, List<Standing> standings, Timing timing, boolean flawless) {
        return switch (policy) {
            case HOLD -> flawless ? Verdict.GO : Verdict.HOLD;
            case ABORT -> flawless ? Verdict.GO : Verdict.ABORT;
            // Walls need no token then, and may show what they have whatever was heard of them; long after the instant only those count that have it.
            case GO_WITHOUT -> standings.stream().anyMatch(each -> counts(each, timing)) ? Verdict.GO : Verdict.ABORT;
        };
    }

    private static boolean counts(Standing standing, Timing timing) {
        boolean wall = standing.outlet() instanceof OutletId.Wall;
        return timing == Timing.TOO_LATE ? wall && standing.isReady() : wall || standing.isReady();
    }

    private static Reason about(Cause cause) {
        return new Reason(null, "", cause);
    }
}
