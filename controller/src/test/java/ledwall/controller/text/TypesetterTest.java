package ledwall.controller.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What stands where, how large, and how it moves. */
class TypesetterTest {
    private static final Bilingual TITLE = new Bilingual("停水通知", "ཆུ་གཅོད་པའི་བརྡ་ཐོ།");
    private static final Bilingual BODY = new Bilingual("因管道检修，11月25日 8:00 至 18:00 停水，请提前储水。",
        "ཟླ་ 11 ཚེས་ 25 ཉིན་ཆུ་ཚོད་ 8:00 ནས་ 18:00 བར་ཆུ་གཅོད་རྒྱུ། ཆུ་སྔོན་ནས་གསོག་རོགས།");
    private static final Bilingual TICKER = new Bilingual("天干物燥，注意防火。", "མེ་སྐྱོན་སྔོན་འགོག་བྱེད་རོགས།");
    private static final List<int[]> SHAPES = List.of(new int[] {640, 360}, new int[] {360, 640}, new int[] {1920, 1080}, new int[] {800, 400}, new int[] {1024, 256});

    private final Typesetter typesetter = new Typesetter(new Fonts(Fonts.SYSTEM));

    private static Notice notice(Template template, Policy policy) {
        return new Notice(template, Theme.NIGHT, TITLE, template == Template.TITLE ? Bilingual.EMPTY : BODY, template == Template.TICKER ? TICKER : Bilingual.EMPTY,
            Duration.ofSeconds(10), policy, 1);
    }

