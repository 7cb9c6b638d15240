package ledwall.controller.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import ledwall.testserver.WebhookReceiver;
import ledwall.testserver.WebhookReceiver.Fault;
import org.junit.jupiter.api.Test;

/** What administrators do to channels on the page, and what they see of what went through them. */
class ChannelJourneysTest extends Journey {
    private static final String KEY = "a key of both sides";
    /** A text needs no preparation to speak of; it is for the clicks, on a busy machine. */
    private static final Duration AHEAD = Duration.ofSeconds(60);

    @Test
    void whatAPartnerRefusedIsSeenAndSentAgainByHand() throws Exception {
        logIn("en");
        try (var partner = new WebhookReceiver(0, KEY, Duration.ofMillis(2), 0.15, 7)) {
            browser.click("nav a[href='#/releases']");
            browser.click("#to-channels");
            webhook(partner);
            browser.clickIn("#channels li", "County radio", "button.check");
            browser.find("#channels [data-well=true]");

            partner.strike(Fault.REFUSED, 1);
            release();
            browser.find("#outlets tr[data-state=failed]");
            browser.untilIn("#outlets tbody tr", "County radio", text -> text.contains("answered 400"));

            browser.click(".crumbs a");
            browser.click("#to-channels");
            browser.clickIn("#channels li", "County radio", "a.item-name");
            browser.until("#deliveries tr[data-state=notTaken]", text -> text.contains("Late bulletin") && text.contains("answered 400"));
            browser.assertAccessible();
            browser.click("#deliveries .sent");
            browser.until("#sent", text -> text.contains("灯会改期") && text.contains("release.published"));
            browser.assertAccessible();
            browser.click("dialog [data-first]");
            browser.untilGone("dialog");
            // The focus is back where it was.
            browser.untilTrue("return document.activeElement.ariaLabel === 'What was sent: #1'");

            browser.click("#deliveries .replay");
            browser.until("#replay-form", text -> text.contains("the same event id"));
            browser.assertAccessible();
            browser.click("#replay-form button[type=submit]");
            browser.until("#replayed", text -> text.contains("answered 200"));
            browser.until("#deliveries tr[data-state=taken]", text -> text.contains("answered 200"));
            assertEquals(1, partner.events().stream().filter(event -> event.type.equals("release.published")).count());
            assertTrue(String.valueOf(browser.call("return await (await fetch('/api/v1/audit?limit=50')).text()")).contains("replayDelivery"));

            // The board learns by asking again that it is there.
            browser.click("#deliveries th a");
            browser.click("#outlets .retry");
            browser.find("#board[data-state=live]");
            browser.call("history.back()");
            browser.click("#language");
            browser.until("#deliveries tr[data-state=taken]", text -> text.contains("已接收") && text.contains("应答 200"));
            browser.appearance(390, "light");
            browser.assertNothingSticksOut();
            browser.appearance(0, "light");
            browser.assertClean(controller.url());
        }
    }

    @Test
    void aChannelThatAReleaseNeedsIsRemovedOnlyByWhoHasReadWhichReleaseThatIs() throws Exception {
        logIn("en");
        try (var partner = new WebhookReceiver(0, KEY, Duration.ofMillis(2), 0.15, 7)) {
            browser.click("nav a[href='#/releases']");
            browser.click("#to-channels");
            webhook(partner);
            release();
            browser.click(".crumbs a");
            browser.click("#to-channels");
            browser.clickIn("#channels li", "County radio", "button.quiet");
            browser.find("#remove-channel");
            assertEquals(0, browser.all("#remove-channel input").size(), "nobody says yes beforehand to what they have not read");
            browser.click("#remove-channel button[type=submit]");
            browser.until("#remove-channel [role=alert]", text -> text.contains("\"Late bulletin\"") && text.contains("Cancel or withdraw"));
            browser.assertAccessible();
            browser.click("#remove-channel input[name=evenInUse]");
            browser.click("#remove-channel button[type=submit]");
            browser.untilGone("dialog");
            browser.untilCount("#channels li", 0);
            String audit = String.valueOf(browser.call("return await (await fetch('/api/v1/audit?limit=50')).text()"));
            assertTrue(audit.contains("channelInUse") && audit.contains(" evenInUse"), audit);
        }
    }

