package ledwall.controller.asrun;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import ledwall.protocol.asrun.AsRunRecord.Outcome;
import ledwall.protocol.id.ScreenId;

/**
 * Asks for a screen's showings planned in {@code [from, until)}.
 *
 * @param after the {@link AsRunShowing#place} of the last one seen
 * @param outcomes only these; {@code NONE} stands for those whose end is not known
 */
public record AsRunQuery(ScreenId screen, Instant from, Instant until, int limit, AsRunCursor after, Set<Outcome> outcomes) {
    public static final int MAX_LIMIT = 10_000;

    public AsRunQuery {
        if (limit < 1 || limit > MAX_LIMIT + 1) {
            throw new IllegalArgumentException("limit must be 1 to " + MAX_LIMIT + ", but is " + limit);
        }
        outcomes = outcomes.isEmpty() ? Set.of() : EnumSet.copyOf(outcomes);
    }

    /** Of any outcome, from the window's beginning. */
    public AsRunQuery(ScreenId screen, Instant from, Instant until, int limit) {
        this(screen, from, until, limit, AsRunCursor.parse(null), EnumSet.allOf(Outcome.class));
    }
}
