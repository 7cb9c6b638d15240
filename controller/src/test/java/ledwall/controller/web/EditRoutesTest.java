package ledwall.controller.web;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import ledwall.controller.FakeMediaTools;
import ledwall.controller.access.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Safe editing through HTTP: what would change is told before, each edit can be undone, and cutting at once is a right. */
class EditRoutesTest {
    private static final String RULES = "/api/v1/schedule/rules";
    private static final String RANGE = "?from=2035-02-05T00:00:00Z&until=2035-02-12T00:00:00Z";
    private static final String DIFFERENCES = "/api/v1/schedule/differences" + RANGE;

    private static final Duration NOTICED = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private WebRig rig;
    private WebRig.Browser operator;
    private String screen = "";

    @BeforeEach
    void start() throws IOException {
        rig = new WebRig(folder);
        operator = rig.as(Role.OPERATOR);
        screen = operator.post("/api/v1/screens", "{\"name\":\"North Square\",\"width\":640,\"height\":360,\"zone\":\"Asia/Shanghai\"}").json().path("id").asText();
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private static String rule(String name, String start, String end) {
        return "{\"name\":\"" + name + "\",\"group\":\"group-default\",\"playlist\":\"playlist-default\",\"recurrence\":{\"start\":\"2035-02-05T" + start
            + "\",\"end\":\"" + end + "\",\"rrule\":\"FREQ=DAILY\"}}";
    }

    private JsonNode told(String body) throws IOException {
        var reply = operator.post(DIFFERENCES, body);
        assertEquals(200, reply.status(), reply.text());
        return reply.json();
    }

    private String made(String body) throws IOException {
        var made = operator.post(RULES, body);
        assertEquals(201, made.status(), made.text());
        return made.json().path("id").asText();
    }

    @Test
    void whatAnEditWouldChangeIsToldExactlyAndInWordsAndNothingIsStored() throws IOException {
        var fresh = told("{\"rule\":null,\"draft\":" + rule("A", "19:00", "19:30") + "}");
        assertEquals(7, fresh.path("items").size());
        assertEquals("Every day 19:00-19:30 from Mon 5 Feb to Sun 11 Feb on North Square changes from the default loop to \"A\".",
            fresh.path("text").path(0).path("en").asText());
        assertEquals("2月5日（周一）至2月11日（周日）每天19:00–19:30，North Square：由默认轮播改为“A”。", fresh.path("text").path(0).path("zh").asText());
        assertTrue(fresh.path("complete").asBoolean() && fresh.path("hints").isEmpty() && fresh.path("frozen").isEmpty(), fresh.toString());
        assertEquals(0, operator.get(RULES).json().path("items").size());

        String id = made(rule("A", "19:00", "19:30"));
        var edited = told("{\"rule\":\"" + id + "\",\"draft\":" + rule("A", "19:00", "20:00") + "}").path("items").path(0);
        assertEquals("2035-02-05T11:30:00Z 2035-02-05T12:00:00Z defaultLoop rule A " + id, edited.path("from").asText() + " " + edited.path("until").asText()
            + " " + edited.path("before").path("kind").asText() + " " + edited.path("after").path("kind").asText() + " "
            + edited.path("after").path("name").asText() + " " + edited.path("after").path("ruleId").asText());
        assertEquals("rule defaultLoop 7", kinds(told("{\"rule\":\"" + id + "\",\"delete\":true}")));
        assertEquals(204, operator.delete(RULES + "/" + id, "If-Match", "1").status());
        assertEquals("defaultLoop rule 7", kinds(told("{\"rule\":\"" + id + "\",\"restore\":1}")));
        assertEquals("badInput", operator.post(DIFFERENCES, "{\"rule\":\"" + id + "\"}").code());
        assertEquals("badInput", operator.post(DIFFERENCES, "{\"delete\":true}").code());
        assertEquals("ruleUnknown", operator.post(DIFFERENCES, "{\"rule\":\"" + id + "\",\"delete\":true}").code());
        assertEquals("playlistUnknown", operator.post(DIFFERENCES, "{\"draft\":" + rule("A", "19:00", "20:00").replace("playlist-default", "none") + "}").code());
    }

    private static String kinds(JsonNode told) {
        var first = told.path("items").path(0);
        return first.path("before").path("kind").asText() + " " + first.path("after").path("kind").asText() + " " + told.path("items").size();
    }

    @Test
    void aPlaylistThatItsWindowCutsIsToldBeforeItIsSaved() throws IOException {
        String media = operator.upload("name=film.mp4", FakeMediaTools.video("film", Duration.ofSeconds(4))).json().path("id").asText();
        String list = operator.post("/api/v1/playlists", "{\"name\":\"Fair\",\"items\":[{\"mediaId\":\"" + media + "\",\"lengthMillis\":7000}]}").json().path("id").asText();
        var body = rule("A", "19:00", "19:01").replace("playlist-default", list);
        var hint = told("{\"draft\":" + body + "}").path("hints");
        assertEquals(1, hint.size(), hint.toString());
        assertEquals("cutAfter " + screen + " 7000 4000 7", hint.path(0).path("code").asText() + " " + hint.path(0).path("screenId").asText() + " "
            + hint.path(0).path("turnMillis").asInt() + " " + hint.path(0).path("cutAfterMillis").asInt() + " " + hint.path(0).path("times").asInt());
        assertEquals(0, told("{\"draft\":" + body.replace("\"19:01\"", "\"19:07\"") + "}").path("hints").size(), "sixty whole turns");
    }

    @Test
    void eachEditSaysWhatUndoesItAndUndoingBringsBackWhatWasThere() throws IOException {
        String id = made(rule("A", "19:00", "19:30"));
        String path = RULES + "/" + id;
        assertEquals(200, operator.put(path, rule("B", "20:00", "21:00"), "If-Match", "1").status());
        assertEquals(204, operator.delete(path, "If-Match", "2").status());
        var deletion = changes("").path(0);
        assertEquals("deleted 3 B operator {\"restore\":2}", line(deletion));
        assertEquals("revisionMissing", operator.post(path + "/restore", "{\"revision\":2}").code());
        assertEquals(412, operator.post(path + "/restore", "{\"revision\":2}", "If-Match", "2").status());
        var restored = operator.post(path + "/restore", "{\"revision\":" + deletion.path("undo").path("restore") + "}", "If-Match", "3");
        assertEquals(200, restored.status(), restored.text());
        assertEquals("\"4\"", restored.header("ETag"));
        assertEquals(restored.json(), operator.get(path).json());
        assertEquals("restored 4 B operator {\"delete\":true}", line(changes("").path(0)));
        assertEquals(200, operator.post(path + "/restore", "{\"revision\":1}", "If-Match", "4").status());
        assertEquals("restored 5 A operator {\"restore\":4}", line(changes("?limit=1").path(0)));
        var first = operator.get("/api/v1/schedule/changes?limit=2&rule=" + id).json();
        var rest = changes("?rule=" + id + "&cursor=" + first.path("next").asText());
        assertEquals("deleted 3 B operator null, changed 2 B operator null, created 1 A operator null",
            line(rest.path(0)) + ", " + line(rest.path(1)) + ", " + line(rest.path(2)));
        assertEquals("badCursor", operator.get("/api/v1/schedule/changes?cursor=YQ").code());
    }

    private JsonNode changes(String query) throws IOException {
        return operator.get("/api/v1/schedule/changes" + query).json().path("items");
    }

    private static String line(JsonNode change) {
        return change.path("change").asText() + " " + change.path("revision") + " " + change.path("name").asText() + " " + change.path("by").asText() + " "
            + change.path("undo");
    }

    @Test
    void cuttingAtOnceIsARightAndIsAuditedAsWhatItIs() throws IOException {
        String id = operator.post(RULES + "?applyNow=true", rule("A", "19:00", "19:30")).json().path("id").asText();
        assertEquals(200, operator.put(RULES + "/" + id + "?applyNow=true", rule("B", "19:00", "19:30"), "If-Match", "1").status());
        assertEquals(204, operator.delete(RULES + "/" + id + "?applyNow=true", "If-Match", "2").status());
        assertEquals(200, operator.post(RULES + "/" + id + "/restore?applyNow=true", "{\"revision\":1}", "If-Match", "3").status());
        changes("").forEach(change -> assertTrue(change.path("applyNow").asBoolean(), change.toString()));
        var told = new StringBuilder();
        rig.as(Role.ADMINISTRATOR).get("/api/v1/audit?limit=5").json().path("items").forEach(row -> told.append(row.path("what").asText()).append(", "));
        assertTrue(told.toString().contains("restoreRule applyNow, deleteRule applyNow, replaceRule applyNow, addRule applyNow"), told.toString());
        assertEquals("badInput", operator.post(RULES + "?applyNow=soon", rule("A", "19:00", "19:30")).code());
    }

    @Test
    void whatIsFrozenIsRefusedByNameAndToldBeforeAndPassesOnlyWithTheRight() throws IOException {
        Instant now = Instant.now();
        String open = "\"from\":\"" + now.minusSeconds(60) + "\",\"until\":\"" + now.plusSeconds(600) + "\"";
        String body = "{\"name\":\"Opening\",\"group\":\"group-default\",\"playlist\":\"playlist-default\",\"class\":\"fixed\"," + open + "}";
        assertEquals("frozen", operator.post(RULES, body).code());
        var made = operator.post(RULES + "?applyNow=true", body);
        assertEquals(201, made.status(), made.text());
        String id = made.json().path("id").asText();

        var refused = operator.delete(RULES + "/" + id, "If-Match", "1");
        assertEquals(409, refused.status());
        assertEquals("frozen", refused.code());
        var frozen = refused.json().path("frozen").path(0);
        assertEquals(screen + " " + id + " Opening fixed", frozen.path("screenId").asText() + " " + frozen.path("ruleId").asText() + " "
            + frozen.path("name").asText() + " " + frozen.path("class").asText());
        assertTrue(refused.text().contains("North Square") && refused.text().contains("Asia/Shanghai"), refused.text());
        var told = operator.post("/api/v1/schedule/differences", "{\"rule\":\"" + id + "\",\"delete\":true}").json();
        assertEquals(frozen, told.path("frozen").path(0));
        assertEquals(1, told.path("items").size(), told.toString());

        var technician = rig.as(Role.TECHNICIAN);
        String south = operator.post("/api/v1/groups", "{\"name\":\"South\"}").json().path("id").asText();
        String move = "{\"name\":\"North Square\",\"group\":\"" + south + "\"}";
        String path = "/api/v1/screens/" + screen;
        assertEquals("frozen", technician.put(path, move, "If-Match", "1").code());
        assertEquals("noRight", technician.put(path + "?applyNow=true", move, "If-Match", "1").code());
        assertEquals(200, operator.put(path + "?applyNow=true", move, "If-Match", "1").status());
        assertEquals(204, operator.delete(RULES + "/" + id, "If-Match", "1").status(), "it is on no wall any more");
        var audit = rig.as(Role.ADMINISTRATOR).get("/api/v1/audit").text();
        assertTrue(audit.contains("replaceScreen applyNow") && audit.contains("\"frozen\"") && audit.contains("addRule applyNow"), audit);
    }

    @Test
    void listsLoopsAndCalendarsCanCutAtOnceToo() throws IOException {
        String list = operator.post("/api/v1/playlists", "{\"name\":\"Fair\"}").json().path("id").asText();
        assertEquals(200, operator.put("/api/v1/playlists/" + list + "?applyNow=true", "{\"name\":\"Fair\",\"items\":[]}", "If-Match", "1").status());
        assertEquals(200, operator.put("/api/v1/groups/group-default?applyNow=true", "{\"name\":\"Hall\",\"loop\":\"" + list + "\"}", "If-Match", "1").status());
        String calendar = operator.post("/api/v1/calendars", "{\"name\":\"Off\",\"days\":[]}").json().path("id").asText();
        assertEquals(200, operator.put("/api/v1/calendars/" + calendar + "?applyNow=true", "{\"name\":\"Off\",\"days\":[]}", "If-Match", "1").status());
    }

    @Test
    void aRuleWhoseTimesAreRefusedByNowIsListedAsItIsStoredAndItsEditMendsIt() throws IOException {
        String id = made(rule("A", "19:00", "19:30"));
        rig.database.write("spoil", handle -> handle.createUpdate("UPDATE schedule_rule SET times = replace(times, 'FREQ=DAILY', 'FREQ=FORTNIGHTLY')").execute());
        made(rule("B", "20:00", "20:30"));
        var listed = operator.get(RULES + "/" + id).json();
        assertEquals("FREQ=FORTNIGHTLY 2035-02-05T19:00", listed.path("recurrence").path("rrule").asText() + " " + listed.path("recurrence").path("start").asText());
        assertTrue(listed.path("unreadable").path("reason").asText().contains("FORTNIGHTLY"), listed.toString());
        assertEquals(2, operator.get(RULES).json().path("items").size());
        assertEquals("defaultLoop rule 7", kinds(told("{\"rule\":\"" + id + "\",\"draft\":" + rule("A", "19:00", "19:30") + "}")));
        await().atMost(NOTICED).until(() -> problems().contains("ruleUnreadable") && problems().contains("Rule \\\"A\\\" does not run"));
        var mended = operator.put(RULES + "/" + id, rule("A", "19:00", "19:30"), "If-Match", "1");
        assertEquals(200, mended.status(), mended.text());
        assertTrue(mended.json().path("unreadable").isNull(), mended.text());
        await().atMost(NOTICED).until(() -> !problems().contains("ruleUnreadable"));
    }

    private String problems() throws IOException {
        return operator.get("/api/v1/screens").json().at("/items/0/problems").toString();
    }
}
