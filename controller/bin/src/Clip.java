import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A video (or with one frame, into a {@code .png}, a still) whose every frame says which one it is, with noise between the two bands so that it weighs what real footage weighs. */
record Clip(int number, int width, int height, int fps, int frames, int kilobits) {
    void draw(Path file) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-hide_banner", "-loglevel", "error", "-y", "-f", "rawvideo", "-pixel_format", "gray", "-video_size",
                width + "x" + height, "-framerate", Integer.toString(fps), "-i", "pipe:0"));
        if (!file.toString().endsWith(".png")) {
            command.addAll(List.of("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-b:v", kilobits + "k", "-maxrate", kilobits + "k", "-bufsize",
                    kilobits + "k"));
        }
        command.add(file.toString());
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var random = new SplittableRandom(number);
        byte[] noise = new byte[height * width * 2];
        random.nextBytes(noise);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (byte) (96 + (noise[i] & 31));
        }
        int band = height / 12;
        byte[] picture = new byte[width * height];
        try (var out = new BufferedOutputStream(process.getOutputStream(), 1 << 20)) {
            for (int frame = 0; frame < frames; frame++) {
                System.arraycopy(noise, random.nextInt(noise.length - picture.length), picture, 0, picture.length);
                for (int x = 0; x < width; x++) {
                    byte value = (byte) (Barcode.cell(x * Barcode.CELLS / width, number, frame) ? 235 : 16);
                    for (int y = 0; y < band; y++) {
                        picture[y * width + x] = value;
                        picture[(height - 1 - y) * width + x] = value;
                    }
                }
                out.write(picture);
            }
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new Demo.Failed("ffmpeg could not draw the clip:\n" + said);
        }
    }
}
