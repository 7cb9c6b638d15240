package ledwall.controller.playlist;

import java.time.Duration;
import ledwall.controller.media.Fit;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaId;
import org.jspecify.annotations.Nullable;

/** One place in a playlist. */
public record PlaylistItem(ItemId id, Content content, Terms terms) {
    /** A medium that is always shown, in every turn. */
    public PlaylistItem(ItemId id, MediaId media, @Nullable Duration length, Fit fit) {
        this(id, new Content.Medium(media, length, fit), Terms.PLAIN);
    }
}
