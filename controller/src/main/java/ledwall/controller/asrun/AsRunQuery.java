package ledwall.controller.asrun;

import java.time.Instant;
import ledwall.protocol.id.ScreenId;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a screen's showings planned in {@code [from, until)}; {@code after} is the {@link AsRunShowing#cursor} of the last one seen, null for the first
 * page.
 */
public record AsRunQuery(ScreenId screen, Instant from, Instant until, int limit, @Nullable String after) {
    public static final int MAX_LIMIT = 10_000;

    public AsRunQuery {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit must be 1 to " + MAX_LIMIT + ", but is " + limit);
        }
    }
}
