package ledwall.controller.schedule;

import java.util.List;
import ledwall.controller.media.RenditionKey;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Timeline;

/** What came of compiling a group's schedule. Whatever it is but {@link Compiled}, the group goes on with what it has. */
public sealed interface Compilation {
    /** When time alone makes another compilation worth while, on the timeline clock; {@link Block#FOREVER} if not before the horizon moves. */
    default long anewNanos() {
        return Block.FOREVER;
    }

    /** Renditions that are to be made: what needs them is left out, or waited for. */
    default List<RenditionKey> missing() {
        return List.of();
    }

    /** There is no such group any more. */
    record Gone() implements Compilation {}

    /** The group has no screens. */
    record Idle() implements Compilation {}

    /** These renditions (slates among them) have to be made first: without them walls would lose what they show. */
    record Waiting(List<RenditionKey> missing, List<Omission> omissions, long anewNanos) implements Compilation {}

    /** The newest revision says it already. */
    record Unchanged(List<RenditionKey> missing, List<Omission> omissions, long anewNanos) implements Compilation {}

    /** A screen's timeline would not fit into one message: playlists must become shorter or windows fewer. */
    record TooLarge(ScreenId screen, int bytes, int mostBytes, List<RenditionKey> missing) implements Compilation {}

    /**
     * A new revision: the plan, and a timeline for each of its walls that does not go on with the one it has, in their order.
     *
     * @param waits whether ordinary edits are not in it, because they have to wait for what is missing: only what lies above the lanes is new
     */
    record Compiled(GroupPlan plan, List<Timeline> timelines, List<RenditionKey> missing, List<Omission> omissions, long anewNanos,
                    boolean waits) implements Compilation {}
}
