package ledwall.controller.media.ffmpeg;

import java.time.Duration;
import ledwall.controller.media.ChannelRequest;
import ledwall.controller.refusal.Refusal;

/**
 * How a channel's film is to come out: within its limit first, then as large as its bits serve well, never larger than what there is. Pure.
 *
 * @param videoBits at most per second, over {@link #BUFFER_SECONDS}; where the picture is quiet, fewer are used
 * @param soundBits per second; 0 without sound
 */
record FilmPlan(int width, int height, int frameRate, int videoBits, int soundBits) {
    /** The decoder's buffer that the rate is bound by: bits of so many seconds may come at once. */
    static final int BUFFER_SECONDS = 2;
    /** More than that no phone needs for 1080 lines, and not every one plays. */
    private static final int MOST_VIDEO_BITS = 12_000_000;
    /** Below it the picture gets fewer pixels instead. */
    private static final double GOOD_BITS_PER_PIXEL = 0.05;
    /** Below it, on the smallest picture, nothing is to be made out. */
    private static final double LEAST_BITS_PER_PIXEL = 0.025;
    /** What the short side is cut down to, step by step. */
    private static final int[] SHORT_SIDES = {1080, 900, 720, 540, 480, 360};
    /** What MP4 needs beside the streams: for each second about 30 frames and 47 of sound with their sizes and times, and a head. */
    private static final int OVERHEAD_BITS = 8 << 10;
    private static final int HEAD_BITS = 8 * (8 << 10);

    /**
     * Plans a film.
     *
     * @param share of the limit that is to be used: below 1 where a film came out over it
     * @throws Refusal if it is too long for its limit
     */
    static FilmPlan of(Facts facts, Sound sound, Duration length, ChannelRequest request, double share) {
        Frame natural = Frame.natural(facts, request);
        int rate = rate(facts);
        double seconds = Math.max(0.1, length.toNanos() / 1e9);
        double bits = request.maxBytes() * 8.0 * share - HEAD_BITS;
        double perSecond = bits / seconds - OVERHEAD_BITS;
        int soundBits = soundBits(sound, perSecond);
        // The buffer may come on top of the rate: so much in all is never exceeded.
        double video = Math.min(MOST_VIDEO_BITS, (bits - seconds * (OVERHEAD_BITS + soundBits)) / (seconds + BUFFER_SECONDS));
        Frame frame = natural;
        for (int side : SHORT_SIDES) {
            if (video >= GOOD_BITS_PER_PIXEL * frame.pixels() * rate) {
                break;
            }
            frame = frame.downTo(side);
        }
        double least = LEAST_BITS_PER_PIXEL * frame.pixels() * rate;
        if (video < least) {
            double most = (bits - BUFFER_SECONDS * least) / (OVERHEAD_BITS + soundBits(sound, 0) + least);
            throw tooLong(length, request.maxBytes(), Duration.ofSeconds(Math.max(0, (long) most)));
        }
        return new FilmPlan(frame.width(), frame.height(), rate, (int) video, soundBits);
    }

    private static Refusal tooLong(Duration length, long maxBytes, Duration most) {
        String size = maxBytes >= 1_000_000 ? maxBytes / 1_000_000 + " MB" : maxBytes / 1_000 + " kB";
        return Refusal.invalid("channelFilmTooLong", "It runs for " + words(length) + "; the channel takes " + size + ", in which at most " + words(most)
            + " can be made out.", "Cut it to that length, or send the channel a shorter video or a picture instead.");
    }

    private static String words(Duration length) {
        long minutes = length.toMinutes();
        return minutes == 0 ? length.toSeconds() + " s" : minutes + " min " + length.toSecondsPart() + " s";
    }

    private static int soundBits(Sound sound, double perSecond) {
        if (!sound.any()) {
            return 0;
        }
        if (sound.outgoing() == 1 || perSecond < 400_000) {
            return 64_000;
        }
        return perSecond < 1_500_000 ? 96_000 : 128_000;
    }

    /** How many channels the sound gets: few bits are better spent on one. */
    int soundChannels(Sound sound) {
        return soundBits <= 64_000 ? 1 : sound.outgoing();
    }

    /** The steady rate that the master's own comes nearest to by whole steps: 50 becomes 25, 15 becomes 30. */
    static int rate(Facts facts) {
        double own = facts.frameRate();
        return own > 0 && off(own, 30) < off(own, 25) ? 30 : 25;
    }

    private static double off(double own, int rate) {
        double times = own > rate ? own / rate : rate / own;
        return Math.abs(times - Math.rint(times)) / times;
    }
}
