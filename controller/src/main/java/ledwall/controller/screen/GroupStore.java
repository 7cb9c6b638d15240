package ledwall.controller.screen;

import java.util.List;
import java.util.Optional;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.PlaylistId;

/** Groups by id. Blocking; each method is one transaction. */
public interface GroupStore {
    /** Makes the group and an empty playlist as its loop, unless a group or playlist has one of these names; says whether it did. */
    boolean insert(GroupId id, String name, PlaylistId loop, String loopName);

    Optional<ScreenGroup> byId(GroupId id);

    /** By name. */
    List<ScreenGroup> all();
}
