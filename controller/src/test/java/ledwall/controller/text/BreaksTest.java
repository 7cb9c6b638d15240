package ledwall.controller.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A bar stands wherever a line may end, and nowhere else. */
class BreaksTest {
    @ParameterizedTest
    @ValueSource(strings = {"བོད་|ལྗོངས་|སྟོད་|ལུང་", "བཀྲ་|ཤིས་", "བཀྲ་|ཤིས བདེ་|ལེགས"})
    void tibetanEndsALineAfterATshegAndNotAtASpace(String marked) {
        check(marked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"བཟང་།", "ང\u0f0c།", "བཟང་ །", "ང\u0f0cང་|ཀ", "ལེགས། །", "ལེགས༎", "ལེགས༎ ༎"})
    void noLineBeginsWithATshegOrAShadNorAfterTheTshegThatHolds(String marked) {
        check(marked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"རྒྱུ། |ཆུ་|སྔོན", "རྒྱུ།|ཆུ་|སྔོན", "ལེགས། །|ཆུ", "ཀ\u0f14|ཀ", "ཀ\u0f7f|ཀ", "བདག |ཆུ་|ཀ", "ཀ |ཀ"})
    void aLineMayEndAfterAShadOrWhatStandsForOne(String marked) {
        check(marked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"停|水|通|知", "停|水，|请|储|水。", "（停|水）|通|知", "《拉|萨》|报", "他|说：|“停|水。”|好"})
    void chinesePunctuationStaysWithWhatItBelongsTo(String marked) {
        check(marked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"11|月|25|日", "8:00-18:00|停|水", "电|话 |0891-6321234。", "LED |screen |wall", "3.5%|降|价", "￥12.50|元", "A\u00a0B |C"})
    void wordsAndNumbersStayWhole(String marked) {
        check(marked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ཟླ་|11|ཚེས་|25", "ཟླ་ |11 |ཚེས་", "བོད|文", "藏|བོད་|文"})
    void scriptsMayPartWhereTheyMeet(String marked) {
        check(marked);
    }

    private static void check(String marked) {
        String text = marked.replace("|", "");
        var out = new StringBuilder(text);
        Breaks.of(text).stream().boxed().sorted((a, b) -> b - a).forEach(at -> out.insert((int) at, '|'));
        assertEquals(marked, out.toString());
    }
}
