package ledwall.controller.media.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import ledwall.controller.media.ChannelFrame;
import ledwall.controller.media.ChannelRequest;
import ledwall.controller.media.Container;
import ledwall.controller.media.Crop;
import ledwall.controller.refusal.Refusal;
import ledwall.protocol.id.MediaHash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilmPlanTest {
    private static final long WECHAT = 10_000_000;
    private static final Sound STEREO = new Sound(2);

    private static Facts facts(int width, int height, String rate) {
        return Facts.of(Container.MP4, Map.of("streams.stream.0.width", "" + width, "streams.stream.0.height", "" + height,
            "streams.stream.0.avg_frame_rate", rate, "streams.stream.0.pix_fmt", "yuv420p"));
    }

    private static ChannelRequest request(ChannelFrame frame, Crop crop, long maxBytes) {
        return ChannelRequest.film(new MediaHash("a".repeat(64)), frame, crop, maxBytes);
    }

    private static FilmPlan plan(ChannelFrame frame, Crop crop, Duration length, long maxBytes) {
        return FilmPlan.of(facts(1920, 1080, "25/1"), STEREO, length, request(frame, crop, maxBytes), 1);
    }

    /** What the file can have at most, by the bound of the rate and the size of the index. */
    private static double mostBytes(FilmPlan plan, Duration length) {
        double seconds = length.toSeconds();
        return ((plan.videoBits() * (seconds + FilmPlan.BUFFER_SECONDS)) + plan.soundBits() * seconds) / 8;
    }

    @ParameterizedTest
    @CsvSource({"5, 1080", "20, 1080", "30, 900", "60, 720", "120, 480", "240, 360", "360, 360"})
    void filmIsAsLargeAsTheLimitServesWellAndNeverOverIt(int seconds, int shortSide) {
        var length = Duration.ofSeconds(seconds);
        FilmPlan plan = plan(ChannelFrame.WIDE, Crop.WHOLE, length, WECHAT);
        assertEquals(shortSide, plan.height());
        assertTrue(mostBytes(plan, length) < WECHAT, plan::toString);
    }

    @Test
    void tenMinutesInTenMegabytesAreRefusedWithTheLengthThatWouldDo() {
        var refusal = assertThrows(Refusal.class, () -> plan(ChannelFrame.WIDE, Crop.WHOLE, Duration.ofMinutes(10), WECHAT));
        assertEquals("channelFilmTooLong", refusal.code());
        assertTrue(refusal.cause().matches("It runs for 10 min 0 s; the channel takes 10 MB, in which at most 6 min \\d+ s can be made out\\."), refusal::cause);
    }

    @Test
    void secondTryUsesLess() {
        var length = Duration.ofMinutes(2);
        var request = request(ChannelFrame.WIDE, Crop.WHOLE, WECHAT);
        int first = FilmPlan.of(facts(1920, 1080, "25/1"), STEREO, length, request, 1).videoBits();
        assertTrue(FilmPlan.of(facts(1920, 1080, "25/1"), STEREO, length, request, 0.8).videoBits() < 0.8 * first);
    }

    @Test
    void uprightFilmOfALyingMasterIsCutFromItsMiddleAndNotEnlarged() {
        FilmPlan plan = plan(ChannelFrame.TALL, Crop.WHOLE, Duration.ofSeconds(10), WECHAT);
        assertEquals(608, plan.width());
        assertEquals(1080, plan.height());
    }

    @Test
    void smallPartGivesASmallFilmButNoneThatPhonesCannotDecode() {
        FilmPlan plan = plan(ChannelFrame.WIDE, new Crop(0, 0, 2_500, 2_500), Duration.ofSeconds(10), WECHAT);
        assertEquals(480, plan.width());
        FilmPlan tiny = FilmPlan.of(facts(64, 64, "25/1"), Sound.NONE, Duration.ofSeconds(10), request(ChannelFrame.WIDE, Crop.WHOLE, WECHAT), 1);
        assertEquals(128, tiny.height());
        assertEquals(228, tiny.width());
        assertEquals(0, tiny.soundBits());
    }

    @Test
    void generousLimitIsNotFilledForItsOwnSake() {
        assertEquals(12_000_000, plan(ChannelFrame.WIDE, Crop.WHOLE, Duration.ofSeconds(10), 4L << 30).videoBits());
    }

    @Test
    void soundGetsLessWhereThereIsLittle() {
        FilmPlan plan = plan(ChannelFrame.WIDE, Crop.WHOLE, Duration.ofMinutes(5), WECHAT);
        assertEquals(64_000, plan.soundBits());
        assertEquals(1, plan.soundChannels(STEREO));
        assertEquals(2, plan(ChannelFrame.WIDE, Crop.WHOLE, Duration.ofSeconds(20), WECHAT).soundChannels(new Sound(6)));
    }

    @ParameterizedTest
    @CsvSource({"25/1,25", "30/1,30", "30000/1001,30", "24000/1001,25", "50/1,25", "60000/1001,30", "15/1,30", "0/0,25", "12/1,25", "120/1,30"})
    void rateIsTheSteadyOneNearestToTheMasters(String own, int rate) {
        assertEquals(rate, FilmPlan.rate(facts(64, 64, own)));
    }
}
