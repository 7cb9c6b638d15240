package ledwall.controller.schedule;

import ledwall.controller.calendar.When;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.id.RuleId;

/** When its targets play another playlist than their groups' default loop. Where rules overlap, {@link Occurrence#ORDER} decides. */
public record Rule(RuleId id, String name, Targets targets, PlaylistId playlist, RuleClass ruleClass, int priority, When when, long revision) {
    /** The same at another revision. */
    public Rule at(long other) {
        return new Rule(id, name, targets, playlist, ruleClass, priority, when, other);
    }

    /** What the total order needs to know of it. */
    public Claim claim() {
        return new Claim(id, ruleClass, priority, when);
    }
}
