package ledwall.controller.screen;

import java.time.ZoneId;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.ScreenId;
import org.jspecify.annotations.Nullable;

/**
 * One LED screen: its picture's size in pixels and frame rate, where it stands, and with which others it plays in step. {@code revision} counts the edits: an
 * edit names the one it saw and is refused when it is stale.
 *
 * @param pitchMillimetres how far apart its pixels are; null where nobody has told
 */
public record Screen(ScreenId id, String name, GroupId group, int width, int height, int frameRate, ZoneId zone, long revision,
                     @Nullable Double pitchMillimetres) {
    public Screen(ScreenId id, String name, GroupId group, int width, int height, int frameRate, ZoneId zone, long revision) {
        this(id, name, group, width, height, frameRate, zone, revision, null);
    }

    /** As it was first made. */
    public Screen(ScreenId id, String name, GroupId group, int width, int height, int frameRate, ZoneId zone) {
        this(id, name, group, width, height, frameRate, zone, 1);
    }

    /** Whether timelines made for the other fit this one's picture. */
    public boolean paintsAs(Screen other) {
        return width == other.width && height == other.height && frameRate == other.frameRate;
    }
}
