package ledwall.agent.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clips as the controller's recipe makes them, whole and otherwise. */
class ClipFramesTest {
    @TempDir Path folder;

    static OptionalInt count(byte[] file) throws IOException {
        return ClipFrames.count(new ClipFrames.Source() {
            @Override
            public long size() {
                return file.length;
            }

            @Override
            public byte[] read(long offset, int length) {
                int from = (int) Math.min(offset, file.length);
                return Arrays.copyOfRange(file, from, (int) Math.min((long) from + length, file.length));
            }
        });
    }

    private byte[] clip(String... more) throws IOException, InterruptedException {
        Path to = folder.resolve("clip.mp4");
        var command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i",
            "testsrc2=size=64x36:rate=25:duration=4", "-c:v", "libx264", "-preset", "ultrafast", "-bf", "0", "-g", "25"));
        command.addAll(Arrays.asList(more));
        command.add(to.toString());
        assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
        return Files.readAllBytes(to);
    }

    @Test
    void framesAreCountedWhereverTheIndexLies() throws Exception {
        assertEquals(OptionalInt.of(100), count(clip("-movflags", "+faststart")));
        assertEquals(OptionalInt.of(100), count(clip()));
        assertEquals(OptionalInt.of(75), count(clip("-frames:v", "75", "-movflags", "+faststart")));
    }

    @Test
    void framesBehindTheEndOfTheFileAreNone() throws Exception {
        byte[] whole = clip("-movflags", "+faststart");
        int last = 100;
        for (int part = 9; part >= 5; part--) {
            OptionalInt left = count(Arrays.copyOf(whole, whole.length * part / 10));
            assertTrue(left.isPresent() && left.getAsInt() <= last && left.getAsInt() > 10, part + " tenths hold " + left);
            last = left.getAsInt();
        }
        assertTrue(last < 60, "half of it holds " + last);
    }

    @Test
    void ofWhatIsNoClipNothingIsClaimed() throws IOException {
        assertEquals(OptionalInt.empty(), count(new byte[0]));
        assertEquals(OptionalInt.empty(), count("not an MP4 at all, but long enough".getBytes(StandardCharsets.UTF_8)));
        assertEquals(OptionalInt.empty(), count(new byte[100_000]));
    }

    @Test
    void damageNeverThrows() throws Exception {
        byte[] whole = clip("-movflags", "+faststart");
        for (long seed = 1; seed <= 2_000; seed++) {
            var random = new SplittableRandom(seed);
            byte[] damaged = whole.clone();
            for (int i = random.nextInt(1, 20); i > 0; i--) {
                damaged[random.nextInt(2_000)] = (byte) random.nextInt(256);
            }
            count(Arrays.copyOf(damaged, random.nextInt(1, damaged.length + 1)));
        }
    }
}
