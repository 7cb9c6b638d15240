package ledwall.controller.web;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import ledwall.controller.FakeMediaTools;
import ledwall.controller.access.Role;
import ledwall.controller.screen.Screens;
import ledwall.protocol.id.CalendarId;
import ledwall.protocol.id.GroupId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Quiet hours through HTTP, and what else is said of the time in which a screen is black on purpose. */
class QuietRoutesTest {
    private static final String NIGHT = "{\"name\":\"Night\",\"recurrence\":{\"start\":\"2035-01-01T22:00\",\"end\":\"06:00\",\"rrule\":\"FREQ=DAILY\"}}";

    private static final Duration NOTICED = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private WebRig rig;
    private WebRig.Browser operator;
    private String screen = "";
    private String path = "";

    @BeforeEach
    void start() throws IOException {
        rig = new WebRig(folder);
        operator = rig.as(Role.OPERATOR);
        screen = operator.make("/api/v1/screens", "{\"name\":\"North\",\"width\":640,\"height\":360,\"zone\":\"Asia/Shanghai\"}");
        path = "/api/v1/screens/" + screen + "/quiet-hours";
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private WebRig.Reply put(String revision, String... items) throws IOException {
        return operator.put(path, "{\"items\":[" + String.join(",", items) + "]}", "If-Match", "\"" + revision + "\"");
    }

    @Test
    void aCalendarThatIsAppliedAtOnceCutsWhereQuietHoursAskForIt() throws IOException {
        String asked = operator.make("/api/v1/calendars", "{\"name\":\"Workdays\",\"days\":[]}");
        String other = operator.make("/api/v1/calendars", "{\"name\":\"Holidays\",\"days\":[]}");
        var saved = put("0", NIGHT.replace("\"rrule\"", "\"calendars\":[{\"calendar\":\"" + asked + "\",\"kind\":\"notOn\"}],\"rrule\""));
        assertEquals(200, saved.status(), saved.text());
        var cuts = new ArrayList<GroupId>();
        var its = rig.controller;
        var routes = new ScheduleRoutes(its.rules(), its.ruleStore(), its.quietTimes(), its.screens(), its.forecasts(), cuts::add);
        routes.cut(new CalendarId(other));
        assertEquals(List.of(), cuts);
        routes.cut(new CalendarId(asked));
        assertEquals(List.of(Screens.DEFAULT_GROUP), cuts);
    }

    @Test
    void quietHoursAreKeptWithTheirRevisions() throws IOException {
        var none = operator.get(path);
        assertEquals("0 0 \"0\"", none.json().path("revision").asText() + " " + none.json().path("items").size() + " " + none.header("ETag"));
        var saved = put("0", NIGHT);
        assertEquals(200, saved.status(), saved.text());
        assertEquals("1 Night 2035-01-01T22:00 06:00 FREQ=DAILY", saved.json().path("revision").asText() + " " + saved.json().path("items").path(0).path("name").asText()
            + " " + saved.json().path("items").path(0).path("recurrence").path("start").asText() + " "
            + saved.json().path("items").path(0).path("recurrence").path("end").asText() + " "
            + saved.json().path("items").path(0).path("recurrence").path("rrule").asText());
        var again = put("1", saved.json().path("items").path(0).toString(), NIGHT.replace("Night", "Noon").replace("22:00", "12:00").replace("06:00", "13:00"));
        assertEquals(200, again.status(), "what was answered may be sent back: " + again.text());
        assertEquals("quietHoursStale", put("1").json().path("code").asText());
        assertEquals(200, put("2").status());
        var history = operator.get(path + "/revisions").json().path("items");
        assertEquals("1 2 0", history.path(0).path("items").size() + " " + history.path(1).path("items").size() + " " + history.path(2).path("items").size());
        assertTrue(!history.path(2).path("by").asText().isEmpty() && !history.path(2).path("at").asText().isEmpty(), history.toString());
        assertEquals(428, operator.put(path, "{\"items\":[]}").status());
        assertEquals(404, operator.get("/api/v1/screens/screen-none/quiet-hours").status());
        assertEquals(403, rig.as(Role.TECHNICIAN).put(path, "{\"items\":[]}", "If-Match", "\"3\"").status());
        assertTrue(rig.as(Role.ADMINISTRATOR).get("/api/v1/audit").text().contains("replaceQuietHours"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "FREQ=DAILY | BYDAY=XX | recurrenceInvalid",
        "FREQ=DAILY | FREQ=DAILY;UNTIL=20200101T000000 | recurrenceNeverFires",
        "\"rrule\":\"FREQ=DAILY\" | \"rrule\":\"FREQ=DAILY\",\"calendars\":[{\"calendar\":\"calendar-none\",\"kind\":\"notOn\"}] | calendarUnknown",
        "\"end\":\"06:00\" | \"lengthMillis\":1800000,\"end\":\"06:00\" | badInput",
        "\"name\":\"Night\" | \"name\":\"\" | badInput"})
    void whatMakesNoSenseIsRefusedAndNothingIsChanged(String right, String wrong, String code) throws IOException {
        var refused = put("0", NIGHT.replace(right, wrong));
        assertEquals(code.toLowerCase(Locale.ROOT), refused.json().path("code").asText().toLowerCase(Locale.ROOT), refused.text());
        assertEquals(0, operator.get(path).json().path("revision").asInt());
    }

    @Test
    void tooManyAndTooOftenAreRefused() throws IOException {
        var many = new String[17];
        for (int i = 0; i < many.length; i++) {
            many[i] = NIGHT.replace("Night", "Night " + i);
        }
        assertEquals("tooManyQuietHours", put("0", many).json().path("code").asText());
        assertEquals("quietNameTwice", put("0", NIGHT, NIGHT).json().path("code").asText());
        assertEquals("quietHoursTooOften", put("0", NIGHT.replace("\"end\":\"06:00\",\"rrule\":\"FREQ=DAILY\"",
            "\"lengthMillis\":600000,\"rrule\":\"FREQ=HOURLY\"").replace("2035", "2026")).json().path("code").asText());
    }

    @Test
    void quietHoursWinOverEveryRuleAndAreNoHole() throws IOException {
        assertEquals(200, put("0", NIGHT).status());
        String list = operator.post("/api/v1/playlists", "{\"name\":\"Show\"}").json().path("id").asText();
        String media = operator.upload("name=Film", FakeMediaTools.video("film", Duration.ofSeconds(5))).json().path("id").asText();
        var filled = operator.put("/api/v1/playlists/" + list, "{\"name\":\"Show\",\"items\":[{\"mediaId\":\"" + media + "\"}]}", "If-Match", "\"1\"");
        assertEquals(200, filled.status(), filled.text());
        operator.post("/api/v1/schedule/rules", "{\"name\":\"Late\",\"screens\":[\"" + screen + "\"],\"playlist\":\"" + list
            + "\",\"class\":\"keyPeriod\",\"from\":\"2035-02-08T13:00:00Z\",\"until\":\"2035-02-08T15:00:00Z\"}");
        String why = "/api/v1/schedule/why?screen=" + screen + "&at=2035-02-08T";
        assertEquals("rule", operator.get(why + "13:59:59Z").json().path("winner").path("kind").asText(), "22:00 in Shanghai is 14:00 UTC");
        var quiet = operator.get(why + "14:00:00Z").json();
        assertEquals("quietHours Late quietHours", quiet.path("winner").path("kind").asText() + " " + quiet.path("losers").path(0).path("name").asText() + " "
            + quiet.path("losers").path(0).path("lostBy").asText());
        var told = operator.get("/api/v1/schedule/conflicts?from=2035-02-08T12:00:00Z&until=2035-02-08T23:00:00Z").json();
        assertEquals("2035-02-08T14:00:00Z 2035-02-08T15:00:00Z quietHours", told.path("hidden").path(0).path("from").asText() + " "
            + told.path("hidden").path(0).path("until").asText() + " " + told.path("hidden").path(0).path("by").path("kind").asText());
        assertEquals("[2035-02-08T12:00:00Z, 2035-02-08T22:00:00Z]", told.path("holes").findValuesAsText("from").toString(), told.toString());
    }

    @Test
    void aCalendarThatQuietHoursAskForCannotBeDeleted() throws IOException {
        String calendar = operator.make("/api/v1/calendars", "{\"name\":\"Feasts\",\"days\":[{\"from\":\"2035-02-08\"}]}");
        var saved = put("0", NIGHT.replace("\"rrule\"", "\"calendars\":[{\"calendar\":\"" + calendar + "\",\"kind\":\"notOn\"}],\"rrule\""));
        assertEquals(200, saved.status(), saved.text());
        assertEquals("[\"North (quiet hours)\"]", operator.get("/api/v1/calendars/" + calendar + "/uses").json().path("rules").toString());
        var refused = operator.delete("/api/v1/calendars/" + calendar, "If-Match", "\"1\"");
        assertEquals("calendarInUse", refused.json().path("code").asText());
        assertTrue(refused.text().contains("North (quiet hours)"), refused.text());
        assertEquals("defaultLoop", operator.get("/api/v1/schedule/why?screen=" + screen + "&at=2035-02-08T15:00:00Z").json().path("winner").path("kind").asText(),
            "the night that begins on the feast is lit");
        assertEquals(200, put("1").status());
        assertEquals(204, operator.delete("/api/v1/calendars/" + calendar, "If-Match", "\"1\"").status());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "FREQ=FORTNIGHTLY | 2035-02-08T04:00:00Z | quietHours",
        "FREQ=WEEKLY;BYDAY=XX | 2035-02-08T04:00:00Z | defaultLoop",
        "FREQ=WEEKLY;BYDAY=XX | 2035-02-08T15:00:00Z | quietHours",
        "FREQ=WEEKLY;BYDAY=XX;BYHOUR=9 | 2035-02-08T04:00:00Z | quietHours",
    })
    void quietHoursThatAreRefusedByNowAreDarkWheneverTheyCanHaveMeantItAndNamedUntilTheyAreGivenAnew(String recurrence, String at, String winner)
            throws IOException {
        assertEquals(200, put("0", NIGHT).status());
        rig.database.write("spoil", handle -> handle.createUpdate("UPDATE quiet_hours SET items = replace(items, 'FREQ=DAILY', :now)").bind("now", recurrence)
            .execute());
        var item = operator.get(path).json().path("items").path(0);
        assertEquals("Night 2035-01-01T22:00 " + recurrence, item.path("name").asText() + " " + item.path("recurrence").path("start").asText() + " "
            + item.path("recurrence").path("rrule").asText());
        assertTrue(!item.path("unreadable").path("reason").asText().isEmpty(), item.toString());
        assertEquals(winner, operator.get("/api/v1/schedule/why?screen=" + screen + "&at=" + at).json().path("winner").path("kind").asText());
        assertEquals(200, operator.get("/api/v1/schedule/conflicts?from=2035-02-08T00:00:00Z&until=2035-02-09T00:00:00Z").status());
        // Whatever makes the group compile.
        assertEquals(201, operator.post("/api/v1/screens", "{\"name\":\"West\",\"width\":640,\"height\":360,\"zone\":\"Asia/Shanghai\"}").status());
        await().atMost(NOTICED).until(() -> operator.get("/api/v1/screens").text().contains("quietHoursUnreadable"));
        assertEquals(200, put("1", NIGHT).status());
        assertTrue(!operator.get(path).json().path("items").path(0).has("unreadable"));
        await().atMost(NOTICED).until(() -> !operator.get("/api/v1/screens").text().contains("quietHoursUnreadable"));
    }
}
