package ledwall.controller.playlist;

import java.time.Duration;
import java.util.List;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.timeline.Timeline;

/** Items in the order they play. {@code revision} counts the edits: an edit names the one it saw and is refused when it is stale. */
public record Playlist(PlaylistId id, String name, long revision, List<PlaylistItem> items) {
    public static final Duration STILL_LENGTH = Duration.ofSeconds(10);
    /** More items than this are refused. */
    public static final int MAX_ITEMS = 10_000;
    /** More cues in one turn, weights and nested lists expanded, are refused: a timeline holds no more. Items count whether they are valid just now or not. */
    public static final int MAX_CUES = Timeline.MAX_CUES;

    public Playlist {
        items = List.copyOf(items);
    }
}
