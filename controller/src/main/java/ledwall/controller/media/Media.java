package ledwall.controller.media;

import java.time.Duration;
import java.time.Instant;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.MediaId;
import org.jspecify.annotations.Nullable;

/**
 * A master that somebody uploaded and that passed the probe, or a notice that somebody wrote, whose master is its document.
 *
 * @param length how long a video or animation runs; null for a still
 * @param failure why it cannot be rendered, for people; null while nothing is wrong
 * @param text whether it is a notice: a video by its clips, drawn for each screen's own size; its width and height are those of its small picture
 */
public record Media(MediaId id, String name, MediaHash hash, long bytes, Kind kind, int width, int height, @Nullable Duration length, Instant uploadedAt,
                    @Nullable String failure, boolean text) {
    /** What sort of picture it is. */
    public enum Kind { VIDEO, STILL }

    /** As uploaded. */
    public Media(MediaId id, String name, MediaHash hash, long bytes, Kind kind, int width, int height, @Nullable Duration length, Instant uploadedAt,
                 @Nullable String failure) {
        this(id, name, hash, bytes, kind, width, height, length, uploadedAt, failure, false);
    }

    public Media failed(String why) {
        return new Media(id, name, hash, bytes, kind, width, height, length, uploadedAt, why, text);
    }
}
