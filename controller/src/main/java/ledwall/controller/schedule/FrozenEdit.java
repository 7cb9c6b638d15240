package ledwall.controller.schedule;

import java.util.List;
import ledwall.controller.refusal.Refusal;

/** An ordinary edit that would change what the freeze window holds. */
public final class FrozenEdit extends Refusal {
    private static final long serialVersionUID = 1L;

    private final transient List<Frozen> frozen;

    FrozenEdit(List<Frozen> frozen, String cause, String advice) {
        super(Kind.CONFLICT, "frozen", cause, advice);
        this.frozen = List.copyOf(frozen);
    }

    /** All that stands in the way; at least one. */
    public List<Frozen> frozen() {
        return frozen;
    }
}
