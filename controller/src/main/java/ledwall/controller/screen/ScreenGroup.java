package ledwall.controller.screen;

import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.PlaylistId;

/** Screens that play the same loop in step: {@code loop} is the default one, {@code revision} counts the edits. */
public record ScreenGroup(GroupId id, String name, PlaylistId loop, long revision) {
    /** As it was first made. */
    public ScreenGroup(GroupId id, String name, PlaylistId loop) {
        this(id, name, loop, 1);
    }
}
