package ledwall.controller.media.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import ledwall.controller.media.ChannelFrame;
import ledwall.controller.media.ChannelRequest;
import ledwall.controller.media.Container;
import ledwall.controller.media.Crop;
import ledwall.controller.media.MediaTools.Made;
import ledwall.controller.media.MediaTools.Source;
import ledwall.controller.refusal.Refusal;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.runtime.real.RealDisk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Channels' files by the real ffmpeg, small ones. */
final class ChannelToolsTest {
    private static final MediaHash ANY = new MediaHash("a".repeat(64));
    private static final long WECHAT = 10_000_000;

    @TempDir
    private Path folder;
    private Samples samples;
    private FfmpegTools tools;

    @BeforeEach
    void open() throws IOException {
        samples = new Samples(folder);
        tools = new FfmpegTools(RealDisk.open(folder));
    }

    @Test
    void filmIsWhatPhonesPlayWithItsSoundAndItsIndexInFront() throws Exception {
        samples.make("in", "-f lavfi -i testsrc2=s=640x360:r=25:d=2 -f lavfi -i sine=f=440:d=1 -c:v libx264 -preset ultrafast -pix_fmt yuv444p -c:a ac3 -ac 6 "
            + "-f mp4");
        Made made = make(ChannelRequest.film(ANY, ChannelFrame.TALL, Crop.WHOLE, WECHAT));
        assertEquals(new Made(202, 360, Duration.ofSeconds(2)), made);
        assertEquals(List.of("h264,High,202,360,yuv420p,25/1", "aac,LC,48000,2"), Samples.probe(out(),
            "stream=codec_name,profile,width,height,pix_fmt,r_frame_rate,sample_rate,channels").stream().map(line -> line.replace(",0/0", "")).toList());
        double seconds = Double.parseDouble(Samples.probe(out(), "format=duration").getFirst());
        // The sound ended earlier; silence takes its place up to the picture's end, and no further.
        assertEquals(2, seconds, 0.1);
        String head = new String(Files.readAllBytes(out()), StandardCharsets.ISO_8859_1);
        assertTrue(head.indexOf("moov") < head.indexOf("mdat"), "a player would have to fetch the whole file before it begins");
    }

    @Test
    void sameRequestGivesTheSameBytes() throws Exception {
        samples.make("in", "-f lavfi -i testsrc2=s=320x180:r=25:d=1 -f lavfi -i sine=d=1 -c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac -f mp4");
        var request = ChannelRequest.film(ANY, ChannelFrame.WIDE, Crop.of(0.25, 0.25, 0.5, 0.5), WECHAT);
        make(request);
        byte[] first = Files.readAllBytes(out());
        make(request);
        assertArrayEquals(first, Files.readAllBytes(out()));
    }

    @Test
    void filmThatIsHardToCodeStaysWithinItsLimit() throws Exception {
        // Noise: nothing in it can be foretold.
        samples.make("in", "-f lavfi -i testsrc2=s=320x180:r=25:d=4,noise=alls=90:allf=t -f lavfi -i sine=d=4 -c:v libx264 -preset ultrafast -qp 20 "
            + "-pix_fmt yuv420p -c:a aac -f mp4");
        long limit = 150_000;
        make(ChannelRequest.film(ANY, ChannelFrame.WIDE, Crop.WHOLE, limit));
        long bytes = Files.size(out());
        assertTrue(bytes <= limit && bytes > limit / 3, bytes + " bytes of " + limit);
    }

    @Test
    void chosenPartIsWhatIsSeen() throws Exception {
        // Red, green, blue and white quarters, from left to right.
        samples.make("in", "-f lavfi -i color=c=red:s=80x180:r=25:d=1 -f lavfi -i color=c=lime:s=80x180:r=25:d=1 -f lavfi -i color=c=blue:s=80x180:r=25:d=1 "
            + "-f lavfi -i color=c=white:s=80x180:r=25:d=1 -filter_complex hstack=4 -c:v libx264 -pix_fmt yuv420p -f mp4");
        make(ChannelRequest.film(ANY, ChannelFrame.TALL, Crop.of(0.5, 0, 0.25, 1), WECHAT));
        assertBlue(Samples.pixel(out(), 0, 20, 60));
        make(ChannelRequest.picture(ANY, ChannelFrame.SQUARE, Crop.of(0.5, 0, 0.25, 1), null, WECHAT));
        assertBlue(Samples.pixel(out(), 0, 40, 40));
    }

