package ledwall.controller.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import ledwall.controller.refusal.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only the known bytes draw. */
class FontsTest {
    @TempDir
    Path folder;

    @Test
    void faceOfMainlandChinaIsTakenFromTheCollection() {
        assertEquals("NotoSansCJKsc-Bold", new Fonts(Fonts.SYSTEM).face(Script.CHINESE).font().getPSName());
        assertEquals("NotoSerifTibetan-Bold", new Fonts(Fonts.SYSTEM).face(Script.TIBETAN).font().getPSName());
    }

    @Test
    void anotherFileOfTheSameNameIsRefusedAndNothingStandsInForIt() throws IOException {
        var typesetter = new Typesetter(new Fonts(folder));
        var notice = new Notice(Template.TITLE, Theme.RED, new Bilingual("字", "ཀ"), Bilingual.EMPTY, Bilingual.EMPTY, Duration.ofSeconds(2), Policy.EQUAL, 3);
        check(assertThrows(Refusal.class, () -> typesetter.page(notice, 640, 360, Legibility.FLOOR)), "has no font file");

        for (PinnedFont font : PinnedFont.values()) {
            Path file = folder.resolve(font.path());
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.copy(Fonts.SYSTEM.resolve(font.path()), file);
        }
        Path tibetan = folder.resolve(PinnedFont.TIBETAN.path());
        byte[] bytes = Files.readAllBytes(tibetan);
        bytes[bytes.length - 1] ^= 1;
        Files.write(tibetan, bytes);
        check(assertThrows(Refusal.class, () -> typesetter.page(notice, 640, 360, Legibility.FLOOR)), "is not the one");

        bytes[bytes.length - 1] ^= 1;
        Files.write(tibetan, bytes);
        assertEquals(640, typesetter.page(notice, 640, 360, Legibility.FLOOR).width(), "once it is there, nothing need be restarted");
    }

    private static void check(Refusal refusal, String words) {
        assertEquals("fontUnknown", refusal.code());
        assertEquals(Refusal.Kind.UNAVAILABLE, refusal.kind());
        assertTrue(refusal.cause().contains(words), refusal.cause());
        assertTrue(refusal.advice().contains("fonts-noto-"), refusal.advice());
    }
}
