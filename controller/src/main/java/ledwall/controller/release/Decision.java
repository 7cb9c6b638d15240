package ledwall.controller.release;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was decided at the point of no return, once. It is stored before anybody is told.
 *
 * @param reasons who was not ready, and why; also of a go that went without them
 */
public record Decision(Verdict verdict, Instant at, List<Reason> reasons) {
    public Decision {
        reasons = List.copyOf(reasons);
    }

    /** The decision in one word. */
    public enum Verdict { GO, HOLD, ABORT }

    /**
     * @param outlet whom it is about; null for what is about all of them
     * @param name of the outlet; empty without one
     */
    public record Reason(@Nullable OutletId outlet, String name, Cause cause) {
        String words() {
            return name.isEmpty() ? cause.words() : name + ": " + cause.words();
        }
    }

    /** For people, in one line; empty where nobody lacked. */
    String words() {
        return String.join(" ", reasons.stream().map(Reason::words).toList());
    }
}
