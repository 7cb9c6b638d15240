package ledwall.controller.browser;

import static ledwall.controller.browser.TestController.NAME;
import static ledwall.controller.browser.TestController.PASSWORD;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** A page that may be old says so, and heals by itself. */
class FreshnessJourneysTest extends Journey {
    @Test
    void aPageWhoseControllerIsGoneSaysSoAndHealsWhenItIsBack() throws Exception {
        logIn("en");
        try (var wall = addWall("East wall", JADE)) {
            browser.untilPainted(".wall canvas", JADE);
            browser.assertClean(controller.url());
            controller.stop();
            browser.until(".notice.warn", text -> text.contains("may be old"));
            wall.glass().paint(SAFFRON);
            controller.start();
            browser.untilGone(".notice.warn");
            browser.untilPainted(".wall canvas", SAFFRON);
            browser.find(".wall[data-online=true]");
        }
    }

    @Test
    void aPageOlderThanItsControllerLoadsItselfUnlessThatWouldLoseAnEdit() throws Exception {
        logIn("en");
        browser.click("nav a[href='#/playlists']");
        browser.type("#loop .title", "Losar");
        browser.find("#discard");
        // As if the controller that comes back brought another build than the one that runs here.
        browser.script("document.querySelector('script[src]').setAttribute('src', '/assets/index-before.js'); window.before = true");
        controller.stop();
        browser.until(".freshness", text -> text.contains("may be old"));
        controller.start();
        browser.until(".freshness", text -> text.contains("new version"));
        assertEquals(Boolean.TRUE, browser.script("return window.before"));

        browser.click("#discard");
        browser.untilTrue("return !('before' in window)");
        browser.find("#loop .title");
        browser.untilGone(".freshness .notice");
        browser.assertAccessible();
    }

    @Test
    void aSignInThatEndedIsAskedForAgainAndNothingTypedIsLost() throws Exception {
        logIn("en");
        browser.click("nav a[href='#/playlists']");
        browser.type("#loop .title", "Losar");
        browser.script("return fetch('/api/v1/session', { method: 'DELETE' })");
        browser.type("dialog #login input[name=name]", NAME);
        browser.until("dialog .hint", text -> text.contains("Your sign-in has ended"));
        browser.type("dialog #login input[name=password]", PASSWORD);
        browser.click("dialog #login button[type=submit]");
        browser.untilGone("dialog");
        browser.until(".freshness", String::isEmpty);
        assertEquals("Losar", browser.script("return document.querySelector('#loop .title').value"));
        browser.click("#apply");
        browser.untilGone("#apply");
        browser.until("[data-playlist] a[aria-current]", text -> text.startsWith("Losar"));
    }
}
