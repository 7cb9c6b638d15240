package ledwall.controller.media.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import ledwall.controller.media.Container;
import ledwall.controller.media.Fit;
import ledwall.controller.media.Media;
import ledwall.controller.media.MediaTools.Output;
import ledwall.controller.media.MediaTools.Probe;
import ledwall.controller.media.MediaTools.Source;
import ledwall.controller.media.Shape;
import ledwall.controller.refusal.Refusal;
import ledwall.controller.text.Bilingual;
import ledwall.controller.text.Fonts;
import ledwall.controller.text.Legibility;
import ledwall.controller.text.Notice;
import ledwall.controller.text.Policy;
import ledwall.controller.text.Template;
import ledwall.controller.text.Theme;
import ledwall.controller.text.Typesetter;
import ledwall.protocol.runtime.real.RealDisk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real ffmpeg on small files. Black is below 0x20 and full colour above 0xd0 in each channel here: coding is not exact. */
final class FfmpegToolsTest {
    private static final Shape WIDE = new Shape(64, 36, 25);
    private static final Shape TALL = new Shape(36, 64, 25);

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
    void clipBeginsAtZeroHasWholeFramesAndAKeyFrameEachSecond() throws Exception {
        samples.make("in", "-f lavfi -i testsrc2=s=128x72:r=25:d=4 -f lavfi -i sine=d=5 -c:v libx264 -bf 3 -pix_fmt yuv420p -c:a aac -f mp4");
        assertEquals(List.of(100), render(Container.MP4, Fit.CONTAIN, WIDE));

        Path clip = folder.resolve("out0.mp4");
        assertEquals(List.of("h264,video,64,36,tv,bt709,bt709,bt709,25/1,0.000000,4.000000"), Samples.probe(clip,
            "stream=codec_name,codec_type,width,height,color_range,color_space,color_transfer,color_primaries,r_frame_rate,start_time,duration"));
        List<String> flags = Samples.probe(clip, "packet=pts_time,flags");
        for (int second = 0; second < 4; second++) {
            assertTrue(flags.contains(second + ".000000,K_"), "key frame at " + second + " in " + flags);
        }
    }

    @Test
    void oneRunGivesEveryShapeAndRate() throws Exception {
        samples.video("in.mp4", 128, 72, 30, 2);
        rename("in.mp4");
        assertEquals(List.of(50, 60, 100, 120, 50), render(Container.MP4, Fit.COVER, WIDE, new Shape(64, 36, 30), new Shape(64, 36, 50), new Shape(64, 36,
            60), TALL));
        assertEquals(List.of("36,64"), Samples.probe(folder.resolve("out4.mp4"), "stream=width,height"));
    }

    @Test
    void sameMasterAndShapeGiveTheSameBytesAloneAndAmongOthers() throws Exception {
        samples.video("in.mp4", 128, 72, 25, 2);
        rename("in.mp4");
        render(Container.MP4, Fit.CONTAIN, WIDE);
        byte[] alone = Files.readAllBytes(folder.resolve("out0.mp4"));
        render(Container.MP4, Fit.CONTAIN, TALL, WIDE);
        assertEquals(-1, Arrays.mismatch(alone, Files.readAllBytes(folder.resolve("out1.mp4"))));
    }

    @Test
    void variableRateBecomesConstantAndKeepsItsTime() throws Exception {
        samples.make("in", "-f lavfi -i testsrc2=s=128x72:r=30:d=4 -vf select='not(mod(n\\,7))+lt(n\\,40)' -fps_mode vfr -c:v libx264 -pix_fmt yuv420p -f mp4");
        int frames = render(Container.MP4, Fit.CONTAIN, WIDE).getFirst();
        assertTrue(Math.abs(frames - 100) <= 6, frames + " frames");
        assertEquals(1, new HashSet<>(Samples.probe(folder.resolve("out0.mp4"), "packet=duration_time")).size());
    }

    @Test
    void turnedVideoStandsUpright() throws Exception {
        samples.video("flat.mp4", 128, 72, 25, 1);
        samples.make("in", "-i " + folder.resolve("flat.mp4") + " -c copy -metadata:s:v:0 rotate=90 -f mp4");
        assertEquals(new Probe(Media.Kind.VIDEO, 72, 128, Duration.ofSeconds(1)), tools.probe(source(Container.MP4)));
        render(Container.MP4, Fit.CONTAIN, TALL);
        // Nothing black at the sides: the shape fits.
        assertNotEquals(0, Samples.pixel(folder.resolve("out0.mp4"), 0, 1, 32));
        assertEquals(List.of("36,64"), Samples.probe(folder.resolve("out0.mp4"), "stream=width,height:stream_side_data=rotation"));
    }

    @Test
    void soundAloneIsRefused() throws Exception {
        samples.make("in", "-f lavfi -i sine=d=1 -c:a aac -f mp4");
        assertEquals("mediaUnsupported", assertThrows(Refusal.class, () -> tools.probe(source(Container.MP4))).code());
    }

