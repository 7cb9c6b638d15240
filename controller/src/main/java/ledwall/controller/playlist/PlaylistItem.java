package ledwall.controller.playlist;

import java.time.Duration;
import ledwall.controller.media.Fit;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaId;
import org.jspecify.annotations.Nullable;

/** One place in a playlist; {@code length} null means the media's own length, or {@link Playlist#STILL_LENGTH} for a still. */
public record PlaylistItem(ItemId id, MediaId media, @Nullable Duration length, Fit fit) {}
