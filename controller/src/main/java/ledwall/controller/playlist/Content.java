package ledwall.controller.playlist;

import java.time.Duration;
import ledwall.controller.media.Fit;
import ledwall.protocol.id.MediaId;
import ledwall.protocol.id.PlaylistId;
import org.jspecify.annotations.Nullable;

/** What stands at one place of a playlist. */
public sealed interface Content {
    /** A medium; {@code length} null means its own length, or {@link Playlist#STILL_LENGTH} for a still. */
    record Medium(MediaId media, @Nullable Duration length, Fit fit) implements Content {}

    /** Another playlist: each time the place comes up, one turn of that list stands there, with the lengths and fits of its own items. */
    record Nested(PlaylistId playlist) implements Content {}
}
