package ledwall.controller.media.ffmpeg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import ledwall.controller.media.ChannelRequest;
import ledwall.controller.media.Media;
import ledwall.controller.media.MediaTools;
import ledwall.controller.media.Shape;
import ledwall.controller.media.Unusable;
import ledwall.controller.media.ffmpeg.Confined.Bounds;
import ledwall.controller.text.Film;
import ledwall.protocol.runtime.Disk;
import org.jspecify.annotations.Nullable;

/**
 * The media tools as ffmpeg and ffprobe. Safe from any worker. The sniffed format is forced on them, together with lists of the only formats, decoders and
 * protocols they may use, so that no playlist, network address or rare decoder is ever reached.
 */
public final class FfmpegTools implements MediaTools {
    static final Bounds LOOK = new Bounds(Duration.ofSeconds(30), Duration.ofMinutes(2), 64L << 20);
    /** Reading eight GiB to the end, without decoding. */
    private static final Bounds READ_ALL = new Bounds(Duration.ofMinutes(5), Duration.ofMinutes(15), 1 << 20);
    private static final String SHOWN = "stream=codec_name,width,height,sample_aspect_ratio,field_order,pix_fmt,color_space,color_transfer"
        + ",avg_frame_rate,duration,nb_frames:stream_side_data=rotation:format=duration:frame=width,interlaced_frame:frame_side_data=rotation";
    /** Of what is said to be its length, this much must really be there. */
    private static final double COMPLETE = 0.9;

    private final Disk disk;

    public FfmpegTools(Disk disk) {
        this.disk = disk;
    }

    @Override
    public Probe probe(Source source) throws IOException {
        var facts = look(source);
        return new Probe(facts.still() ? Media.Kind.STILL : Media.Kind.VIDEO, facts.shownWidth(), facts.shownHeight(), facts.length());
    }

    @Override
    public void thumbnail(Source source, String to) throws IOException {
        var facts = look(source);
        var length = facts.length();
        thumbnail(source, facts, length == null ? Duration.ZERO : early(length), to);
        if (Files.size(file(to)) == 0) {
            // Nothing there: some files have pictures only at their very beginning.
            thumbnail(source, facts, Duration.ZERO, to);
        }
    }

    /** A moment at which most films have begun. */
    static Duration early(Duration length) {
        var third = length.dividedBy(3);
        return third.compareTo(Duration.ofSeconds(1)) > 0 ? Duration.ofSeconds(1) : third;
    }

    private void thumbnail(Source source, Facts facts, Duration at, String to) throws IOException {
        var command = ffmpeg();
        if (!at.isZero()) {
            command.addAll(List.of("-ss", at.toMillis() + "ms"));
        }
        command.addAll(Inputs.picture(source, disk));
        command.addAll(List.of("-filter_complex", Filters.thumbnail(facts), "-map", "[o0]", "-frames:v", "1", "-c:v", "mjpeg", "-q:v", "4", "-threads", "1",
            "-fflags", "+bitexact", "-flags:v", "+bitexact", "-f", "mjpeg", "file:" + writable(to)));
        run(command, LOOK, line -> {});
    }

    @Override
    public List<Integer> render(Source source, List<Output> outputs, Progress progress) throws IOException {
        var facts = look(source);
        var command = ffmpeg("-nostats", "-progress", "pipe:1");
        command.addAll(Inputs.picture(source, disk));
        command.addAll(List.of("-filter_complex", Filters.outputs(facts, outputs)));
        for (int i = 0; i < outputs.size(); i++) {
            Encoding.add(command, i, outputs.get(i).shape(), facts.still(), writable(outputs.get(i).path()).toString());
        }
        var length = facts.length() == null ? STILL_CLIP : facts.length();
        run(command, bounds(length, outputs.size()), line -> progress(line, length, progress));
        List<Integer> frames = new ArrayList<>();
        for (Output output : outputs) {
            int counted = Clips.frames(disk.locate(output.path()), output.shape());
            if (counted < COMPLETE * length.toNanos() / 1e9 * output.shape().frameRate() - output.shape().frameRate()) {
                throw Unusable.damaged("Only " + counted / output.shape().frameRate() + " of its " + length.toSeconds() + " seconds can be decoded.");
            }
            frames.add(counted);
        }
        return List.copyOf(frames);
    }

    @Override
    public int draw(Film film, Shape shape, String to, Progress progress) throws IOException {
        var command = ffmpeg("-nostats", "-progress", "pipe:1", "-protocol_whitelist", "pipe", "-f", "rawvideo", "-pixel_format", "bgr24", "-video_size",
            film.width() + "x" + film.height(), "-framerate", String.valueOf(shape.frameRate()), "-i", "pipe:0");
        command.addAll(List.of("-filter_complex", Filters.drawn(shape, film.frames(), film.still())));
        Encoding.add(command, 0, shape, film.still(), film.frames(), writable(to).toString());
        var length = Duration.ofNanos(1_000_000_000L * film.frames() / shape.frameRate());
        int given = film.still() ? 1 : film.frames();
        var ended = Confined.run(command, bounds(length, 1), line -> progress(line, length, progress), out -> {
            for (int i = 0; i < given; i++) {
                out.write(film.pixels(i));
            }
        });
        if (!ended.well()) {
            throw Complaints.of(ended);
        }
        int counted = Clips.frames(disk.locate(to), shape);
        if (counted != film.frames()) {
            throw new IllegalStateException("a drawn clip of " + film.frames() + " frames came out with " + counted);
        }
        return counted;
    }

