package ledwall.controller.media.ffmpeg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import ledwall.controller.media.ChannelRequest;
import ledwall.controller.media.MediaTools.Made;
import ledwall.controller.media.MediaTools.Source;
import ledwall.controller.media.Unusable;
import ledwall.controller.refusal.Refusal;
import org.jspecify.annotations.Nullable;

/** Covers and small pictures for channels: JPEG, the best that fits the channel's limit. Blocking. */
final class Covers {
    /** Of one decoded picture, from what nobody can tell from the original to what is just good enough. */
    private static final int[] QUALITIES = {2, 3, 5, 8, 12, 18, 26};
    /** Where even the last is too large the picture gets smaller: by as much as its bytes tell, and at least by so much. */
    private static final double SMALLER = 0.75;
    private static final int LEAST_SIDE = 64;
    /** There may be no frame between a moment close to the end and the end itself. */
    private static final Duration EARLIER = Duration.ofMillis(500);

    private final FfmpegTools tools;

    Covers(FfmpegTools tools) {
        this.tools = tools;
    }

    Made make(Source source, ChannelRequest request, String to) throws IOException {
        Facts facts = tools.look(source);
        SequencedSet<Duration> moments = moments(facts.length(), request.at());
        List<Path> files = new ArrayList<>();
        for (int quality : QUALITIES) {
            files.add(tools.writable(to + "." + quality));
        }
        try {
            Frame frame = Frame.natural(facts, request);
            while (Math.min(frame.width(), frame.height()) >= LEAST_SIDE) {
                draw(source, facts, moments, request, frame, files);
                for (Path file : files) {
                    if (Files.size(file) <= request.maxBytes()) {
                        Files.move(file, tools.writable(to), StandardCopyOption.REPLACE_EXISTING);
                        return new Made(frame.width(), frame.height(), null);
                    }
                }
                frame = frame.times(Math.min(SMALLER, Math.sqrt((double) request.maxBytes() / Files.size(files.getLast()))));
            }
            throw Refusal.invalid("channelPictureTooLarge", "Not even a small picture of it fits the channel's " + request.maxBytes() / 1_000 + " kB.",
                "Choose another picture as the cover.");
        } finally {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Which moments to try, in this order. */
    private static SequencedSet<Duration> moments(@Nullable Duration length, @Nullable Duration asked) {
        var moments = new LinkedHashSet<Duration>();
        if (length == null) {
            moments.add(Duration.ZERO);
        } else if (asked == null) {
            moments.add(FfmpegTools.early(length));
            // Some files have pictures only at their very beginning.
            moments.add(Duration.ZERO);
        } else if (asked.compareTo(length) < 0) {
            moments.add(asked);
            moments.add(asked.compareTo(EARLIER) > 0 ? asked.minus(EARLIER) : Duration.ZERO);
        } else {
            throw Refusal.invalid("coverBeyondEnd", "There is no moment " + asked.toMillis() / 1000.0 + " s in the video: it ends after "
                + length.toMillis() / 1000.0 + " s.", "Choose a moment of the video itself.");
        }
        return moments;
    }

    private void draw(Source source, Facts facts, SequencedSet<Duration> moments, ChannelRequest request, Frame frame, List<Path> files) throws IOException {
        for (Duration moment : moments) {
            var command = FfmpegTools.ffmpeg();
            if (!moment.isZero()) {
                command.addAll(List.of("-ss", moment.toMillis() + "ms"));
            }
            command.addAll(tools.picture(source));
            command.addAll(List.of("-filter_complex", Filters.pictures(facts, request, frame, QUALITIES.length)));
            for (int i = 0; i < QUALITIES.length; i++) {
                command.addAll(List.of("-map", "[o" + i + "]", "-frames:v", "1", "-c:v", "mjpeg", "-q:v", String.valueOf(QUALITIES[i]), "-threads", "1",
                    "-fflags", "+bitexact", "-flags:v", "+bitexact", "-f", "mjpeg", "file:" + files.get(i)));
            }
            FfmpegTools.run(command, FfmpegTools.LOOK, line -> {});
            if (Files.size(files.getFirst()) > 0) {
                return;
            }
        }
        throw Unusable.damaged("There is no picture at that moment of it.");
    }
}
