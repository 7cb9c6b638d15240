package ledwall.controller.media;

import java.time.Duration;
import java.time.Instant;
import ledwall.protocol.id.MediaHash;
import org.jspecify.annotations.Nullable;

/**
 * A file ready for an online channel, within the channel's limit. It never changes; its name is its own SHA-256.
 *
 * @param recipe by which it was made: see {@link ChannelRenditions#RECIPE}
 * @param width of its picture, in pixels, at most what was asked for
 * @param length how long a film runs; null for a picture
 */
public record ChannelRendition(ChannelRequest request, int recipe, MediaHash hash, long bytes, int width, int height, @Nullable Duration length, Instant madeAt) {
    public String mime() {
        return request.form().mime();
    }

    /** Where it lies below the node's disk. */
    public String path() {
        return MediaPaths.channelRendition(hash);
    }
}
