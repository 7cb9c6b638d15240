package ledwall.controller.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** What operators do: from a file to the glass. */
class ProgrammeJourneysTest extends Journey {
    private static final Pattern COUNTDOWN = Pattern.compile("in (\\d+) s");

    @Test
    void anUploadJoinsTheLoopGoesOnAirInStepAndLeavesAgain() throws Exception {
        Path video = TestMedia.video(folder.resolve("river.mp4"));
        Path picture = TestMedia.picture(folder.resolve("雪山.png"));
        logIn("en");
        try (var wall = addWall("East wall", JADE)) {
            browser.click("nav a[href='#/playlists']");
            browser.find("#library .upload");
            watchProgress();
            browser.slowUploads((int) Files.size(video) / 2);
            browser.upload("#upload", video);
            browser.find("#library .media li[data-media][data-state]");
            browser.fullSpeed();
            var seen = (List<?>) browser.script("return window.progressSeen");
            assertTrue(seen.size() >= 3 && seen.stream().anyMatch(value -> between(value, 1, 99)), "progress " + seen);
            browser.upload("#upload", picture);
            browser.untilCount("#library li[data-state=ready]", 2);

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

            browser.click("nav a[href='#/library']");
            browser.clickIn("#library li[data-media]", "river.mp4", "button.delete");
            browser.until("#delete-media", text -> text.contains("Default loop") && text.contains("take it out"));
            browser.click("#delete-media button[type=button]");
            browser.clickIn("#library li[data-media]", "雪山.png", "button.delete");
            browser.click("#delete-media button[type=submit]");
            browser.untilCount("#library li[data-media]", 1);
            browser.assertClean(controller.url());
        }
    }

    @Test
    void itemsAreReorderedByHandAndByKeyboard() throws Exception {
        logIn("en");
        browser.click("nav a[href='#/playlists']");
        fillLoop("one.png", "two.png", "three.png");
        browser.drag(item(3) + " .handle", item(1) + " .handle");
        untilOrder("three.png", "one.png", "two.png");

        browser.press(item(1) + " .handle", Keys.ARROW_DOWN);
        untilOrder("one.png", "three.png", "two.png");
        // The focus moves along.
        browser.find(item(2) + " .handle:focus");
        browser.press(item(2) + " .handle", Keys.ARROW_DOWN);
        untilOrder("one.png", "two.png", "three.png");
        browser.click(item(2) + " .down");
        untilOrder("one.png", "three.png", "two.png");
        browser.assertAccessible();
        browser.click("#apply");
        browser.untilGone("#apply");
        browser.reload();
        untilOrder("one.png", "three.png", "two.png");
        browser.assertClean(controller.url());
    }

    @Test
    void aWindowTakesTheWallAndIsEndedByAPress() throws Exception {
        logIn("zh-CN");
        try (var _ = addWall("东墙", JADE)) {
            browser.click("nav a[href='#/playlists']");
            fillLoop("日常.png", "节庆.png");
            browser.click(item(2) + " .remove");
            browser.click("#apply");
            browser.untilGone("#apply");
            browser.click("#new-playlist");
            browser.type("#make-playlist input[name=name]", "藏历新年");
            browser.click("#make-playlist button[type=submit]");
            browser.until("[data-playlist] a[aria-current]", text -> text.startsWith("藏历新年"));
            browser.untilGone(item(1));
            add("节庆.png");
            browser.click("#apply");
            browser.untilGone("#apply");

            browser.click("nav a[href='#/schedule']");
            browser.click("[data-part=rules]");
            browser.click("#new-window");
            browser.type("#rule-form input[name=name]", "除夕");
            browser.choose("#rule-form select[name=playlist]", "藏历新年");
            browser.set("#rule-form input[name=until]", "2020-01-01T00:00:00");
            browser.until("#rule-form [role=alert]", text -> text.contains("结束时间必须晚于开始时间"));
            browser.click("#rule-form [data-minutes='15']");
            browser.click("#rule-form .start");
            browser.click("#rule-form button[type=submit]");
            browser.until("#differences", text -> text.contains("除夕"));
            browser.click("#apply-schedule");
            browser.find("#windows tr[data-running=true]");
            browser.click("[data-part=plan]");
            browser.find("#plan [data-kind=rule]");
            browser.assertAccessible();
            browser.click("#plan .name a");
            browser.until("#ahead tr[data-source=window]", text -> text.contains("除夕") && text.contains("节庆.png"));
            browser.assertAccessible();
            browser.click("nav a[href='#/walls']");
            browser.until(".wall .on-air", "节庆.png"::equals);

            browser.click("nav a[href='#/schedule']");
            browser.click("[data-part=rules]");
            browser.click("#windows .end");
            browser.click("#end-window button[type=submit]");
            browser.untilGone("#windows tr[data-running=true]");
            browser.click("nav a[href='#/walls']");
            browser.until(".wall .on-air", "日常.png"::equals);

            browser.click("nav a[href='#/as-run']");
            browser.until("#as-run tbody", text -> text.contains("节庆.png") && text.contains("日常.png"));
            browser.assertAccessible();
            browser.assertClean(controller.url());
        }
    }

    /** Uploads one picture of each name and puts them into the list that is open. */
    private void fillLoop(String... names) throws Exception {
        browser.find("#library .upload");
        for (String name : names) {
            browser.upload("#upload", TestMedia.picture(folder.resolve(name)));
            browser.find("#library li[data-media]:nth-child(1)");
        }
        browser.untilCount("#library li[data-state=ready]", names.length);
        for (String name : names) {
            add(name);
        }
    }

    private void untilOrder(String... names) {
        browser.untilTrue("return [...document.querySelectorAll('#loop .item .item-name')].map(each => each.textContent).join('|') === '"
            + String.join("|", names) + "'");
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
