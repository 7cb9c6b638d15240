package ledwall.controller.media;

import java.time.Duration;
import ledwall.controller.refusal.Refusal;
import ledwall.protocol.id.MediaHash;
import org.jspecify.annotations.Nullable;

/**
 * What an online channel needs of a master. It is the key of what is made: the same request always means the same file.
 *
 * @param width at most, in pixels; with {@code height} it also tells the shape. Nothing is enlarged beyond the master but what phones could not decode
 * @param at which moment of a video a picture shows; null for one near its beginning
 * @param maxBytes what the channel takes
 */
public record ChannelRequest(MediaHash master, Form form, Crop crop, int width, int height, @Nullable Duration at, long maxBytes) {
    /** Larger than any channel takes. */
    public static final long MOST_BYTES = 4L << 30;
    /** Below that not even a small picture's head fits. */
    public static final long LEAST_BYTES = 4 << 10;
    private static final int LEAST_SIDE = 16;
    private static final int THUMBNAIL_PARTS = 3;

    /** What kind of file. */
    public enum Form {
        /** H.264 with AAC in MP4, with its index in front. */
        FILM("video/mp4", "mp4"),
        /** JPEG. */
        PICTURE("image/jpeg", "jpg");

        private final String mime;
        private final String extension;

        Form(String mime, String extension) {
            this.mime = mime;
            this.extension = extension;
        }

        public String mime() {
            return mime;
        }

        /** Without a dot. */
        public String extension() {
            return extension;
        }
    }

    public ChannelRequest {
        if (width < LEAST_SIDE || height < LEAST_SIDE || width > Shape.MAX_SIDE || height > Shape.MAX_SIDE || width % 2 != 0 || height % 2 != 0) {
            throw new IllegalArgumentException("a channel's picture cannot have " + width + "x" + height + " pixels");
        }
        if (form == Form.FILM && at != null) {
            throw new IllegalArgumentException("a film shows all moments");
        }
        if (at != null && (at.isNegative() || at.compareTo(Limits.MAX_LENGTH) > 0)) {
            throw Refusal.invalid("coverBeyondEnd", "There is no moment " + at.toMillis() / 1000.0 + " s in the video.", "Choose a moment of the video itself.");
        }
        if (maxBytes < LEAST_BYTES || maxBytes > MOST_BYTES) {
            throw new IllegalArgumentException("a channel's limit of " + maxBytes + " bytes is out of bounds");
        }
    }

    /** The moving picture, with its sound. */
    public static ChannelRequest film(MediaHash master, ChannelFrame frame, Crop crop, long maxBytes) {
        return new ChannelRequest(master, Form.FILM, crop, frame.width(), frame.height(), null, maxBytes);
    }

    /** A cover, or a picture of an article. */
    public static ChannelRequest picture(MediaHash master, ChannelFrame frame, Crop crop, @Nullable Duration at, long maxBytes) {
        return new ChannelRequest(master, Form.PICTURE, crop, frame.width(), frame.height(), at, maxBytes);
    }

    /** A cover of a third of the size, for lists. */
    public static ChannelRequest thumbnail(MediaHash master, ChannelFrame frame, Crop crop, @Nullable Duration at, long maxBytes) {
        return new ChannelRequest(master, Form.PICTURE, crop, third(frame.width()), third(frame.height()), at, maxBytes);
    }

    private static int third(int side) {
        return side / THUMBNAIL_PARTS / 2 * 2;
    }
}