    @ParameterizedTest
    @EnumSource(Policy.class)
    void everyLineStandsInsideThePictureAndBeginsAsItMay(Policy policy) {
        for (int[] shape : SHAPES.subList(0, 4)) {
            Page page = typesetter.page(notice(Template.NOTICE, policy), shape[0], shape[1], Legibility.FLOOR);
            double below = 0;
            for (Placed line : page.lines()) {
                var ink = line.outline().getBounds2D();
                assertTrue(ink.getMinX() >= 0 && ink.getMaxX() <= shape[0] && ink.getMinY() >= 0 && ink.getMaxY() <= shape[1], line + " at " + ink);
                int first = line.toString().codePointAt(0);
                assertFalse(Breaks.isTsheg(first) || Breaks.isShad(first), line.toString());
                assertTrue(policy == Policy.EQUAL || ink.getMinY() >= below, line + " touches the line above");
                below = ink.getMaxY();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Policy.class)
    void thePolicySaysWhichScriptGoesFirstAndHowLargeTheOtherIs(Policy policy) {
        Page page = typesetter.page(notice(Template.NOTICE, policy), 1920, 1080, Legibility.FLOOR);
        Placed first = page.lines().getFirst();
        assertEquals(policy == Policy.BO_FIRST ? Script.TIBETAN : Script.CHINESE, first.text().script());
        assertEquals(policy.sizeRatio() * Script.EQUAL_HEIGHT, page.em(Script.TIBETAN) / page.em(Script.CHINESE), 0.001);
        boolean beside = page.lines().stream().anyMatch(line -> line.text().script() == Script.TIBETAN && line.x() > 960);
        assertEquals(policy == Policy.EQUAL, beside);
        Page tall = typesetter.page(notice(Template.NOTICE, Policy.EQUAL), 1080, 1920, Legibility.FLOOR);
        assertTrue(tall.lines().stream().noneMatch(line -> line.x() > 900), "one above the other where the screen is higher than wide");
    }

    @Test
    void lettersAreAsLargeAsFits() {
        Page small = typesetter.page(notice(Template.NOTICE, Policy.ZH_FIRST), 640, 360, Legibility.FLOOR);
        Page large = typesetter.page(notice(Template.NOTICE, Policy.ZH_FIRST), 1920, 1080, Legibility.FLOOR);
        assertEquals(3, large.em(Script.CHINESE) / small.em(Script.CHINESE), 0.2);
        double lowest = large.lines().stream().mapToDouble(line -> line.outline().getBounds2D().getMaxY()).max().orElseThrow();
        double highest = large.lines().stream().mapToDouble(line -> line.outline().getBounds2D().getMinY()).min().orElseThrow();
        assertTrue(lowest - highest > 1080 * 0.7, "it uses the height: " + highest + " to " + lowest);
    }

    @Test
    void whatAPitchAsksForDecidesWhetherItFitsAndNeverHowItLooks() {
        var notice = notice(Template.TITLE, Policy.ZH_FIRST);
        Page free = typesetter.page(notice, 640, 360, Legibility.FLOOR);
        Page strict = typesetter.page(notice, 640, 360, Legibility.ofPitch(8.0));
        assertTrue(Arrays.equals(pixels(free.film(25).frame(0)), pixels(strict.film(25).frame(0))));
        var refusal = assertThrows(TextRefusal.class, () -> typesetter.page(notice(Template.NOTICE, Policy.ZH_FIRST), 640, 360, Legibility.ofPitch(8.0)));
        assertEquals("textDoesNotFit", refusal.code());
        assertEquals("body.bo", refusal.field());
        assertTrue(refusal.cause().matches(".*\\d+ pixels too high for a screen of 640x360.*"), refusal.cause());
    }

    @Test
    void smallestLettersFollowFromThePitch() {
        assertEquals(new Legibility(40, 64), Legibility.ofPitch(8.0));
        assertEquals(new Legibility(40, 64), Legibility.ofPitch(16.0));
        assertEquals(new Legibility(20, 32), Legibility.ofPitch(4.0));
        assertEquals(Legibility.FLOOR, Legibility.ofPitch(1.2));
        assertEquals(Legibility.FLOOR, Legibility.ofPitch(null));
    }

    @Test
    void runsOfTheOtherScriptStandLevelWithTheirLine() {
        var shaped = Shaped.of(new Fonts(Fonts.SYSTEM), Script.TIBETAN, "པ国", "test");
        var sizes = new Sizes(100, 100 * Script.EQUAL_HEIGHT);
        var tibetan = shaped.outline(0, 1, sizes, 0, 0).getBounds2D();
        var chinese = Shaped.of(new Fonts(Fonts.SYSTEM), Script.TIBETAN, "国", "test").outline(0, 1, sizes, 0, 0).getBounds2D();
        assertEquals(tibetan.getCenterY(), chinese.getCenterY(), 2);
        assertEquals(tibetan.getHeight(), chinese.getHeight(), 2, "of equal height, as measured");
    }

    @Test
    void aTickerIsEquallyLongEverywhereAndMovesByWholePixels() {
        var notice = notice(Template.TICKER, Policy.ZH_FIRST);
        var only = new Notice(Template.TICKER, Theme.NIGHT, Bilingual.EMPTY, Bilingual.EMPTY, TICKER, Duration.ofSeconds(2), Policy.ZH_FIRST, 1);
        for (int[] shape : SHAPES) {
            Page page = typesetter.page(shape[1] == 256 || shape[0] == 640 ? only : notice, shape[0], shape[1], Legibility.FLOOR);
            assertEquals(typesetter.length(notice), page.length());
            for (int rate : List.of(25, 30, 50, 60)) {
                assertEquals(0, page.length().toNanos() * rate % 1_000_000_000L, "whole frames at " + rate);
            }
            Band band = Objects.requireNonNull(page.band());
            int frames = page.frames(25);
            assertTrue((long) frames * band.step(frames) >= shape[0] + band.length(), "all of it has passed at the end");
        }
    }

    @Test
    void aTickerRepeatsWithoutASeam() {
        Page page = typesetter.page(new Notice(Template.TICKER, Theme.NIGHT, Bilingual.EMPTY, Bilingual.EMPTY, TICKER, Duration.ofSeconds(2), Policy.ZH_FIRST, 1),
            640, 360, Legibility.FLOOR);
        Film film = page.film(25);
        byte[] first = pixels(film.frame(0)).clone();
        byte[] middle = pixels(film.frame(film.frames() / 2)).clone();
        assertFalse(Arrays.equals(first, middle));
        assertTrue(Arrays.equals(first, pixels(film.frame(film.frames()))), "after the last frame comes the first");
        BufferedImage one = film.frame(100);
        int step = Objects.requireNonNull(page.band()).step(film.frames());
        int[] before = one.getRGB(step, 180, 600 - step, 1, null, 0, 600);
        int[] after = film.frame(101).getRGB(0, 180, 600 - step, 1, null, 0, 600);
        assertTrue(Arrays.equals(before, after), "each frame is the one before, moved by " + step + " pixels");
        assertTrue(Arrays.equals(middle, pixels(page.film(25).frame(film.frames() / 2))), "the same pixels each time");
    }

    private static byte[] pixels(BufferedImage image) {
        return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    }
}
