package ledwall.controller.browser;

import static ledwall.controller.browser.TestController.NAME;
import static ledwall.controller.browser.TestController.PASSWORD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/** Who comes in, and in which language. */
class DoorJourneysTest extends Journey {
    @Test
    void theFirstAdministratorComesByTheOneTimeLinkAndLogsOutAndInAgain() {
        String link = controller.setupLink();
        browser.visit(controller.url(), controller.url(), "en");
        browser.until("main", text -> text.contains("Open the one-time link"));
        browser.go(link);
        browser.type("#setup input[name=name]", NAME);
        browser.type("#setup input[name=password]", PASSWORD);
        browser.click("#setup button[type=submit]");
        browser.until(".who", NAME::equals);
        browser.until("main", text -> text.contains("No screen yet"));

        browser.click("#log-out");
        browser.type("#login input[name=name]", NAME);
        browser.type("#login input[name=password]", PASSWORD);
        browser.click("#login button[type=submit]");
        browser.until(".who", NAME::equals);
        browser.assertClean(controller.url());

        // A second visitor with the same link finds a door like any other.
        browser.visit(controller.url(), link, "en");
        browser.find("#login");
        browser.assertClean(controller.url());
    }

    @Test
    void theIconIsFoundByTheNameThatBrowsersAskForByThemselves() {
        browser.visit(controller.url(), controller.url(), "en");
        browser.go(controller.url() + "/favicon.ico");
        assertEquals("svg", browser.script("return document.documentElement.nodeName"));
        browser.console().assertSilent();
    }

    @Test
    void aWrongPasswordIsToldInWordsAndTheSessionSurvivesAReload() {
        controller.addAdministrator();
        browser.visit(controller.url(), controller.url(), "en");
        browser.type("#login input[name=name]", NAME);
        browser.type("#login input[name=password]", "not-the-password-at-all");
        browser.click("#login button[type=submit]");
        browser.until("#login [role=alert]", text -> text.contains("Name or password is wrong."));
        browser.console().assertRefused(401);

        browser.type("#login input[name=password]", PASSWORD);
        browser.click("#login button[type=submit]");
        browser.until(".who", NAME::equals);
        browser.reload();
        browser.until(".who", NAME::equals);
        browser.assertClean(controller.url());
    }

    @Test
    void theContentPolicyIsStrictAndTheBrowserKeepsIt() throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(HttpRequest.newBuilder(URI.create(controller.url() + "/")).build(), BodyHandlers.ofString());
            String policy = answer.headers().firstValue("Content-Security-Policy").orElse("");
            assertTrue(policy.contains("default-src 'self'") && policy.contains("object-src 'none'") && policy.contains("frame-ancestors 'none'"), policy);
            assertFalse(policy.contains("unsafe"), policy);
        }
        controller.addAdministrator();
        browser.visit(controller.url(), controller.url(), "en");
        browser.find("#login");
        browser.script("const s = document.createElement('script'); s.textContent = 'window.smuggled = true'; document.body.append(s);");
        assertEquals(Boolean.FALSE, browser.script("return 'smuggled' in window"));
        // So breaches are seen where the other journeys look for them.
        browser.console().until("Content Security Policy");
    }

    @Test
    void thePageSpeaksBothLanguagesAndKeepsTheChoice() {
        logIn("en");
        browser.until("nav", text -> text.contains("Walls") && text.contains("Playlists"));
        browser.click("#language");
        browser.until("nav", text -> text.contains("大屏") && text.contains("播放列表"));
        browser.untilTrue("return document.documentElement.lang === 'zh-CN'");
        browser.reload();
        browser.until("main", text -> text.contains("还没有大屏"));
        browser.click("#language");
        browser.until("main", text -> text.contains("No screen yet"));
        browser.assertClean(controller.url());
    }
}
