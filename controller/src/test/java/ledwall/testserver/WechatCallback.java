package ledwall.testserver;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ledwall.testserver.WechatAccount.Publication;
import ledwall.testserver.WechatFaults.Calling;

/** How WeChat calls to tell that a publication is through. */
final class WechatCallback {
    private WechatCallback() {}

    static void send(WechatAccount account, Publication publication, Calling calling) {
        String timestamp = Long.toString(Instant.now().getEpochSecond());
        String nonce = Integer.toString(publication.id.hashCode() & Integer.MAX_VALUE);
        String token = calling == Calling.FORGED_SIGNATURE ? "not the token" : account.callbackToken;
        String url = account.callbackUrl + "?signature=" + signature(token, timestamp, nonce) + "&timestamp=" + timestamp + "&nonce=" + nonce;
        String body = xml(publication, calling);
        if (!account.sealing.key().isEmpty() && calling != Calling.PLAIN) {
            String sealed = sealed(account, body, calling);
            String signature = calling == Calling.FORGED_MESSAGE ? "0".repeat(40) : signature(token, timestamp, nonce, sealed);
            url += "&openid=o-test&encrypt_type=aes&msg_signature=" + signature;
            body = around(sealed, account.sealing.only() ? "" : body);
        }
        try (var client = HttpClient.newHttpClient()) {
            for (int i = 0; i < (calling == Calling.DOUBLED ? 2 : 1); i++) {
                client.send(HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(5)).header("Content-Type", "text/xml")
                    .POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.discarding());
            }
        } catch (IOException e) {
            // Whoever is called may be down: then the callback is lost, as it is for WeChat after three tries.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String sealed(WechatAccount account, String xml, Calling calling) {
        String random = "r" + Long.toString(1_000_000_000_000_000L + account.publications.size()).substring(1);
        byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
        String sealed = WechatSeal.seal(account.sealing.key(), calling == Calling.OTHER_APP ? "wx-somebody-else" : account.appId, random, bytes,
            calling == Calling.WRONG_LENGTH ? bytes.length + 10_000 : bytes.length);
        return calling == Calling.TRUNCATED ? sealed.substring(0, sealed.length() / 2) : sealed;
    }

    /** @param plain what stands beside it in compatible mode; empty in safe mode */
    private static String around(String sealed, String plain) {
        String encrypted = "<Encrypt><![CDATA[" + sealed + "]]></Encrypt>";
        return plain.isEmpty() ? "<xml><ToUserName><![CDATA[gh_test]]></ToUserName>" + encrypted + "</xml>" : plain.replace("</xml>", encrypted + "</xml>");
    }

    static String signature(String... parts) {
        try {
            String sorted = Stream.of(parts).sorted().collect(Collectors.joining());
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(sorted.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String xml(Publication publication, Calling calling) {
        boolean forged = calling == Calling.FORGED_ARTICLE;
        String articleId = forged ? "article-of-somebody-else" : publication.articleId;
        String article = publication.outcome != 0 && !forged ? "" : """
            <article_id><![CDATA[%s]]></article_id><article_detail><count>1</count><item><idx>1</idx><article_url><![CDATA[%s]]></article_url></item></article_detail>"""
            .formatted(articleId, forged ? "https://evil.example/" : publication.url);
        return """
            <xml><ToUserName><![CDATA[gh_test]]></ToUserName><FromUserName><![CDATA[system]]></FromUserName><CreateTime>%d</CreateTime>\
            <MsgType><![CDATA[event]]></MsgType><Event><![CDATA[PUBLISHJOBFINISH]]></Event><PublishEventInfo><publish_id>%s</publish_id>\
            <publish_status>%d</publish_status>%s</PublishEventInfo></xml>""".formatted(Instant.now().getEpochSecond(), publication.id,
            forged ? 0 : publication.outcome, article);
    }
}
