package ledwall.controller.schedule;

import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.id.RuleId;

/** Whose a stretch of a screen's time is and what shows there: two stretches of equal holders look the same. */
public sealed interface Holder {
    /** A rule with the playlist that it shows; which of its windows it is makes no difference. */
    record Ruled(RuleId rule, PlaylistId playlist) implements Holder {}

    /** No rule's: the default loop of the screen's group. */
    record Loop(PlaylistId playlist) implements Holder {}

    /** Black on purpose. */
    record Quiet() implements Holder {}
}
