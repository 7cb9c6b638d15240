package ledwall.controller.media.ffmpeg;

import java.util.List;
import ledwall.controller.media.Limits;
import ledwall.controller.media.Shape;

/**
 * How a clip is coded: the recipe. H.264 in MP4, a key frame at least each second and no reordering, so that every frame is found exactly; it begins at 0 and
 * has no sound. The same picture gives the same bytes: a fixed number of threads, no dates, no versions.
 */
final class Encoding {
    /** Fixed, because the encoder's output depends on it. */
    private static final String THREADS = "2";
    private static final List<String> MOVING = List.of("-crf", "20");
    /**
     * Constant quantisers: the frames in between, far coarser than the key frames, change nothing, and all key frames are alike. With a rate control the
     * picture would pulse each second.
     */
    private static final List<String> STANDING = List.of("-qp", "20", "-x264-params", "ipratio=4");

    private Encoding() {}

    /** Adds to the command line what makes {@code [o<index>]} of the filter graph the file. */
    static void add(List<String> command, int index, Shape shape, boolean still, String file) {
        add(command, index, shape, still, still ? Filters.stillFrames(shape) : Limits.MAX_LENGTH.toSeconds() * shape.frameRate(), file);
    }

    /** The same, of at most so many frames. */
    static void add(List<String> command, int index, Shape shape, boolean still, long frames, String file) {
        String rate = String.valueOf(shape.frameRate());
        command.addAll(List.of(
            "-map", "[o" + index + "]",
            "-frames:v", String.valueOf(frames),
            "-r", rate,
            "-fps_mode", "cfr",
            "-c:v", "libx264",
            "-preset", "veryfast",
            "-bf", "0",
            "-g", rate,
            "-threads", THREADS));
        command.addAll(still ? STANDING : MOVING);
        command.addAll(List.of(
            "-colorspace", "bt709",
            "-color_primaries", "bt709",
            "-color_trc", "bt709",
            "-color_range", "tv",
            "-map_metadata", "-1",
            "-map_chapters", "-1",
            "-fflags", "+bitexact",
            "-flags:v", "+bitexact",
            "-movflags", "+faststart",
            "-f", "mp4",
            "file:" + file));
    }
}
