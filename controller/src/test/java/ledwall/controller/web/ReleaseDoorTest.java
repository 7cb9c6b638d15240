package ledwall.controller.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import ledwall.controller.access.Role;
import ledwall.controller.release.channel.Vault;
import ledwall.controller.storage.SqlChannelStore;
import ledwall.controller.storage.SqlDeliveryStore;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ChannelId;
import ledwall.testserver.WebhookReceiver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may call what of releases, channels, tasks and deliveries; what comes twice is done once; what is stale or no sense changes nothing. */
class ReleaseDoorTest {
    private static final String RELEASES = "/api/v1/releases";
    private static final String CHANNELS = "/api/v1/channels";
    private static final List<Role> ALL = List.of(Role.ADMINISTRATOR, Role.OPERATOR, Role.TECHNICIAN);
    private static final List<Role> EDITORS = List.of(Role.ADMINISTRATOR, Role.OPERATOR);
    private static final List<Role> ADMINISTRATORS = List.of(Role.ADMINISTRATOR);

    @TempDir
    Path folder;

    private WebRig rig;
    private final Map<Role, WebRig.Browser> people = new EnumMap<>(Role.class);
    private WebRig.Browser operator;
    private WebRig.Browser admin;
    private String feed = "";

    @BeforeEach
    void start() throws IOException {
        rig = new WebRig(folder);
        rig.online.listen("127.0.0.1", 0, null, PublicServer.Pace.STANDARD);
        for (Role role : Role.values()) {
            people.put(role, rig.as(role));
        }
        operator = person(Role.OPERATOR);
        admin = person(Role.ADMINISTRATOR);
        feed = admin.make(CHANNELS, channel("Feed"));
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    /** @param path with {@code R} for a draft, {@code C} for a feed and {@code O} for its outlet */
    private record Row(String method, String path, List<Role> may) {}

    private static final List<Row> ROWS = List.of(
        new Row("get", RELEASES, ALL), new Row("post", RELEASES, EDITORS), new Row("get", RELEASES + "/R", ALL), new Row("put", RELEASES + "/R", EDITORS),
        new Row("delete", RELEASES + "/R", EDITORS), new Row("get", RELEASES + "/R/steps", ALL), new Row("post", RELEASES + "/R/schedule", EDITORS),
        new Row("post", RELEASES + "/R/cancel", EDITORS), new Row("post", RELEASES + "/R/hold", EDITORS), new Row("post", RELEASES + "/R/withdraw", EDITORS),
        new Row("get", RELEASES + "/R/outlets/O/package", ALL), new Row("post", RELEASES + "/R/outlets/O/retry", EDITORS),
        new Row("post", RELEASES + "/R/outlets/O/confirm", EDITORS),
        new Row("get", CHANNELS, ALL), new Row("post", CHANNELS, ADMINISTRATORS), new Row("get", CHANNELS + "/C", ALL), new Row("put", CHANNELS + "/C", ADMINISTRATORS),
        new Row("delete", CHANNELS + "/C", ADMINISTRATORS), new Row("post", CHANNELS + "/C/check", EDITORS), new Row("get", CHANNELS + "/C/deliveries", ALL),
        new Row("get", CHANNELS + "/C/deliveries/1", ALL), new Row("post", CHANNELS + "/C/deliveries/1/replay", ADMINISTRATORS));

    @Test
    void eachRouteIsForThoseOfThisTableAlone() throws IOException {
        String draft = operator.make(RELEASES, release("Opening"));
        for (Row row : ROWS) {
            String path = row.path.replace("R", draft).replace("C", feed).replace("O", "channel:" + feed);
            assertEquals("notLoggedIn", rig.stranger().any(row.method, path).code(), row + " without a login");
            for (Role role : Role.values()) {
                // Nobody says here which revision they mean, or anything else that a write needs: whoever may comes as far as that.
                var reply = person(role).any(row.method, path);
                assertEquals(!row.may.contains(role), reply.code().equals("noRight"), role + " " + row + ": " + reply.status() + " " + reply.text());
                assertTrue(reply.status() < 500, row + ": " + reply.text());
            }
        }
        assertEquals(1, names(RELEASES).size(), "nobody made, changed or deleted a release on the way");
        assertEquals(List.of("Feed"), names(CHANNELS));
    }

    @Test
    void aReleaseThatIsSentAgainUnderTheSameKeyIsMadeOnceHoweverLongItIs() throws IOException {
        String body = release("Opening").replace("今天开幕。", "今天开幕。".repeat(3_000));
        var first = operator.post(RELEASES, body, "Idempotency-Key", "k1");
        var again = operator.post(RELEASES, body, "Idempotency-Key", "k1");

        assertEquals(201, first.status(), first.text());
        assertEquals(first.text(), again.text());
        assertEquals(List.of("Opening"), names(RELEASES));
        assertEquals("keyUsed", operator.post(RELEASES, release("Another"), "Idempotency-Key", "k1").code());
        assertEquals(201, admin.post(RELEASES, release("Another"), "Idempotency-Key", "k1").status(), "somebody else's key is another one");
    }

    @Test
    void eachCommandThatIsSentAgainUnderTheSameKeyIsDoneOnce() throws IOException {
        String made = operator.make(RELEASES, release("Opening"));
        String one = RELEASES + "/" + made;
        String schedule = "{\"at\": \"" + Instant.now().plusSeconds(3_600) + "\"}";
        int steps = 0;
        for (String[] command : new String[][] {{"/schedule", schedule}, {"/hold", "{}"}, {"/schedule", schedule}, {"/cancel", "{\"reason\": \"rain\"}"}}) {
            String key = "k" + steps;
            var first = operator.post(one + command[0], command[1], "Idempotency-Key", key);
            assertEquals(200, first.status(), first.text());
            int after = steps(made);
            assertTrue(after > steps, command[0]);
            var again = operator.post(one + command[0], command[1], "Idempotency-Key", key);
            assertEquals(first.text(), again.text(), command[0]);
            assertEquals(first.header("ETag"), again.header("ETag"), command[0]);
            assertEquals(after, steps(made), command[0] + " was done twice");
            steps = after;
        }
        var channel = admin.post(CHANNELS, channel("Second"), "Idempotency-Key", "channel");
        assertEquals(201, channel.status(), channel.text());
        assertEquals(channel.text(), admin.post(CHANNELS, channel("Second"), "Idempotency-Key", "channel").text());
    }

    @Test
    void whatIsSentFromAnOldRevisionOrWithoutOneChangesNothing() throws IOException {
        String made = operator.make(RELEASES, release("Opening"));
        String one = RELEASES + "/" + made;
        String schedule = "{\"at\": \"" + Instant.now().plusSeconds(3_600) + "\"}";
        String channel = CHANNELS + "/" + feed;
        String renamed = """
            {"name": "Renamed", "settings": {"title": "News"}}""";
        for (String[] stale : new String[][] {{"\"7\"", "412 releaseStale", "412 channelStale"}, {"seven", "400 badInput", "400 badInput"},
            {"*", "400 badInput", "400 badInput"}}) {
            assertEquals(stale[1], said(operator.put(one, release("Renamed"), "If-Match", stale[0])));
            assertEquals(stale[1], said(operator.delete(one, "If-Match", stale[0])));
            assertEquals(stale[1], said(operator.post(one + "/schedule", schedule, "If-Match", stale[0])));
            assertEquals(stale[2], said(admin.put(channel, renamed, "If-Match", stale[0])));
            assertEquals(stale[2], said(admin.delete(channel, "If-Match", stale[0])));
        }
        assertEquals("428 revisionMissing", said(operator.put(one, release("Renamed"))));
        assertEquals("428 revisionMissing", said(operator.delete(one)));
        assertEquals("428 revisionMissing", said(admin.put(channel, renamed)));
        assertEquals("428 revisionMissing", said(admin.delete(channel)));
        assertEquals(List.of("Opening"), names(RELEASES));
        assertEquals(List.of("Feed"), names(CHANNELS));
        assertEquals(1, steps(made));
    }

    @Test
    void aBodyThatMakesNoSenseIsRefusedByName() throws IOException {
        String made = operator.make(RELEASES, release("Opening"));
        String one = RELEASES + "/" + made;
        String outlet = one + "/outlets/channel:" + feed;
        for (String path : List.of(RELEASES, one + "/schedule", one + "/cancel", one + "/hold", one + "/withdraw", outlet + "/retry", outlet + "/confirm",
            CHANNELS, CHANNELS + "/" + feed + "/check")) {
            assertEquals("400 badJson", said(admin.post(path, "{\"name\": ")), path);
            assertEquals("400 badInput", said(admin.post(path, "{\"nobodyKnowsThis\": 1}")), path);
        }
        for (String at : List.of("null", "7", "\"tomorrow\"", "\"2026-12-01T10:00:00\"", "\"9999-01-01T00:00:00Z\"")) {
            assertEquals("400 badInput", said(operator.post(one + "/schedule", "{\"at\": " + at + "}")), at);
        }
        assertEquals("400 badInput", said(operator.post(one + "/schedule", "{\"at\": \"" + Instant.now().plusSeconds(3_600) + "\", \"policy\": \"perhaps\"}")));
        assertEquals("400 badInput", said(operator.post(one + "/cancel", "{\"reason\": \"" + "x".repeat(501) + "\"}")));
        assertEquals("400 badInput", said(admin.post(CHANNELS, channel("X").replace("\"feed\"", "\"pigeon\""))));
        assertEquals("400 badCursor", said(operator.get(RELEASES + "?cursor=!")));
        assertEquals("400 badCursor", said(operator.get(CHANNELS + "?cursor=!")));
        assertEquals("400 badInput", said(operator.get(RELEASES + "?limit=0")));
        assertEquals("404 outletUnknown", said(operator.post(one + "/outlets/channel:channel-none/retry", "{}")));
        assertEquals("404 releaseUnknown", said(operator.post(RELEASES + "/release-none/cancel", "{}")));
        assertEquals("404 noSuchChannel", said(operator.post(CHANNELS + "/channel-none/check", "{}")));
    }

    @Test
    void deliveriesOfAChannelThatHasNoneOrWithAForeignCursorAreRefusedByName() throws IOException {
        assertEquals("409 noWebhook", said(operator.get(CHANNELS + "/" + feed + "/deliveries")));
        assertEquals("409 noWebhook", said(admin.post(CHANNELS + "/" + feed + "/deliveries/1/replay", "{}")));
        try (var partner = new WebhookReceiver(0, "sixteen letters!", Duration.ZERO, 0, 1)) {
            String webhook = admin.make(CHANNELS, """
                {"name": "Partner", "kind": "webhook", "settings": {"url": "%s", "anywhere": "yes"}, "secret": {"key": "sixteen letters!"}}"""
                .formatted(partner.hook()));
            String deliveries = CHANNELS + "/" + webhook + "/deliveries";
            assertEquals(0, operator.get(deliveries).json().path("items").size());
            assertEquals("404 noSuchDelivery", said(admin.post(deliveries + "/1/replay", "{}")));
            assertEquals("404 noSuchDelivery", said(operator.get(deliveries + "/99")));
            for (String cursor : List.of("!", "x", "-1", "1234567890123456789012")) {
                assertEquals("400 badCursor", said(operator.get(deliveries + "?cursor=" + cursor)), cursor);
            }
        }
    }

    @Test
    void aDeliveryThatIsSentAgainUnderTheSameKeyLeavesOnce() throws IOException {
        try (var partner = new WebhookReceiver(0, "sixteen letters!", Duration.ZERO, 0, 1)) {
            String webhook = admin.make(CHANNELS, """
                {"name": "Partner", "kind": "webhook", "settings": {"url": "%s", "anywhere": "yes"}, "secret": {"key": "sixteen letters!"}}""".formatted(partner.hook()));
            var delivery = new SqlDeliveryStore(rig.database).open(new ChannelId(webhook), "event-1", "release.published", """
                {"id": "event-1", "type": "release.published", "release": "release-1", "name": "Opening"}""", Instant.now());
            String replay = CHANNELS + "/" + webhook + "/deliveries/" + delivery.number() + "/replay";

            var first = admin.post(replay, "{}", "Idempotency-Key", "k1");
            assertEquals(200, first.status(), first.text());
            assertEquals(first.text(), admin.post(replay, "{}", "Idempotency-Key", "k1").text());
            assertEquals(1, partner.events().getFirst().times);
            assertEquals(200, admin.post(replay, "{}", "Idempotency-Key", "k2").status());
            assertEquals(2, partner.events().getFirst().times);
            assertEquals(2, operator.get(CHANNELS + "/" + webhook + "/deliveries/" + delivery.number()).json().path("attempts").asInt());
        }
    }

    @Test
    void aChannelWhoseSecretsLieUnderAnotherKeySaysSoUntilItIsGivenThemAnew() throws IOException {
        String settings = "\"settings\": {\"url\": \"https://partner.example/hook\"}";
        String id = admin.make(CHANNELS, "{\"name\": \"Partner\", \"kind\": \"webhook\", " + settings + ", \"secret\": {\"key\": \"sixteen letters!\"}}");
        String one = CHANNELS + "/" + id;
        assertFalse(operator.get(one).json().path("locked").asBoolean(true));

        var channel = rig.online.channels().byId(new ChannelId(id));
        Bytes lost = new Vault(Bytes.of(new byte[Vault.KEY_BYTES]), rig.node.node().entropy()).seal(new ChannelId("another"), Map.of("key", "sixteen letters!"));
        new SqlChannelStore(rig.database).update(channel, lost);
        assertTrue(operator.get(one).json().path("locked").asBoolean());
        assertTrue(operator.get(CHANNELS).json().at("/items/1/locked").asBoolean());
        assertFalse(operator.get(CHANNELS + "/" + feed).json().path("locked").asBoolean(true));
        var check = operator.post(one + "/check", "{}").json();
        assertTrue(!check.path("well").asBoolean() && check.path("words").asText().contains("channel.key"), check.toString());
        assertEquals("503 channelSecretUnreadable", said(admin.put(one, "{\"name\": \"Partner\", " + settings + "}", "If-Match", "\"2\"")));

        assertEquals(200, admin.put(one, "{\"name\": \"Partner\", " + settings + ", \"secret\": {\"key\": \"another sixteen!\"}}", "If-Match", "\"2\"").status());
        assertFalse(operator.get(one).json().path("locked").asBoolean(true));
    }

    private WebRig.Browser person(Role role) {
        return people.computeIfAbsent(role, none -> {
            throw new AssertionError("nobody is " + none);
        });
    }

    private static String said(WebRig.Reply reply) throws IOException {
        return reply.status() + " " + reply.code();
    }

    private List<String> names(String path) throws IOException {
        return operator.get(path).json().path("items").valueStream().map(each -> each.path("name").asText()).toList();
    }

    private int steps(String id) throws IOException {
        // The engine goes on with what was scheduled meanwhile: only what people did counts.
        return (int) operator.get(RELEASES + "/" + id + "/steps").json().path("items").valueStream().filter(step -> step.path("by").asText().equals("operator")).count();
    }

    private static String channel(String name) {
        return """
            {"name": "%s", "kind": "feed", "settings": {"title": "News"}}""".formatted(name);
    }

    private String release(String name) {
        return """
            {"name": "%s", "texts": {"zh": {"title": "开幕", "body": "今天开幕。"}}, "channels": [{"channelId": "%s"}], "policy": "hold"}""".formatted(name, feed);
    }
}
