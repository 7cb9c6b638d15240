package ledwall.controller.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** Playlists of no items, and of as many as there may be. */
class PlaylistJourneysTest extends Journey {
    private static final int MOST = 10_000;
    private static final int ROWS = 100;
    /** On a quiet machine none takes a second; the rest is a busy machine's. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void anEmptyListSaysWhatTheWallsShow() {
        logIn("en");
        browser.click("nav a[href='#/playlists']");
        browser.until("#loop .notice", text -> text.contains("The list is empty: where it loops, the walls show the slate."));
        browser.click("#language");
        browser.until("#loop .notice", text -> text.contains("列表为空：以它为轮播的大屏显示垫片"));
        browser.assertAccessible();
        browser.assertClean(controller.url());
    }

    @Test
    void theLongestListIsOpenedTurnedReorderedAndSaved() throws Exception {
        logIn("en");
        browser.click("nav a[href='#/library']");
        browser.upload("#upload", TestMedia.picture(folder.resolve("雪山.png")));
        browser.find("#library li[data-state=ready]");
        fillLoop();
        quick("opened", () -> {
            browser.click("nav a[href='#/playlists']");
            browser.until(".turner strong", "Items 1–100 of 10000"::equals);
        });
        browser.untilCount("#loop .item", ROWS);
        browser.assertAccessible();

        // Items are told apart by their lengths: the one at place n lasted n seconds.
        quick("moved", () -> {
            browser.type(row(1) + " .place", "9000" + Keys.ENTER);
            browser.until(".turner strong", "Items 8901–9000 of 10000"::equals);
        });
        assertEquals("1", seconds(100));
        assertEquals("9000", seconds(99));
        // The focus goes along.
        browser.find(row(100) + " .handle:focus");
        browser.press(row(100) + " .handle", Keys.ARROW_DOWN);
        browser.until(".turner strong", "Items 9001–9100 of 10000"::equals);
        assertEquals("1", seconds(1));
        quick("dragged", () -> {
            browser.drag(row(3) + " .handle", row(1) + " .handle");
            browser.untilTrue("return document.querySelector('" + row(1) + " .seconds').value === '9003'");
        });

        quick("added to", () -> {
            browser.click(row(2) + " .remove");
            browser.click("#library button.add");
            browser.until(".turner strong", "Items 9901–10000 of 10000"::equals);
        });
        assertEquals("", seconds(100));
        quick("saved", () -> {
            browser.click("#apply");
            browser.untilGone("#apply");
        });
        browser.reload();
        browser.type(".turner input", "9001" + Keys.ENTER);
        browser.until(".turner strong", "Items 9001–9100 of 10000"::equals);
        assertEquals("9003", seconds(1));
        assertEquals("9002", seconds(2));
        browser.click(".turner .before");
        browser.until(".turner strong", "Items 8901–9000 of 10000"::equals);
        assertEquals("9001", seconds(100));
        browser.assertClean(controller.url());
    }

    /** By the API, as nobody clicks ten thousand times. */
    private void fillLoop() {
        assertEquals(200L, browser.call("""
            const loop = (await (await fetch('/api/v1/groups')).json()).items[0].loop;
            const media = (await (await fetch('/api/v1/media')).json()).items[0].id;
            const list = await fetch('/api/v1/playlists/' + loop);
            const items = Array.from({ length: arguments[0] }, (_, i) => ({ mediaId: media, lengthMillis: (i + 1) * 1000, fit: 'contain' }));
            const saved = await fetch('/api/v1/playlists/' + loop, {
              method: 'PUT', headers: { 'Content-Type': 'application/json', 'If-Match': list.headers.get('ETag') },
              body: JSON.stringify({ name: 'Everything', items }) });
            return saved.status;
            """, MOST));
    }

    private void quick(String done, Runnable what) {
        long began = System.nanoTime();
        what.run();
        var took = Duration.ofNanos(System.nanoTime() - began);
        assertTrue(took.compareTo(PATIENCE) < 0, done + " after " + took);
    }

    private Object seconds(int row) {
        return browser.script("return document.querySelector(arguments[0]).value", row(row) + " .seconds");
    }

    private static String row(int row) {
        return "#loop .item:nth-child(" + row + ")";
    }
}
