package ledwall.controller.media.ffmpeg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import ledwall.controller.media.ChannelRequest;
import ledwall.controller.media.Limits;
import ledwall.controller.media.MediaTools;
import ledwall.controller.media.MediaTools.Made;
import ledwall.controller.media.MediaTools.Progress;
import ledwall.controller.media.MediaTools.Source;
import ledwall.controller.media.Unusable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Films for channels: H.264 and AAC in MP4, with sound and picture as far apart as in the master, index in front. The rate is bounded by the channel's limit,
 * the size measured afterwards; one that is over it is made once more with as much less. Blocking.
 */
final class Films {
    /** What a second try aims at: the first may have been over by what differs from file to file. */
    private static final double AGAIN = 0.95;
    /** Of its length, this much must have come out. */
    private static final double COMPLETE = 0.9;
    private static final int SOUND_RATE = 48_000;
    private static final Logger LOG = LoggerFactory.getLogger(Films.class);

    private final FfmpegTools tools;

    Films(FfmpegTools tools) {
        this.tools = tools;
    }

    Made make(Source source, ChannelRequest request, String to, Progress progress) throws IOException {
        Facts facts = tools.look(source);
        Sound sound = facts.still() ? Sound.NONE : tools.listen(source);
        Duration length = facts.length() == null ? MediaTools.STILL_CLIP : facts.length();
        FilmPlan plan = FilmPlan.of(facts, sound, length, request, 1);
        long bytes = run(source, facts, sound, length, request, plan, to, progress);
        if (bytes > request.maxBytes()) {
            LOG.info("a film came out with {} bytes where {} are the most: once more", bytes, request.maxBytes());
            plan = FilmPlan.of(facts, sound, length, request, AGAIN * request.maxBytes() / bytes);
            bytes = run(source, facts, sound, length, request, plan, to, progress);
        }
        if (bytes > request.maxBytes()) {
            throw Unusable.unsupported("Its film came out with " + bytes + " bytes twice; the channel takes " + request.maxBytes() + ".");
        }
        return new Made(plan.width(), plan.height(), Duration.ofNanos(1_000_000_000L * check(to, length, sound, plan) / plan.frameRate()));
    }

    private long run(Source source, Facts facts, Sound sound, Duration length, ChannelRequest request, FilmPlan plan, String to, Progress progress)
        throws IOException {
        Path file = tools.writable(to);
        var command = FfmpegTools.ffmpeg("-nostats", "-progress", "pipe:1");
        command.addAll(tools.whole(source));
        command.addAll(List.of("-filter_complex", Filters.film(facts, request, plan) + (sound.any() ? ";" + heard(length) : ""), "-map", "[o0]"));
        if (sound.any()) {
            command.addAll(List.of("-map", "[a0]"));
        }
        picture(command, facts.still() ? length.toSeconds() * plan.frameRate() : Limits.MAX_LENGTH.toSeconds() * plan.frameRate(), plan);
        if (sound.any()) {
            command.addAll(List.of("-c:a", "aac", "-b:a", String.valueOf(plan.soundBits()), "-ac", String.valueOf(plan.soundChannels(sound)), "-flags:a",
                "+bitexact"));
        }
        command.addAll(List.of("-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact", "-movflags", "+faststart", "-f", "mp4", "file:" + file));
        FfmpegTools.run(command, FfmpegTools.bounds(length, 2), line -> FfmpegTools.progress(line, length, progress));
        return Files.size(file);
    }

    /**
     * Silence where the sound begins later than the picture, or has gaps, and after its end; it is as long as the picture. Cut here and not by ffmpeg's
     * {@code -shortest}, which never ends where the sound is padded without an end.
     */
    private static String heard(Duration length) {
        String seconds = String.format(Locale.ROOT, "%.3f", length.toNanos() / 1e9);
        return "[0:a:0]aresample=" + SOUND_RATE + ":async=1:first_pts=0,apad=whole_dur=" + seconds + ",atrim=end=" + seconds + "[a0]";
    }

    /** Constant quality, as far as the rate allows; key frames every two seconds, for players that seek. The same picture gives the same bytes. */
    private static void picture(List<String> command, long frames, FilmPlan plan) {
        command.addAll(List.of(
            "-frames:v", String.valueOf(frames),
            "-r", String.valueOf(plan.frameRate()),
            "-fps_mode", "cfr",
            "-c:v", "libx264",
            "-preset", "fast",
            "-profile:v", "high",
            "-bf", "2",
            "-g", String.valueOf(2 * plan.frameRate()),
            "-threads", "2",
            "-crf", "21",
            "-maxrate", String.valueOf(plan.videoBits()),
            "-bufsize", String.valueOf((long) FilmPlan.BUFFER_SECONDS * plan.videoBits()),
            "-colorspace", "bt709",
            "-color_primaries", "bt709",
            "-color_trc", "bt709",
            "-color_range", "tv",
            "-flags:v", "+bitexact"));
    }

    /** Its frames. */
    private int check(String to, Duration length, Sound sound, FilmPlan plan) throws IOException {
        int frames = Clips.film(tools.writable(to).toString(), plan, sound.any());
        if (frames < COMPLETE * length.toNanos() / 1e9 * plan.frameRate() - plan.frameRate()) {
            throw Unusable.damaged("Only " + frames / plan.frameRate() + " of its " + length.toSeconds() + " seconds can be decoded.");
        }
        return frames;
    }
}