    @Test
    void rareDecoderIsNotReached() throws Exception {
        samples.make("in", "-f lavfi -i testsrc2=s=128x72:r=25:d=1 -c:v cinepak -f avi");
        var refusal = assertThrows(Refusal.class, () -> tools.probe(source(Container.AVI)));
        assertEquals("mediaUnsupported", refusal.code());
        assertTrue(refusal.cause().contains("cinepak"), refusal.cause());
    }

    @Test
    void fitsFillTheScreenAsTheySay() throws Exception {
        samples.make("in", "-f lavfi -i color=c=red:s=100x100 -frames:v 1 -c:v png -f image2pipe");
        render(Container.PNG, Fit.CONTAIN, WIDE);
        assertBlack(0, 2, 18);
        assertRed(0, 32, 18);
        render(Container.PNG, Fit.COVER, WIDE);
        assertRed(0, 0, 0);
        render(Container.PNG, Fit.STRETCH, WIDE);
        assertRed(0, 63, 35);
    }

    @Test
    void stillStandsFiveSecondsWithoutAFlicker() throws Exception {
        samples.make("in", "-f lavfi -i testsrc2=s=300x200 -frames:v 1 -c:v png -f image2pipe");
        assertEquals(new Probe(Media.Kind.STILL, 300, 200, null), tools.probe(source(Container.PNG)));
        assertEquals(List.of(125, 300), render(Container.PNG, Fit.CONTAIN, new Shape(640, 360, 25), new Shape(360, 640, 60)));
        assertEquals(1, new HashSet<>(Samples.pictures(folder.resolve("out0.mp4"))).size());
        assertEquals(1, new HashSet<>(Samples.pictures(folder.resolve("out1.mp4"))).size());
    }

    @Test
    void transparencyIsOverBlack() throws Exception {
        samples.make("in", "-f lavfi -i color=c=red@0.0:s=64x36,format=rgba -frames:v 1 -c:v png -f image2pipe");
        render(Container.PNG, Fit.CONTAIN, WIDE);
        assertBlack(0, 32, 18);
    }

    @Test
    void photographIsTurnedAsItsExifSays() throws Exception {
        Path plain = samples.make("plain", "-f lavfi -i color=c=red:s=100x50 -frames:v 1 -c:v mjpeg -pix_fmt yuvj420p -f image2pipe");
        Files.write(folder.resolve("in"), Samples.turned(Files.readAllBytes(plain), 6));
        assertEquals(new Probe(Media.Kind.STILL, 50, 100, null), tools.probe(source(Container.JPEG)));
        render(Container.JPEG, Fit.CONTAIN, WIDE);
        assertBlack(0, 16, 18);
        assertRed(0, 32, 18);
    }

    @Test
    void webpIsAStill() throws Exception {
        samples.make("in", "-f lavfi -i color=c=red:s=64x36 -frames:v 1 -c:v libwebp -f webp");
        assertEquals(List.of(125), render(Container.WEBP, Fit.CONTAIN, WIDE));
        assertRed(124, 32, 18);
    }

    @Test
    void animationIsAVideoAndASingleGifFrameAStill() throws Exception {
        samples.make("in", "-f lavfi -i testsrc2=s=64x36:r=10:d=3 -f gif");
        assertEquals(Media.Kind.VIDEO, tools.probe(source(Container.GIF)).kind());
        assertEquals(List.of(75), render(Container.GIF, Fit.CONTAIN, WIDE));
        samples.make("in", "-f lavfi -i color=c=red:s=64x36 -frames:v 1 -f gif");
        assertEquals(Media.Kind.STILL, tools.probe(source(Container.GIF)).kind());
        assertEquals(List.of(125), render(Container.GIF, Fit.CONTAIN, WIDE));
    }

    @Test
    void everyContainerIsRead() throws Exception {
        samples.video("a.mp4", 64, 36, 25, 2);
        for (var each : List.of(List.of(Container.MATROSKA, "matroska"), List.of(Container.MPEG_TS, "mpegts"), List.of(Container.AVI, "avi"))) {
            samples.make("in", "-i " + folder.resolve("a.mp4") + " -c copy -bsf:v h264_mp4toannexb -f " + each.get(1));
            assertEquals(List.of(50), render((Container) each.getFirst(), Fit.CONTAIN, WIDE), () -> "frames of " + each);
        }
    }

    @Test
    void lengthIsMeasuredWhereTheFileDoesNotTell() throws Exception {
        samples.make("in", "-f lavfi -i testsrc2=s=64x36:r=25:d=2 -c:v libx264 -pix_fmt yuv420p -live 1 -f matroska");
        assertEquals(Duration.ofSeconds(2), tools.probe(source(Container.MATROSKA)).length());
    }

    @Test
    void interlacedAndHighDynamicRangeVideosAreRendered() throws Exception {
        samples.make("in", "-f lavfi -i testsrc2=s=720x576:r=25:d=1 -vf setfield=tff -c:v mpeg2video -flags +ilme+ildct -f mpegts");
        assertEquals(List.of(50), render(Container.MPEG_TS, Fit.CONTAIN, new Shape(64, 36, 50)));
        samples.make("in",
            "-f lavfi -i color=c=white:s=128x72:r=25:d=1 -pix_fmt yuv420p10le -colorspace bt2020nc -color_primaries bt2020"
                + " -color_trc arib-std-b67 -c:v libx264 -f mp4");
        assertEquals(List.of(25), render(Container.MP4, Fit.CONTAIN, WIDE));
    }

