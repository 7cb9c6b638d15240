package ledwall.controller.web;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import ledwall.controller.access.HandClock;
import ledwall.controller.release.channel.Attachment;
import ledwall.controller.release.channel.ChannelKind;
import ledwall.controller.release.channel.Job;
import ledwall.controller.release.channel.OnlineRig;
import ledwall.controller.storage.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicServerTest {
    @TempDir Path folder;
    private OnlineRig rig;
    private String file = "";

    @BeforeEach
    void start() throws IOException {
        rig = new OnlineRig(folder);
        var channel = rig.channel(ChannelKind.FEED, Map.of("title", "t"), Map.of());
        Job job = rig.job(channel, rig.post("t", rig.file(Attachment.Role.COVER, "image/jpeg", 5_000)));
        rig.open(channel).prepare(job);
        rig.open(channel).publish(job);
        file = "/media/" + job.post().attachments().getFirst().hash() + ".jpg";
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private static String header(HttpResponse<byte[]> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Test
    void mediaNeverChangesAndComesInRanges() throws IOException {
        var whole = rig.get(file);
        assertEquals(200, whole.statusCode());
        assertEquals("image/jpeg", header(whole, "Content-Type"));
        assertEquals("public, max-age=31536000, s-maxage=60, immutable", header(whole, "Cache-Control"));
        assertEquals("bytes", header(whole, "Accept-Ranges"));

        var part = rig.get(file, "Range", "bytes=100-199");
        assertEquals(206, part.statusCode());
        assertEquals("bytes 100-199/5000", header(part, "Content-Range"));
        assertArrayEquals(Arrays.copyOfRange(whole.body(), 100, 200), part.body());
        assertEquals(416, rig.get(file, "Range", "bytes=5000-").statusCode());
        assertEquals(200, rig.get(file, "Range", "bytes=0-9", "If-Range", "\"other\"").statusCode());
        assertEquals(206, rig.get(file, "Range", "bytes=0-9", "If-Range", header(whole, "ETag")).statusCode());
        assertEquals(304, rig.get(file, "If-None-Match", header(whole, "ETag")).statusCode());
        var head = rig.send("HEAD", file, "");
        assertEquals("5000", header(head, "Content-Length"));
    }

    /** By RFC 9110, section 14; where a server may choose, it sends the whole file. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"bytes=0-0 | 206 | bytes 0-0/5000 | 1", "bytes=4999- | 206 | bytes 4999-4999/5000 | 1", "bytes=-1 | 206 | bytes 4999-4999/5000 | 1",
        "bytes=-5000 | 206 | bytes 0-4999/5000 | 5000", "bytes=-9999 | 206 | bytes 0-4999/5000 | 5000", "bytes=4000-99999999999999999 | 206 | bytes 4000-4999/5000 | 1000",
        "bytes=-0 | 416 | bytes */5000 | ", "bytes=5000- | 416 | bytes */5000 | ", "bytes=5000-6000 | 416 | bytes */5000 | ",
        "bytes=0-9,20-29 | 200 | | 5000", "bytes=0-9, 0-9, 0-9 | 200 | | 5000", "bytes=10-9 | 200 | | 5000", "bytes=- | 200 | | 5000", "bytes= | 200 | | 5000",
        "bytes=a-b | 200 | | 5000", "items=0-9 | 200 | | 5000", "bytes=0-9-12 | 200 | | 5000", "bytes=99999999999999999999- | 200 | | 5000", "bytes=--5 | 200 | | 5000"})
    void rangesAtOddEndsAreAnsweredByTheBook(String range, int status, String contentRange, Integer length) throws IOException {
        var response = rig.get(file, "Range", range);
        assertEquals(status, response.statusCode());
        assertEquals(contentRange == null ? "" : contentRange, header(response, "Content-Range"));
        if (length != null) {
            assertEquals(length, response.body().length);
            assertEquals(Integer.toString(length), header(response, "Content-Length"));
        }
        assertEquals(status != 416, header(response, "Cache-Control").contains("immutable"));
    }

    @Test
    void theHeadIsThatOfTheWholeAndWhatIsKnownIsNotSentAgain() throws IOException {
        String etag = header(rig.get(file), "ETag");
        var head = rig.send("HEAD", file, "", "Range", "bytes=0-9");
        assertEquals(200, head.statusCode(), "of a range only GET knows");
        assertEquals("5000", header(head, "Content-Length"));
        assertEquals(etag, header(head, "ETag"));
        assertEquals("bytes", header(head, "Accept-Ranges"));
        for (String known : List.of(etag, "W/" + etag, "*", "\"a\", " + etag)) {
            var response = rig.get(file, "If-None-Match", known, "Range", "bytes=9000-");
            assertEquals(304, response.statusCode(), known);
            assertEquals(0, response.body().length);
            assertEquals(etag, header(response, "ETag"));
            assertEquals(304, rig.send("HEAD", file, "", "If-None-Match", known).statusCode());
        }
        assertEquals(200, rig.get(file, "If-None-Match", "\"another\"").statusCode());
    }

    @Test
    void readersThatStandStillHoldNoMemoryAndWhoGoesAwayHoldsNoFile() throws Exception {
        var channel = rig.channel(ChannelKind.FEED, Map.of("title", "t"), Map.of());
        int bytes = 32 << 20;
        Job job = rig.job(channel, rig.post("t", rig.file(Attachment.Role.VIDEO, "video/mp4", bytes)));
        rig.open(channel).prepare(job);
        rig.open(channel).publish(job);
        String hash = job.post().attachments().getFirst().hash().value();
        rig.get(file);
        long before = direct();
        var readers = new ArrayList<Socket>();
        for (int i = 0; i < 10; i++) {
            var socket = new Socket();
            socket.setReceiveBufferSize(32 << 10);
            socket.setSoTimeout(30_000);
            socket.connect(new InetSocketAddress("127.0.0.1", URI.create(rig.base()).getPort()));
            socket.getOutputStream().write(("GET /media/" + hash + ".mp4 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            assertEquals('H', socket.getInputStream().read());
            readers.add(socket);
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> open(hash) == 10);
        long held = direct() - before;
        assertTrue(held < 8 << 20, () -> held + " bytes for ten readers who take nothing of 320 MiB");
        for (Socket gone : readers.subList(1, 10)) {
            gone.close();
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> open(hash) == 1);

        // Whoever was only slow gets all of it.
        long rest = readers.getFirst().getInputStream().readAllBytes().length;
        assertTrue(rest > bytes && rest < bytes + 2_000, () -> rest + " bytes");
        readers.getFirst().close();
        await().atMost(Duration.ofSeconds(20)).until(() -> open(hash) == 0);
    }

    private static long direct() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream().mapToLong(BufferPoolMXBean::getMemoryUsed).sum();
    }

    /** How often this process holds the file open. */
    private static long open(String name) throws IOException {
        try (var handles = Files.list(Path.of("/proc/self/fd"))) {
            return handles.filter(each -> {
                try {
                    return Files.readSymbolicLink(each).endsWith(name);
                } catch (IOException e) {
                    // Closed meanwhile.
                    return false;
                }
            }).count();
        }
    }

    @Test
    void whatIsNotThereIsToldInPlainWords() throws IOException {
        for (String path : List.of("/", "/feeds/channel-x.json", "/feeds/../etc.json", "/media/" + "0".repeat(64) + ".jpg", "/api/v1/screens", "/wechat", "/feeds/x.atom")) {
            var response = rig.get(path);
            assertEquals(404, response.statusCode(), path);
            assertEquals("这里没有公开的内容，可能已经撤稿。Nothing is published here; it may have been withdrawn.\n", new String(response.body(), StandardCharsets.UTF_8));
            assertEquals("no-store", header(response, "Cache-Control"));
        }
    }

    @Test
    void itOnlyReadsAndSetsNoCookiesAndSaysHowItMayBeUsed() throws IOException {
        for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS", "PATCH")) {
            assertEquals(405, rig.send(method, file, "x").statusCode(), method);
        }
        var response = rig.get(file, "Cookie", "ledwall=x");
        assertEquals("", header(response, "Set-Cookie"));
        assertEquals("nosniff", header(response, "X-Content-Type-Options"));
        assertTrue(header(response, "Content-Security-Policy").startsWith("default-src 'none'"));
        assertEquals("cross-origin", header(response, "Cross-Origin-Resource-Policy"));
    }

    @Test
    void aFileThatIsGoneFromTheDiskIsNotThere() throws IOException {
        Files.delete(folder.resolve("media/renditions").resolve(file.substring("/media/".length(), file.length() - ".jpg".length())));

        assertEquals(404, rig.get(file).statusCode());
    }

    @Test
    void anAddressThatAsksTooMuchWaits(@TempDir Path other) throws IOException {
        try (var slow = new OnlineRig(other, Database.inMemory(), new PublicServer.Pace(0.5, 3, 10))) {
            for (int i = 0; i < 3; i++) {
                assertEquals(404, slow.get("/").statusCode());
            }
            var response = slow.get("/");
            assertEquals(429, response.statusCode());
            assertEquals("1", header(response, "Retry-After"));
            slow.clock.advance(Duration.ofSeconds(2));
            assertEquals(404, slow.get("/").statusCode());
        }
    }

    @Test
    void behindAProxyOnThisMachineEachOfItsAskersHasABucketOfItsOwn(@TempDir Path other) throws IOException {
        try (var slow = new OnlineRig(other, Database.inMemory(), new PublicServer.Pace(0.001, 1, 10))) {
            assertEquals(404, slow.get("/", "X-Forwarded-For", "203.0.113.7").statusCode());
            assertEquals(429, slow.get("/", "X-Forwarded-For", "9.9.9.9, 203.0.113.7").statusCode(), "what it wrote itself does not count");
            assertEquals(404, slow.get("/", "X-Forwarded-For", "203.0.113.8").statusCode());
            assertEquals(404, slow.get("/").statusCode());
        }
    }

    @Test
    void aCallbackNeedsItsSignatureAndASmallBody() throws IOException {
        var channel = rig.channel(ChannelKind.WECHAT, Map.of("appId", "wx"), Map.of("appSecret", "thimble-secret", "callbackToken", "token"));

        assertEquals(403, rig.send("POST", "/wechat/" + channel.id(), "<xml/>").statusCode());
        assertEquals(403, rig.get("/wechat/" + channel.id() + "?signature=00&timestamp=1&nonce=1&echostr=x").statusCode());
        assertEquals(403, rig.send("POST", "/wechat/channel-unknown", "<xml/>").statusCode());
        assertThrows(IOException.class, () -> rig.send("POST", "/wechat/" + channel.id(), "x".repeat(PublicServer.MAX_BODY + 1)));
    }

    @Test
    void onlySoManyAddressesAreRemembered() {
        var clock = new HandClock();
        var buckets = new AddressBuckets(clock, 1, 2, 100);
        for (int i = 0; i < 10_000; i++) {
            assertTrue(buckets.take("10.0." + (i >> 8) + "." + (i & 255)));
        }
        assertEquals(100, buckets.remembered());

        assertTrue(buckets.take("2001:db8:1:2::1"));
        assertTrue(buckets.take("2001:db8:1:2:ffff::2"));
        assertFalse(buckets.take("2001:db8:1:2::3"), "a subscriber has the whole network");
        assertTrue(buckets.take("2001:db8:1:3::1"));
        clock.advance(Duration.ofSeconds(1));
        assertTrue(buckets.take("2001:db8:1:2::3"));
        assertFalse(buckets.take("2001:db8:1:2::3"));
    }
}