    @Test
    void everyKindOfChannelIsMadeWithAllThatItsFormAsksFor() {
        logIn("en");
        browser.click("nav a[href='#/releases']");
        browser.click("#to-channels");
        make("WeChat Official Account", "County account", "appId", "wx0123456789", "appSecret", "0123456789abcdef", "callbackToken", "token", "author", "Desk",
            "sourceUrl", "https://county.example/", "base", "https://wechat.example/");
        make("webhook to a partner", "County radio", "url", "https://radio.example/in", "key", KEY);
        make("web feed", "County feed", "title", "News", "homePage", "https://county.example/", "items", "20");
        make("by hand", "Short videos", "console", "https://videos.example/", "person", "Tashi");

        // Who changes a name alone keeps the secrets.
        browser.clickIn("#channels li", "County account", "a.item-name");
        browser.until("#channel dl", text -> text.contains("wx0123456789") && text.contains("Secrets are kept") && !text.contains("0123456789abcdef"));
        browser.until("#line", "✓ Its calls go through."::equals);
        browser.until("#usage", text -> text.contains("0/100") && text.contains("0/90"));
        browser.click("#change-channel");
        browser.type("#channel-form input[name=name]", "County account 2");
        browser.assertAccessible();
        browser.click("#channel-form button[type=submit]");
        browser.untilGone("dialog");
        browser.until("#channel h1", "County account 2"::equals);
        browser.assertAccessible();
        browser.assertClean(controller.url());
    }

    private void make(String kind, String name, String... values) {
        browser.click("#new-channel");
        browser.choose("#channel-form select[name=kind]", kind);
        browser.type("#channel-form input[name=name]", name);
        for (int i = 0; i < values.length; i += 2) {
            browser.type("#channel-form input[name=" + values[i] + "]", values[i + 1]);
        }
        for (var each : browser.all("#channel-form select:not([name=kind])")) {
            String field = each.getDomAttribute("name");
            browser.script("""
                const [name] = arguments, select = document.querySelector(`#channel-form select[name=${name}]`);
                select.selectedIndex = select.options.length - 1;
                select.dispatchEvent(new Event('change', { bubbles: true }));
                """, field);
        }
        browser.click("#channel-form button[type=submit]");
        browser.untilGone("dialog");
        browser.untilIn("#channels li", name, text -> text.contains(kind));
    }

    private void webhook(WebhookReceiver partner) {
        browser.click("#new-channel");
        browser.choose("#channel-form select[name=kind]", "webhook to a partner");
        browser.type("#channel-form input[name=name]", "County radio");
        browser.type("#channel-form input[name=url]", partner.hook());
        browser.type("#channel-form input[name=key]", KEY);
        browser.assertAccessible();
        browser.click("#channel-form button[type=submit]");
        browser.untilGone("dialog");
    }

    /** A text for the partner alone. */
    private void release() {
        browser.click(".crumbs a");
        browser.click("#new-release");
        browser.type("#release-form input[name=name]", "Late bulletin");
        browser.type("textarea[name='texts.zh.title']", "灯会改期");
        browser.clickIn(".channel-part", "County radio", "input[name=channel]");
        browser.untilGone("#release-lacks");
        browser.click("#save-release");
        browser.click("#schedule-release");
        // There is no wall whose clocks it could go by.
        browser.set("#schedule-form input[name=at]", LocalDateTime.now(ZoneId.of(zone())).plus(AHEAD).truncatedTo(ChronoUnit.SECONDS).toString());
        browser.click("#schedule-form button[type=submit]");
        browser.untilGone("dialog");
    }

    private String zone() {
        return String.valueOf(browser.script("return Intl.DateTimeFormat().resolvedOptions().timeZone"));
    }
}
