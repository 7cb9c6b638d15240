package ledwall.controller.playlist;

import java.time.Duration;
import java.util.List;
import ledwall.protocol.id.PlaylistId;

/** Items in the order they play. {@code revision} counts the edits: an edit names the one it saw and is refused when it is stale. */
public record Playlist(PlaylistId id, String name, long revision, List<PlaylistItem> items) {
    public static final Duration STILL_LENGTH = Duration.ofSeconds(10);
    /** More items than this are refused. */
    public static final int MAX_ITEMS = 10_000;

    public Playlist {
        items = List.copyOf(items);
    }
}
