package ledwall.controller.media.ffmpeg;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import ledwall.controller.media.Container;
import ledwall.controller.media.Unusable;
import org.jspecify.annotations.Nullable;

/**
 * What ffprobe says of a master's picture stream.
 *
 * @param width as coded: neither turned nor with square pixels
 * @param pixelAspect how much wider than high a pixel is
 * @param turned whether it is to be turned by a quarter or three quarters
 * @param frameRate on average; 0 if not known
 * @param length null if not known, or a still
 */
record Facts(Container container, String codec, int width, int height, double pixelAspect, boolean turned, String pixelFormat, String matrix, String transfer,
             boolean interlaced, double frameRate, boolean still, @Nullable Duration length) {
    private static final Set<String> HDR = Set.of("smpte2084", "arib-std-b67");
    /** Pixels odder than this are a mistake of the file. */
    private static final double MAX_ASPECT = 20;

    /** Reads the lines that {@code ffprobe -of flat} printed, as key and value. */
    static Facts of(Container container, Map<String, String> said) {
        String stream = "streams.stream.0.";
        String frame = "frames.frame.0.";
        int width = (int) number(said, stream + "width");
        int height = (int) number(said, stream + "height");
        Unusable.checkPicture(width, height);
        double turn = number(said, stream + "side_data_list.side_data.0.rotation") + number(said, frame + "side_data_list.side_data.0.rotation");
        String order = said.getOrDefault(stream + "field_order", "");
        boolean still = container.still() || (container == Container.GIF && number(said, stream + "nb_frames") == 1);
        double seconds = number(said, stream + "duration");
        double longest = seconds > 0 ? seconds : number(said, "format.duration");
        return new Facts(container, said.getOrDefault(stream + "codec_name", "?"), width, height, aspect(said.getOrDefault(stream + "sample_aspect_ratio", "")),
            Math.round(turn / 90) % 2 != 0, said.getOrDefault(stream + "pix_fmt", ""), said.getOrDefault(stream + "color_space", ""),
            said.getOrDefault(stream + "color_transfer", ""), Set.of("tt", "bb", "tb", "bt").contains(order) || number(said, frame + "interlaced_frame") == 1,
            fraction(said.getOrDefault(stream + "avg_frame_rate", ""), '/'), still, still || longest <= 0 ? null : Duration.ofNanos(Math.round(longest * 1e9)));
    }

    Facts lasting(Duration measured) {
        return new Facts(container, codec, width, height, pixelAspect, turned, pixelFormat, matrix, transfer, interlaced, frameRate, still, measured);
    }

    /** As people see it: turned, with square pixels. */
    int shownWidth() {
        return turned ? height : (int) Math.max(1, Math.round(width * pixelAspect));
    }

    int shownHeight() {
        return turned ? (int) Math.max(1, Math.round(width * pixelAspect)) : height;
    }

    boolean alpha() {
        return pixelFormat.startsWith("yuva") || pixelFormat.startsWith("gbrap") || pixelFormat.startsWith("ya") || pixelFormat.startsWith("pal8")
            || (pixelFormat.contains("a") && (pixelFormat.contains("rgb") || pixelFormat.contains("bgr")));
    }

    boolean highDynamicRange() {
        return HDR.contains(transfer);
    }

    /** The name that the scale filter has for the colour matrix; empty for RGB. Untagged files are taken as players take them: by their size. */
    String scaleMatrix() {
        return switch (matrix) {
            case "bt709", "smpte240m" -> matrix;
            case "bt470bg", "smpte170m", "fcc" -> "bt601";
            case "bt2020nc", "bt2020c" -> "bt2020";
            case "gbr" -> "";
            default -> pixelFormat.contains("rgb") || pixelFormat.contains("bgr") || pixelFormat.startsWith("gbr") || pixelFormat.startsWith("pal8") ? ""
                : width >= 1280 || height > 576 ? "bt709" : "bt601";
        };
    }

    private static double aspect(String text) {
        double ratio = fraction(text, ':');
        return ratio >= 1 / MAX_ASPECT && ratio <= MAX_ASPECT ? ratio : 1;
    }

    private static double fraction(String text, char between) {
        int at = text.indexOf(between);
        try {
            double value = at < 0 ? 0 : Double.parseDouble(text.substring(0, at)) / Double.parseDouble(text.substring(at + 1));
            return Double.isFinite(value) ? value : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static double number(Map<String, String> said, String key) {
        try {
            double value = Double.parseDouble(said.getOrDefault(key, "0"));
            return Double.isFinite(value) ? value : 0;
        } catch (NumberFormatException e) {
            // ffprobe says "N/A" where it does not know.
            return 0;
        }
    }
}
