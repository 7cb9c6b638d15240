package ledwall.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import ledwall.controller.media.Container;
import ledwall.controller.media.Fit;
import ledwall.controller.media.MediaTools.Output;
import ledwall.controller.media.MediaTools.Source;
import ledwall.controller.media.Shape;
import ledwall.controller.media.ffmpeg.FfmpegTools;
import ledwall.protocol.runtime.real.RealDisk;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Masters through the real ingest: every frame of every rendition is read, and is the one that {@link Master} says. */
final class IngestedMasterTest {
    private static final int SIDE_A = 640;
    private static final int SIDE_B = 360;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {25, 30})
    void everyFrameOfEveryRenditionIsReadAndIsTheOneThatIsExpected(int fps) throws Exception {
        var master = new Master(fps, fps, fps);
        draw(master, folder.resolve("in"));
        var tools = new FfmpegTools(RealDisk.open(folder));
        var shapes = List.of(new Shape(SIDE_A, SIDE_B, 25), new Shape(SIDE_B, SIDE_A, 25), new Shape(SIDE_A, SIDE_B, 30), new Shape(SIDE_B, SIDE_A, 30));
        var outputs = shapes.stream().map(shape -> new Output(shape, Fit.STRETCH, "out" + shapes.indexOf(shape))).toList();
        tools.render(new Source("in", Container.MP4), outputs, percent -> { });
        for (int i = 0; i < shapes.size(); i++) {
            Shape shape = shapes.get(i);
            byte[] all = frames(folder.resolve("out" + i));
            int size = SIDE_A * SIDE_B;
            assertEquals(master.renditionFrames(shape.frameRate()), all.length / size);
            for (int k = 0; k < all.length / size; k++) {
                int from = k * size;
                assertEquals(FrameCode.of(fps, master.shown(k, shape.frameRate())), new Eye(picture(all, from, shape)).look(), "frame " + k + " of " + shape);
            }
        }
    }

    private static Pixels picture(byte[] grey, int from, Shape shape) {
        return new Pixels() {
            @Override
            public int width() {
                return shape.width();
            }

            @Override
            public int height() {
                return shape.height();
            }

            @Override
            public int grey(int x, int y) {
                return grey[from + y * shape.width() + x] & 0xff;
            }
        };
    }

    private static void draw(Master master, Path file) throws IOException, InterruptedException {
        var pictures = new MasterPictures(master, SIDE_A, SIDE_B);
        var process = new ProcessBuilder("ffmpeg", "-nostdin", "-loglevel", "error", "-f", "rawvideo", "-pixel_format", "gray", "-video_size", SIDE_A + "x" + SIDE_B, "-framerate",
                Integer.toString(master.fps()), "-i", "pipe:0", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-f", "mp4", file.toString())
                .redirectErrorStream(true).start();
        try (var out = new BufferedOutputStream(process.getOutputStream())) {
            for (int frame = 0; frame < master.frames(); frame++) {
                out.write(pictures.frame(frame));
            }
        }
        assertEquals(0, process.waitFor());
    }

    private byte[] frames(Path clip) throws IOException, InterruptedException {
        Path raw = folder.resolve("raw");
        var process = new ProcessBuilder("ffmpeg", "-nostdin", "-loglevel", "error", "-y", "-i", clip.toString(), "-f", "rawvideo", "-pix_fmt", "gray", raw.toString())
                .redirectErrorStream(true).start();
        assertEquals(0, process.waitFor());
        return Files.readAllBytes(raw);
    }
}
