package ledwall.controller.media.ffmpeg;

import java.util.Map;

/**
 * What ffprobe says of a master's first sound stream.
 *
 * @param channels 0 where there is no sound
 */
record Sound(int channels) {
    static final Sound NONE = new Sound(0);

    /** Reads the lines that {@code ffprobe -of flat} printed, as key and value. */
    static Sound of(Map<String, String> said) {
        try {
            return new Sound(Math.max(0, Integer.parseInt(said.getOrDefault("streams.stream.0.channels", "0"))));
        } catch (NumberFormatException e) {
            return NONE;
        }
    }

    boolean any() {
        return channels > 0;
    }

    /** Phones and apps take no more than two. */
    int outgoing() {
        return Math.min(2, channels);
    }
}
