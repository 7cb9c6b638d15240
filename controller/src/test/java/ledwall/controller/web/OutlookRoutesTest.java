package ledwall.controller.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import biweekly.Biweekly;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import ledwall.controller.FakeMediaTools;
import ledwall.controller.access.Role;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the schedule answers through HTTP about rules that have nothing to show. */
class OutlookRoutesTest {
    private static final String RANGE = "?from=2035-02-08T00:00:00Z&until=2035-02-09T00:00:00Z";

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

    private JsonNode made(String path, String body) throws IOException {
        var reply = operator.post(path, body);
        assertEquals(201, reply.status(), reply.text());
        return reply.json();
    }

    @Test
    void aRuleWhoseItemsHaveExpiredIsSaidToHaveNothingToShow() throws IOException {
        String screen = made("/api/v1/screens", "{\"name\":\"A\",\"width\":640,\"height\":360}").path("id").asText();
        var upload = operator.upload("name=Film", FakeMediaTools.video("film", Duration.ofSeconds(5)));
        String media = upload.json().path("id").asText();
        String list = made("/api/v1/playlists", "{\"name\":\"Short\",\"items\":[{\"mediaId\":\"" + media
            + "\",\"validUntil\":\"2035-02-08T04:00:00Z\"}]}").path("id").asText();
        made("/api/v1/schedule/rules", "{\"name\":\"Day\",\"group\":\"group-default\",\"playlist\":\"" + list + "\",\"class\":\"normal\",\"priority\":1,"
            + "\"from\":\"2035-02-08T03:00:00Z\",\"until\":\"2035-02-08T05:00:00Z\"}");
        String why = "/api/v1/schedule/why?screen=" + screen + "&at=2035-02-08T0";
        assertEquals("Day", operator.get(why + "3:59:59Z").json().path("winner").path("name").asText());
        var expired = operator.get(why + "4:00:00Z").json();
        assertEquals("defaultLoop", expired.path("winner").path("kind").asText());
        assertEquals("nothingToShow", expired.path("losers").path(0).path("lostBy").asText());
        var told = operator.get("/api/v1/schedule/conflicts" + RANGE).json();
        assertEquals(0, told.path("hidden").size());
        assertEquals("2035-02-08T04:00:00Z 2035-02-08T05:00:00Z", told.path("nothingToShow").path(0).path("from").asText() + " "
            + told.path("nothingToShow").path(0).path("until").asText());
        assertEquals(2, told.path("holes").size(), told.toString());
        assertTrue(told.path("holes").path(0).path("slate").asBoolean(), "the loop is empty");
    }

    @Test
    void conflictsAreToldOfTheScreensNamedOnlyAndAnUnknownOneIsRefused() throws IOException {
        String screens = "/api/v1/screens";
        String a = made(screens, "{\"name\":\"A\",\"width\":640,\"height\":360}").path("id").asText();
        String b = made(screens, "{\"name\":\"B\",\"width\":640,\"height\":360}").path("id").asText();
        String c = made(screens, "{\"name\":\"C\",\"width\":640,\"height\":360}").path("id").asText();
        String path = "/api/v1/schedule/conflicts" + RANGE;
        assertEquals(List.of(a, b, c), screensIn(operator.get(path).json()), "no rule wants any of them");
        assertEquals(List.of(b), screensIn(operator.get(path + "&screen=" + b).json()));
        assertEquals(List.of(a, c), screensIn(operator.get(path + "&screen=" + c + "&screen=" + a).json()));
        assertEquals(404, operator.get(path + "&screen=" + a + "&screen=screen-gone").status());
        assertEquals(400, operator.get(path + ("&screen=" + a).repeat(101)).status());
    }

    private static List<String> screensIn(JsonNode told) {
        return told.path("holes").valueStream().map(hole -> hole.path("screenId").asText()).distinct().toList();
    }

    @Test
    void beyondWhatScreensWereToldThePreviewIsComputedWithoutGapOrOverlapAndSaysSo() throws IOException {
        String screen = made("/api/v1/screens", "{\"name\":\"A\",\"width\":640,\"height\":360,\"zone\":\"UTC\"}").path("id").asText();
        String media = operator.upload("name=Film", FakeMediaTools.video("film", Duration.ofSeconds(5))).json().path("id").asText();
        String list = made("/api/v1/playlists", "{\"name\":\"Noon\",\"items\":[{\"mediaId\":\"" + media + "\"}]}").path("id").asText();
        made("/api/v1/schedule/rules", "{\"name\":\"Noon\",\"group\":\"group-default\",\"playlist\":\"" + list
            + "\",\"recurrence\":{\"start\":\"2026-01-01T12:00\",\"end\":\"13:00\",\"rrule\":\"FREQ=DAILY\"}}");
        Instant day = Instant.now().truncatedTo(ChronoUnit.DAYS);
        String path = "/api/v1/schedule/preview?screen=" + screen + "&by=window&from=" + day.plus(Duration.ofDays(2)) + "&until=";
        try (var _ = new WebWall(rig, screen, Files.createDirectory(folder.resolve("wall")))) {
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> operator.get(path + day.plus(Duration.ofDays(4))).json().size() == 5);
        }
        var spans = operator.get(path + day.plus(Duration.ofDays(12))).json();
        int noons = 0;
        for (int i = 0; i < spans.size(); i++) {
            noons += spans.path(i).path("ruleId").isNull() ? 0 : 1;
            if (i > 0) {
                assertEquals(spans.path(i - 1).path("until"), spans.path(i).path("from"));
                assertTrue(spans.path(i).path("computed").asBoolean() || !spans.path(i - 1).path("computed").asBoolean(), spans.toString());
            }
        }
        assertEquals(10, noons, spans.toString());
        assertTrue(!spans.path(0).path("computed").asBoolean() && spans.path(spans.size() - 1).path("computed").asBoolean(), spans.toString());
        feed(screen, day);
        String far = "/api/v1/schedule/preview?screen=" + screen + "&from=" + day.plus(Duration.ofDays(420)) + "&until=" + day.plus(Duration.ofDays(421));
        assertEquals("previewTooFar", operator.get(far).code());
    }

    /** As a calendar program reads it: each noon from yesterday on, for two weeks ahead, and nothing new where nothing changed. */
    private void feed(String screen, Instant day) throws IOException {
        String path = "/api/v1/screens/" + screen + "/schedule.ics";
        var first = operator.get(path);
        assertEquals(200, first.status(), first.text());
        assertEquals("text/calendar; charset=utf-8", first.header("Content-Type"));
        var noons = Biweekly.parse(first.text()).first().getEvents().stream().filter(event -> event.getSummary().getValue().equals("Noon")).toList();
        assertEquals(day.plus(Duration.ofDays(14)).plus(Duration.ofHours(12)), noons.getLast().getDateStart().getValue().toInstant());
        assertEquals(day.plus(Duration.ofDays(14)).plus(Duration.ofHours(13)), noons.getLast().getDateEnd().getValue().toInstant());
        assertTrue(noons.size() >= 14 && noons.stream().map(event -> event.getUid().getValue()).distinct().count() == noons.size(), first.text());
        var again = operator.get(path);
        assertEquals(first.header("ETag"), again.header("ETag"));
        assertEquals(first.text(), again.text());
        assertEquals(304, operator.get(path, "If-None-Match", first.header("ETag")).status());
        assertEquals(401, rig.stranger().get(path).status());
    }
}
