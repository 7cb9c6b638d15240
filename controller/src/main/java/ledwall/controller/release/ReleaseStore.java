package ledwall.controller.release;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import ledwall.controller.playlist.PlaylistItem;
import ledwall.controller.schedule.Rule;
import ledwall.protocol.id.ReleaseId;
import org.jspecify.annotations.Nullable;

/** Releases, and all that became of them. Blocking; each method is one transaction. */
public interface ReleaseStore {
    void insert(Release release);

    Optional<Release> byId(ReleaseId id);

    /** All of them at once; newest first. */
    List<Release> all();

    /**
     * A part of them, newest first; nothing else is read.
     *
     * @param after where the part before it ended, whether that release is still there or not; null to begin with the newest
     */
    List<Release> page(@Nullable Place after, int most);

    /** Those of which something is still to be done or heard. */
    List<Release> open(Instant now);

    /**
     * Makes of a release what {@code change} makes of it as it is stored just then; what it throws changes nothing. A rule that it has no longer is out of the
     * schedule with its playlist, whatever the freeze window holds: nobody loses what he came for by what is not shown. What was changed stands in the history,
     * and what the controller decided by itself in the audit.
     *
     * @param by who asked for it; empty for the controller itself
     * @return empty where there is no such release
     */
    Optional<Saved> change(ReleaseId id, String by, Instant at, UnaryOperator<Release> change);

    /**
     * The same, and puts it into the schedule, as an ordinary edit.
     *
     * @param walls its rule and what it shows; null where it has no walls
     * @throws ledwall.controller.schedule.FrozenEdit if it would change what is on a wall, or due, within the freeze window
     */
    Optional<Saved> schedule(ReleaseId id, String by, Instant at, @Nullable OnWalls walls, UnaryOperator<Release> change);

    /** What it ever was, oldest first. */
    List<HistoryEntry> history(ReleaseId id);

    /** Deletes it unless {@code check} throws; false where there is none. */
    boolean delete(ReleaseId id, Consumer<Release> check);

    /** Where a release stands in the list; it never moves. */
    record Place(Instant createdAt, ReleaseId id) {}

    /** A release's rule, with the items of its own playlist. */
    record OnWalls(Rule rule, List<PlaylistItem> items) {
        public OnWalls {
            items = List.copyOf(items);
        }
    }

    /** @param rules whether the schedule is another one */
    record Saved(Release release, boolean rules) {}
}
