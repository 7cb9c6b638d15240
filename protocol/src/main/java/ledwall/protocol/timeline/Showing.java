package ledwall.protocol.timeline;

import ledwall.protocol.id.ReleaseRef;
import org.jspecify.annotations.Nullable;

/**
 * One cue's turn with its instants: {@code cue} is due in {@code [startNanos, endNanos)}. {@code fullStartNanos} is the instant of its frame 0, earlier than
 * {@code startNanos} where a window, a switch, a release or a quiet window's end cut the front off.
 *
 * @param version the timeline that says so
 * @param index the cue's place in its block
 * @param release whose block it is; null for an ordinary one
 */
public record Showing(long version, Block block, int index, Cue cue, long fullStartNanos, long startNanos, long endNanos, @Nullable ReleaseRef release) {
    public boolean covers(long atNanos) {
        return startNanos <= atNanos && atNanos < endNanos;
    }
}
