package ledwall.controller.schedule;

import ledwall.controller.calendar.When;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.id.RuleId;
import org.jspecify.annotations.Nullable;

/**
 * When its targets play another playlist than their groups' default loop. Where rules overlap, {@link Occurrence#ORDER} decides.
 *
 * @param release whose it is; null for a rule that people edit
 */
public record Rule(RuleId id, String name, Targets targets, PlaylistId playlist, RuleClass ruleClass, int priority, When when, long revision,
                   @Nullable ReleaseMark release) {
    /** One that people edit. */
    public Rule(RuleId id, String name, Targets targets, PlaylistId playlist, RuleClass ruleClass, int priority, When when, long revision) {
        this(id, name, targets, playlist, ruleClass, priority, when, revision, null);
    }

    /** The same at another revision. */
    public Rule at(long other) {
        return new Rule(id, name, targets, playlist, ruleClass, priority, when, other, release);
    }

    /** What the total order needs to know of it. */
    public Claim claim() {
        return new Claim(id, ruleClass, priority, when);
    }
}
