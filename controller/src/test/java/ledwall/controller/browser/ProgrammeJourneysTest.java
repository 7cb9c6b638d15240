package ledwall.controller.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

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
        assertEquals(List.of("three.png", "one.png", "two.png"), order());

        browser.press(item(1) + " .handle", Keys.ARROW_DOWN);
        assertEquals(List.of("one.png", "three.png", "two.png"), order());
        assertEquals(Boolean.TRUE, browser.script("return document.activeElement === document.querySelector(arguments[0])", item(2) + " .handle"),
            "the focus moves along");
        browser.press(item(2) + " .handle", Keys.ARROW_DOWN);
        browser.click(item(2) + " .down");
        assertEquals(List.of("one.png", "three.png", "two.png"), order());
        browser.assertAccessible();
        browser.click("#apply");
        browser.untilGone("#apply");
        browser.reload();
        browser.find(item(3));
        assertEquals(List.of("one.png", "three.png", "two.png"), order());
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
            browser.click("#new-window");
            browser.type("#window-form input[name=name]", "除夕");
            browser.choose("#window-form select[name=playlist]", "藏历新年");
            browser.set("#window-form input[name=until]", "2020-01-01T00:00:00");
            browser.until("#window-form [role=alert]", text -> text.contains("结束时间必须晚于开始时间"));
            browser.click("#window-form [data-minutes='15']");
            browser.click("#window-form .start");
            browser.click("#window-form button[type=submit]");
            browser.find("#windows tr[data-running=true]");
            browser.until("#ahead tr[data-source=window]", text -> text.contains("除夕") && text.contains("节庆.png"));
            browser.assertAccessible();
            browser.click("nav a[href='#/walls']");
            browser.until(".wall .on-air", "节庆.png"::equals);

            browser.click("nav a[href='#/schedule']");
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

    /** The page knows one-off windows for one group; the API makes others. */
    @Test
    void whatTheApiMadeKeepsItsTargetsAndItsClass() {
        logIn("en");
        controller.addScreen("East wall");
        assertEquals(201L, asked("POST", "/groups", "{ name: 'Gate' }"));
        assertEquals(201L, asked("POST", "/schedule/rules", "{ ...base, name: 'Both', groups: groups.map(g => g.id), class: 'keyPeriod', ...hour }"));
        assertEquals(201L, asked("POST", "/schedule/rules", "{ ...base, name: 'One wall', screens: [screens[0].id], class: 'fixed', ...hour }"));
        assertEquals(201L, asked("POST", "/schedule/rules",
            "{ ...base, name: 'Every day', groups: [groups.find(g => g.name === 'Gate').id], recurrence: { start: '2026-11-01T09:00', end: '10:00', "
                + "rrule: 'FREQ=DAILY' } }"));
        browser.click("nav a[href='#/schedule']");

        rename("Both", "Both of them");
        rename("One wall", "One wall only");
        assertEquals("Both of them keyPeriod 2 0, Every day normal 1 0, One wall only fixed 0 1", browser.call("""
            const rules = (await (await fetch('/api/v1/schedule/rules')).json()).items;
            return rules.map(r => [r.name, r.class, r.groups.length, r.screens.length].join(' ')).sort().join(', ');
            """));
        browser.untilIn("#windows tr[data-rule]", "One wall only", text -> text.contains("East wall") && text.contains("planned"));

        browser.untilIn("#windows tr[data-again]", "Every day", text -> text.contains("comes again") && text.contains("Gate") && text.contains("FREQ=DAILY"));
        browser.untilCount("#windows tr[data-again] button", 1);
        browser.assertAccessible();
        browser.click("nav a[href='#/playlists']");
        browser.until("#loop .hint", text -> text.contains("Both of them") && text.contains("Every day"));
        browser.click("nav a[href='#/schedule']");
        browser.click("#windows tr[data-again] .delete");
        browser.click("#delete-window button[type=submit]");
        browser.untilGone("#windows tr[data-again]");
        browser.assertClean(controller.url());
    }

    private void rename(String name, String newName) {
        browser.clickIn("#windows tr[data-rule]", name, "button.change");
        browser.find("#window-form select[name=group]:disabled");
        browser.assertAccessible();
        browser.type("#window-form input[name=name]", newName);
        browser.click("#window-form button[type=submit]");
        browser.untilGone("#window-form");
        browser.untilIn("#windows tr[data-rule]", newName, text -> !text.isEmpty());
    }

    /** @return the status of the answer to this body, a script that may name what is there */
    private Object asked(String method, String path, String body) {
        return browser.call("""
            const list = async path => (await (await fetch('/api/v1' + path)).json()).items;
            const [groups, screens, playlists] = [await list('/groups'), await list('/screens'), await list('/playlists')];
            const base = { playlist: playlists[0].id };
            const at = hours => new Date(Date.now() + hours * 3600000).toISOString();
            const hour = { from: at(1), until: at(2) };
            const headers = { 'Content-Type': 'application/json' };
            return (await fetch('/api/v1' + arguments[1], { method: arguments[0], headers, body: JSON.stringify(%s) })).status;
            """.formatted(body), method, path);
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

    private List<String> order() {
        return browser.all("#loop .item .item-name").stream().map(WebElement::getText).collect(Collectors.toList());
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
