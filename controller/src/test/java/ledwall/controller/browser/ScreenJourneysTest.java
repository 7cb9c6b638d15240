package ledwall.controller.browser;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Screens come, go away, come back, and move. */
class ScreenJourneysTest extends Journey {
    @Test
    void aScreenIsAddedItsAgentEnrolsByTheCodeAndItsGlassIsShown() throws Exception {
        logIn("en");
        String code = addScreen("East wall");
        try (var wall = enrol("East wall", code, JADE)) {
            browser.find(".wall[data-online=true]");
            browser.until(".wall h3", text -> text.contains("East wall") && text.contains("320×180"));
            browser.untilPainted(".wall canvas", JADE);
            browser.until(".wall figcaption", text -> text.contains("read from the glass"));
            wall.glass().paint(SAFFRON);
            browser.untilPainted(".wall canvas", SAFFRON);
            browser.until(".wall .marks", text -> text.contains("online") && text.contains("clock locked"));
            browser.assertClean(controller.url());
        }
    }

    @Test
    void aWallThatGoesOfflineIsToldOfWithItsCauseAndComesBack() throws Exception {
        logIn("zh-CN");
        try (var wall = addWall("东墙", JADE)) {
            browser.untilPainted(".wall canvas", JADE);
            wall.cut();
            browser.find(".wall[data-online=false]");
            browser.until(".wall .marks", text -> text.contains("离线"));
            browser.until(".overview", text -> text.contains("在线 0/1"));
            browser.click("nav a[href='#/technician']");
            browser.until(".line .said", text -> text.contains("离线：连接中断") && text.contains("自 "));
            browser.until(".line .impact", text -> text.contains("公众看到的"));
            browser.click(".line a");
            browser.until("#events", text -> text.contains("已断开"));
            browser.assertAccessible();

            wall.comeBack();
            browser.find(".detail[data-online=true]");
            browser.until(".detail .said", text -> text.startsWith("在线") || text.startsWith("正常"));
            browser.click("nav a[href='#/walls']");
            browser.untilPainted(".wall canvas", JADE);
            // A page that asks for a picture before it hears that the wall is gone is refused one.
            browser.console().assertOnly("/snapshot");
            browser.assertClean(controller.url());
        }
    }

    @Test
    void aScreenIsRenamedMovedToAnotherGroupAndRetired() throws Exception {
        logIn("en");
        try (var _ = addWall("East wall", JADE)) {
            browser.click("nav a[href='#/groups']");
            browser.click("#add-group");
            browser.type("#new-group input[name=name]", "Squares");
            browser.click("#new-group button[type=submit]");
            browser.until("main", text -> text.contains("Squares"));

            browser.click("[data-screen] .change");
            browser.type("#change-screen input[name=name]", "North square");
            browser.choose("#change-screen select[name=group]", "Squares");
            browser.until("#consequences", text -> !text.isEmpty());
            browser.click("#change-screen button[type=submit]");
            browser.untilGone("dialog");
            browser.until("[aria-label=Squares][data-group]", text -> text.contains("North square"));

            browser.clickIn("[data-group]", "North square", "button.delete");
            browser.until("#delete-group .notice", text -> text.contains("North square"));
            browser.click("#delete-group button[type=button]");

            browser.click("[data-screen] .retire");
            browser.type("#retire-screen input[name=confirm]", "North square");
            browser.click("#retire-screen button[type=submit]");
            browser.untilGone("[data-screen]");
            browser.assertClean(controller.url());
        }
    }

