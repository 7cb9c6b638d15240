package ledwall.controller.browser;

import static ledwall.controller.browser.TestController.NAME;
import static ledwall.controller.browser.TestController.PASSWORD;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** The one button that takes the walls dark, and the way back. */
class StopJourneysTest extends Journey {
    /** The controller answers within 3 s; the rest is the browser's and a busy machine's. */
    private static final int PATIENCE_SECONDS = 20;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        en    | Stop 停播 | stopped on purpose | The password is wrong | NOT reached
        zh-CN | 一键停播  | 已人为停播          | 密码不正确            | 未能联系到
        """)
    void twoPressesStopAllAndWhoIsNotReachedIsNamedAndResumingAsksForReasonAndPassword(String language, String button, String stopped, String wrongPassword,
                                                                                      String notReached) {
        logIn(language);
        controller.addScreen("West wall");
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
        browser.console().assertRefused(403);
        browser.type("#resume-form input[name=password]", PASSWORD);
        browser.click("#resume-now");
        browser.find("dialog #unreached");
        browser.click("dialog .actions button.main");
        browser.untilGone("#stopped-strip");
        browser.find(".wall[data-stopped=false]");
        browser.assertClean(controller.url());
    }

    @Test
    void aWallConfirmsItsStopAndIsResumedWithReasonAndPassword() throws Exception {
        logIn("en");
        try (var _ = addWall("East wall", JADE)) {
            browser.until(".wall .marks", text -> text.contains("slate"));
            browser.click("#stop");
            browser.press("#stop-now", Keys.ENTER);
            browser.until("#reached", text -> text.contains("Stopped") && text.contains("East wall"));
            browser.untilGone("#unreached");
            browser.click("dialog .actions button.main");
            browser.until(".wall[data-stopped=true] .stopped", text -> text.contains("Stopped on purpose") && !text.contains("not confirmed"));
            browser.until(".wall .marks", text -> text.contains("stopped") && text.contains("✓ in sync"));
            // The group's loop is empty, which a stop does not change; the stop itself is no problem.
            browser.untilCount(".wall .problems li", 1);
            browser.until(".wall .problems", text -> text.contains("default loop"));

            resume("drill over");
            browser.until("#reached", text -> text.contains("Resumed") && text.contains("East wall"));
            browser.click("dialog .actions button.main");
            browser.untilGone("#stopped-strip");
            browser.until(".wall[data-stopped=false] .marks", text -> text.contains("slate"));
            browser.assertClean(controller.url());
        }
    }

    @Test
    void oneWallGoesToTheSlateWhileTheOtherPlaysOn() throws Exception {
        logIn("zh-CN");
        try (var _ = addWall("东墙", JADE); var _ = addWall("西墙", SAFFRON)) {
            browser.click("nav a[href='#/playlists']");
            browser.upload("#upload", TestMedia.picture(folder.resolve("雪山.png")));
            browser.click("#library li[data-state=ready] button.add");
            browser.click("#apply");
            browser.untilGone("#apply");
            browser.click("nav a[href='#/walls']");
            for (String wall : List.of("东墙", "西墙")) {
                browser.untilIn(".wall", wall, text -> text.contains("播放中") && text.contains("雪山.png"));
            }

            browser.clickIn(".wall", "西墙", ".stop-one");
            browser.click("#stop-form input[value=slate]");
            browser.type("#stop-form input[name=reason]", "施工");
            browser.click("#stop-now");
            browser.until("#reached", text -> text.contains("西墙") && !text.contains("东墙"));
            browser.click("dialog .actions button.main");
            browser.untilIn(".wall", "西墙", text -> text.contains("人为停播") && text.contains("垫片 · 操作人 " + NAME) && text.contains("施工"));
            browser.until(".wall[data-stopped=true] .marks", text -> text.contains("已停播"));
            browser.untilIn(".wall", "东墙", text -> text.contains("播放中") && text.contains("雪山.png"));
            browser.find(".wall[data-stopped=false][data-in-sync=true]");

            resume("施工结束");
            browser.until("#reached", text -> text.contains("西墙"));
            browser.click("dialog .actions button.main");
            browser.untilIn(".wall", "西墙", text -> text.contains("播放中") && text.contains("雪山.png"));
            browser.assertClean(controller.url());
        }
    }

    private void resume(String reason) {
        browser.click("#resume");
        browser.type("#resume-form input[name=reason]", reason);
        browser.type("#resume-form input[name=password]", PASSWORD);
        browser.click("#resume-now");
    }
}
