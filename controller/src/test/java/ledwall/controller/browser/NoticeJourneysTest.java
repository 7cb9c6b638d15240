package ledwall.controller.browser;

import static ledwall.controller.browser.TestController.NAME;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A notice in Chinese and Tibetan, from the first word to the playlist, and once more. */
class NoticeJourneysTest extends Journey {
    private static final String ZH = "textarea[name='ticker.zh']";
    private static final String BO = "textarea[name='ticker.bo']";
    private static final String RENDERED = "#renderings[data-busy=false] figure[data-fits=true] img";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        en    | Chinese first | version 1 | saved another version | notice
        zh-CN | 汉文在上       | 第 1 版   | 保存了另一版本          | 公告
        """)
    void aNoticeIsWrittenInBothScriptsSeenAsItWillBeShownPutIntoAPlaylistAndEditedAgain(String language, String policy, String version, String newer,
                                                                                       String kind) {
        logIn(language);
        controller.addScreen("East wall");
        browser.click("nav a[href='#/library']");
        browser.click("#new-notice");
        browser.click("#notice input[value=ticker]");
        browser.type("#notice input[name=name]", "Snow");
        browser.type(ZH, "大雪封山");
        browser.find(RENDERED);
        String half = browser.address(RENDERED);
        browser.type(BO, "གངས་ཆེན་བབས།");
        browser.untilOther(RENDERED, half);
        browser.until("#renderings figcaption", text -> text.contains("320×180") && text.contains("East wall"));
        // The line that runs through is looked at where it begins.
        String middle = browser.address(RENDERED);
        browser.set("#renderings input[name=at]", "1");
        browser.untilOther(RENDERED, middle);
        browser.until("#policy", text -> text.contains(policy));
        browser.assertAccessible();

        // What cannot be drawn is told at the words that cause it.
        browser.type(BO, "گنگس");
        browser.find("textarea[name='ticker.bo'][aria-invalid=true]");
        browser.assertAccessible();
        // What is written stays while one looks elsewhere, and is marked.
        browser.click("nav a[href='#/walls']");
        browser.click("nav a[href='#/library']:has(.unsaved)");
        browser.click("#new-notice");
        browser.type(BO, "གངས་ཆེན་བབས།");
        browser.find(RENDERED);
        browser.click("#save-notice");
        browser.find("#saved");
        browser.until("#drawn-by", text -> text.contains(policy));
        browser.console().assertOnly(" 422 ");

        browser.click("nav a[href='#/playlists']");
        browser.untilIn("#library li[data-media]", "Snow", text -> text.contains(kind));
        browser.clickIn("#library li[data-media]", "Snow", "button.add");
        browser.click("#apply");
        browser.untilGone("#apply");
        browser.untilIn("#loop .item", "Snow", text -> !text.isEmpty());

        // Another edits it at the same time: nothing is lost unseen.
        browser.click("nav a[href='#/library']");
        browser.clickIn("#library li[data-media]", "Snow", "button.edit");
        browser.type(ZH, "大雪封山，请绕行");
        assertEquals(200L, browser.call("""
            const id = location.hash.split('/').at(-1);
            const kept = await fetch('/api/v1/text/' + id);
            const { name, template, theme, title, body, ticker, durationMillis } = await kept.json();
            const headers = { 'Content-Type': 'application/json', 'If-Match': kept.headers.get('ETag') };
            const edited = JSON.stringify({ name, template, theme, title, body, durationMillis, ticker: { ...ticker, zh: '雪' } });
            return (await fetch('/api/v1/text/' + id, { method: 'PUT', headers, body: edited })).status;
            """));
        browser.until("#notice-state", text -> text.contains(newer) && text.contains(NAME));
        browser.assertAccessible();
        browser.click("#insist");
        browser.click("#save-notice");
        browser.find("#saved");
        browser.untilTrue("return document.querySelector(\"" + ZH + "\").value === '大雪封山，请绕行'");

        browser.click("#change-policy");
        browser.click("#text-policy input[value=bo-first]");
        browser.type("#text-policy input[name=reason]", "2027-3");
        browser.click("#text-policy input[name=applyToExisting]");
        browser.assertAccessible();
        browser.click("#text-policy button[type=submit]");
        browser.untilGone("dialog");
        browser.until("#drawn-by", text -> text.contains("bo-first") && text.contains(version));
        browser.assertNothingSticksOut();
        browser.assertClean(controller.url());
    }
}