    @Test
    void aScreenIsGivenQuietHoursAndTheyAreTakenAwayAgain() throws Exception {
        logIn("en");
        try (var _ = addWall("East wall", JADE)) {
            browser.click("nav a[href='#/groups']");
            browser.click("[data-screen] .quiet-hours");
            browser.find("#no-quiet-hours");
            browser.type("#new-quiet input[name=quietName]", "Night");
            browser.choose("#new-quiet select[name=quietDays]", "Monday to Friday");
            browser.click("#add-quiet");
            browser.until("#quiet-items", text -> text.contains("Night") && text.contains("Monday to Friday 22:00–06:00"));
            browser.assertAccessible();
            browser.click("#quiet-hours button[type=submit]");
            browser.untilGone("dialog");

            browser.click("[data-screen] .quiet-hours");
            browser.until("#quiet-items", text -> text.contains("Night") && text.contains("Monday to Friday 22:00–06:00"));
            browser.click("#quiet-items .remove-quiet");
            browser.find("#no-quiet-hours");
            browser.click("#quiet-hours button[type=submit]");
            browser.untilGone("dialog");

            browser.click("[data-screen] .quiet-hours");
            browser.find("#no-quiet-hours");
            browser.assertClean(controller.url());
        }
    }

    @Test
    void aPictureOfTheLibraryBecomesAScreensSlateAndIsNotDeletedMeanwhile() throws Exception {
        logIn("en");
        try (var _ = addWall("East wall", JADE)) {
            browser.click("nav a[href='#/library']");
            browser.upload("#upload", TestMedia.picture(folder.resolve("emblem.png")));
            browser.find("#library li[data-state=ready]");
            browser.click("nav a[href='#/groups']");
            browser.click("[data-screen] .slate");
            browser.choose("#slate select[name=slate]", "emblem.png");
            browser.choose("#slate select[name=fit]", "fill, cut edges");
            browser.assertAccessible();
            browser.click("#slate button[type=submit]");
            browser.untilGone("dialog");
            browser.click("[data-screen] .slate");
            browser.untilTrue("return document.querySelector('#slate select[name=slate]')?.selectedOptions[0].text === 'emblem.png'");
            browser.click("#slate button[type=button]");

            browser.click("nav a[href='#/library']");
            browser.click("#library .delete");
            browser.until("#delete-media", text -> text.contains("Slate of: East wall"));
            browser.find("#delete-media button[type=submit]:disabled");
            browser.assertClean(controller.url());
        }
    }

    @Test
    void quietHoursThatAreFilledInAreSavedThoughNobodyAddedThem() throws Exception {
        logIn("en");
        try (var _ = addWall("East wall", JADE)) {
            browser.click("nav a[href='#/groups']");
            browser.click("[data-screen] .quiet-hours");
            browser.find("#no-quiet-hours");
            browser.find("#quiet-unchanged");
            browser.find("#quiet-hours button[type=submit]:disabled");
            browser.choose("#new-quiet select[name=quietDays]", "Monday to Friday");
            browser.click("#quiet-hours button[type=submit]");
            browser.untilGone("dialog");

            browser.click("[data-screen] .quiet-hours");
            browser.until("#quiet-items", text -> text.contains("Quiet hours 1") && text.contains("Monday to Friday 22:00–06:00"));
            browser.click("#add-quiet");
            browser.until("#quiet-items", text -> text.contains("Quiet hours 2"));
            browser.click("#quiet-items .remove-quiet");
            browser.click("#add-quiet");
            browser.until("#quiet-items", text -> text.contains("Quiet hours 2") && text.contains("Quiet hours 3") && !text.contains("Quiet hours 1"));
            browser.type("#new-quiet input[name=quietName]", "Quiet hours 2");
            browser.find("#quiet-reason");
            browser.find("#quiet-hours button[type=submit]:disabled");
            browser.assertAccessible();
            browser.assertClean(controller.url());
        }
    }

    /** @return its one-time code */
    private String addScreen(String name) {
        int before = browser.all(".wall").size();
        browser.click("#add-screen");
        browser.type("#new-screen input[name=name]", name);
        browser.type("#new-screen input[name=width]", "320");
        browser.type("#new-screen input[name=height]", "180");
        browser.click("#new-screen button[type=submit]");
        String code = browser.find("#enrolment-code").getText();
        assertTrue(browser.find("dialog pre").getText().contains("ledwall-agent enrol --controller 127.0.0.1:" + controller.agentsPort() + " --code " + code));
        browser.click("dialog .actions button");
        browser.untilTrue("return document.querySelectorAll('.wall').length > " + before);
        return code;
    }
}
