package ledwall.controller.playlist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTagTest {
    @ParameterizedTest
    @CsvSource({"zh-CN, zh-CN", "ZH-cn, zh-CN", "bo, bo", "bo-tibt, bo-Tibt", "zh-hant-tw, zh-Hant-TW", "yue, yue", "adx, adx", "es-419, es-419"})
    void aTagIsKeptInItsUsualCase(String said, String kept) {
        assertEquals(kept, new LanguageTag(said).value());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "zh_CN", "zh-", "e", "qq", "und", "x-house", "chinese", "zh-CN-u-nu-thai", "sl-rozaj", "zh-CN zh", "中文", "zh-QQ",
        "zh-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void whatIsNoTagOfALanguageScriptAndRegionIsRefused(String said) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> new LanguageTag(said));
        assertTrue(refusal.getMessage().contains("\"" + said + "\""), refusal.getMessage());
    }
}
