package ledwall.controller.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** One release on a wall, a feed and a site without a way in for programs: made, watched, proved and taken back, all on the page. */
class ReleaseJourneysTest extends Journey {
    /** Beyond the freeze window, with time for the clicks on a busy machine: what takes long is ready before. */
    private static final Duration AHEAD = Duration.ofSeconds(90);

    @Test
    void aReleaseIsMadeWatchedProvedAndWithdrawn() throws Exception {
        logIn("en");
        try (var _ = addWall("North Square", JADE)) {
            browser.click("nav a[href='#/library']");
            browser.upload("#upload", TestMedia.video(folder.resolve("fair.mp4")));
            browser.find("#library li[data-state=ready]");

            browser.click("nav a[href='#/releases']");
            browser.click("#to-channels");
            channel("County feed", "web feed", "input[name=title]");
            channel("Short videos", "by hand", "input[name=person]");
            browser.clickIn("#channels li", "County feed", "button.check");
            browser.find("#channels [data-well=true]");
            browser.assertAccessible();

            make();
            browser.find("#board[data-state=draft]");
            browser.until("#goes-at", "not scheduled"::equals);

            // Far ahead first, and held: nothing is lost by that.
            browser.click("#schedule-release");
            browser.assertAccessible();
            browser.click("#schedule-form button[type=submit]");
            browser.until(".countdown", text -> text.startsWith("decides in"));
            // However long film and pictures take here: only then is the instant set that is not waited for.
            browser.until(".readiness", text -> text.startsWith("3/3 ready"));
            browser.click("#hold-release");
            browser.type("#hold-form input[name=reason]", "The speaker is late");
            browser.click("#hold-form button[type=submit]");
            browser.until("#release-why", text -> text.equals("Held by " + TestController.NAME + ": The speaker is late"));
            browser.until("#steps [data-step=draft]", text -> text.contains("The speaker is late"));

            browser.click("#schedule-release");
            browser.set("#schedule-form input[name=at]", soon());
            browser.click("#schedule-form button[type=submit]");
            browser.until(".readiness", text -> text.contains("/3 ready"));
            browser.assertAccessible();
            browser.find("#board[data-state=armed]");
            browser.find("#board[data-state=partlyLive]");

            // The person has done it, and says where.
            browser.untilIn("#outlets tbody tr", "Short videos", text -> text.contains("To be done by hand"));
            browser.assertAccessible();
            assertHandOff(browser.download("#outlets .by-hand a[download]", "Lantern fair - Short videos.zip"));
            browser.clickIn("#outlets tbody tr", "Short videos", ".by-hand button");
            browser.type("#confirm-form input[name=url]", "https://videos.example/7");
            browser.click("#confirm-form button[type=submit]");
            browser.find("#board[data-state=live]");
            browser.untilIn("#outlets tbody tr", "Short videos", text -> text.contains("confirmed") && text.contains("https://videos.example/7"));
            browser.untilIn("#outlets tbody tr", "North Square", text -> text.contains("record of the showing") && text.contains(" s"));
            browser.untilIn("#outlets tbody tr", "County feed", text -> text.contains("confirmed") && text.contains("http"));
            browser.until("#steps tr[data-outlet^='screen:'][data-step=confirmed]", text -> text.contains("seen "));
            browser.untilIn("#steps tbody tr", "decided: go", text -> text.contains("the release"));
            browser.choose("#steps select", "Short videos");
            browser.untilIn("#steps tbody tr", "done by hand", text -> text.contains("by " + TestController.NAME));
            browser.untilGone("#steps tr[data-outlet=release]");
            browser.choose("#steps select", "everything");
            browser.assertNothingSticksOut();

            browser.click("#withdraw-release");
            browser.type("#withdraw-form input[name=reason]", "Wrong date");
            browser.click("#withdraw-form button[type=submit]");
            browser.find("#board[data-state=withdrawn]");
            browser.until("#withdrawal", text -> text.contains("Taken back by 2 of 3 outlets."));
            browser.clickIn("#outlets tbody tr", "Short videos", ".by-hand button");
            browser.click("#confirm-form button[type=submit]");
            browser.until("#withdrawal", text -> text.contains("Taken back by 3 of 3 outlets."));
            browser.click("#language");
            browser.until("#withdrawal", text -> text.contains("3 处中已有 3 处撤下"));
            browser.assertAccessible();
            browser.assertClean(controller.url());
        }
    }

