package ledwall.controller.media.ffmpeg;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ledwall.controller.media.Shape;
import ledwall.controller.media.ffmpeg.Confined.Bounds;

/** Looks at a finished clip: what a timeline will say of it must be so. */
final class Clips {
    private static final Bounds COUNT = new Bounds(Duration.ofMinutes(2), Duration.ofMinutes(10), 1 << 20);
    private static final String SHOWN = "stream=codec_type,width,height,start_pts,duration_ts,time_base,nb_read_packets";

    private static final String SENT = "stream=codec_name,width,height,pix_fmt,nb_read_packets";

    private Clips() {}

    /**
     * Counts the clip's frames.
     *
     * @throws IllegalStateException if it is not what the recipe promises: begins at 0, has the shape's size, and lasts exactly its frames
     */
    static int frames(String file, Shape shape) throws IOException {
        Map<String, String> said = said(file, SHOWN);
        try {
            int frames = Integer.parseInt(said.getOrDefault("nb_read_packets", ""));
            String base = said.getOrDefault("time_base", "");
            long perSecond = Long.parseLong(base.substring(base.indexOf('/') + 1));
            boolean exact = Long.parseLong(said.getOrDefault("duration_ts", "")) * shape.frameRate() == frames * perSecond;
            boolean shaped = (said.get("width") + "x" + said.get("height")).equals(shape.width() + "x" + shape.height());
            if (frames > 0 && exact && shaped && base.startsWith("1/") && "0".equals(said.get("start_pts")) && "video".equals(said.get("codec_type"))) {
                return frames;
            }
        } catch (NumberFormatException e) {
            throw new IllegalStateException("a clip of " + shape + " came out unreadable: " + said, e);
        }
        throw new IllegalStateException("a clip of " + shape + " came out wrong: " + said);
    }

    /**
     * Counts the frames of a channel's film.
     *
     * @throws IllegalStateException if phones may not play it: not H.264 of the planned size, or the sound lost
     */
    static int film(String file, FilmPlan plan, boolean sound) throws IOException {
        Map<String, String> said = said(file, SENT);
        boolean heard = said.getOrDefault("codec_name", "").equals(sound ? "h264,aac" : "h264");
        boolean shaped = (said.get("width") + "x" + said.get("height") + " " + said.get("pix_fmt")).equals(plan.width() + "x" + plan.height() + " yuv420p");
        try {
            int frames = Integer.parseInt(said.getOrDefault("nb_read_packets", "").split(",", 2)[0]);
            if (frames > 0 && heard && shaped) {
                return frames;
            }
        } catch (NumberFormatException e) {
            throw new IllegalStateException("a film of " + plan + " came out unreadable: " + said, e);
        }
        throw new IllegalStateException("a film of " + plan + " came out wrong: " + said);
    }

    private static Map<String, String> said(String file, String entries) throws IOException {
        Map<String, String> said = new HashMap<>();
        var command = List.of("ffprobe", "-hide_banner", "-loglevel", "error", "-count_packets", "-show_entries", entries, "-of", "default=noprint_wrappers=1",
            "-protocol_whitelist", "file", "-f", "mov", "-i", "file:" + file);
        var ended = Confined.run(command, COUNT, line -> {
            int at = line.indexOf('=');
            if (at > 0) {
                // Each further stream shows as a further value.
                said.merge(line.substring(0, at), line.substring(at + 1), (first, second) -> first + "," + second);
            }
        });
        if (!ended.well()) {
            throw Complaints.of(ended);
        }
        return said;
    }
}
