package ledwall.controller.screen;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ledwall.controller.change.Pace;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.PlaylistId;

/** Groups by id. Blocking; each method is one transaction. A deleted group is no longer found, but what refers to it stays. */
public interface GroupStore {
    /** Makes the group and an empty playlist as its loop, unless a group or playlist has one of these names; says whether it did. */
    boolean insert(GroupId id, String name, PlaylistId loop, String loopName);

    Optional<ScreenGroup> byId(GroupId id);

    /** By name. */
    List<ScreenGroup> all();

    /** Puts name and loop in the place of those of its revision, and counts the revision up. */
    Saved update(ScreenGroup group, Pace pace);

    /** Deletes it if this is still its revision, and no screen in service or rule that is not over needs it. */
    Saved delete(GroupId id, long expected, Instant at);

    /** What became of an edit. */
    sealed interface Saved {
        /** As it is now, or as it was before it was deleted. */
        record Done(ScreenGroup group) implements Saved {}

        /** Somebody else was faster. */
        record Stale(ScreenGroup current) implements Saved {}

        /** Another group has this name. */
        record NameTaken() implements Saved {}

        record UnknownLoop(PlaylistId loop) implements Saved {}

        /** It is not deleted: these screens and rules, by name, are in it. */
        record InUse(List<String> screens, List<String> rules) implements Saved {}

        /** It is not deleted: there is no other. */
        record Last() implements Saved {}

        /** There is no such group. */
        record Unknown() implements Saved {}
    }
}
