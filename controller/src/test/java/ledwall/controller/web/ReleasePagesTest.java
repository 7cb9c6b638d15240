package ledwall.controller.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import ledwall.controller.access.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However many releases there are, and however large each is: a list and its news stay small. */
class ReleasePagesTest {
    private static final String RELEASES = "/api/v1/releases";

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

    private String make(String name, String body) throws IOException {
        return operator.make(RELEASES, "{\"name\": \"" + name + "\", \"texts\": {\"zh\": {\"title\": \"开幕\", \"body\": \"" + body + "\"}}}");
    }

    private JsonNode page(String cursor) throws IOException {
        var reply = operator.get(RELEASES + "?limit=2" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
        assertEquals(200, reply.status(), reply.text());
        return reply.json();
    }

    private static List<String> names(JsonNode page) {
        return page.path("items").valueStream().map(each -> each.path("name").asText()).toList();
    }

    /** Gives releases their age, so that the order of the list is known. */
    private void age(String id, long nanos) {
        rig.database.change("test", handle -> handle.execute("UPDATE release SET created_at = ? WHERE id = ?", nanos, id));
    }

    @Test
    void aPageFollowsTheOtherThoughReleasesComeAndGoBetweenThem() throws IOException {
        var ids = new ArrayList<String>();
        for (int i = 0; i < 6; i++) {
            ids.add(make("R" + i, ""));
            age(ids.getLast(), i * 1_000L);
        }
        JsonNode first = page("");
        assertEquals(List.of("R5", "R4"), names(first));
        // The very one at which the page ended goes, and a newer one comes.
        assertEquals(204, operator.delete(RELEASES + "/" + ids.get(4), "If-Match", "\"1\"").status());
        age(make("R9", ""), 9_000);
        JsonNode second = page(first.path("next").asText());
        assertEquals(List.of("R3", "R2"), names(second));
        JsonNode third = page(second.path("next").asText());
        assertEquals(List.of("R1", "R0"), names(third));
        assertTrue(third.path("next").isNull(), third.toString());
        assertEquals(List.of("R9", "R5"), names(page("")));
    }

    @Test
    void releasesOfOneInstantAreEachListedOnce() throws IOException {
        for (int i = 0; i < 5; i++) {
            age(make("R" + i, ""), 1_000);
        }
        var seen = new ArrayList<String>();
        String cursor = "";
        do {
            JsonNode page = page(cursor);
            seen.addAll(names(page));
            cursor = page.path("next").asText("");
        } while (!cursor.isEmpty());
        assertEquals(List.of("R0", "R1", "R2", "R3", "R4"), seen.stream().sorted().toList());
    }

    @Test
    void whatLiesBehindThePageIsNotRead() throws IOException {
        for (int i = 0; i < 5; i++) {
            age(make("R" + i, ""), i * 1_000L);
        }
        rig.database.change("test", handle -> handle.execute("UPDATE release SET content = '' WHERE created_at < 2000"));
        assertEquals(List.of("R4", "R3"), names(page("")));
    }

    @Test
    void whoAsksForNoOutletsGetsNone() throws IOException {
        make("R", "");
        assertTrue(operator.get(RELEASES).json().at("/items/0/outlets").isArray());
        JsonNode brief = operator.get(RELEASES + "?outlets=false").json().at("/items/0");
        assertFalse(brief.has("outlets"), brief.toString());
        assertEquals(0, brief.path("ready").path("total").asInt(-1), "who is ready is still counted");
        assertEquals("badInput", operator.get(RELEASES + "?outlets=some").code());
    }

    @Test
    void aForeignCursorIsRefused() throws IOException {
        for (String cursor : List.of("!", Page.cursor("release-1"), Page.cursor("x release-1"), Page.cursor("1 "), Page.cursor("1 -x"), Page.cursor("-1 x"),
            Page.cursor("99999999999999999999 release-1"))) {
            assertEquals("badCursor", operator.get(RELEASES + "?cursor=" + cursor).code(), cursor);
        }
    }

    @Test
    void theNewsOfAReleaseSaysThatItIsAnotherOneAndNotAllThatItIs() throws Exception {
        var request = operator.request("/api/v1/events").GET().build();
        try (var in = new BufferedReader(new InputStreamReader(rig.client().send(request, BodyHandlers.ofInputStream()).body(), StandardCharsets.UTF_8))) {
            String id = make("Opening", "今天开幕。".repeat(3_000));
            String data = null;
            for (String line = in.readLine(); line != null && data == null; line = in.readLine()) {
                data = line.equals("event: release") ? in.readLine() : null;
            }
            assertEquals("data: {\"id\":\"" + id + "\",\"revision\":1,\"state\":\"draft\"}", data);
        }
    }
}
