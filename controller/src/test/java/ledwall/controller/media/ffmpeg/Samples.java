package ledwall.controller.media.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Makes small media files with ffmpeg and looks into those made by others. */
public final class Samples {
    private final Path folder;

    public Samples(Path folder) {
        this.folder = folder;
    }

    /** Runs ffmpeg with these arguments (split at spaces) and returns the file that it made. */
    public Path make(String name, String arguments) throws IOException, InterruptedException {
        Path file = folder.resolve(name);
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-hide_banner", "-nostdin", "-loglevel", "error", "-y"));
        command.addAll(Arrays.asList(arguments.split(" ")));
        command.add(file.toString());
        run(command);
        return file;
    }

    /** A moving test picture. */
    public Path video(String name, int width, int height, int rate, int seconds) throws IOException, InterruptedException {
        return make(name, "-f lavfi -i testsrc2=s=%dx%d:r=%d:d=%d -c:v libx264 -preset ultrafast -pix_fmt yuv420p".formatted(width, height, rate, seconds));
    }

    /** What ffprobe says, line by line. */
    static List<String> probe(Path file, String entries) throws IOException, InterruptedException {
        return run(List.of("ffprobe", "-v", "error", "-show_entries", entries, "-of", "csv=p=0", file.toString()));
    }

    /** The colour of a pixel of a frame, as 0xRRGGBB. */
    static int pixel(Path file, int frame, int x, int y) throws IOException, InterruptedException {
        Path raw = Files.createTempFile(file.toAbsolutePath().getParent(), "pixel", ".rgb");
        run(List.of("ffmpeg", "-nostdin", "-loglevel", "error", "-y", "-i", file.toString(), "-vf", "select=eq(n\\," + frame
            + "),scale=in_color_matrix=bt709,format=rgb24,crop=1:1:" + x + ":" + y,
            "-frames:v", "1", "-f", "rawvideo", raw.toString()));
        byte[] bytes = Files.readAllBytes(raw);
        Files.delete(raw);
        return ((bytes[0] & 0xff) << 16) | ((bytes[1] & 0xff) << 8) | (bytes[2] & 0xff);
    }

    /** What ffmpeg says of a file that it does nothing with. */
    static List<String> said(String arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-hide_banner", "-nostdin", "-nostats"));
        command.addAll(Arrays.asList(arguments.split(" ")));
        return run(command);
    }

    /** A hash of each frame's picture. */
    static List<String> pictures(Path file) throws IOException, InterruptedException {
        return run(List.of("ffmpeg", "-nostdin", "-loglevel", "error", "-i", file.toString(), "-f", "framemd5", "-")).stream()
            .filter(line -> !line.startsWith("#")).map(line -> line.substring(line.lastIndexOf(' ') + 1)).toList();
    }

    /** The JPEG with an EXIF segment that says how it is to be turned (TIFF 6.0, tag 274). */
    static byte[] turned(byte[] jpeg, int orientation) {
        byte[] exif = ByteBuffer.allocate(32).put("Exif\0\0MM\0*".getBytes(StandardCharsets.ISO_8859_1)).putInt(8)
            .putShort((short) 1).putShort((short) 274).putShort((short) 3).putInt(1).putShort((short) orientation).putShort((short) 0).putInt(0).array();
        return ByteBuffer.allocate(jpeg.length + exif.length + 4).put(jpeg, 0, 2).putShort((short) 0xffe1).putShort((short) (exif.length + 2)).put(exif)
            .put(jpeg, 2, jpeg.length - 2).array();
    }

    private static List<String> run(List<String> command) throws IOException, InterruptedException {
        Path said = Files.createTempFile("sample", ".txt");
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
            boolean ended = process.waitFor(60, TimeUnit.SECONDS);
            process.destroyForcibly();
            List<String> lines = Files.readAllLines(said);
            assertEquals(0, ended ? process.exitValue() : -1, () -> String.join(" ", command) + "\n" + String.join("\n", lines));
            return lines;
        } finally {
            Files.delete(said);
        }
    }
}
