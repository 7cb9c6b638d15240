package ledwall.controller.media;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import org.junit.jupiter.api.Test;

final class MediaNamesTest {
    @Test
    void pathIsStrippedOffWhateverItsSystem() {
        assertEquals("passwd", MediaNames.clean("../../etc/passwd"));
        assertEquals("a.mp4", MediaNames.clean("C:\\media\\a.mp4"));
    }

    @Test
    void charactersThatHideOrTurnTextAreLeftOut() {
        assertEquals("abcd.mp4", MediaNames.clean("a\0b\nc\u202ed\u2066\ufeff\u2028.mp4"));
    }

    @Test
    void tibetanOfTwoHundredAndFiftyFiveBytesIsKeptWhole() {
        String name = Normalizer.normalize("བོད་ཡིག".repeat(13).substring(0, 85), Normalizer.Form.NFC);
        assertEquals(255, name.getBytes(StandardCharsets.UTF_8).length);
        assertEquals(name, MediaNames.clean(name));
    }

    @Test
    void decomposedAndComposedNamesAreTheSame() {
        assertEquals("caf\u00e9", MediaNames.clean("cafe\u0301"));
    }

    @Test
    void longNameIsCutBetweenCharacters() {
        assertEquals("x" + "\ud83c\udf04".repeat(99), MediaNames.clean("x" + "\ud83c\udf04".repeat(150)));
    }

    @Test
    void nothingLeftIsCalledUntitled() {
        assertEquals("untitled", MediaNames.clean(""));
        assertEquals("untitled", MediaNames.clean("a/.."));
        assertEquals("untitled", MediaNames.clean("\n\u202e "));
    }
}
