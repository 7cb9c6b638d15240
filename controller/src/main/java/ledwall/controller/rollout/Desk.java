package ledwall.controller.rollout;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import ledwall.controller.media.RenditionKey;
import ledwall.controller.change.Change;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.timeline.Block;
import org.jspecify.annotations.Nullable;

/** What the planner keeps of one group. On the control loop. */
final class Desk {
    /** An edit waits so long for what it shows to be rendered, as it does for slow screens: then it comes without what lacks. */
    static final long WHOLE_NANOS = 30_000_000_000L;

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
    /** Since when renditions are known to lack, monotonic. */
    private Map<RenditionKey, Long> lacking = Map.of();
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

    /** Which renditions an edit waits for, by what lacked so far: those that lack for the first time too. */
    Predicate<RenditionKey> awaits(long now) {
        Map<RenditionKey, Long> known = lacking;
        return key -> now - known.getOrDefault(key, now) < WHOLE_NANOS;
    }

    /** What lacks now. What is waited for in vain is left out then, by another compilation. */
    void lacks(List<RenditionKey> missing, long now) {
        var next = new HashMap<RenditionKey, Long>();
        for (RenditionKey key : missing) {
            long since = lacking.getOrDefault(key, now);
            next.put(key, since);
            if (now - since < WHOLE_NANOS) {
                due(since + WHOLE_NANOS);
            }
        }
        lacking = next;
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
            case REVISION, AS_RUN, PERSON, RELEASE, CHANNEL -> false;
        };
    }
}
