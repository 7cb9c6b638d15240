package ledwall.controller.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Words whose stacks go wrong where shaping does, against pictures that were looked at, and compared with what a browser draws. Written anew with
 * {@code -Dledwall.golden.write=<test resources>}; look at them before they are kept.
 */
class GoldenTest {
    private static final int EM = 72;
    private static final int MARGIN = 12;
    private static final int HEIGHT = 160;
    private final Fonts fonts = new Fonts(Fonts.SYSTEM);

    private record Word(String name, Script script, String text) {
        @Override
        public String toString() {
            return name + " " + text;
        }
    }

    static Stream<Word> words() {
        return Stream.of(new Word("bsgrubs", Script.TIBETAN, "བསྒྲུབས་"), new Word("rgyud", Script.TIBETAN, "རྒྱུད་"), new Word("huum", Script.TIBETAN, "ཧཱུྃ"),
            new Word("kssa", Script.TIBETAN, "ཀྵ"), new Word("bod-ljongs", Script.TIBETAN, "བོད་ལྗོངས་"),
            new Word("stod-lung", Script.TIBETAN, "སྟོད་ལུང་བདེ་ཆེན་"), new Word("mixed", Script.TIBETAN, "ཆུ་ཚོད་ 8:00 停水"),
            new Word("chinese", Script.CHINESE, "骨直角，藏文 བོད་ 25"));
    }

    private BufferedImage drawn(Word word) {
        var shaped = Shaped.of(fonts, word.script(), word.text(), "test");
        var sizes = new Sizes(EM * 0.7, EM);
        int width = (int) Math.ceil(shaped.width(0, shaped.length(), sizes)) + 2 * MARGIN;
        var out = new BufferedImage(width, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        var to = out.createGraphics();
        to.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        to.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        to.setColor(Color.WHITE);
        to.fill(shaped.outline(0, shaped.length(), sizes, MARGIN, MARGIN + EM * 1.15));
        to.dispose();
        return out;
    }

    @ParameterizedTest
    @MethodSource("words")
    void wordsAreDrawnAsTheyWereWhenSomebodyLooked(Word word) throws IOException {
        String file = "golden/" + word.name() + ".png";
        var now = drawn(word);
        String folder = System.getProperty("ledwall.golden.write");
        if (folder != null) {
            Path path = Path.of(folder, "ledwall/controller/text", file);
            Files.createDirectories(Objects.requireNonNull(path.getParent()));
            ImageIO.write(now, "png", path.toFile());
        }
        var golden = ImageIO.read(Objects.requireNonNull(GoldenTest.class.getResource(file), file));
        assertEquals(golden.getWidth(), now.getWidth());
        assertArrayEquals(grey(golden), grey(now));
    }

    private static int[] grey(BufferedImage image) {
        return image.getRaster().getSamples(0, 0, image.getWidth(), image.getHeight(), 0, (int[]) null);
    }

    /** Also stacks of Sanskrit that reach twice as far as those of every day, and Tibetan inside a Chinese line. */
    @ParameterizedTest
    @ValueSource(strings = {"བསྒྲུབས་", "ཚོད་", "ཛྷྲྱཱུ", "ཀྵཽྂ", "停水 བསྒྲུབས་ཚོད་"})
    void nothingReachesBeyondItsLine(String text) {
        var sizes = new Sizes(100, 148);
        var shaped = Shaped.of(fonts, text.startsWith("停") ? Script.CHINESE : Script.TIBETAN, text, "test");
        var ink = shaped.outline(0, shaped.length(), sizes, 0, shaped.ascent(sizes)).getBounds2D();
        assertTrue(ink.getMinY() >= -0.5 && ink.getMaxY() <= shaped.lineHeight(sizes) + 0.5, ink + " in a line of " + shaped.lineHeight(sizes));
    }
}
