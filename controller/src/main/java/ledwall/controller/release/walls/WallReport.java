package ledwall.controller.release.walls;

import java.time.Instant;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.message.PlayState;
import ledwall.protocol.timeline.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one screen and one revision of a release. All but {@code online} is as the screen said it last, in this run of the controller.
 *
 * @param known whether the timeline that the screen will follow by then holds this revision, and it is not over there
 * @param lastHeartbeatAt by the timeline clock; null before the first one in this run
 * @param haveBytes of {@code needBytes}; equal once all its files are verified. Both are 0 while it keeps no timeline that holds it
 * @param kept what the screen holds of the release; null where it said nothing of it
 * @param state null before the first heartbeat of its last session
 * @param itemOnAir on the glass with that heartbeat
 */
public record WallReport(boolean known, boolean online, @Nullable Instant lastHeartbeatAt, boolean clockLocked, long haveBytes, long needBytes,
                         @Nullable Kept kept, @Nullable PlayState state, @Nullable ItemId itemOnAir, String itemName) {
    /** @param forced whether its disk has it; otherwise a restart of its agent would not know */
    public record Kept(long revision, Verdict verdict, long heardNanos, boolean forced) {}

    /** Whether all its files are verified on the screen. */
    public boolean whole() {
        return known && haveBytes == needBytes;
    }

    /** Whether it said that it heard the go for this revision. */
    public boolean hasToken(long revision) {
        Kept its = kept;
        return its != null && its.verdict() == Verdict.GO && its.revision() == revision;
    }
}
