package ledwall.controller.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What technicians have a screen do, and what they take home. */
class TechnicianJourneysTest extends Journey {
    @Test
    void aScreenShowsItsNameAndATestPictureUntilItEnds() throws Exception {
        logIn("en");
        try (var _ = addWall("East wall", JADE)) {
            browser.untilPainted(".wall canvas", JADE);
            browser.click(".wall .links a");
            browser.find("#commands");
            browser.click("#identify");
            browser.until("#outcome", text -> text.contains("✓ Done"));
            browser.until("#commands .notice.warn", text -> text.contains("shows its name until"));
            browser.until(".marks", text -> text.contains("shows its name until"));

            browser.click("#test-picture");
            browser.click("#test-picture-form input[value=blue]");
            browser.type("#test-picture-form input[name=seconds]", "600");
            browser.assertAccessible();
            browser.click("#test-picture-form button[type=submit]");
            browser.untilGone("dialog");
            browser.until("#commands .notice.warn", text -> text.contains("test picture: blue until"));
            browser.untilPainted(".detail canvas", Color.BLUE);
            browser.until(".impact", text -> text.contains("test picture"));
            browser.until("#events", text -> text.contains("testPicture"));
            browser.assertAccessible();

            browser.click("#end-cover");
            browser.untilGone("#end-cover");
            browser.untilPainted(".detail canvas", JADE);

            // One that nobody ends goes by itself.
            browser.click("#test-picture");
            browser.click("#test-picture-form input[value=grid]");
            browser.type("#test-picture-form input[name=seconds]", "1");
            browser.click("#test-picture-form button[type=submit]");
            browser.until("#outcome", text -> text.contains("✓ Done"));
            browser.untilTrue("return document.querySelector('#events').textContent.includes('grid')");
            browser.untilGone("#end-cover");
            browser.untilPainted(".detail canvas", JADE);
            browser.assertClean(controller.url());
        }
    }

    @Test
    void logsAndTheAsRunListAreTakenHome() throws Exception {
        logIn("en");
        try (var wall = addWall("East wall", JADE)) {
            wall.log("the agent plays\n");
            browser.click("nav a[href='#/playlists']");
            browser.upload("#upload", TestMedia.picture(folder.resolve("雪山.png")));
            browser.click("#library li[data-state=ready] button.add");
            browser.click("#apply");
            browser.untilGone("#apply");
            browser.click("nav a[href='#/as-run']");
            browser.until("#as-run tbody", text -> text.contains("雪山.png"));
            String day = String.valueOf(browser.script("return document.querySelector('#as-run input[name=day]').value"));
            List<String> table = Files.readAllLines(browser.download("#download-csv", "as-run-East wall-" + day + ".csv"));
            assertTrue(table.getFirst().startsWith("outcome,plannedAt,plannedUntil,startedAt,endedAt"), table::toString);
            assertTrue(table.stream().anyMatch(row -> row.matches("(running|shown),.*\"雪山.png\".*")), table::toString);

            browser.click("nav a[href='#/technician']");
            Path log = browser.download("#controller-log", "ledwall-controller-" + day + ".log");
            assertEquals(TestController.LOG, Files.readString(log));
            browser.click(".line a");
            assertEquals("the agent plays\n", Files.readString(browser.download("#agent-log", "ledwall-agent-East wall-" + day + ".log")));

            // Other programs than the page are handed files too.
            String id = String.valueOf(browser.script("return document.querySelector('.detail').dataset.screen"));
            String plain = "text/plain; charset=utf-8";
            String hours = "&from=" + day + "T00:00:00Z&until=" + day + "T23:59:59Z";
            assertEquals(attachment("text/csv; charset=utf-8", "as-run-" + id + ".csv"), browser.answer("/api/v1/as-run?screen=" + id + hours, "text/csv"));
            assertEquals(attachment(plain, "ledwall-" + id + ".log"), browser.answer("/api/v1/screens/" + id + "/log", "*/*"));
            assertEquals(attachment(plain, "ledwall-controller.log"), browser.answer("/api/v1/log", "*/*"));
            browser.assertClean(controller.url());
        }
    }

    private static List<Object> attachment(String type, String name) {
        return List.of(200L, type, "attachment; filename=\"" + name + "\"");
    }
}
