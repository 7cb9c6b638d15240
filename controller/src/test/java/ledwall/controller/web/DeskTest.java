package ledwall.controller.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import ledwall.controller.FakeMediaTools;
import ledwall.controller.access.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator does at the desk, through HTTP: edits carry revisions, each is audited, and refusals name what stands in the way. */
class DeskTest {
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

    private String made(String path, String body) throws IOException {
        var reply = operator.post(path, body);
        assertEquals(201, reply.status(), reply.text());
        return reply.json().path("id").asText();
    }

    private String screen(String name) throws IOException {
        return made("/api/v1/screens", "{\"name\":\"" + name + "\",\"width\":640,\"height\":360}");
    }

    @Test
    void editsSayWhichRevisionTheySawAndAreRefusedWhenItIsStale() throws IOException {
        String group = "/api/v1/groups/" + made("/api/v1/groups", "{\"name\":\"North\"}");
        String screen = "/api/v1/screens/" + screen("Gate");
        String list = "/api/v1/playlists/" + made("/api/v1/playlists", "{\"name\":\"Fair\"}");
        for (String path : new String[] {group, screen}) {
            assertEquals("revisionMissing", operator.put(path, "{\"name\":\"New\"}").code(), path);
            String tag = operator.get(path).header("ETag");
            var edited = operator.put(path, "{\"name\":\"New\"}", "If-Match", tag);
            assertEquals(200, edited.status(), edited.text());
            assertEquals(2, edited.json().path("revision").asInt());
            assertEquals(operator.get(path).header("ETag"), edited.header("ETag"));
            assertEquals(412, operator.put(path, "{\"name\":\"Late\"}", "If-Match", tag).status(), path);
        }
        for (String path : new String[] {group, list}) {
            assertEquals("revisionMissing", operator.delete(path).code(), path);
            assertEquals(412, operator.delete(path, "If-Match", "\"7\"").status(), path);
            assertEquals(204, operator.delete(path, "If-Match", operator.get(path).header("ETag")).status(), path);
            assertEquals(404, operator.get(path).status(), path);
        }
    }

    @Test
    void whatFollowsFromMovingAScreenIsSaidBeforeAndAfter() throws IOException {
        String group = made("/api/v1/groups", "{\"name\":\"North\"}");
        String screen = "/api/v1/screens/" + screen("Gate");
        String edit = "{\"name\":\"Gate\",\"group\":\"" + group + "\",\"width\":320}";
        var before = operator.put(screen + "?check=true", edit, "If-Match", "1");
        assertEquals(4, before.json().path("consequences").size(), before.text());
        assertEquals(1, operator.get(screen).json().path("revision").asInt(), "only asked");
        var after = operator.put(screen, edit, "If-Match", "1");
        assertEquals(before.json().path("consequences"), after.json().path("consequences"));
        assertEquals(group, operator.get(screen).json().path("group").asText());
    }

    @Test
    void aTechnicianArrangesGroupsButLeavesTheLoopToWhoMakesTheProgramme() throws IOException {
        var technician = rig.as(Role.TECHNICIAN);
        String list = made("/api/v1/playlists", "{\"name\":\"Fair\"}");
        String path = "/api/v1/groups/group-default";
        assertEquals("noRight", technician.put(path, "{\"name\":\"Hall\",\"loop\":\"" + list + "\"}", "If-Match", "1").code());
        assertEquals(200, technician.put(path, "{\"name\":\"Hall\"}", "If-Match", "1").status());
        assertEquals(200, operator.put(path, "{\"name\":\"Hall\",\"loop\":\"" + list + "\"}", "If-Match", "2").status());
    }

    @Test
    void mediaSaysWhereItIsUsedAndIsNotDeletedFromThere() throws IOException {
        var uploaded = operator.upload("name=film.mp4", FakeMediaTools.video("film", Duration.ofSeconds(4)));
        String id = uploaded.json().path("id").asText();
        String path = "/api/v1/media/" + id;
        assertEquals("Film", operator.put(path, "{\"name\":\" Film \"}").json().path("name").asText());
        String list = made("/api/v1/playlists", "{\"name\":\"Fair\",\"items\":[{\"mediaId\":\"" + id + "\"}]}");
        operator.put("/api/v1/groups/group-default", "{\"name\":\"Hall\",\"loop\":\"" + list + "\"}", "If-Match", "1");
        var uses = operator.get(path + "/uses").json();
        assertEquals("Fair", uses.path("playlists").path(0).path("name").asText());
        assertEquals("Hall", uses.path("playlists").path(0).path("groups").path(0).path("name").asText());
        assertEquals(0, uses.path("onAir").size());
        var refused = operator.delete(path);
        assertEquals("mediaInUse", refused.code());
        assertTrue(refused.text().contains("Fair") && refused.text().contains("Hall"), refused.text());
        assertEquals(200, operator.put("/api/v1/playlists/" + list, "{\"name\":\"Fair\",\"items\":[]}", "If-Match", "1").status());
        assertEquals(204, operator.delete(path).status());
        assertEquals(404, operator.get(path + "/uses").status());
    }

