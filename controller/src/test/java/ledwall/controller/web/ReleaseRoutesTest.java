package ledwall.controller.web;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import ledwall.controller.access.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Releases and channels as the page sees them: real adapters, real time. */
class ReleaseRoutesTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private WebRig rig;
    private WebRig.Browser operator;
    private WebRig.Browser admin;

    @BeforeEach
    void start() throws IOException {
        rig = new WebRig(folder);
        rig.online.listen("127.0.0.1", 0, null, PublicServer.Pace.STANDARD);
        operator = rig.as(Role.OPERATOR);
        admin = rig.as(Role.ADMINISTRATOR);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private String feed() throws IOException {
        return admin.make("/api/v1/channels", """
            {"name": "Feed", "kind": "feed", "settings": {"title": "News"}}""");
    }

    private String manual() throws IOException {
        return admin.make("/api/v1/channels", """
            {"name": "Station", "kind": "manual", "settings": {"site": "other"}}""");
    }

    private static String body(String... channels) {
        var parts = new StringBuilder();
        for (String channel : channels) {
            parts.append(parts.isEmpty() ? "" : ", ").append("{\"channelId\": \"").append(channel).append("\"}");
        }
        return """
            {"name": "Opening", "texts": {"zh": {"title": "开幕", "digest": "今天", "body": "今天开幕。"}, "bo": {"title": "སྒོ་འབྱེད།"}},
             "channels": [%s], "policy": "hold", "rightsNote": "ours"}""".formatted(parts);
    }

    private JsonNode release(String id) {
        try {
            return operator.get("/api/v1/releases/" + id).json();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private JsonNode outlet(String id, String channel) {
        for (JsonNode outlet : release(id).path("outlets")) {
            if (outlet.path("id").asText().equals("channel:" + channel)) {
                return outlet;
            }
        }
        throw new AssertionError("no outlet of " + channel + " in " + release(id));
    }

    @Test
    void aReleaseGoesThroughItsLifeAndEveryStepIsOnRecord() throws IOException {
        String feed = feed();
        String manual = manual();
        String id = operator.make("/api/v1/releases", body(feed, manual));
        assertEquals("draft", release(id).path("state").path("code").asText());
        assertEquals("ours", release(id).path("rightsNote").asText());
        Instant at = Instant.now().plusSeconds(20);
        var scheduled = operator.post("/api/v1/releases/" + id + "/schedule", "{\"at\": \"" + at + "\"}", "If-Match", "\"1\"");
        assertEquals(200, scheduled.status(), scheduled.text());
        assertEquals("\"2\"", scheduled.header("ETag"));
        await().atMost(SOON).until(() -> release(id).path("state").path("code").asText().equals("armed"));
        assertEquals(2, release(id).path("ready").path("ready").asInt());
        await().atMost(SOON).until(() -> outlet(id, feed).path("state").asText().equals("confirmed"));
        assertFalse(Instant.now().isBefore(at), "not before the instant");
        assertTrue(Math.abs(outlet(id, feed).path("skewMillis").asLong()) < 2_000, outlet(id, feed).toString());
        await().atMost(SOON).until(() -> outlet(id, manual).path("task").path("kind").asText().equals("publish"));
        assertEquals("submitted", outlet(id, manual).path("state").asText(), "published is never said without proof");
        var zip = operator.get("/api/v1/releases/" + id + "/outlets/channel:" + manual + "/package");
        assertEquals(200, zip.status(), zip.text());
        assertEquals("application/zip", zip.header("Content-Type"));
        String confirm = "/api/v1/releases/" + id + "/outlets/channel:" + manual + "/confirm";
        assertEquals("badInput", operator.post(confirm, "{\"url\": \"nowhere\"}").code());
        assertEquals(200, operator.post(confirm, "{\"url\": \"https://station.example/1\", \"name\": \"Tashi\"}").status());
        await().atMost(SOON).until(() -> release(id).path("state").path("code").asText().equals("live"));
        assertEquals("https://station.example/1", outlet(id, manual).path("proof").path("url").asText());
        assertEquals("releaseDecided", operator.post("/api/v1/releases/" + id + "/cancel", "{}").code());
        var needed = admin.delete("/api/v1/channels/" + feed, "If-Match", "\"1\"");
        assertEquals("channelInUse", needed.code());
        assertTrue(needed.text().contains("Opening"), needed.text());
        assertEquals(200, operator.post("/api/v1/releases/" + id + "/withdraw", "{\"reason\": \"wrong date\"}").status());
        assertEquals("releaseWithdrawn", operator.post("/api/v1/releases/" + id + "/withdraw", "{\"reason\": \"again\"}").code());
        await().atMost(SOON).until(() -> outlet(id, feed).path("withdrawal").path("state").asText().equals("confirmed"));
        await().atMost(SOON).until(() -> outlet(id, manual).path("withdrawal").path("state").asText().equals("byHand"));
        assertEquals(200, operator.post(confirm, "{}").status());
        await().atMost(SOON).until(() -> outlet(id, manual).path("state").asText().equals("withdrawn"));
        assertEquals(204, admin.delete("/api/v1/channels/" + feed, "If-Match", "\"1\"").status(), "nothing of it is public any more");
        String steps = operator.get("/api/v1/releases/" + id + "/steps").text();
        assertTrue(steps.contains("\"to\":\"armed\"") && steps.contains("wrong date"), steps);
        String audit = admin.get("/api/v1/audit?limit=100").text();
        for (String what : new String[] {"addRelease", "scheduleRelease", "decideRelease", "releaseWent", "outletWent", "confirmOutlet", "withdrawRelease"}) {
            assertTrue(audit.contains(what), what + " is not in the audit: " + audit);
        }
    }

    @Test
    void whatCannotBeReleasedIsRefusedByName() throws IOException {
        String feed = feed();
        assertEquals("releaseTextInvalid", operator.post("/api/v1/releases", body(feed).replace("开幕\"", "开".repeat(33) + "\"")).code());
        var digest = operator.post("/api/v1/releases", body(feed).replace("今天\"", "今".repeat(129) + "\""));
        assertEquals("releaseTextInvalid", digest.code(), digest.text());
        assertTrue(digest.text().contains("128"), digest.text());
        assertEquals("noSuchChannel", operator.post("/api/v1/releases", body("channel-none")).code());
        String id = operator.make("/api/v1/releases", body(feed));
        String schedule = "/api/v1/releases/" + id + "/schedule";
        assertEquals("releaseInstantPast", operator.post(schedule, "{\"at\": \"2026-01-01T00:00:00Z\"}").code());
        assertEquals("releaseTooSoon", operator.post(schedule, "{\"at\": \"" + Instant.now().plusSeconds(3) + "\"}").code());
        assertEquals("releaseStale", operator.post(schedule, "{\"at\": \"" + Instant.now().plusSeconds(60) + "\"}", "If-Match", "\"9\"").code());
        assertEquals("revisionMissing", operator.put("/api/v1/releases/" + id, body(feed)).code());
        assertEquals(200, operator.put("/api/v1/releases/" + id, body(feed), "If-Match", "\"1\"").status());
        assertEquals("releaseNotOut", operator.post("/api/v1/releases/" + id + "/withdraw", "{\"reason\": \"x\"}").code());
        assertEquals("noRight", rig.as(Role.TECHNICIAN).post(schedule, "{}").code());
        assertEquals(204, operator.delete("/api/v1/releases/" + id, "If-Match", "\"2\"").status());
        assertEquals("releaseUnknown", operator.get("/api/v1/releases/" + id).code());
    }

    @Test
    void aChannelThatAReleaseWaitsForIsRemovedOnlyByWhoSaysSo() throws IOException {
        String feed = feed();
        String channel = "/api/v1/channels/" + feed;
        String id = operator.make("/api/v1/releases", body(feed));
        assertEquals(200, operator.post("/api/v1/releases/" + id + "/schedule", "{\"at\": \"" + Instant.now().plusSeconds(600) + "\"}").status());
        assertEquals("channelInUse", admin.delete(channel, "If-Match", "\"1\"").code());
        assertEquals("badInput", admin.delete(channel + "?evenInUse=perhaps", "If-Match", "\"1\"").code());
        assertEquals("channelStale", admin.delete(channel + "?evenInUse=true", "If-Match", "\"2\"").code());
        assertEquals(200, admin.get(channel).status());
        assertEquals(204, admin.delete(channel + "?evenInUse=true", "If-Match", "\"1\"").status());
        assertEquals("noSuchChannel", admin.get(channel).code());
        assertTrue(admin.get("/api/v1/audit?limit=100").text().contains(feed + " evenInUse"));
    }

    @Test
    void secretsOfChannelsComeInAndNeverGoOut() throws IOException {
        String account = """
            {"name": "Account", "kind": "wechat", "settings": {"appId": "wx1"}, "secret": {"%s": "s3cret-of-the-account"}}""";
        var made = admin.post("/api/v1/channels", account.formatted("appSecret"));
        assertEquals(201, made.status(), made.text());
        assertTrue(made.json().path("secret").asBoolean());
        assertFalse(made.text().contains("s3cret"));
        assertFalse(admin.get("/api/v1/channels/" + made.json().path("id").asText()).text().contains("s3cret"));
        assertFalse(admin.get("/api/v1/channels").text().contains("s3cret"));
        var refused = admin.post("/api/v1/channels", account.formatted("secret"));
        assertEquals("channelSettingsWrong", refused.code());
        assertFalse(refused.text().contains("s3cret"), "nor in a refusal");
        assertEquals("noRight", operator.post("/api/v1/channels", "{}").code());
    }
}
