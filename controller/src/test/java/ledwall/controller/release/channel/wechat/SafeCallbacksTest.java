package ledwall.controller.release.channel.wechat;

import static ledwall.controller.release.channel.wechat.WechatChannelTest.proof;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import ledwall.controller.refusal.Refusal;
import ledwall.controller.release.channel.ChannelKind;
import ledwall.controller.release.channel.Job;
import ledwall.controller.release.channel.OnlineChannel;
import ledwall.controller.release.channel.Step;
import ledwall.testserver.WechatFaults.Calling;
import ledwall.testserver.WechatSeal;
import ledwall.testserver.WechatServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Callbacks of an account in safe mode, over real sockets: what is not WeChat's word for this account is refused, counted, and told. */
class SafeCallbacksTest {
    private static final String KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
    private static final String EVENT = """
        <xml><ToUserName>gh_1</ToUserName><Event>PUBLISHJOBFINISH</Event><PublishEventInfo><publish_id>%s</publish_id><publish_status>0</publish_status>
        <article_id>a</article_id></PublishEventInfo></xml>""";

    @TempDir Path folder;
    private WechatRig wechat;

    @BeforeEach
    void start() throws IOException {
        wechat = new WechatRig(folder, WechatServer.Options.QUICK, new WechatServer.Sealing(KEY, true));
    }

    @AfterEach
    void stop() {
        wechat.close();
    }

    private CallbackTally.Count tally() {
        return wechat.rig.online.callbacks().tally(wechat.channel.id());
    }

    /** The address and body of a call, as WeChat would make it at this time. */
    private record Call(String path, String body) {}

    private Call call(String nonce, String sealed, Instant at) {
        String timestamp = Long.toString(at.getEpochSecond());
        return new Call("/wechat/" + wechat.channel.id() + "?signature=" + Signatures.of(WechatRig.TOKEN, timestamp, nonce) + "&timestamp=" + timestamp + "&nonce=" + nonce
            + "&openid=o&encrypt_type=aes&msg_signature=" + Signatures.of(WechatRig.TOKEN, timestamp, nonce, sealed),
            "<xml><ToUserName><![CDATA[gh_1]]></ToUserName><Encrypt><![CDATA[" + sealed + "]]></Encrypt></xml>");
    }

    private Call call(String nonce) {
        return call(nonce, WechatSeal.seal(KEY, WechatRig.APP, "0123456789abcdef", EVENT.formatted("77")), wechat.rig.clock.wall());
    }

    private int send(Call call) throws IOException {
        return wechat.rig.send("POST", call.path(), call.body()).statusCode();
    }

    private void refused(NotTaken why, Call call) throws IOException {
        long before = tally().refused();
        int rows = wechat.rig.rows("wechat_callback");
        assertEquals(403, send(call));
        assertEquals(why, tally().lastWhy());
        assertEquals(before + 1, tally().refused());
        assertEquals(rows, wechat.rig.rows("wechat_callback"), "nothing of it is kept");
        String words = wechat.open().health().words();
        assertTrue(words.contains(tally().refused() + " refused, the last at ") && words.contains(why.words()), words);
        assertTrue(wechat.open().health().well(), "whoever forges cannot hold a release");
    }

    @Test
    void anEncryptedCallbackProvesThePublicationWithoutAPoll() {
        Job submitted = wechat.submitted(wechat.prepared(wechat.job()));
        wechat.through(1);
        wechat.told(1);

        proof(wechat.open().confirm(submitted));
        assertEquals(0, wechat.server.calls(WechatRig.APP, "freepublish/get"));
        assertEquals(1, tally().taken());
        assertEquals(0, tally().refused());
    }

