package ledwall.controller.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One edit of a rule, as it was kept.
 *
 * @param number counts all edits of all rules; the later edit has the higher one
 * @param rule as the edit left it; of a deletion, as it was then
 * @param by who made it; empty for the controller itself
 * @param restoredFrom the revision that was restored; null where it was no restoring
 * @param applyNow whether it cut at once
 * @param undo what undoes exactly this edit; null where a later one stands upon it
 */
public record RuleChange(long number, Rule rule, Instant at, String by, Kind kind, @Nullable Long restoredFrom, boolean applyNow, @Nullable Undo undo) {
    /** What was done. */
    public enum Kind { CREATED, CHANGED, DELETED, RESTORED }

    /** What undoes an edit. */
    public sealed interface Undo {
        /** The rule was not there before. */
        record Delete() implements Undo {}

        /** It was what it is in this revision. */
        record Restore(long revision) implements Undo {}
    }
}
