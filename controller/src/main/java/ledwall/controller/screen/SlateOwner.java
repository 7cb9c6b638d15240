package ledwall.controller.screen;

import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.ScreenId;

/** Whose slate it is. */
public sealed interface SlateOwner {
    /** Its id, which no group has. */
    record OfScreen(ScreenId screen) implements SlateOwner {}

    /** What its screens have that chose nothing. */
    record OfGroup(GroupId group) implements SlateOwner {}
}