    @Test
    void ofCompatibleModeOnlyWhatIsEncryptedCounts(@TempDir Path other) throws IOException {
        try (var both = new WechatRig(other, WechatServer.Options.QUICK, new WechatServer.Sealing(KEY, false))) {
            Job submitted = both.submitted(both.prepared(both.job()));
            both.through(1);
            both.told(1);
            proof(both.open().confirm(submitted));
            assertEquals(0, both.server.calls(WechatRig.APP, "freepublish/get"));
        }
        // Plain text beside it, which nobody has signed.
        Call call = call("1");
        var changed = new Call(call.path(), call.body().replace("<Encrypt>", EVENT.formatted("666").replaceAll("</?xml>", "") + "<Encrypt>"));
        assertEquals(200, send(changed));
        assertEquals(1, wechat.rig.count("SELECT count(*) FROM wechat_callback WHERE publish_id = '77'"));
        assertEquals(0, wechat.rig.count("SELECT count(*) FROM wechat_callback WHERE publish_id = '666'"));
    }

    @ParameterizedTest
    @CsvSource({"FORGED_SIGNATURE, SIGNATURE", "FORGED_MESSAGE, SIGNATURE", "OTHER_APP, OTHER_APP", "TRUNCATED, UNREADABLE", "WRONG_LENGTH, UNREADABLE", "PLAIN, PLAIN"})
    void whatIsNotWechatsWordForThisAccountIsRefusedAndThePollFindsTheArticle(Calling calling, NotTaken why) {
        wechat.server.faults(WechatRig.APP).calling = calling;
        Job submitted = wechat.submitted(wechat.prepared(wechat.job()));
        wechat.through(1);
        wechat.told(1);

        assertEquals(why, tally().lastWhy());
        assertEquals(1, tally().refused());
        assertInstanceOf(Step.Later.class, wechat.open().confirm(submitted), "it waits for the poll");
        String words = wechat.open().health().words();
        assertTrue(words.contains("0 taken, 1 refused") && words.contains(why.words()), words);
        proof(wechat.rig.until(submitted, OnlineChannel::confirm, wechat.open()));
    }

    @Test
    void theSameCallIsTakenOnceAndIsAReplayAfterwards() throws IOException {
        Call call = call("1");
        assertEquals(200, send(call));
        assertEquals(200, send(call), "WeChat calls again where it did not hear the answer");
        assertEquals(1, wechat.rig.rows("wechat_callback"));
        wechat.rig.clock.advance(Duration.ofSeconds(31));

        refused(NotTaken.REPLAYED, call);
        assertEquals(200, send(call("2")), "another call is none");
    }

    @Test
    void aCallThatIsTooOldOrTooNewIsRefused() throws IOException {
        String sealed = WechatSeal.seal(KEY, WechatRig.APP, "0123456789abcdef", EVENT.formatted("77"));
        refused(NotTaken.STALE, call("1", sealed, wechat.rig.clock.wall().minusSeconds(610)));
        refused(NotTaken.STALE, call("2", sealed, wechat.rig.clock.wall().plusSeconds(620)));
        assertEquals(200, send(call("3", sealed, wechat.rig.clock.wall().minusSeconds(560))));
    }

    @Test
    void whatIsForgedIsRefused() throws IOException {
        Call right = call("1");
        Call other = call("2", WechatSeal.seal(KEY, "wxsomebody", "0123456789abcdef", EVENT.formatted("77")), wechat.rig.clock.wall());
        refused(NotTaken.OTHER_APP, other);
        refused(NotTaken.SIGNATURE, new Call(right.path().replaceAll("msg_signature=.*", "msg_signature=" + "0".repeat(40)), right.body()));
        refused(NotTaken.SIGNATURE, new Call(right.path().replaceAll("&msg_signature=.*", ""), right.body()));
        refused(NotTaken.SIGNATURE, new Call(right.path().replaceAll("\\?signature=[0-9a-f]{4}", "?signature=0000"), right.body()));
        refused(NotTaken.SIGNATURE, new Call(right.path(), other.body()));
        refused(NotTaken.PLAIN, new Call(right.path().replace("encrypt_type=aes", "encrypt_type=raw"), EVENT.formatted("9")));
        refused(NotTaken.UNREADABLE, new Call(right.path(), "<xml></xml>"));
        refused(NotTaken.UNREADABLE, new Call(right.path(), "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>" + right.body().replace("<xml>", "<xml><a>&e;</a>")));
        refused(NotTaken.UNREADABLE, new Call(right.path(), right.body().substring(0, right.body().length() / 2)));
        assertEquals(200, send(right));
    }

