package ledwall.controller.media.ffmpeg;

import java.time.Duration;
import ledwall.controller.media.Unusable;

/** From the first packet's begin to the last one's end. */
final class Span {
    private double first = Double.POSITIVE_INFINITY;
    private double last = Double.NEGATIVE_INFINITY;

    /** A line of ffprobe: a packet's time and duration in seconds, either of which may be "N/A". */
    void packet(String line) {
        String[] parts = line.split(",", -1);
        double at = seconds(parts[0]);
        double duration = parts.length > 1 ? seconds(parts[1]) : 0;
        // Comparing with NaN is false: packets that tell no time do not lengthen it.
        if (at < first) {
            first = at;
        }
        double end = at + (Double.isNaN(duration) ? 0 : duration);
        if (end > last) {
            last = end;
        }
    }

    private static double seconds(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    Duration length() {
        if (!(last > first) || !Double.isFinite(last - first)) {
            throw Unusable.damaged("It does not tell how long it runs.");
        }
        return Duration.ofNanos(Math.round((last - first) * 1e9));
    }
}
