package ledwall.controller.browser;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every view and every kind of dialog, as axe-core sees them: wide and narrow, light and dark, in both languages. */
class AccessTest extends Journey {
    private static final List<String> VIEWS = List.of("walls", "library", "playlists", "schedule", "as-run", "groups", "technician");

    @ParameterizedTest
    @CsvSource({"en, 1280, light", "zh-CN, 390, dark"})
    void nothingSeriousIsFoundOnAnyView(String language, int width, String scheme) throws Exception {
        browser.appearance(width, scheme);
        logIn(language);
        try (var _ = addWall("East wall", JADE)) {
            browser.click("nav a[href='#/library']");
            browser.upload("#upload", TestMedia.picture(folder.resolve("雪山.png")));
            browser.find("#library li[data-state=ready]");
            for (String view : VIEWS) {
                browser.go(controller.url() + "/#/" + view);
                browser.find("nav a[href='#/" + view + "'][aria-current=page]");
                browser.find("main h1");
                browser.assertAccessible();
                browser.assertNothingSticksOut();
            }
            browser.click(".line a");
            browser.find("#figures");
            browser.assertAccessible();
            browser.assertNothingSticksOut();
            browser.go(controller.url() + "/#/library/new");
            browser.find("#renderings[data-busy=false] figure img");
            browser.assertAccessible();
            browser.assertNothingSticksOut();
            dialogs();
            browser.assertClean(controller.url());
        } finally {
            browser.appearance(0, "light");
        }
    }

    private void dialogs() {
        open("technician", ".line a", "#test-picture", "#test-picture-form");
        open("library/new", "#change-policy", "#text-policy");
        open("library", "#library .delete", "#delete-media");
        open("playlists", "#delete", "#delete-playlist");
        open("schedule?part=rules", "#new-window", "#rule-form");
        open("schedule?part=calendars", "#new-calendar", "#calendar-form");
        open("schedule", "#copy-week-open", "#copy-week");
        open("groups", "[data-screen] .change", "#change-screen");
        open("groups", "[data-screen] .retire", "#retire-screen");
        open("groups", "#add-screen", "#new-screen");
        open("walls", "#stop", "#stop-form");
    }

    /** The last of {@code path} is what opens; the others are pressed on the way. */
    private void open(String view, String... path) {
        browser.go(controller.url() + "/#/" + view);
        for (int i = 0; i + 1 < path.length; i++) {
            browser.click(path[i]);
        }
        browser.find(path[path.length - 1]);
        browser.assertAccessible();
        browser.click("dialog .actions button:last-child");
        browser.untilGone("dialog");
    }
}
