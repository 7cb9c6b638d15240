package ledwall.controller.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be written, and that it is kept as it was. */
class WordingTest {
    private final Fonts fonts = new Fonts(Fonts.SYSTEM);

    @ParameterizedTest
    @ValueSource(strings = {"\u0f73", "\u0f75", "\u0f77", "\u0f81", "\u0f71\u0f72", "\u0f43", "\u0f42\u0fb7", "e\u0301"})
    void textIsNeitherComposedNorDecomposed(String typed) {
        String text = "ཀ" + typed;
        assertEquals(text, Wording.checked(Field.TITLE, new Bilingual("", text)).bo());
        var notice = new Notice(Template.TITLE, Theme.RED, new Bilingual("字", text), Bilingual.EMPTY, Bilingual.EMPTY, Duration.ofSeconds(2), Policy.EQUAL, 3);
        assertEquals(notice, NoticeCodec.decode(NoticeCodec.encode(notice)));
    }

    @Test
    void equalNoticesAreEqualBytes() {
        var one = new Notice(Template.TITLE, Theme.RED, new Bilingual("字", "ཀ"), Bilingual.EMPTY, Bilingual.EMPTY, Duration.ofSeconds(2), Policy.EQUAL, 3);
        assertEquals("{\"ledwallText\":1,\"template\":\"title\",\"theme\":\"red\",\"title\":{\"zh\":\"字\",\"bo\":\"ཀ\"},\"body\":{\"zh\":\"\",\"bo\":\"\"},"
            + "\"ticker\":{\"zh\":\"\",\"bo\":\"\"},\"durationMillis\":2000,\"policy\":\"equal\",\"policyVersion\":3}",
            new String(NoticeCodec.encode(one).array(), StandardCharsets.UTF_8));
    }

    @Test
    void onlyBlanksAndLineEndsAreTidied() {
        assertEquals("停水\n通知  好", Wording.checked(Field.BODY, new Bilingual(" 停水 \r\n通知\t 好\n", "")).zh());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u202e", "\u2066", "\u200e", "\u0007", "\u2028", "\ue000", "\ud800", "\u05d0", "\u0627", "\u25cc", "\ufeff"})
    void whatHidesTurnsOrHalvesTextIsRefusedByItsName(String character) {
        var refusal = assertThrows(TextRefusal.class, () -> Wording.checked(Field.TITLE, new Bilingual("字" + character + "字", "")));
        assertEquals("textForbiddenCharacter", refusal.code());
        assertTrue(refusal.cause().contains(Wording.code(character.codePointAt(0))), refusal.cause());
    }

    @Test
    void boundsAreNamed() {
        assertEquals("textTooLong", assertThrows(TextRefusal.class, () -> Wording.checked(Field.TITLE, new Bilingual("", "ཀ".repeat(121)))).code());
        assertEquals("textTooManyLines", assertThrows(TextRefusal.class, () -> Wording.checked(Field.TICKER, new Bilingual("一\n二", ""))).code());
    }

    /** A vowel or a subjoined letter without a letter would be drawn on a dotted circle; what no font has would be a box. */
    @ParameterizedTest
    @ValueSource(strings = {"\u0f72", "་\u0f90", "ཀ \u0f74", "\u0f83", "😀", "ᠮ", "अ"})
    void noBoxAndNoDottedCircleIsEverDrawn(String text) {
        var refusal = assertThrows(TextRefusal.class, () -> Shaped.of(fonts, Script.TIBETAN, text, "title.bo"));
        assertEquals("glyphMissing", refusal.code());
        assertEquals("title.bo", refusal.field());
        assertTrue(refusal.cause().contains("U+"), refusal.cause());
    }
}
