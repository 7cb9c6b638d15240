package ledwall.controller;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import ledwall.controller.media.ChannelRequest;
import ledwall.controller.media.Fit;
import ledwall.controller.media.Media;
import ledwall.controller.media.MediaTools;
import ledwall.controller.media.Shape;
import ledwall.controller.media.Unavailable;
import ledwall.controller.media.Unusable;
import ledwall.controller.text.Film;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.runtime.Disk;
import ledwall.protocol.timeline.Frames;

/**
 * Media tools for the simulation: masters are small files that pass the sniffer and say in words what they show; what is rendered from them is made up of bytes
 * that depend on nothing but the master and the shape.
 */
public final class FakeMediaTools implements MediaTools {
    private static final String STILL = "still";
    private static final String SPOILT = "spoilt";
    private static final String DEADLY = "deadly";
    private static final String UNREADABLE = "unreadable";
    private static final String WITHOUT = " without ";
    private static final int BOX_HEADER = 8;
    private static final int BYTES_PER_SECOND = 20_000;
    private static final int WORDS_AT = 24;
    /** Of 64 bytes each. */
    private static final int CHANNEL_FILE_LINES = 200;

    private final Disk disk;
    private final List<String> made = new ArrayList<>();
    private int runs;

    public FakeMediaTools(Disk disk) {
        this.disk = disk;
    }

    /** A video to upload; the title tells two of the same length apart. */
    public static byte[] video(String title, Duration length) {
        return master(length.toMillis() + " " + title);
    }

    /** A picture to upload. */
    public static byte[] still(String title) {
        return master(STILL + " " + title);
    }

    /** A file that looks well but cannot be rendered. */
    public static byte[] spoilt(String title) {
        return master(SPOILT + " " + title);
    }

    /** A video that cannot be rendered with one of the fits. */
    public static byte[] videoWithout(Fit fit, Duration length) {
        return master(length.toMillis() + WITHOUT + fit);
    }

    /** A file at which the tools are killed. */
    public static byte[] deadly(String title) {
        return master(DEADLY + " " + title);
    }

    /** A file that the disk does not give back. */
    public static byte[] unreadable(String title) {
        return master(UNREADABLE + " " + title);
    }

    /** How often outputs were rendered: several outputs of one run count once. */
    public int runs() {
        return runs;
    }

    /** What was rendered, in order: the master's words and the fit. */
    public List<String> made() {
        return List.copyOf(made);
    }

    private static byte[] master(String words) {
        byte[] text = words.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(WORDS_AT + text.length)
            .putInt(BOX_HEADER + BOX_HEADER).put("ftypisom".getBytes(StandardCharsets.US_ASCII)).putInt(0)
            .putInt(BOX_HEADER + text.length).put("moov".getBytes(StandardCharsets.US_ASCII)).put(text).array();
    }

    @Override
    public Probe probe(Source source) throws IOException {
        String words = words(source);
        if (words.startsWith(STILL)) {
            return new Probe(Media.Kind.STILL, 1920, 1080, null);
        }
        return new Probe(Media.Kind.VIDEO, 1920, 1080, Character.isDigit(words.charAt(0)) ? length(words) : Duration.ofSeconds(10));
    }

    @Override
    public void thumbnail(Source source, String to) throws IOException {
        disk.write(to, 0, ("thumbnail of " + words(source)).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public List<Integer> render(Source source, List<Output> outputs, Progress progress) throws IOException {
        runs++;
        String words = words(source);
        checkSound(words);
        for (Output output : outputs) {
            if (words.endsWith(WITHOUT + output.fit())) {
                throw Unusable.damaged("Its pictures cannot be decoded.");
            }
        }
        Duration length = words.startsWith(STILL) ? STILL_CLIP : length(words);
        List<Integer> frames = new ArrayList<>();
        for (Output output : outputs) {
            frames.add(clip(words + " " + output.fit(), output.shape(), length, output.path()));
            progress.percent(100 * frames.size() / outputs.size());
        }
        return List.copyOf(frames);
    }

    @Override
    public Made make(Source source, ChannelRequest request, String to, Progress progress) throws IOException {
        runs++;
        String words = words(source);
        checkSound(words);
        boolean film = request.form() == ChannelRequest.Form.FILM;
        String what = words + " " + request.form() + " " + request.width() + "x" + request.height() + " " + request.crop() + " " + request.at();
        made.add(words + " " + request.form());
        progress.percent(50);
        byte[] bytes = Bytes.of(what.getBytes(StandardCharsets.UTF_8)).sha256().repeat(CHANNEL_FILE_LINES).getBytes(StandardCharsets.US_ASCII);
        disk.write(to, 0, Arrays.copyOf(bytes, (int) Math.min(bytes.length, request.maxBytes())));
        return new Made(request.width(), request.height(), film ? Character.isDigit(words.charAt(0)) && words.contains(" ") ? length(words) : STILL_CLIP : null);
    }

    private static void checkSound(String words) throws IOException {
        if (words.startsWith(SPOILT)) {
            throw Unusable.damaged("Its pictures cannot be decoded.");
        }
        if (words.startsWith(DEADLY)) {
            throw Unavailable.killed();
        }
        if (words.startsWith(UNREADABLE)) {
            throw new IOException("input/output error");
        }
    }

    @Override
    public int draw(Film film, Shape shape, String to, Progress progress) throws IOException {
        runs++;
        return clip("drawn " + film.frames(), shape, Duration.ofNanos(1_000_000_000L * film.frames() / shape.frameRate()), to);
    }

    @Override
    public int slate(Shape shape, String to) throws IOException {
        return clip("slate " + Fit.STRETCH, shape, STILL_CLIP, to);
    }

    private int clip(String words, Shape shape, Duration length, String to) throws IOException {
        made.add(words);
        var out = new ByteArrayOutputStream();
        long bytes = Math.max(1, length.toMillis() * BYTES_PER_SECOND / 1000);
        for (int i = 0; out.size() < bytes; i++) {
            out.writeBytes(Bytes.of((words + " " + shape + " " + i).getBytes(StandardCharsets.UTF_8)).sha256().getBytes(StandardCharsets.US_ASCII));
        }
        disk.write(to, 0, out.toByteArray());
        return (int) Frames.covering(length.toNanos(), shape.frameRate());
    }

    private String words(Source source) throws IOException {
        return new String(disk.read(source.path(), WORDS_AT, 1000), StandardCharsets.UTF_8);
    }

    private static Duration length(String words) {
        return Duration.ofMillis(Long.parseLong(words.substring(0, words.indexOf(' '))));
    }
}
