package ledwall.controller.screen;

import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.PlaylistId;

/** Screens that play the same loop in step: {@code loop} is the default one. */
public record ScreenGroup(GroupId id, String name, PlaylistId loop) {}
