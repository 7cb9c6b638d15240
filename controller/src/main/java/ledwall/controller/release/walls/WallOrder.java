package ledwall.controller.release.walls;

import java.time.Instant;
import ledwall.protocol.id.ReleaseRef;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.timeline.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What one screen was to be told of a release, and what it said of that.
 *
 * @param keptAt when it said that its disk has it; null until then
 * @param heardNanos when it heard it first, on the timeline clock; null until it said so
 */
public record WallOrder(ScreenId screen, ReleaseRef ref, Verdict verdict, Instant orderedAt, @Nullable Instant keptAt, @Nullable Long heardNanos) {
    /** One that is not said yet. */
    public WallOrder(ScreenId screen, ReleaseRef ref, Verdict verdict, Instant orderedAt) {
        this(screen, ref, verdict, orderedAt, null, null);
    }

    /** The screen said that it heard it then; {@code at}: and that its disk has it. */
    WallOrder heard(long nanos, @Nullable Instant at) {
        return new WallOrder(screen, ref, verdict, orderedAt, at, nanos);
    }
}