    @Test
    void anOpenWindowIsEndedOnceHoweverOftenTheRequestComes() throws IOException {
        String list = made("/api/v1/playlists", "{\"name\":\"Fair\"}");
        Instant now = Instant.now();
        String rule = made("/api/v1/schedule/rules", "{\"name\":\"Spring\",\"group\":\"group-default\",\"playlist\":\"" + list + "\",\"from\":\""
            + now.minusSeconds(60) + "\",\"until\":\"" + now.plusSeconds(600) + "\"}");
        String end = "/api/v1/schedule/rules/" + rule + "/end";
        var first = operator.post(end, "{}", "Idempotency-Key", "k1");
        assertEquals(200, first.status(), first.text());
        assertEquals(first.text(), operator.post(end, "{}", "Idempotency-Key", "k1").text());
        assertEquals("windowOver", operator.post(end, "{}", "Idempotency-Key", "k2").code());
    }

    @Test
    void everyWriteIsAudited() throws IOException {
        String group = made("/api/v1/groups", "{\"name\":\"North\"}");
        operator.put("/api/v1/groups/" + group, "{\"name\":\"Nord\"}", "If-Match", "1");
        operator.delete("/api/v1/groups/" + group, "If-Match", "1");
        var audit = rig.as(Role.ADMINISTRATOR).get("/api/v1/audit").json().path("items");
        var told = new ArrayList<String>();
        audit.forEach(row -> told.add(row.path("what").asText() + " " + row.path("target").asText() + " " + row.path("result").asText()));
        assertTrue(told.containsAll(List.of("addGroup " + group + " done", "replaceGroup " + group + " done", "deleteGroup " + group + " groupStale")),
            told.toString());
    }

    @Test
    void aPlaylistTakesNoneToTenThousandItemsAndSaysWhenItIsTooLong() throws IOException {
        String media = operator.upload("name=film.mp4", FakeMediaTools.video("film", Duration.ofSeconds(4))).json().path("id").asText();
        String path = "/api/v1/playlists/" + made("/api/v1/playlists", "{\"name\":\"Fair\",\"items\":[]}");
        assertEquals(0, operator.get(path).json().path("items").size());
        var tooMany = operator.put(path, items(media, 10_001), "If-Match", "1");
        assertEquals(413, tooMany.status(), tooMany.text());
        assertEquals("playlistTooLong", tooMany.code());
        assertEquals(0, operator.get(path).json().path("items").size(), "nothing of it is kept");
        var full = operator.put(path, items(media, 10_000), "If-Match", "1");
        assertEquals(200, full.status());
        assertEquals(10_000, operator.get(path).json().path("items").size());
        assertEquals(200, operator.put(path, items(media, 0), "If-Match", "2").status());
    }

    private static String items(String media, int count) {
        return "{\"name\":\"Fair\",\"items\":[" + String.join(",", Collections.nCopies(count, "{\"mediaId\":\"" + media + "\"}")) + "]}";
    }

    @Test
    void windowsThatCannotBeMeantAreRefusedWithTheirReason() throws IOException {
        String rule = "{\"name\":\"Spring\",\"group\":\"group-default\",\"playlist\":\"playlist-default\",\"from\":\"%s\",\"until\":\"%s\"}";
        Instant now = Instant.now();
        var past = operator.post("/api/v1/schedule/rules", rule.formatted(now.minusSeconds(60), now.minusSeconds(30)));
        assertEquals("windowInvalid", past.code());
        assertTrue(past.text().contains("was over"), past.text());
        var backwards = operator.post("/api/v1/schedule/rules", rule.formatted(now.plusSeconds(60), now.plusSeconds(30)));
        assertEquals("windowInvalid", backwards.code());
        assertTrue(backwards.text().contains("not after its begin"), backwards.text());
    }

    @Test
    void theNextDayIsToldInAFewLines() throws IOException {
        String id = screen("Gate");
        Instant now = Instant.now();
        String day = "/api/v1/schedule/preview?screen=" + id + "&from=" + now + "&until=" + now.plusSeconds(86_400);
        assertEquals(1, operator.get(day + "&by=window").json().size());
        assertEquals("badInput", operator.get(day + "&by=moon").code());
    }
}
