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
import ledwall.controller.FakeMediaTools;
import ledwall.controller.access.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The freeze window and releases through HTTP: none is put into it, and each gets out of it. */
class ReleaseFreezeTest {
    private static final String RELEASES = "/api/v1/releases";
    private static final Duration FROZEN = Duration.ofSeconds(60);

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

    private JsonNode rules() throws IOException {
        return operator.get("/api/v1/schedule/rules").json().path("items");
    }

    @Test
    void anInstantWithinTheFreezeWindowIsRefusedByNameAndWhatCameIntoItIsCancelledFreely() throws IOException {
        String screen = operator.make("/api/v1/screens", "{\"name\":\"North Square\",\"width\":640,\"height\":360,\"zone\":\"Asia/Shanghai\"}");
        String media = operator.upload("name=film.mp4", FakeMediaTools.video("film", Duration.ofSeconds(4))).json().path("id").asText();
        String id = operator.make(RELEASES, """
            {"name": "Opening", "items": [{"mediaId": "%s"}], "targets": {"screens": ["%s"], "lengthMillis": 20000}, "policy": "hold"}""".formatted(media, screen));
        String schedule = RELEASES + "/" + id + "/schedule";

        var refused = operator.post(schedule, "{\"at\": \"" + Instant.now().plusSeconds(40) + "\"}");
        assertEquals(409, refused.status(), refused.text());
        assertEquals("frozen", refused.code());
        assertEquals(screen, refused.json().path("frozen").path(0).path("screenId").asText());
        assertTrue(refused.text().contains("North Square"), refused.text());
        assertFalse(refused.text().contains("applyNow"), "there is no such thing for a release: " + refused.text());
        assertEquals("draft", operator.get(RELEASES + "/" + id).json().path("state").path("code").asText());
        assertEquals(0, rules().size());

        Instant at = Instant.now().plus(FROZEN).plusSeconds(3);
        assertEquals(200, operator.post(schedule, "{\"at\": \"" + at + "\"}").status());
        assertEquals(1, rules().size());
        await().atMost(Duration.ofSeconds(30)).until(() -> Instant.now().isAfter(at.minus(FROZEN)));
        assertEquals(200, operator.post(RELEASES + "/" + id + "/cancel", "{\"reason\": \"not today\"}").status());
        assertEquals("draft", operator.get(RELEASES + "/" + id).json().path("state").path("code").asText());
        assertEquals(0, rules().size());
    }
}