    @Test
    void soundThatBeginsLaterThanThePictureStaysWithIt() throws Exception {
        // One second of nothing, then one of sound, written by the container's times alone.
        samples.make("in", "-f lavfi -i testsrc2=s=320x180:r=25:d=2 -itsoffset 1 -f lavfi -i sine=f=1000:d=1 -map 0:v -map 1:a -c:v libx264 "
            + "-pix_fmt yuv420p -c:a pcm_s16le -f matroska");
        tools.make(new Source("in", Container.MATROSKA), ChannelRequest.film(ANY, ChannelFrame.WIDE, Crop.WHOLE, WECHAT), "out", percent -> {});
        List<String> silent = Samples.said("-i " + out() + " -af silencedetect=n=-40dB:d=0.3 -f null -").stream()
            .filter(line -> line.contains("silence_end")).toList();
        assertEquals(1, silent.size(), silent::toString);
        double begin = Double.parseDouble(silent.getFirst().replaceAll(".*silence_end: ([0-9.]+).*", "$1"));
        assertEquals(1, begin, 0.06);
    }

    @Test
    void coverShowsTheChosenMoment() throws Exception {
        samples.make("in", "-f lavfi -i color=c=red:s=320x180:r=25:d=2 -f lavfi -i color=c=blue:s=320x180:r=25:d=2 -filter_complex concat=n=2:v=1 -c:v libx264 "
            + "-pix_fmt yuv420p -f mp4");
        make(ChannelRequest.picture(ANY, ChannelFrame.WIDE, Crop.WHOLE, Duration.ofSeconds(3), WECHAT));
        assertBlue(Samples.pixel(out(), 0, 160, 90));
        // Behind the last frame's begin there is none.
        make(ChannelRequest.picture(ANY, ChannelFrame.WIDE, Crop.WHOLE, Duration.ofMillis(3_990), WECHAT));
        assertBlue(Samples.pixel(out(), 0, 160, 90));
        var late = ChannelRequest.picture(ANY, ChannelFrame.WIDE, Crop.WHOLE, Duration.ofSeconds(4), WECHAT);
        assertEquals("coverBeyondEnd", assertThrows(Refusal.class, () -> make(late)).code());
    }

    @Test
    void thumbnailFitsSixtyFourKilobytesHoweverBusyItIs() throws Exception {
        samples.make("in", "-f lavfi -i testsrc2=s=640x360,noise=alls=100:allf=t -frames:v 1 -c:v png -f image2pipe");
        var request = ChannelRequest.thumbnail(ANY, ChannelFrame.WIDE, Crop.WHOLE, null, 64_000);
        Made made = tools.make(new Source("in", Container.PNG), request, "out", percent -> {});
        assertTrue(Files.size(out()) <= 64_000, Files.size(out()) + " bytes");
        assertEquals(List.of("mjpeg," + made.width() + "," + made.height()), Samples.probe(out(), "stream=codec_name,width,height"));
        var tiny = ChannelRequest.picture(ANY, ChannelFrame.WIDE, Crop.WHOLE, null, ChannelRequest.LEAST_BYTES);
        assertTrue(tools.make(new Source("in", Container.PNG), tiny, "out", percent -> {}).width() < 320);
        try (var left = Files.list(folder)) {
            assertEquals(List.of("in", "out"), left.map(each -> each.getFileName().toString()).sorted().toList());
        }
    }

    private Made make(ChannelRequest request) throws IOException {
        return tools.make(new Source("in", Container.MP4), request, "out", percent -> {});
    }

    private Path out() {
        return folder.resolve("out");
    }

    private static void assertBlue(int pixel) {
        assertTrue((pixel >> 16) < 0x30 && ((pixel >> 8) & 0xff) < 0x30 && (pixel & 0xff) > 0xc0, Integer.toHexString(pixel));
    }
}
