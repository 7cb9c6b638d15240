package ledwall.controller.web;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import ledwall.controller.FakeMediaTools;
import ledwall.controller.access.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadTest {
    private static final byte[] VIDEO = FakeMediaTools.video("horse race", Duration.ofSeconds(20));

    @TempDir
    Path folder;

    private WebRig rig;
    private WebRig.Browser operator;

    @BeforeEach
    void start() throws IOException {
        rig = new WebRig(folder);
        operator = rig.as(Role.OPERATOR);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void anUploadIsStoredProbedListedAndServedByteForByte() throws IOException {
        var reply = operator.upload("name=" + encoded("赛马 རྟ་རྒྱུག.mp4"), VIDEO);
        assertEquals(201, reply.status(), reply.text());
        assertEquals("赛马 རྟ་རྒྱུག.mp4", reply.json().path("name").asText());
        assertEquals(20_000, reply.json().path("lengthMillis").asInt());
        var path = "/api/v1/media/" + reply.json().path("id").asText();
        assertEquals(path, reply.header("Location"));

        assertEquals(reply.json().path("id"), operator.get("/api/v1/media").json().at("/items/0/id"));
        assertArrayEquals(VIDEO, operator.get(path + "/file").bytes());
        assertEquals("attachment; filename*=UTF-8''" + encoded("赛马 རྟ་རྒྱུག.mp4"), operator.get(path + "/file").header("Content-Disposition"));
        assertEquals("image/jpeg", operator.get(path + "/thumbnail").header("Content-Type"));
        assertEquals(204, operator.delete(path).status());
        assertEquals(404, operator.get(path + "/file").status());
    }

    @Test
    void oneRangeOfAFileIsServed() throws IOException {
        var path = "/api/v1/media/" + operator.upload("name=a.mp4", VIDEO).json().path("id").asText() + "/file";

        var middle = operator.get(path, "Range", "bytes=10-19");
        assertEquals(206, middle.status());
        assertEquals("bytes 10-19/" + VIDEO.length, middle.header("Content-Range"));
        assertArrayEquals(Arrays.copyOfRange(VIDEO, 10, 20), middle.bytes());
        assertArrayEquals(Arrays.copyOfRange(VIDEO, VIDEO.length - 5, VIDEO.length), operator.get(path, "Range", "bytes=-5").bytes());
        assertArrayEquals(Arrays.copyOfRange(VIDEO, 20, VIDEO.length), operator.get(path, "Range", "bytes=20-").bytes());
        assertEquals(200, operator.get(path, "Range", "bytes=5-4").status(), "a range that makes no sense is ignored");
        var beyond = operator.get(path, "Range", "bytes=" + VIDEO.length + "-");
        assertEquals("rangeNotSatisfiable", beyond.code());
        assertEquals("bytes */" + VIDEO.length, beyond.header("Content-Range"));
    }

    @Test
    void aMediumOnAPlaylistIsKept() throws IOException {
        var media = operator.upload("name=a.mp4", VIDEO).json().path("id").asText();
        var saved = operator.put("/api/v1/playlists/playlist-default", "{\"name\":\"Default loop\",\"items\":[{\"mediaId\":\"" + media
            + "\",\"lengthMillis\":12000}]}",
            "If-Match", "\"1\"");
        assertEquals(200, saved.status(), saved.text());
        assertEquals("a.mp4", saved.json().at("/items/0/mediaName").asText());
        assertEquals("contain", saved.json().at("/items/0/fit").asText());

        assertEquals(409, operator.delete("/api/v1/media/" + media).status());
    }

    @Test
    void whatIsNoPictureIsRefusedAndNothingIsLeft() throws IOException {
        assertEquals(400, operator.upload("name=empty.mp4", new byte[0]).status());
        var list = operator.upload("name=list.mp4", "#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n".getBytes(StandardCharsets.UTF_8));
        assertEquals(400, list.status(), list.text());
        assertEquals("badInput", operator.upload("", VIDEO).code(), "without a name");

        assertEquals(0, operator.get("/api/v1/media").json().path("items").size());
        assertEquals(0, files());
    }

    @Test
    void namesFromOutsideAreMadeSafe() throws IOException {
        for (String name : new String[] {"../../etc/passwd", "a\u0000b.mp4", "line\nbreak.mp4", "ཀ".repeat(85) + ".mp4"}) {
            var reply = operator.upload("name=" + encoded(name), VIDEO);
            assertEquals(201, reply.status(), reply.text());
            var safe = reply.json().path("name").asText();
            assertTrue(safe.codePoints().noneMatch(Character::isISOControl) && !safe.isBlank(), safe);
        }
        assertTrue(Files.notExists(folder.resolve("etc")));
    }

    @Test
    void anUploadThatBreaksOffLeavesNothing() throws IOException {
        try (var socket = new Socket("127.0.0.1", rig.web.port())) {
            socket.getOutputStream().write(("POST /api/v1/media?name=a.mp4 HTTP/1.1\r\nHost: localhost\r\nCookie: " + operator.cookie
                + "\r\nContent-Length: 1000000\r\n\r\n" + "x".repeat(300_000)).getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            await().atMost(Duration.ofSeconds(10)).until(() -> files() > 0);
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> files() == 0);
    }

    @Test
    void aRefusedUploadIsAnsweredThoughItsBodyStillComes() throws IOException {
        var technician = rig.as(Role.TECHNICIAN);
        var reply = technician.upload("name=a.mp4", new byte[8 << 20]);

        assertEquals("noRight", reply.code());
    }

    @Test
    void aKeyOfAnUploadHoldsForThatNameAndLengthOnly() throws IOException {
        var first = operator.upload("name=a.mp4", VIDEO, "Idempotency-Key", "u1");
        assertEquals(first.text(), operator.upload("name=a.mp4", VIDEO, "Idempotency-Key", "u1").text());
        assertEquals("keyUsed", operator.upload("name=b.mp4", VIDEO, "Idempotency-Key", "u1").code());
        assertEquals("keyUsed", operator.upload("name=a.mp4", FakeMediaTools.video("a longer one", Duration.ofSeconds(9)), "Idempotency-Key", "u1").code());
    }

    private long files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).filter(file -> file.toString().contains("/uploads/") || file.toString().contains("/masters/")).count();
        }
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
