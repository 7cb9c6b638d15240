package ledwall.controller.asrun;

import ledwall.controller.refusal.Refusal;
import org.jspecify.annotations.Nullable;

/** A place in the as-run list, which is in the order of these: a plan without a record stands before the records of its instant, as chain 0. */
public record AsRunCursor(long plannedNanos, long chain, long sequence) implements Comparable<AsRunCursor> {
    /** @throws Refusal if this is no cursor; null stands for the list's beginning */
    public static AsRunCursor parse(@Nullable String text) {
        if (text == null) {
            return new AsRunCursor(Long.MIN_VALUE, 0, 0);
        }
        String[] parts = text.split("_", -1);
        if (parts.length != 3) {
            throw unknown();
        }
        try {
            return new AsRunCursor(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
        } catch (NumberFormatException e) {
            throw unknown();
        }
    }

    private static Refusal unknown() {
        return Refusal.invalid("badCursor", "The cursor is not one of this list.", "Read the list from its beginning.");
    }

    public String text() {
        return plannedNanos + "_" + chain + "_" + sequence;
    }

    @Override
    public int compareTo(AsRunCursor other) {
        int byPlan = Long.compare(plannedNanos, other.plannedNanos);
        int byChain = byPlan != 0 ? byPlan : Long.compare(chain, other.chain);
        return byChain != 0 ? byChain : Long.compare(sequence, other.sequence);
    }
}
