package ledwall.controller;

import java.util.ArrayList;
import java.util.List;
import ledwall.agent.AgentNode;

/**
 * How far one wall's clock was from the controller's, and when: after a reboot of the controller's machine each wall goes by the clock of before until all
 * follow at one instant, or until it hears of it.
 */
final class ClockApart {
    /** Less than this is within what the other checks allow. */
    private static final long APART_NANOS = 50_000_000L;
    /** A bound like that of a clock that nobody has set: such records are not compared by their instants. */
    private static final long UNSET_NANOS = 365L * 86_400 * 1_000_000_000L;
    /** What is recorded within so long of a change may be by either clock: the last look, and a cue that was under way. */
    private static final long EITHER_NANOS = 2_000_000_000L;

    /**
     * It came about between the two instants: while there was no agent to ask, as when the controller's machine was booted meanwhile. What a player showed then
     * its next agent enters by the clock that it goes on by.
     */
    private record Change(long afterNanos, long seenNanos, long apartNanos) {}

    private final List<Change> changes = new ArrayList<>(List.of(new Change(0, 0, 0)));
    private long askedNanos;

    void add(long trueNanos, long apartNanos, AgentNode.ClockBound bound) {
        if (bound.nanos() >= UNSET_NANOS) {
            return;
        }
        if (Math.abs(apartNanos - changes.getLast().apartNanos()) > APART_NANOS) {
            changes.add(new Change(askedNanos, trueNanos, apartNanos));
        }
        askedNanos = trueNanos;
    }

    List<Long> recordedAs(long trueNanos, long controllersNanos) {
        var out = new ArrayList<Long>(List.of(controllersNanos));
        for (int i = 0; i < changes.size(); i++) {
            long until = i + 1 < changes.size() ? changes.get(i + 1).seenNanos() + EITHER_NANOS : Long.MAX_VALUE;
            if (changes.get(i).afterNanos() - EITHER_NANOS <= trueNanos && trueNanos < until) {
                out.add(controllersNanos + changes.get(i).apartNanos());
            }
        }
        return out;
    }

    boolean ever() {
        return changes.size() > 1;
    }
}
