package ledwall.controller.release;

import java.time.Duration;
import ledwall.controller.media.ChannelFrame;
import ledwall.controller.media.Crop;
import org.jspecify.annotations.Nullable;

/**
 * How a release's pictures look on one channel, as somebody chose.
 *
 * @param frame the shape of its films; null for what suits the channel and the media
 * @param crop the part of the picture that is shown there
 * @param coverAt the moment of a video that its cover shows; null for one near its beginning
 */
public record Look(@Nullable ChannelFrame frame, Crop crop, @Nullable Duration coverAt) {
    /** Nobody chose: the middle of each picture. */
    public static final Look USUAL = new Look(null, Crop.WHOLE, null);
}
