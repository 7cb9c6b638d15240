package ledwall.controller.browser;

import static ledwall.controller.browser.TestController.NAME;
import static ledwall.controller.browser.TestController.PASSWORD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

    /** As an administrator, who may do everything. */
    void logIn(String language) {
        controller.addAdministrator();
        browser.visit(controller.url(), controller.url(), language);
        browser.type("#login input[name=name]", NAME);
        browser.type("#login input[name=password]", PASSWORD);
        browser.click("#login button[type=submit]");
        browser.find("#log-out");
    }

    /** By the page, as a technician would: the code is read from the screen. */
    TestWall addWall(String name, Color color) throws Exception {
        String code = addScreen(name);
        var wall = TestWall.enrol(controller, code, Files.createDirectory(folder.resolve(name)), new PaintedGlass(320, 180, color));
        browser.find(".wall[data-online=true]");
        return wall;
    }

    /** @return its one-time code */
    String addScreen(String name) {
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
