package ledwall.controller.release.channel.wechat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ledwall.controller.refusal.Refusal;
import ledwall.controller.release.channel.Attachment;
import ledwall.controller.release.channel.ChannelKind;
import ledwall.controller.release.channel.Job;
import ledwall.controller.release.channel.OnlineChannel;
import ledwall.controller.release.channel.Post;
import ledwall.controller.release.channel.Step;
import ledwall.testserver.WechatFaults;
import ledwall.testserver.WechatFaults.Calling;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person is told of bad input and of each no that comes with HTTP 200; nothing of it is called published. */
class BadAnswersTest {
    @TempDir Path folder;
    private WechatRig wechat;
    private WechatFaults faults;

    @BeforeEach
    void start() throws IOException {
        wechat = new WechatRig(folder);
        faults = wechat.server.faults(WechatRig.APP);
    }

    @AfterEach
    void stop() {
        wechat.close();
    }

    private Step.Refused refused(Step step) {
        return assertInstanceOf(Step.Refused.class, step, step::toString);
    }

    private Step prepared(Post post) {
        return wechat.rig.until(wechat.job(post), OnlineChannel::prepare, wechat.open());
    }

    private Post post(Post.Text first) {
        var texts = new LinkedHashMap<String, Post.Text>();
        texts.put("zh", first);
        texts.put("bo", new Post.Text("ལོ་གསར།".repeat(30), "", "བཀྲ་ཤིས།"));
        return new Post("n", texts, List.of(wechat.rig.file(Attachment.Role.COVER, "image/jpeg", 2_000)));
    }

    /** As WeChat counts: characters, of whatever script and however many bytes. */
    @Test
    void whatIsTooLongIsNamedWithItsLengthAndItsLimit() {
        String rare = "\ud840\udc00";
        assertEquals("The title (zh) has 33 characters; WeChat takes at most 32.", refused(prepared(post(new Post.Text(rare.repeat(33), "", "b")))).words());
        assertEquals("The digest (zh) has 129 characters; WeChat takes at most 128.", refused(prepared(post(new Post.Text("t", "要".repeat(129), "b")))).words());
        assertEquals("wechatTextTooLong", refused(prepared(post(new Post.Text("t", "", "文".repeat(20_000))))).code());
        assertEquals(0, wechat.server.calls(WechatRig.APP, "stable_token"), "nothing of it was sent");

        assertInstanceOf(Step.Done.class, prepared(post(new Post.Text(rare.repeat(32), "要".repeat(128), "b"))), "the second text's title stands in the article");
    }

    /** What stands in every article of the account is looked at when the channel is made, not in the hour before each release. */
    @Test
    void anAuthorOrAnAddressThatNoArticleCouldCarryIsRefusedWithTheChannel() {
        var settings = new HashMap<>(Map.of("appId", "wx2", "author", "县".repeat(17), "sourceUrl", "https://county.example/" + "x".repeat(1_010)));
        var refusal = assertThrows(Refusal.class, () -> wechat.rig.channel(ChannelKind.WECHAT, settings, Map.of("appSecret", "secret-secret")));
        assertTrue(refusal.cause().contains("author must have at most 16 characters"), refusal::cause);
        assertTrue(refusal.cause().contains("sourceUrl must have at most 1024 bytes"), refusal::cause);

        settings.putAll(Map.of("author", "\ud840\udc00".repeat(16), "sourceUrl", "https://county.example/" + "x".repeat(1_001)));
        wechat.rig.channel(ChannelKind.WECHAT, settings, Map.of("appSecret", "secret-secret"));
    }

    @ParameterizedTest
    @CsvSource({"44003, wechatContentRefused, the article is empty", "45001, wechatContentRefused, a file is too large", "45002, wechatContentRefused, the content is too long",
        "45003, wechatContentRefused, the title is too long", "45004, wechatContentRefused, the digest is too long",
        "45166, wechatContentRefused, the content holds what is not allowed", "48001, wechatUnauthorized, the account may not use this interface",
        "48004, wechatBannedInterface, the interface is banned for this account", "47001, wechatError, the JSON cannot be read", "99999, wechatError, refused"})
    void aNoWithHttp200IsANoAndSaysWhich(int code, String known, String meaning) {
        faults.say("draft/add", code, "no rid: 1-2-3");
        var no = refused(wechat.rig.until(wechat.job(), OnlineChannel::prepare, wechat.open()));

        assertEquals(known, no.code());
        assertEquals("WeChat " + code + ": " + meaning + " (no rid: 1-2-3).", no.words());
    }

    @ParameterizedTest
    @CsvSource({"53503, wechatCheckFailed, the draft did not pass the publish check", "48004, wechatBannedInterface, the interface is banned for this account"})
    void aSubmissionThatIsRefusedIsNotPublished(int code, String known, String meaning) {
        Job drafted = wechat.prepared(wechat.job());
        faults.say("freepublish/submit", code, "");
        var no = refused(wechat.open().publish(drafted));

        assertEquals(known, no.code());
        assertEquals("WeChat " + code + ": " + meaning + ".", no.words());
        assertEquals(List.of(), wechat.server.articles(WechatRig.APP));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"2 | wechatNotOriginal | originality failed", "3 | wechatFailed | gives no reason", "4 | wechatRefused | own review refused it",
        "5 | wechatDeleted | somebody has deleted all of it", "6 | wechatBanned | has taken all of it down", "9 | wechatStatusUnknown | does not know"})
    void acceptedAndThenRefusedSaysWhy(int status, String code, String words) {
        faults.status = status;
        faults.calling = Calling.LOST;
        Job submitted = wechat.submitted(wechat.prepared(wechat.job()));
        var no = refused(wechat.rig.until(submitted, OnlineChannel::confirm, wechat.open()));

        assertEquals(code, no.code());
        assertTrue(no.words().contains(words), no::words);
    }

    @Test
    void afterTheDaysCallsTheNextWaitsUntilTomorrowAndSaysSo() {
        faults.limit("draft/add", 2);
        wechat.prepared(wechat.job(1));
        wechat.prepared(wechat.job(2));
        var trouble = assertInstanceOf(Step.Trouble.class, wechat.rig.until(wechat.job(3), OnlineChannel::prepare, wechat.open()));

        assertTrue(trouble.words().startsWith("WeChat 45009: today's calls of this interface are used up (api freq out of limit"), trouble::words);
        assertTrue(trouble.retryAfter().compareTo(Duration.ofDays(1)) <= 0, trouble::toString);
        assertEquals(3, wechat.server.calls(WechatRig.APP, "draft/add"), "asked once, and not again");
    }

    @Test
    void whatWechatSaysIsBoundedAndOneLine() {
        faults.say("draft/add", 45166, "x".repeat(60_000) + "\n\u2028");
        String words = refused(wechat.rig.until(wechat.job(), OnlineChannel::prepare, wechat.open())).words();

        assertTrue(words.length() < 300, () -> words.length() + " characters");
        faults.say("draft/add", 45166, "a\nb\u0000c");
        assertTrue(refused(wechat.rig.until(wechat.job(), OnlineChannel::prepare, wechat.open())).words().endsWith("(a b c)."), words);
    }
}