    /** All that a person takes to the site's own console, whole and as its sums say. */
    private static void assertHandOff(Path zip) throws Exception {
        var parts = new TreeMap<String, byte[]>();
        try (var file = new ZipFile(zip.toFile())) {
            for (var entry : Collections.list(file.entries())) {
                try (var part = file.getInputStream(entry)) {
                    parts.put(entry.getName(), part.readAllBytes());
                }
            }
        }
        assertEquals(Set.of("video.mp4", "cover.jpg", "thumbnail.jpg", "text-zh.txt", "text-bo.txt", "checklist.txt", "SHA256SUMS.txt"), parts.keySet());
        assertEquals("ftyp", new String(parts.get("video.mp4"), 4, 4, StandardCharsets.US_ASCII));
        BufferedImage cover = ImageIO.read(new ByteArrayInputStream(parts.get("cover.jpg")));
        assertTrue(cover.getHeight() > cover.getWidth(), "upright, as it was chosen: " + cover.getWidth() + "x" + cover.getHeight());
        assertTrue(text(parts, "text-zh.txt").contains("灯会") && text(parts, "text-bo.txt").contains("སྒྲོན་མེ"));
        assertTrue(text(parts, "checklist.txt").contains("SHA-256"));
        for (String line : text(parts, "SHA256SUMS.txt").lines().toList()) {
            String[] sum = line.split(" {2}", 2);
            assertEquals(sum[0], HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(parts.get(sum[1]))), sum[1]);
        }
        assertEquals(parts.size() - 1, text(parts, "SHA256SUMS.txt").lines().count());
    }

    private static String text(Map<String, byte[]> parts, String name) {
        return new String(parts.get(name), StandardCharsets.UTF_8);
    }

    private void channel(String name, String kind, String other) {
        browser.click("#new-channel");
        browser.choose("#channel-form select[name=kind]", kind);
        browser.type("#channel-form input[name=name]", name);
        browser.type("#channel-form " + other, "Media centre");
        if (kind.equals("by hand")) {
            browser.choose("#channel-form select[name=site]", "another site");
        }
        browser.click("#channel-form button[type=submit]");
        browser.untilGone("dialog");
        browser.untilIn("#channels li", name, text -> text.contains(kind));
    }

    private void make() {
        browser.click(".crumbs a");
        browser.click("#new-release");
        browser.type("#release-form input[name=name]", "Lantern fair");
        browser.find("#release-lacks");
        browser.click("#add-item");
        browser.click("dialog .pick");
        browser.untilGone("dialog");
        browser.type("textarea[name='texts.zh.title']", "灯会");
        browser.type("textarea[name='texts.bo.title']", "སྒྲོན་མེའི་ཚོགས་འདུ།");
        browser.click("#release-form input[name=screen]");
        browser.clickIn(".channel-part", "County feed", "input[name=channel]");
        browser.clickIn(".channel-part", "Short videos", "input[name=channel]");
        browser.choose(".channel-part:nth-of-type(2) select[name=frame]", "9:16, upright");
        browser.find(".crop-part");
        browser.untilGone("#release-lacks");
        browser.assertAccessible();
        browser.click("#save-release");
    }

    /** By the clocks of the wall, as the page asks for it. */
    private String soon() {
        String zone = String.valueOf(browser.call("return (await (await fetch('/api/v1/screens')).json()).items[0].zone"));
        return LocalDateTime.now(ZoneId.of(zone)).plus(AHEAD).truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
