package ledwall.controller.release;

import java.time.Instant;
import java.util.List;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.id.ReleaseId;
import ledwall.protocol.id.RuleId;
import org.jspecify.annotations.Nullable;

/**
 * When a release is to go, and what of it stands in the schedule.
 *
 * @param at the instant T, on the timeline clock; {@code until} is when the walls' window ends
 * @param rule the walls' rule; null where there are none, or it was taken out again
 * @param wallId under which name the walls know it: a name that was withdrawn from a wall is never shown there again
 * @param items by which its showings are told from others
 */
public record Booking(Instant at, Instant until, @Nullable RuleId rule, @Nullable PlaylistId playlist, ReleaseId wallId, List<ItemId> items) {
    public Booking {
        items = List.copyOf(items);
    }

    /** After its rule and playlist were taken out of the schedule. */
    Booking takenOut() {
        return new Booking(at, until, null, null, wallId, items);
    }
}