    @Test
    void screenWithOddSidesGetsItsShape() throws Exception {
        samples.video("in.mp4", 128, 72, 25, 1);
        rename("in.mp4");
        assertEquals(List.of(25), render(Container.MP4, Fit.CONTAIN, new Shape(63, 35, 25)));
    }

    @Test
    void slateIsTheSameEachTimeAndNotBlack() throws Exception {
        assertEquals(125, tools.slate(new Shape(640, 360, 25), "a.mp4"));
        assertEquals(125, tools.slate(new Shape(640, 360, 25), "b.mp4"));
        assertEquals(-1, Files.mismatch(folder.resolve("a.mp4"), folder.resolve("b.mp4")));
        assertEquals(1, new HashSet<>(Samples.pictures(folder.resolve("a.mp4"))).size());
        assertTrue((Samples.pixel(folder.resolve("a.mp4"), 60, 320, 10) & 0xff) > 0x28, "some blue above");
    }

    @Test
    void thumbnailIsThreeHundredAndTwentyWide() throws Exception {
        samples.video("in.mp4", 640, 480, 25, 2);
        rename("in.mp4");
        tools.thumbnail(source(Container.MP4), "thumbs/t.jpg");
        assertEquals(List.of("mjpeg,320,240"), Samples.probe(folder.resolve("thumbs/t.jpg"), "stream=codec_name,width,height"));
    }

    @Test
    void videoThatEndsFarTooEarlyIsRefusedWhenRendered() throws Exception {
        Path whole = samples.make("whole",
            "-f lavfi -i testsrc2=s=320x180:r=25:d=20 -c:v libx264 -preset ultrafast -pix_fmt yuv420p -movflags +faststart -f mp4");
        byte[] bytes = Files.readAllBytes(whole);
        Arrays.fill(bytes, bytes.length / 4, bytes.length, (byte) 0);
        Files.write(folder.resolve("in"), bytes);
        assertEquals("mediaDamaged", assertThrows(Refusal.class, () -> render(Container.MP4, Fit.CONTAIN, WIDE)).code());
    }

    @Test
    void drawnFramesBecomeAClipOfExactlyThemAndTheSameBytesEachTime() throws Exception {
        var shape = new Shape(320, 180, 25);
        var text = new Bilingual("通知", "བརྡ་ཐོ།");
        var still = new Notice(Template.TITLE, Theme.NIGHT, text, Bilingual.EMPTY, Bilingual.EMPTY, Duration.ofSeconds(3), Policy.ZH_FIRST, 1);
        var moving = new Notice(Template.TICKER, Theme.NIGHT, Bilingual.EMPTY, Bilingual.EMPTY, text, Duration.ofSeconds(3), Policy.ZH_FIRST, 1);
        var typesetter = new Typesetter(new Fonts(Fonts.SYSTEM));
        for (var notice : List.of(still, moving)) {
            var page = typesetter.page(notice, 320, 180, Legibility.FLOOR);
            var told = new ArrayList<Integer>();
            assertEquals(page.frames(25), tools.draw(page.film(25), shape, "drawn0.mp4", told::add));
            assertEquals(page.frames(25), tools.draw(page.film(25), shape, "drawn1.mp4", percent -> {}));
            assertEquals(-1, Files.mismatch(folder.resolve("drawn0.mp4"), folder.resolve("drawn1.mp4")));
            assertTrue(told.stream().allMatch(percent -> percent >= 0 && percent <= 100), told::toString);
            assertEquals(List.of("320,180,tv,bt709,25/1"), Samples.probe(folder.resolve("drawn0.mp4"), "stream=width,height,color_range,color_space,r_frame_rate"));
        }
        assertEquals(75, typesetter.page(still, 320, 180, Legibility.FLOOR).frames(25));
    }

    private List<Integer> render(Container container, Fit fit, Shape... shapes) throws IOException {
        List<Output> outputs = new ArrayList<>();
        for (Shape shape : shapes) {
            outputs.add(new Output(shape, fit, "out" + outputs.size() + ".mp4"));
        }
        return tools.render(source(container), outputs, percent -> assertTrue(percent >= 0 && percent <= 100));
    }

    private Source source(Container container) {
        return new Source("in", container);
    }

    private void rename(String made) throws IOException {
        Files.move(folder.resolve(made), folder.resolve("in"));
    }

    private void assertRed(int frame, int x, int y) throws Exception {
        int pixel = Samples.pixel(folder.resolve("out0.mp4"), frame, x, y);
        assertTrue(pixel >> 16 > 0xd0 && (pixel & 0xffff) < 0x3030, () -> "pixel " + Integer.toHexString(pixel));
    }

    private void assertBlack(int frame, int x, int y) throws Exception {
        int pixel = Samples.pixel(folder.resolve("out0.mp4"), frame, x, y);
        assertTrue((pixel & 0xe0e0e0) == 0, () -> "pixel " + Integer.toHexString(pixel));
    }
}