    @Override
    public int slate(Shape shape, String to) throws IOException {
        var command = ffmpeg("-filter_complex", Filters.slate(shape) + "[o0]");
        Encoding.add(command, 0, shape, true, writable(to).toString());
        run(command, bounds(STILL_CLIP, 1), line -> {});
        return Clips.frames(disk.locate(to), shape);
    }

    @Override
    public Made make(Source source, ChannelRequest request, String to, Progress progress) throws IOException {
        return switch (request.form()) {
            case FILM -> new Films(this).make(source, request, to, progress);
            case PICTURE -> new Covers(this).make(source, request, to);
        };
    }

    /** Header and first frame, within the limits. */
    Facts look(Source source) throws IOException {
        var command = ffprobe("-show_entries", SHOWN, "-read_intervals", "%+#1", "-of", "flat");
        command.addAll(Inputs.whole(source, disk));
        Map<String, String> said = new HashMap<>();
        var ended = Confined.run(command, LOOK, line -> note(line, said));
        if (!ended.well()) {
            throw Complaints.of(ended);
        }
        if (!said.containsKey("streams.stream.0.width")) {
            throw Unusable.unsupported("There is no picture in it; sound alone cannot be shown.");
        }
        var facts = Facts.of(source.container(), said);
        if (!said.containsKey("frames.frame.0.width")) {
            throw Complaints.codec(ended.complaint());
        }
        if (!facts.still() && facts.length() == null) {
            facts = facts.lasting(measure(source));
        }
        if (facts.length() != null) {
            Unusable.checkLength(facts.length());
        }
        Unusable.checkPicture(facts.shownWidth(), facts.shownHeight());
        return facts;
    }

    /** The length of a file that does not tell it, such as a live recording: read to the end, not decoded. */
    private Duration measure(Source source) throws IOException {
        var command = ffprobe("-show_entries", "packet=pts_time,duration_time", "-of", "csv=p=0");
        command.addAll(Inputs.whole(source, disk));
        var span = new Span();
        run(command, READ_ALL, span::packet);
        return span.length();
    }

    /** What there is to be heard. */
    Sound listen(Source source) throws IOException {
        var command = probe("a:0", "-show_entries", "stream=codec_name,channels", "-of", "flat");
        command.addAll(Inputs.whole(source, disk));
        Map<String, String> said = new HashMap<>();
        run(command, LOOK, line -> note(line, said));
        return Sound.of(said);
    }

    List<String> whole(Source source) {
        return Inputs.whole(source, disk);
    }

    List<String> picture(Source source) {
        return Inputs.picture(source, disk);
    }

    static List<String> ffmpeg(String... more) {
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-hide_banner", "-nostdin", "-loglevel", "error", "-y"));
        command.addAll(List.of(more));
        return command;
    }

    private static List<String> ffprobe(String... more) {
        return probe("V:0", more);
    }

    private static List<String> probe(String stream, String... more) {
        List<String> command = new ArrayList<>(List.of("ffprobe", "-hide_banner", "-loglevel", "error", "-select_streams", stream));
        command.addAll(List.of(more));
        return command;
    }

    static void run(List<String> command, Bounds bounds, Consumer<String> line) throws IOException {
        var ended = Confined.run(command, bounds, line);
        if (!ended.well()) {
            throw Complaints.of(ended);
        }
    }

    /** Ample for the worst that is let in (8K, 60 frames a second, two slow cores); still an end. */
    static Bounds bounds(Duration length, int outputs) {
        var processor = Duration.ofMinutes(2).plus(length.multipliedBy(20L * (1 + outputs)));
        return new Bounds(processor, processor.multipliedBy(2), (256L << 20) + length.toSeconds() * (25 << 20));
    }

    static void progress(String line, Duration length, Progress progress) {
        long micros = micros(line);
        if (micros > 0) {
            progress.percent((int) Math.min(100, micros * 100_000 / Math.max(1, length.toNanos())));
        }
    }

    private static long micros(String line) {
        String key = "out_time_us=";
        try {
            return line.startsWith(key) ? Long.parseLong(line.substring(key.length())) : 0;
        } catch (NumberFormatException e) {
            // "N/A" before the first frame.
            return 0;
        }
    }

    /** A line of the flat format: {@code streams.stream.0.width=640} or with its value in quotes. */
    private static void note(String line, Map<String, String> said) {
        int at = line.indexOf('=');
        if (at > 0 && said.size() < 1000) {
            String value = line.substring(at + 1);
            said.putIfAbsent(line.substring(0, at), value.length() >= 2 && value.startsWith("\"") ? value.substring(1, value.length() - 1) : value);
        }
    }

    private Path file(String path) {
        return Path.of(disk.locate(path));
    }

    Path writable(String path) throws IOException {
        Path file = file(path);
        @Nullable Path folder = file.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        return file;
    }
}
