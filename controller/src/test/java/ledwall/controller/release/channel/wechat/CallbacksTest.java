package ledwall.controller.release.channel.wechat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ChannelId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallbacksTest {
    private static final ChannelId CHANNEL = new ChannelId("channel-one");
    private static final String FINISHED = """
        <xml><ToUserName><![CDATA[gh_1]]></ToUserName><CreateTime>1</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[PUBLISHJOBFINISH]]></Event>
        <PublishEventInfo><publish_id>2247503051</publish_id><publish_status>0</publish_status><article_id><![CDATA[b5O]]></article_id><article_detail><count>1</count>
        <item><idx>1</idx><article_url><![CDATA[https://mp.weixin.qq.com/s/1?a=1&b=2]]></article_url></item></article_detail></PublishEventInfo></xml>""";

    @TempDir Path folder;
    private WechatRig wechat;

    @BeforeEach
    void start() throws IOException {
        wechat = new WechatRig(folder);
    }

    @AfterEach
    void stop() {
        wechat.close();
    }

    private static Optional<Callback> read(String xml) {
        return CallbackXml.read(CHANNEL, Bytes.of(xml.getBytes(StandardCharsets.UTF_8)), Instant.EPOCH);
    }

    @Test
    void theDocumentedEventIsRead() {
        assertEquals(Optional.of(new Callback(CHANNEL, "2247503051", 0, "b5O", "https://mp.weixin.qq.com/s/1?a=1&b=2", Instant.EPOCH)), read(FINISHED));
    }

    @Test
    void otherEventsAndWhatIsNoXmlAreNothing() {
        assertEquals(Optional.empty(), read(FINISHED.replace("PUBLISHJOBFINISH", "subscribe")));
        assertEquals(Optional.empty(), read(FINISHED.replace("<publish_status>0", "<publish_status>nought")));
        assertEquals(Optional.empty(), read("not xml"));
        assertEquals(Optional.empty(), read(""));
        assertEquals(Optional.empty(), read("<a>".repeat(10_000)));
    }

    @Test
    void noEntityReadsAFileOrGrows() {
        String entity = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>" + FINISHED.replace("b5O", "b5O]]>&e;<![CDATA[");
        assertFalse(read(entity).toString().contains("root"), read(entity)::toString);
    }

    @Test
    void aSignatureOpensOnlyWhileItIsFreshAndOnlyItsOwnChannel() {
        var callbacks = wechat.rig.online.callbacks();
        Instant now = wechat.rig.clock.wall();

        assertTrue(callbacks.opens(wechat.channel.id(), signed(now, WechatRig.TOKEN)));
        assertFalse(callbacks.opens(wechat.channel.id(), signed(now, "another token")));
        assertFalse(callbacks.opens(wechat.channel.id(), signed(now.minus(Duration.ofMinutes(11)), WechatRig.TOKEN)));
        assertFalse(callbacks.opens(CHANNEL, signed(now, WechatRig.TOKEN)));
        assertFalse(callbacks.opens(wechat.channel.id(), new Callbacks.Signed(null, null, null, null, null)));
        assertFalse(callbacks.opens(wechat.channel.id(), new Callbacks.Signed("x", "9".repeat(12), "n", null, null)));
    }

    private static Callbacks.Signed signed(Instant at, String token) {
        String timestamp = Long.toString(at.getEpochSecond());
        return new Callbacks.Signed(Signatures.of(token, timestamp, "77"), timestamp, "77", null, null);
    }

    @Test
    void wechatIsShownThatTheAddressIsOurs() throws IOException {
        var signed = signed(wechat.rig.clock.wall(), WechatRig.TOKEN);
        String query = "?signature=" + signed.signature() + "&timestamp=" + signed.timestamp() + "&nonce=" + signed.nonce() + "&echostr=5837%3Cb%3E";
        var response = wechat.rig.get("/wechat/" + wechat.channel.id() + query);

        assertEquals("5837<b>", new String(response.body(), StandardCharsets.UTF_8));
        assertEquals("text/plain; charset=utf-8", response.headers().firstValue("Content-Type").orElseThrow());
    }

    /** Known answer, computed with {@code printf 1177abc | sha1sum} of the sorted words. */
    @Test
    void theSignatureIsTheOneOfTheDocument() {
        assertEquals("a342321c119ae79d88d347709196c30877a90a5a", Signatures.of("abc", "11", "77"));
    }
}
