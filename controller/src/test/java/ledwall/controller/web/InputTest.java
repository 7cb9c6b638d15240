package ledwall.controller.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import ledwall.controller.access.Role;
import ledwall.controller.asrun.AsRunQuery;
import ledwall.controller.asrun.AsRunStore;
import ledwall.protocol.asrun.AsRunChain;
import ledwall.protocol.asrun.AsRunRecord;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.timeline.Instants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputTest {
    @TempDir
    Path folder;

    private WebRig rig;
    private WebRig.Browser admin;

    @BeforeEach
    void start() throws IOException {
        rig = new WebRig(folder);
        admin = rig.as(Role.ADMINISTRATOR);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void everythingWrongWithARequestIsToldAtOnceUnknownFieldsIncluded() throws IOException {
        var reply = admin.post("/api/v1/screens", "{\"width\":\"wide\",\"height\":7,\"colour\":\"red\",\"frameRate\":25.5}");

        assertEquals(400, reply.status());
        assertEquals("badInput", reply.code());
        List<String> fields = new ArrayList<>();
        reply.json().path("problems").forEach(problem -> fields.add(problem.path("field").asText()));
        assertEquals(List.of("name", "width", "height", "frameRate", "colour"), fields);
    }

    @Test
    void aProblemNamesThePlaceInAList() throws IOException {
        var reply = admin.put("/api/v1/playlists/playlist-default", "{\"name\":\"Loop\",\"items\":[{\"mediaId\":\"m\"},{\"fit\":\"zoom\",\"speed\":2}]}",
            "If-Match", "\"1\"");

        var fields = new TreeSet<String>();
        reply.json().path("problems").forEach(problem -> fields.add(problem.path("field").asText()));
        assertEquals(new TreeSet<>(List.of("items[1].fit", "items[1].mediaId", "items[1].speed")), fields, reply.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "{", "{\"name\":\"a\",\"name\":\"b\"}", "{\"name\":\"a\"} {}", "{'name':'a'}", "{\"name\":NaN}",
        "{\"name\":{\"a\":{\"b\":1}}}"})
    void bodiesThatAreNotOneObjectAreRefused(String body) throws IOException {
        var reply = admin.post("/api/v1/playlists", body);

        assertEquals(400, reply.status(), reply.text());
        assertTrue(reply.code().equals("badJson") || reply.code().equals("badInput"), reply.text());
    }

    @Test
    void aDeeplyNestedBodyIsRefused() throws IOException {
        assertEquals("badJson", admin.post("/api/v1/playlists", "{\"name\":" + "[".repeat(10_000)).code());
    }

    @Test
    void aBodyOfAnotherTypeIsRefusedAsFormsOfOtherSitesSendThem() throws IOException {
        var request = admin.request("/api/v1/playlists").header("Content-Type", "text/plain").POST(BodyPublishers.ofString("{\"name\":\"a\"}"));
        try {
            assertEquals(415, rig.client().send(request.build(), BodyHandlers.discarding()).statusCode());
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void aBodyBeyondTheLimitIsRefused() throws IOException {
        var reply = admin.post("/api/v1/playlists", "{\"name\":\"" + "x".repeat(5 << 20) + "\"}");

        assertEquals("bodyTooLarge", reply.code());
        assertEquals(413, reply.status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\\u0000b", "a\\nb", "\\u2028", "\\ud800"})
    void namesThatBreakLinesAreRefused(String name) throws IOException {
        var reply = admin.post("/api/v1/playlists", "{\"name\":\"" + name + "\"}");

        assertEquals(400, reply.status(), reply.text());
        assertEquals("name", reply.json().at("/problems/0/field").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "..", "%2e%2e", "a%00b", "A", "%F0%9F%90%82"})
    void idsThatNobodyGaveAreNotFound(String id) throws IOException {
        var reply = admin.get("/api/v1/playlists/" + id);

        assertTrue(reply.status() == 404 || reply.status() == 400, reply.text());
    }

    @Test
    void anEditOfAnOldRevisionIsRefusedAndTheNewOneStays() throws IOException {
        var made = admin.post("/api/v1/playlists", "{\"name\":\"Losar\"}");
        var path = "/api/v1/playlists/" + made.json().path("id").asText();

        assertEquals(428, admin.put(path, "{\"name\":\"A\",\"items\":[]}").status());
        var saved = admin.put(path, "{\"name\":\"A\",\"items\":[]}", "If-Match", made.header("ETag"));
        assertEquals(200, saved.status(), saved.text());
        assertNotEquals(made.header("ETag"), saved.header("ETag"));
        var stale = admin.put(path, "{\"name\":\"B\",\"items\":[]}", "If-Match", made.header("ETag"));
        assertEquals(412, stale.status());
        assertEquals("A", admin.get(path).json().path("name").asText());
        assertEquals(saved.header("ETag"), admin.get(path).header("ETag"));
    }

    @Test
    void aRepeatedKeyAnswersAsTheFirstTimeAndDoesNothingTwice() throws IOException {
        var first = admin.post("/api/v1/playlists", "{\"name\":\"Once\"}", "Idempotency-Key", "k1");
        var again = admin.post("/api/v1/playlists", "{\"name\":\"Once\"}", "Idempotency-Key", "k1");

        assertEquals(201, again.status());
        assertEquals(first.text(), again.text());
        assertEquals(first.header("ETag"), again.header("ETag"));
        assertEquals(2, admin.get("/api/v1/playlists").json().path("items").size());
        assertEquals("keyUsed", admin.post("/api/v1/playlists", "{\"name\":\"Other\"}", "Idempotency-Key", "k1").code());
    }

    @Test
    void aKeyWhoseRequestWasRefusedMayBeUsedAgain() throws IOException {
        assertEquals("badInput", admin.post("/api/v1/playlists", "{}", "Idempotency-Key", "k2").code());
        assertEquals(201, admin.post("/api/v1/playlists", "{\"name\":\"Now\"}", "Idempotency-Key", "k2").status());
    }

    @Test
    void screensAreAddedEnrolledListedAndRetired() throws IOException {
        var added = admin.post("/api/v1/screens", "{\"name\":\"东墙 ཤར།\",\"width\":640,\"height\":360,\"zone\":\"Asia/Shanghai\"}");
        assertEquals(201, added.status(), added.text());
        var path = "/api/v1/screens/" + added.json().path("id").asText();

        assertEquals("东墙 ཤར།", admin.get("/api/v1/screens").json().at("/items/0/name").asText());
        assertEquals(25, admin.get(path).json().path("frameRate").asInt());
        var code = admin.post(path + "/enrolment", "");
        assertEquals(201, code.status(), code.text());
        assertTrue(code.json().path("command").asText().contains(code.json().path("code").asText()), code.text());
        assertEquals("screenOffline", admin.get(path + "/snapshot").code());
        assertEquals("screenOffline", admin.post(path + "/commands", "{\"name\":\"restartPlayer\"}").code());
        assertEquals(204, admin.delete(path).status());
        assertEquals(404, admin.get(path).status());
    }

    @Test
    void aQueryThatCannotBeDecodedIsRefusedBeforeAnythingIsDone() throws IOException {
        var body = "{\"name\":\"Renamed\",\"items\":[]}";
        var reply = rig.raw("PUT /api/v1/playlists/playlist-default?%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: " + admin.cookie
            + "\r\nIf-Match: \"1\"\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);

        assertTrue(reply.startsWith("HTTP/1.1 400") && reply.contains("\"code\":\"badRequest\""), reply);
        assertEquals("Default loop", admin.get("/api/v1/playlists/playlist-default").json().path("name").asText());
    }

    @Test
    void aNewGroupHasALoopOfItsOwnAndTakesScreensOfAnotherRate() throws IOException {
        admin.post("/api/v1/screens", "{\"name\":\"A\",\"width\":640,\"height\":360}");
        assertEquals("frameRateDiffers", admin.post("/api/v1/screens", "{\"name\":\"B\",\"width\":640,\"height\":360,\"frameRate\":50}").code());
        var group = admin.post("/api/v1/groups", "{\"name\":\"Fast\"}");
        assertEquals(201, group.status(), group.text());
        var id = group.json().path("id").asText();

        assertEquals(201, admin.post("/api/v1/screens", "{\"name\":\"B\",\"width\":640,\"height\":360,\"frameRate\":50,\"group\":\"" + id + "\"}").status());
        assertEquals("Fast", admin.get("/api/v1/playlists/" + group.json().path("loop").asText()).json().path("name").asText());
        assertTrue(admin.get("/api/v1/groups").text().contains(id));
        assertEquals("nameTaken", admin.post("/api/v1/groups", "{\"name\":\"Fast\"}").code());
        assertEquals("badInput", admin.post("/api/v1/groups", "{}").code());
    }

    @Test
    void cursorsAndInstantsThatMakeNoSenseAreRefused() throws IOException {
        var screen = "?screen=" + admin.post("/api/v1/screens", "{\"name\":\"A\",\"width\":640,\"height\":360}").json().path("id").asText();
        var day = screen + "&from=2026-11-23T00:00:00Z&until=2026-11-24T00:00:00Z";
        var far = screen + "&from=3000-01-01T00:00:00Z&until=3000-01-02T00:00:00Z";
        var rule = "{\"name\":\"R\",\"group\":\"group-default\",\"playlist\":\"playlist-default\",\"from\":\"3000-01-01T00:00:00Z\","
            + "\"until\":\"3000-01-02T00:00:00Z\"}";

        assertEquals("badCursor", admin.get("/api/v1/as-run" + day + "&cursor=" + Page.cursor("nonsense")).code());
        assertEquals("badCursor", admin.get("/api/v1/as-run" + day + "&cursor=" + Page.cursor("1_2_x")).code());
        assertEquals("badInput", admin.get("/api/v1/as-run" + far).code());
        assertEquals("badInput", admin.get("/api/v1/schedule/preview" + far).code());
        assertEquals("badInput", admin.post("/api/v1/schedule/rules", rule).code());
    }

    @Test
    void aLongTableOfShowingsComesInPartsThatLeadToEachOther() throws IOException {
        var screen = new ScreenId(admin.post("/api/v1/screens", "{\"name\":\"A\",\"width\":640,\"height\":360}").json().path("id").asText());
        var day = Instants.nanos(Instant.parse("2026-11-23T00:00:00Z"));
        var records = new ArrayList<AsRunStore.Received>();
        for (int i = 1; i <= AsRunQuery.MAX_LIMIT + 3; i++) {
            var record = new AsRunRecord(i, AsRunRecord.Kind.INTENT, i, 1, new ItemId("item-1"), "Item", new MediaHash("a".repeat(64)), day + i, day, 0,
                AsRunRecord.Outcome.NONE, AsRunChain.BEGIN);
            records.add(new AsRunStore.Received(screen, record));
        }
        rig.controller.asRun().append(records);
        var first = admin.get("/api/v1/as-run?screen=" + screen + "&from=2026-11-23T00:00:00Z&until=2026-11-24T00:00:00Z", "Accept", "text/csv");
        var link = first.header("Link");
        assertTrue(link.endsWith(">; rel=\"next\""), link);
        var second = admin.get(link.substring(1, link.indexOf('>')), "Accept", "text/csv");

        assertEquals(1 + AsRunQuery.MAX_LIMIT, first.text().lines().count());
        assertEquals(1 + 3, second.text().lines().count());
        assertEquals("", second.header("Link"));
    }

    @Test
    void aRuleShowsInTheListAndKeepsItsRevision() throws IOException {
        var body = "{\"name\":\"Losar\",\"group\":\"group-default\",\"playlist\":\"playlist-default\",\"from\":\"2035-02-08T00:00:00+08:00\","
            + "\"until\":\"2035-02-09T00:00:00+08:00\",\"priority\":5}";
        var made = admin.post("/api/v1/schedule/rules", body);
        assertEquals(201, made.status(), made.text());
        var path = "/api/v1/schedule/rules/" + made.json().path("id").asText();

        assertEquals("2035-02-07T16:00:00Z", made.json().path("from").asText());
        assertEquals(200, admin.put(path, body.replace("\"priority\":5", "\"priority\":6"), "If-Match", made.header("ETag")).status());
        assertEquals(412, admin.delete(path, "If-Match", made.header("ETag")).status());
        assertEquals(204, admin.delete(path, "If-Match", admin.get(path).header("ETag")).status());
        assertEquals(0, admin.get("/api/v1/schedule/rules").json().path("items").size());
    }

    @Test
    void aRuleComesAgainForGroupsAndScreensAndKeepsWhatItEverWas() throws IOException {
        var screen = admin.post("/api/v1/screens", "{\"name\":\"A\",\"width\":640,\"height\":360}").json().path("id").asText();
        var calendar = admin.post("/api/v1/calendars", "{\"name\":\"Holidays\","
            + "\"days\":[{\"from\":\"2035-10-01\",\"until\":\"2035-10-08\",\"label\":\"国庆\"}]}");
        assertEquals(201, calendar.status(), calendar.text());
        var its = calendar.json().path("id").asText();
        var body = "{\"name\":\"Evening\",\"groups\":[\"group-default\"],\"screens\":[\"" + screen + "\"],\"playlist\":\"playlist-default\",\"class\":\"keyPeriod\","
            + "\"priority\":7,\"recurrence\":{\"start\":\"2035-11-26T22:00\",\"end\":\"02:00\",\"rrule\":\"FREQ=WEEKLY;BYDAY=MO,FR\",\"except\":[\"2035-12-28\"],"
            + "\"validUntil\":\"2036-01-01\",\"calendars\":[{\"calendar\":\"" + its + "\",\"kind\":\"notOn\"}]}}";
        var made = admin.post("/api/v1/schedule/rules", body);
        assertEquals(201, made.status(), made.text());
        var rule = made.json();
        assertEquals("group-default", rule.path("group").asText());
        assertEquals(screen, rule.path("screens").path(0).asText());
        assertEquals("keyPeriod", rule.path("class").asText());
        assertTrue(rule.path("from").isNull());
        assertEquals(4 * 3_600_000, rule.path("recurrence").path("lengthMillis").asInt());
        assertEquals("02:00", rule.path("recurrence").path("end").asText());
        assertEquals("2035-12-28", rule.path("recurrence").path("except").path(0).asText());
        assertEquals("notOn", rule.path("recurrence").path("calendars").path(0).path("kind").asText());
        var path = "/api/v1/schedule/rules/" + rule.path("id").asText();
        assertEquals(rule, admin.get(path).json());
        assertEquals("ruleRecurs", admin.post(path + "/end", "{}").code());
        assertEquals("Evening", admin.get("/api/v1/calendars/" + its + "/uses").json().path("rules").path(0).asText());
        assertEquals("calendarInUse", admin.delete("/api/v1/calendars/" + its, "If-Match", "1").code());
        assertEquals(200, admin.put(path, body.replace("MO,FR", "SU"), "If-Match", "1").status());
        assertEquals(204, admin.delete(path, "If-Match", "2").status());
        var history = admin.get(path + "/revisions").json().path("items");
        assertEquals(3, history.size());
        assertEquals(rule.path("recurrence"), history.path(0).path("recurrence"));
        assertTrue(history.path(2).path("deleted").asBoolean() && !history.path(0).path("by").asText().isEmpty(), history.toString());
        assertEquals(204, admin.delete("/api/v1/calendars/" + its, "If-Match", "1").status());
    }

    @Test
    void conflictsAreToldToTheSecondAlsoBeforeADraftIsSaved() throws IOException {
        var screen = admin.post("/api/v1/screens", "{\"name\":\"A\",\"width\":640,\"height\":360,\"zone\":\"Asia/Shanghai\"}").json().path("id").asText();
        var rule = "{\"name\":\"%s\",\"group\":\"group-default\",\"playlist\":\"playlist-default\",\"class\":\"%s\","
            + "\"recurrence\":{\"start\":\"2035-02-08T%s\",\"end\":\"%s\",\"rrule\":\"FREQ=DAILY\"}}";
        var range = "?from=2035-02-08T00:00:00Z&until=2035-02-09T00:00:00Z";
        assertEquals(201, admin.post("/api/v1/schedule/rules", rule.formatted("Day", "normal", "08:00", "18:00")).status());
        assertEquals(0, admin.get("/api/v1/schedule/conflicts" + range).json().path("hidden").size());
        var draft = admin.post("/api/v1/schedule/conflicts" + range, rule.formatted("Noon", "fixed", "12:00", "12:00:01"));
        assertEquals(200, draft.status(), draft.text());
        assertEquals(1, draft.json().path("hidden").size());
        var hidden = draft.json().path("hidden").path(0);
        assertEquals("Day hidden by Noon from 2035-02-08T04:00:00Z until 2035-02-08T04:00:01Z", hidden.path("rule").path("name").asText() + " hidden by "
            + hidden.path("by").path("name").asText() + " from " + hidden.path("from").asText() + " until " + hidden.path("until").asText());
        assertEquals(1, admin.get("/api/v1/schedule/rules").json().path("items").size(), "a draft is not saved");
        var why = "/api/v1/schedule/why?screen=" + screen + "&at=2035-02-08T04:00:00Z";
        assertEquals("Day", admin.get(why).json().path("winner").path("name").asText());
        assertEquals(201, admin.post("/api/v1/schedule/rules", rule.formatted("Noon", "fixed", "12:00", "12:00:01")).status());
        var told = admin.get(why).json();
        assertEquals("Noon", told.path("winner").path("name").asText());
        assertEquals("Day ruleClass", told.path("losers").path(0).path("name").asText() + " " + told.path("losers").path(0).path("lostBy").asText());
        assertEquals("defaultLoop", admin.get(why.replace("04:00:00", "12:00:00")).json().path("winner").path("kind").asText());
        assertTrue(admin.get("/api/v1/schedule/conflicts" + range).json().path("holes").size() > 0);
    }

    @Test
    void rulesThatMakeNoSenseAreRefusedWithTheirReason() throws IOException {
        var rule = "{\"name\":\"R\",\"group\":\"group-default\",\"playlist\":\"playlist-default\",\"recurrence\":%s}";
        assertEquals("recurrenceInvalid", recurring(rule, "{\"start\":\"2026-11-23T10:00\",\"end\":\"11:00\",\"rrule\":\"FREQ=WEEKLY;BYDAY=XX\"}"));
        assertEquals("recurrenceTooOften", recurring(rule, "{\"start\":\"2026-11-23T10:00\",\"end\":\"11:00\",\"rrule\":\"FREQ=SECONDLY\"}"));
        assertEquals("recurrenceNeverFires", recurring(rule, "{\"start\":\"2020-11-23T10:00\",\"end\":\"11:00\"}"));
        assertEquals("calendarUnknown", recurring(rule, "{\"start\":\"2026-11-23T10:00\",\"end\":\"11:00\",\"rrule\":\"FREQ=DAILY\","
            + "\"calendars\":[{\"calendar\":\"x\",\"kind\":\"on\"}]}"));
        assertEquals("badInput", recurring(rule, "{\"start\":\"2026-11-31T10:00\",\"end\":\"11:00\"}"));
        assertEquals("badInput", recurring(rule, "{\"start\":\"2026-11-23T10:00\"}"));
        assertEquals("badInput", recurring(rule, "{\"start\":\"2026-11-23T10:00\",\"end\":\"11:00\",\"color\":\"red\"}"));
        assertEquals("badInput", recurring(rule, "7"));
        assertEquals("screenUnknown", admin.post("/api/v1/schedule/rules", rule.formatted("{\"start\":\"2035-11-23T10:00\",\"end\":\"11:00\"}")
            .replace("\"group\":\"group-default\"", "\"screens\":[\"nowhere\"]")).code());
        assertEquals("calendarFileInvalid", admin.post("/api/v1/calendars", "{\"name\":\"C\",\"ics\":\"nonsense\"}").code());
    }

    private String recurring(String rule, String recurrence) throws IOException {
        return admin.post("/api/v1/schedule/rules", rule.formatted(recurrence)).code();
    }

    @Test
    void listsComeInPages() throws IOException {
        for (String name : List.of("B", "C", "D", "E")) {
            admin.post("/api/v1/playlists", "{\"name\":\"" + name + "\"}");
        }
        List<String> names = new ArrayList<>();
        var cursor = "";
        do {
            var page = admin.get("/api/v1/playlists?limit=2" + cursor).json();
            page.path("items").forEach(item -> names.add(item.path("name").asText()));
            cursor = page.path("next").isNull() ? "" : "&cursor=" + page.path("next").asText();
        } while (!cursor.isEmpty());

        assertEquals(List.of("B", "C", "D", "Default loop", "E"), names);
        assertEquals("badCursor", admin.get("/api/v1/playlists?cursor=zzz").code());
        assertEquals("badInput", admin.get("/api/v1/playlists?limit=0").code());
    }

    @Test
    void previewAndAsRunOfAnEmptyWallAnswerTheSlateAndNothing() throws IOException {
        var id = admin.post("/api/v1/screens", "{\"name\":\"A\",\"width\":640,\"height\":360}").json().path("id").asText();
        var window = "?screen=" + id + "&from=2026-11-23T00:00:00Z&until=2026-11-23T08:00:00%2B08:00";

        var soon = Instant.now().plusSeconds(86_400).truncatedTo(ChronoUnit.SECONDS);
        var preview = admin.get("/api/v1/schedule/preview?screen=" + id + "&from=" + soon + "&until=" + soon.plusSeconds(600));
        assertEquals(1, preview.json().size(), preview.text());
        assertTrue(preview.json().at("/0/itemId").isNull(), preview.text());
        assertEquals("badInput", admin.get("/api/v1/as-run" + window).code(), "the window is empty");
        var csv = admin.get("/api/v1/as-run?screen=" + id + "&from=2026-11-23T00:00:00Z&until=2026-11-24T00:00:00Z", "Accept", "text/csv");
        assertEquals("text/csv; charset=utf-8", csv.header("Content-Type"));
        assertTrue(csv.text().startsWith("outcome,plannedAt,"), csv.text());
        assertEquals(404, admin.get("/api/v1/schedule/preview?screen=nobody&from=2035-01-01T00:00:00Z&until=2035-01-01T00:10:00Z").status());
    }
}
