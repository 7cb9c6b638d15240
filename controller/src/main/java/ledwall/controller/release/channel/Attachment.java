package ledwall.controller.release.channel;

import java.time.Duration;
import ledwall.protocol.id.MediaHash;
import org.jspecify.annotations.Nullable;

/**
 * A file of a post.
 *
 * @param hash of its bytes
 * @param mime such as {@code video/mp4}
 * @param file where it lies below the node's disk
 * @param length how long it runs; null for a still
 */
public record Attachment(Role role, MediaHash hash, String mime, long bytes, String file, int width, int height, @Nullable Duration length) {
    /** What it is for. */
    public enum Role {
        /** The picture that stands for the whole. */
        COVER,
        VIDEO,
        /** Shown between the paragraphs. */
        PICTURE,
        /** A small cover. */
        THUMBNAIL
    }

    /** The ending of a file name, by what the file is. */
    public String ending() {
        return switch (mime) {
            case "image/jpeg" -> "jpg";
            case "image/png" -> "png";
            case "image/gif" -> "gif";
            case "image/webp" -> "webp";
            case "video/mp4" -> "mp4";
            default -> "bin";
        };
    }
}
