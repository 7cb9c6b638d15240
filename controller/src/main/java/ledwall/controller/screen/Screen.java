package ledwall.controller.screen;

import java.time.ZoneId;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.ScreenId;

/** One LED screen: its picture's size in pixels and frame rate, where it stands, and with which others it plays in step. */
public record Screen(ScreenId id, String name, GroupId group, int width, int height, int frameRate, ZoneId zone) {}
