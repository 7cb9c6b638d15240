import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import ledwall.meter.Master;
import ledwall.meter.MasterPictures;

/** Writes a master's pictures as a file that can be uploaded. */
final class MasterClip {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;

    private MasterClip() {}

    static void draw(Master master, Path file) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-hide_banner", "-loglevel", "error", "-y", "-f", "rawvideo", "-pixel_format", "gray", "-video_size",
                WIDTH + "x" + HEIGHT, "-framerate", Integer.toString(master.still() ? 1 : master.fps()), "-i", "pipe:0"));
        if (!master.still()) {
            command.addAll(List.of("-c:v", "libx264", "-preset", "ultrafast", "-crf", "20", "-pix_fmt", "yuv420p"));
        }
        command.add(file.toString());
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var pictures = new MasterPictures(master, WIDTH, HEIGHT);
        try (var out = new BufferedOutputStream(process.getOutputStream(), 1 << 20)) {
            for (int frame = 0; frame < master.frames(); frame++) {
                out.write(pictures.frame(frame));
            }
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new Demo.Failed("ffmpeg could not draw a master:\n" + said);
        }
    }
}
