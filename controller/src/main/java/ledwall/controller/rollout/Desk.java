package ledwall.controller.rollout;

import java.util.TreeSet;
import ledwall.controller.change.Change;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.timeline.Block;
import org.jspecify.annotations.Nullable;

/** What the planner keeps of one group. On the control loop. */
final class Desk {
    /** When the next compilation is due, monotonic. */
    long dueNanos;
    /** When time alone makes one worth while, on the timeline clock. */
    long anewNanos = Block.FOREVER;
    boolean running;
    /**
     * A revision by which walls play different things, and whose switch was not stored yet: with it is known where a wall that comes back from a window of its
     * own can join the others. 0 with none.
     */
    long joinAfter;
    /** Playlists whose edit shall cut; kept until a revision holds it. */
    final TreeSet<PlaylistId> applyNow = new TreeSet<>();
    /** How often something else was changed that shall cut, and is in no revision yet. */
    int cuts;
    /** What the last compilation looked at; null before the first. */
    Planning.@Nullable Used used;

    Desk(long dueNanos) {
        this.dueNanos = dueNanos;
    }

    /** At the latest then. */
    void due(long nanos) {
        if (nanos - dueNanos < 0) {
            dueNanos = nanos;
        }
    }

    /** A revision holds what was to cut when it was ordered. What was asked for since is still to come. */
    void applied(Planning.Order order) {
        applyNow.removeAll(order.applyNow());
        cuts -= order.cuts();
    }

    /** Whether a change may alter this group's timelines. */
    boolean concerns(Change change) {
        // What the compilation under way looks at is not known yet; it may have looked before the change.
        var last = running ? null : used;
        return switch (change.kind()) {
            case SCREEN, GROUP, RULE, CALENDAR -> true;
            case PLAYLIST -> last == null || last.playlists().contains(change.id());
            case MEDIA -> last == null || last.media().contains(change.id());
            // Only what was missing can come: a rendition never changes.
            case RENDITION -> last == null || last.missing().contains(change.id());
            case REVISION, AS_RUN, PERSON -> false;
        };
    }
}
