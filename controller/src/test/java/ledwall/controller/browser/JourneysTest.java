package ledwall.controller.browser;

import static ledwall.controller.browser.TestController.NAME;
import static ledwall.controller.browser.TestController.PASSWORD;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What people do with the page, in a real browser, against a real controller and a real agent. Each journey has a house of its own; the browser is shared. */
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JourneysTest {
    private static final Color JADE = new Color(20, 150, 110);
    private static final Color SAFFRON = new Color(230, 150, 20);
    private static final Pattern COUNTDOWN = Pattern.compile("in (\\d+) s");

    private Browser browser;
    private Path folder;
    private TestController controller;

    @BeforeAll
    void openBrowser(@TempDir Path profile) {
        browser = new Browser(profile);
    }

    @AfterAll
    void closeBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void startController(@TempDir Path temporary) throws Exception {
        folder = temporary;
        controller = new TestController(Files.createDirectory(folder.resolve("controller")));
    }

    @AfterEach
    void stopController() {
        long failures = controller.failures();
        controller.close();
        assertEquals(0, failures, "tasks of the control loop that threw");
    }

    @Test
    void theFirstAdministratorComesByTheOneTimeLinkAndLogsOutAndInAgain() {
        String link = controller.setupLink();
        browser.visit(controller.url(), controller.url());
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
        browser.visit(controller.url(), link);
        browser.find("#login");
        browser.assertClean(controller.url());
    }

    @Test
    void aWrongPasswordIsToldInWordsAndTheSessionSurvivesAReload() {
        controller.addAdministrator();
        browser.visit(controller.url(), controller.url());
        browser.type("#login input[name=name]", NAME);
        browser.type("#login input[name=password]", "not-the-password-at-all");
        browser.click("#login button[type=submit]");
        browser.until("#login [role=alert]", text -> text.contains("Name or password is wrong."));
        // The browser itself writes the 401 on its console.
        assertEquals(1, browser.complaints().size());

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
        browser.visit(controller.url(), controller.url());
        browser.find("#login");
        browser.script("const s = document.createElement('script'); s.textContent = 'window.smuggled = true'; document.body.append(s);");
        assertEquals(Boolean.FALSE, browser.script("return 'smuggled' in window"));
        // So breaches are seen where the other journeys look for them.
        assertTrue(browser.complaints().stream().anyMatch(line -> line.contains("Content Security Policy")));
    }

    @Test
    void thePageSpeaksBothLanguagesAndKeepsTheChoice() {
        logIn();
        browser.until("nav", text -> text.contains("Walls") && text.contains("Playlists"));
        browser.click("#language");
        browser.until("nav", text -> text.contains("大屏") && text.contains("播放列表"));
        assertEquals("zh-CN", browser.script("return document.documentElement.lang"));
        browser.reload();
        browser.until("main", text -> text.contains("还没有大屏"));
        browser.click("#language");
        browser.until("main", text -> text.contains("No screen yet"));
        browser.assertClean(controller.url());
    }

    @Test
    void aScreenIsAddedItsAgentEnrolsByTheCodeAndItsGlassIsShown() throws Exception {
        logIn();
        try (var wall = addWall("East wall", JADE)) {
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
    void anUploadJoinsTheLoopGoesOnAirInStepAndLeavesAgain() throws Exception {
        Path video = TestMedia.video(folder.resolve("river.mp4"));
        Path picture = TestMedia.picture(folder.resolve("雪山.png"));
        logIn();
        try (var wall = addWall("East wall", JADE)) {
            browser.click("nav a[href='#/playlists']");
            browser.find("#library .upload");
            watchProgress();
            browser.slowUploads((int) Files.size(video) / 2);
            browser.choose("#upload", video);
            browser.find("#library .media li[data-media][data-state]");
            browser.fullSpeed();
            var seen = (List<?>) browser.script("return window.progressSeen");
            assertTrue(seen.size() >= 3 && seen.stream().anyMatch(value -> between(value, 1, 99)), "progress " + seen);
            browser.choose("#upload", picture);
            await().atMost(Duration.ofSeconds(30)).until(() -> browser.all("#library li[data-state=ready]").size() == 2);

            add("river.mp4");
            add("雪山.png");
            browser.type(item(1) + " .seconds", "3");
            browser.type(item(2) + " .seconds", "2.5");
            browser.click(item(2) + " .up");
            browser.until(item(1) + " .item-name", "雪山.png"::equals);
            assertEquals("2.5", browser.script("return document.querySelector(arguments[0]).value", item(1) + " .seconds"));
            browser.until("#loop", text -> text.contains("One turn takes 0:05.5"));
            browser.click("#apply");
            browser.untilGone("#apply");

            browser.click("nav a[href='#/walls']");
            browser.find(".wall[data-in-sync=true]");
            browser.until(".wall .on-air", "雪山.png"::equals);
            browser.until(".wall .next", text -> text.contains("river.mp4") && countdown(text) <= 3);
            browser.until(".wall .on-air", "river.mp4"::equals);
            browser.until(".wall .next", text -> text.contains("雪山.png") && countdown(text) <= 3);
            browser.until(".wall .marks", text -> text.contains("✓ in sync") && text.contains("playing"));

            browser.click("nav a[href='#/playlists']");
            browser.click(item(1) + " .remove");
            browser.click("#apply-now");
            browser.untilGone("#apply-now");
            browser.click("nav a[href='#/walls']");
            browser.until(".wall .next", text -> text.contains("river.mp4") && countdown(text) <= 3);
            browser.find(".wall[data-in-sync=true]");
            wall.glass().paint(SAFFRON);
            browser.untilPainted(".wall canvas", SAFFRON);
            browser.assertClean(controller.url());

            browser.click("nav a[href='#/library']");
            browser.clickIn("#library li[data-media]", "雪山.png", "button.delete");
            browser.click("#delete-media button[type=submit]");
            await().atMost(Duration.ofSeconds(10)).until(() -> browser.all("#library li[data-media]").size() == 1);
        }
    }

    @Test
    void aPageWhoseControllerIsGoneSaysSoAndHealsWhenItIsBack() throws Exception {
        logIn();
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

    private void logIn() {
        controller.addAdministrator();
        browser.visit(controller.url(), controller.url());
        browser.type("#login input[name=name]", NAME);
        browser.type("#login input[name=password]", PASSWORD);
        browser.click("#login button[type=submit]");
        browser.until(".who", NAME::equals);
    }

    /** By the page, as a technician would: the code is read from the screen. */
    private TestWall addWall(String name, Color color) throws Exception {
        browser.click("#add-screen");
        browser.type("#new-screen input[name=name]", name);
        browser.type("#new-screen input[name=width]", "320");
        browser.type("#new-screen input[name=height]", "180");
        browser.click("#new-screen button[type=submit]");
        String code = browser.find("#enrolment-code").getText();
        assertTrue(browser.find("dialog pre").getText().contains("ledwall-agent enrol --controller 127.0.0.1:" + controller.agentsPort() + " --code " + code));
        browser.click("dialog .actions button");
        browser.find(".wall[data-online=false]");
        var wall = TestWall.enrol(controller, code, Files.createDirectory(folder.resolve("wall")), new PaintedGlass(320, 180, color));
        browser.find(".wall[data-online=true]");
        return wall;
    }

    private void add(String name) {
        int before = browser.all("#loop .item").size();
        browser.clickIn("#library li[data-media]", name, "button.add");
        browser.find(item(before + 1));
    }

    private static String item(int place) {
        return "#loop .item:nth-child(" + place + ")";
    }

    private static boolean between(Object value, double least, double most) {
        return value instanceof Number number && number.doubleValue() >= least && number.doubleValue() <= most;
    }

    private static int countdown(String text) {
        var found = COUNTDOWN.matcher(text);
        return found.find() ? Integer.parseInt(found.group(1)) : Integer.MAX_VALUE;
    }

    /** Notes every value of the upload's progress bar. */
    private void watchProgress() {
        browser.script("""
            window.progressSeen = [];
            new MutationObserver(() => {
              const bar = document.querySelector('.sending progress');
              if (bar) window.progressSeen.push(bar.value);
            }).observe(document.querySelector('#library'), { subtree: true, childList: true, attributes: true });
            """);
    }
}
