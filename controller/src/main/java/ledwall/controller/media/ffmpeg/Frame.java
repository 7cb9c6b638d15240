package ledwall.controller.media.ffmpeg;

import ledwall.controller.media.ChannelRequest;
import ledwall.controller.media.Crop;

/** A channel's picture in whole, even pixels. Pure. */
record Frame(int width, int height) {
    /** Smaller pictures many phones cannot decode: the one case in which a master is enlarged. */
    private static final int LEAST_SIDE = 128;

    /** The shape asked for, as large as the chosen part of the master gives, at most as large as asked for. */
    static Frame natural(Facts facts, ChannelRequest request) {
        Crop crop = request.crop();
        double wide = (double) facts.shownWidth() * crop.width() / Crop.UNITS;
        double high = (double) facts.shownHeight() * crop.height() / Crop.UNITS;
        double scale = Math.min(1, Math.min(wide / request.width(), high / request.height()));
        double least = Math.min(1, (double) LEAST_SIDE / Math.min(request.width(), request.height()));
        return scaled(request.width(), request.height(), Math.max(scale, least));
    }

    /** The same shape with its short side of so many pixels at most. */
    Frame downTo(int side) {
        int brief = Math.min(width, height);
        return brief <= side ? this : scaled(width, height, (double) side / brief);
    }

    Frame times(double scale) {
        return scaled(width, height, scale);
    }

    long pixels() {
        return (long) width * height;
    }

    private static Frame scaled(int width, int height, double scale) {
        return new Frame(even(width * scale), even(height * scale));
    }

    private static int even(double side) {
        return (int) Math.max(2, 2 * Math.round(side / 2));
    }
}
