package ledwall.controller.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import ledwall.controller.ControllerWeb;
import ledwall.controller.WebSettings;
import ledwall.controller.access.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoorTest {
    @TempDir
    Path folder;

    private WebRig rig;

    @BeforeEach
    void start() throws IOException {
        rig = new WebRig(folder);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void theSetupLinkMakesOneAdministratorWhoIsThenLoggedIn() throws IOException {
        var token = rig.web.accounts().offerSetup().orElseThrow();
        var body = "{\"token\":\"" + token + "\",\"name\":\"卓玛\",\"password\":\"" + WebRig.PASSWORD + "\"}";
        var browser = rig.stranger();

        assertTrue(browser.get("/api/v1/setup").json().path("needed").asBoolean());
        var made = browser.post("/api/v1/setup", body);
        assertEquals(201, made.status(), made.text());
        assertEquals("administrator", browser.get("/api/v1/session").json().path("role").asText());
        assertFalse(browser.get("/api/v1/setup").json().path("needed").asBoolean());
        assertEquals("alreadySetUp", rig.stranger().post("/api/v1/setup", body.replace("卓玛", "other")).code());
    }

    @Test
    void whoAsksForTheHeadOnlyGetsWhatWouldComeWithoutIt() throws IOException {
        var browser = rig.as(Role.OPERATOR);
        for (String path : new String[] {"/healthz", "/", "/api/v1/screens", "/api/v1/nothing"}) {
            var whole = browser.get(path);
            var head = browser.head(path);
            assertEquals(whole.status(), head.status(), path);
            assertEquals(0, head.bytes().length, path);
            assertEquals(whole.header("Content-Type"), head.header("Content-Type"), path);
            assertEquals(Integer.toString(whole.bytes().length), head.header("Content-Length"), path);
        }
        assertEquals("text/event-stream", browser.head("/api/v1/events").header("Content-Type"));
        assertEquals(401, rig.stranger().head("/api/v1/screens").status());
    }

    @Test
    void aWrongSetupTokenMakesNobody() throws IOException {
        rig.web.accounts().offerSetup();
        var reply = rig.stranger().post("/api/v1/setup", "{\"token\":\"x\",\"name\":\"mallory\",\"password\":\"" + WebRig.PASSWORD + "\"}");

        assertEquals(403, reply.status());
        assertEquals("wrongSetupToken", reply.code());
        assertTrue(rig.web.accounts().all().isEmpty());
    }

    @Test
    void theCookieCannotBeReadByScriptsNorSentFromOtherSites() throws IOException {
        rig.web.accounts().add("admin", Role.ADMINISTRATOR, WebRig.PASSWORD);
        var reply = rig.stranger().post("/api/v1/session", "{\"name\":\"admin\",\"password\":\"" + WebRig.PASSWORD + "\"}");

        var cookie = reply.header("Set-Cookie");
        assertTrue(cookie.matches("ledwall_session=[A-Za-z0-9_-]{43}; Path=/; Max-Age=604800; HttpOnly; SameSite=Strict"), cookie);
        assertEquals("no-store", reply.header("Cache-Control"));
    }

    @Test
    void anybodyMayAskWhetherTheirOwnSessionLives() throws IOException {
        var browser = rig.as(Role.OPERATOR);
        var kept = browser.cookie;

        assertFalse(rig.stranger().get("/api/v1/setup").json().path("signedIn").asBoolean(true));
        assertTrue(browser.get("/api/v1/setup").json().path("signedIn").asBoolean());
        browser.delete("/api/v1/session");
        browser.cookie = kept;
        assertFalse(browser.get("/api/v1/setup").json().path("signedIn").asBoolean(true));
    }

    @Test
    void theScreensListTellsTheTimeItCountsBy() throws IOException {
        var now = Instant.parse(rig.as(Role.OPERATOR).get("/api/v1/screens").json().path("now").asText());

        assertEquals(Duration.ZERO, Duration.between(now, rig.controller.board().now()).truncatedTo(ChronoUnit.MINUTES));
    }

    @Test
    void loggingOutVoidsTheTokenItself() throws IOException {
        var browser = rig.as(Role.OPERATOR);
        var kept = browser.cookie;

        assertEquals(204, browser.delete("/api/v1/session").status());
        browser.cookie = kept;
        assertEquals("notLoggedIn", browser.get("/api/v1/session").code());
    }

    @Test
    void manyWrongPasswordsAreSlowedDownAndSayUntilWhen() throws IOException {
        rig.web.accounts().add("admin", Role.ADMINISTRATOR, WebRig.PASSWORD);
        var browser = rig.stranger();
        for (int i = 0; i < 5; i++) {
            assertEquals("wrongPassword", browser.post("/api/v1/session", "{\"name\":\"admin\",\"password\":\"wrong\"}").code());
        }

        var slowed = browser.post("/api/v1/session", "{\"name\":\"admin\",\"password\":\"wrong\"}");
        assertEquals(429, slowed.status());
        assertTrue(slowed.header("Retry-After").matches("[12]"), slowed.header("Retry-After"));
    }

    @Test
    void writesAreAuditedWithWhoWhatTargetAndResultButNoSecret() throws IOException {
        var admin = rig.as(Role.ADMINISTRATOR);
        rig.stranger().post("/api/v1/session", "{\"name\":\"mallory\",\"password\":\"guess number one\"}");
        rig.as(Role.TECHNICIAN).post("/api/v1/playlists", "{\"name\":\"Mine\"}");
        var list = admin.post("/api/v1/playlists", "{\"name\":\"Losar\"}").json().path("id").asText();

        var audit = admin.get("/api/v1/audit?limit=4").text();
        assertTrue(audit.contains("\"who\":\"administrator\",\"what\":\"makePlaylist\",\"target\":\"" + list
            + "\",\"result\":\"done\",\"address\":\"127.0.0.1\""), audit);
        assertTrue(audit.contains("\"who\":\"technician\",\"what\":\"makePlaylist\",\"target\":\"\",\"result\":\"noRight\""), audit);
        assertTrue(audit.contains("\"who\":\"mallory\",\"what\":\"logIn\",\"target\":\"\",\"result\":\"wrongPassword\""), audit);
        assertFalse(audit.contains("guess") || audit.contains(WebRig.PASSWORD), audit);
    }

    @Test
    void auditPagesFollowEachOther() throws IOException {
        var admin = rig.as(Role.ADMINISTRATOR);
        for (int i = 0; i < 4; i++) {
            admin.post("/api/v1/playlists", "{\"name\":\"List " + i + "\"}");
        }
        var first = admin.get("/api/v1/audit?limit=3").json();
        var second = admin.get("/api/v1/audit?limit=3&cursor=" + first.path("next").asText()).json();

        assertEquals(3, first.path("items").size());
        assertEquals(first.at("/items/2/id").asLong() - 1, second.at("/items/0/id").asLong());
        assertTrue(second.path("next").isNull(), second.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:8080", "127.0.0.1.evil.example", "localhost.evil.example", "", "wall.example@evil.example"})
    void namesThatNobodyConfiguredAreRefused(String host) throws IOException {
        var reply = rig.raw("GET /healthz HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");

        assertTrue(reply.startsWith("HTTP/1.1 4"), reply);
        assertFalse(reply.endsWith("ok\n"), reply);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.1:8080", "localhost:8080", "LOCALHOST", "[::1]:8080", "wall.example", "wall.example:443"})
    void addressesLocalhostAndConfiguredNamesAreServed(String host) throws IOException {
        var reply = rig.raw("GET /healthz HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");

        assertTrue(reply.startsWith("HTTP/1.1 200") && reply.endsWith("ok\n"), reply);
    }

    @Test
    void theNameInThePublicUrlIsServedHoweverItIsWritten() throws IOException {
        var settings = new WebSettings("127.0.0.1", 0, Set.of(), URI.create("https://Wall.Example.ORG"));
        try (var web = ControllerWeb.start(rig.node.node(), rig.database, rig.controller, settings, rig.node::failedTasks);
             var socket = new Socket("127.0.0.1", web.port())) {
            socket.getOutputStream().write("GET /healthz HTTP/1.1\r\nHost: wall.example.org\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertEquals("HTTP/1.1 200", new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII));
        }
    }

    @Test
    void writesFromPagesOfOtherSitesAreRefusedEvenWithTheCookie() throws IOException {
        var browser = rig.as(Role.ADMINISTRATOR);
        var own = "http://127.0.0.1:" + rig.web.port();

        assertEquals("otherOrigin", browser.post("/api/v1/playlists", "{\"name\":\"a\"}", "Origin", "http://evil.example").code());
        assertEquals("otherOrigin", browser.post("/api/v1/playlists", "{\"name\":\"a\"}", "Origin", "null").code());
        assertEquals("otherOrigin", browser.post("/api/v1/playlists", "{\"name\":\"a\"}", "Origin", own + "0").code());
        assertEquals("otherOrigin", browser.post("/api/v1/playlists", "{\"name\":\"a\"}", "Sec-Fetch-Site", "cross-site").code());
        assertEquals("otherOrigin", browser.post("/api/v1/playlists", "{\"name\":\"a\"}", "Sec-Fetch-Site", "same-site").code());
        assertEquals(201, browser.post("/api/v1/playlists", "{\"name\":\"a\"}", "Origin", own, "Sec-Fetch-Site", "same-origin").status());
    }

    @Test
    void everyAnswerForbidsFramesSniffingAndForeignScripts() throws IOException {
        for (String path : new String[] {"/", "/healthz", "/api/v1/nothing", "/api/v1/screens"}) {
            var reply = rig.stranger().get(path);
            var policy = reply.header("Content-Security-Policy");
            assertTrue(policy.startsWith("default-src 'self';") && policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"), path + ": "
                + policy);
            assertEquals("nosniff", reply.header("X-Content-Type-Options"), path);
            assertEquals("no-referrer", reply.header("Referrer-Policy"), path);
        }
    }

    @Test
    void pathsThatLeaveTheSiteFindNothing() throws IOException {
        for (String path : new String[] {"/../ledwall.db", "/%2e%2e/ledwall.db", "/..%2fledwall.db", "/assets/../../ledwall.db", "/.hidden", "/a%00b",
            "/ledwall/controller/Main.class"}) {
            var reply = rig.raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertTrue(reply.startsWith("HTTP/1.1 404") || reply.startsWith("HTTP/1.1 400"), path + ": " + reply.lines().findFirst());
        }
    }
}
