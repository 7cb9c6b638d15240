package ledwall.controller.browser;

import static ledwall.controller.browser.TestController.NAME;
import static ledwall.controller.browser.TestController.PASSWORD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** The one button that takes the walls dark, and the way back. */
class StopJourneysTest extends Journey {
    /** The controller answers within 3 s; the rest is the browser's and a busy machine's. */
    private static final int PATIENCE_SECONDS = 8;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        en    | Stop 停播 | stopped on purpose | The password is wrong | NOT reached
        zh-CN | 一键停播  | 已人为停播          | 密码不正确            | 未能联系到
        """)
    void twoPressesStopAllAndWhoIsNotReachedIsNamedAndResumingAsksForReasonAndPassword(String language, String button, String stopped, String wrongPassword,
                                                                                      String notReached) {
        logIn(language);
        addScreen("West wall");
        browser.click("nav a[href='#/library']");
        browser.until("#stop", button::equals);
        long pressed = System.nanoTime();
        browser.click("#stop");
        browser.press("#stop-now", Keys.ENTER);
        browser.until("#unreached", text -> text.contains(notReached) && text.contains("West wall"));
        var took = Duration.ofNanos(System.nanoTime() - pressed);
        assertTrue(took.toSeconds() < PATIENCE_SECONDS, "named after " + took);
        browser.assertAccessible();
        browser.click("dialog .actions button.main");
        browser.until("#stopped-strip", text -> text.contains(stopped) && text.contains("West wall") && text.contains(NAME));
        browser.click("nav a[href='#/walls']");
        browser.until(".wall[data-stopped=true]", text -> text.contains("West wall"));
        browser.assertAccessible();

        browser.click("#resume");
        browser.type("#resume-form input[name=reason]", "drill over");
        browser.type("#resume-form input[name=password]", "not-the-password-at-all");
        browser.click("#resume-now");
        browser.until("#resume-form [role=alert]", text -> text.contains(wrongPassword));
        browser.assertAccessible();
        // The browser itself writes the 403 on its console.
        assertEquals(1, browser.complaints().size());
        browser.type("#resume-form input[name=password]", PASSWORD);
        browser.click("#resume-now");
        browser.find("dialog #unreached");
        browser.click("dialog .actions button.main");
        browser.untilGone("#stopped-strip");
        browser.find(".wall[data-stopped=false]");
        browser.assertClean(controller.url());
    }
}
