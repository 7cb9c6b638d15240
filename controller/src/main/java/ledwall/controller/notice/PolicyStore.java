package ledwall.controller.notice;

import java.time.Instant;
import java.util.List;
import ledwall.controller.text.Policy;

/** Which policies the centre chose. Blocking; each method is one transaction. */
public interface PolicyStore {
    /** One choice; versions count from 1. */
    record Choice(Policy policy, long version, Instant since, String by, String reason) {}

    /** Oldest first; none where the centre never chose. */
    List<Choice> history();

    /** Adds a version. */
    Choice choose(Policy policy, String reason, Instant at, String by);
}