    /** In plain mode one signature fits any body. */
    @Test
    void anOverheardAddressOfPlainModeOpensTheDoorForNothingElse(@TempDir Path other) throws IOException {
        try (var plain = new WechatRig(other)) {
            String timestamp = Long.toString(plain.rig.clock.wall().getEpochSecond());
            String path = "/wechat/" + plain.channel.id() + "?signature=" + Signatures.of(WechatRig.TOKEN, timestamp, "n") + "&timestamp=" + timestamp + "&nonce=n";
            assertEquals(200, plain.rig.send("POST", path, EVENT.formatted("1")).statusCode());
            assertEquals(403, plain.rig.send("POST", path, EVENT.formatted("2")).statusCode());
            assertEquals(NotTaken.REPLAYED, plain.rig.online.callbacks().tally(plain.channel.id()).lastWhy());
        }
    }

    @Test
    void anAccountInSafeModeWhoseKeyNobodyGaveIsNamed(@TempDir Path other) throws IOException {
        try (var plain = new WechatRig(other)) {
            String timestamp = Long.toString(plain.rig.clock.wall().getEpochSecond());
            String sealed = WechatSeal.seal(KEY, WechatRig.APP, "0123456789abcdef", EVENT.formatted("1"));
            String path = "/wechat/" + plain.channel.id() + "?signature=" + Signatures.of(WechatRig.TOKEN, timestamp, "n") + "&timestamp=" + timestamp
                + "&nonce=n&encrypt_type=aes&msg_signature=" + Signatures.of(WechatRig.TOKEN, timestamp, "n", sealed);
            assertEquals(403, plain.rig.send("POST", path, "<xml><Encrypt>" + sealed + "</Encrypt></xml>").statusCode());
            assertTrue(plain.open().health().words().contains("the channel has no EncodingAESKey"), plain.open().health()::words);
            // Compatible mode says it in plain text too.
            assertEquals(200, plain.rig.send("POST", path, EVENT.formatted("1").replace("</xml>", "<Encrypt>" + sealed + "</Encrypt></xml>")).statusCode());
            assertEquals(1, plain.rig.rows("wechat_callback"));
        }
    }

    @Test
    void theAddressIsShownToBeOursInSafeModeToo() throws IOException {
        String timestamp = Long.toString(wechat.rig.clock.wall().getEpochSecond());
        String echo = URLEncoder.encode("12345", StandardCharsets.UTF_8);
        String path = "/wechat/" + wechat.channel.id() + "?signature=" + Signatures.of(WechatRig.TOKEN, timestamp, "n") + "&timestamp=" + timestamp + "&nonce=n&echostr=" + echo;
        assertEquals("12345", new String(wechat.rig.get(path).body(), StandardCharsets.UTF_8));
    }

    @Test
    void aKeyThatIsNoneIsRefusedWithoutBeingRepeated() {
        String wrong = "abc!efghijklmnopqrstuvwxyz0123456789ABCDEFG";
        var settings = Map.of("appId", "wx-another");
        var refusal = assertThrows(Refusal.class, () -> wechat.rig.channel(ChannelKind.WECHAT, settings,
            Map.of("appSecret", "12345678", "callbackToken", "abc", "encodingAesKey", wrong)));
        assertTrue(refusal.cause().contains("the 43 letters and digits of WeChat's EncodingAESKey") && !refusal.cause().contains(wrong), refusal::cause);
        var alone = assertThrows(Refusal.class, () -> wechat.rig.channel(ChannelKind.WECHAT, settings, Map.of("appSecret", "12345678", "encodingAesKey", KEY)));
        assertTrue(alone.cause().contains("secret.callbackToken is missing"), alone::cause);
    }
}
