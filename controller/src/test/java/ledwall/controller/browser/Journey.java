package ledwall.controller.browser;

import static ledwall.controller.browser.TestController.NAME;
import static ledwall.controller.browser.TestController.PASSWORD;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Color;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What people do with the page, in a real browser, against a real controller and real agents. Each journey has a house of its own; all share one browser.
 */
@Tag("browser")
@ExtendWith(OneBrowser.class)
abstract class Journey {
    static final Color JADE = new Color(20, 150, 110);
    static final Color SAFFRON = new Color(230, 150, 20);

    Browser browser;
    Path folder;
    TestController controller;

    @BeforeEach
    void startController(@TempDir Path temporary, Browser shared) throws Exception {
        browser = shared;
        folder = temporary;
        controller = new TestController(Files.createDirectory(folder.resolve("controller")));
    }

    @AfterEach
    void stopController() {
        browser.leave();
        long failures = controller.failures();
        controller.close();
        assertEquals(0, failures, "tasks of the control loop that threw");
    }

    /** As an administrator, who may do everything; on the view of the walls. How one logs in by hand is a journey of its own. */
    void logIn(String language) {
        controller.addAdministrator();
        browser.visit(controller.url(), controller.url(), language);
        assertEquals(200L, browser.call("""
            const headers = { 'Content-Type': 'application/json' };
            return (await fetch('/api/v1/session', { method: 'POST', headers, body: JSON.stringify({ name: arguments[0], password: arguments[1] }) })).status;
            """, NAME, PASSWORD));
        browser.reload();
        browser.find("#log-out");
    }

    /** Online, and told of on the page. How one is added by hand is a journey of its own. */
    TestWall addWall(String name, Color color) throws Exception {
        int before = browser.all(".wall[data-online=true]").size();
        var wall = enrol(name, controller.addScreen(name), color);
        browser.untilCount(".wall[data-online=true]", before + 1);
        return wall;
    }

    /** @param code as it was read from the page */
    TestWall enrol(String name, String code, Color color) throws Exception {
        return TestWall.enrol(controller, code, Files.createDirectory(folder.resolve(name)), new PaintedGlass(320, 180, color));
    }
}
