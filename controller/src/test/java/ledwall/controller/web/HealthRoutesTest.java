package ledwall.controller.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import ledwall.controller.access.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthRoutesTest {
    @TempDir
    Path folder;

    private WebRig rig;
    private WebRig.Browser technician;
    private String screen;

    @BeforeEach
    void start() throws IOException {
        rig = new WebRig(folder);
        technician = rig.as(Role.TECHNICIAN);
        screen = "/api/v1/screens/" + technician.post("/api/v1/screens", "{\"name\":\"北广场\",\"width\":640,\"height\":360}").json().path("id").asText();
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void aScreenThatWasNeverSeenSaysSoInWords() throws IOException {
        // Nobody waits for the control loop here: the very answer that adds a screen tells how it is.
        var added = technician.post("/api/v1/screens", "{\"name\":\"南广场\",\"width\":640,\"height\":360}").json();
        assertEquals("neverSeen", added.path("offlineCause").asText());
        assertEquals("neverConnected", added.path("problems").path(0).path("code").asText());
        var health = technician.get(screen + "/health").json();
        assertEquals("北广场", health.path("name").asText());
        assertFalse(health.path("online").asBoolean());
        assertEquals("neverSeen", health.path("offline").path("cause").asText());
        assertTrue(health.path("offline").path("since").isNull());
        assertEquals("unknown", health.path("impact").path("code").asText());
        assertTrue(health.path("fetch").isNull() && health.path("cover").isNull() && health.path("lastError").isNull());
        assertTrue(health.path("events").isArray());
        assertEquals("neverSeen", technician.get(screen).json().path("offlineCause").asText());
    }

    @Test
    void whatCannotReachTheScreenIsRefusedByName() throws IOException {
        for (String command : new String[] {"{\"name\":\"identify\"}", "{\"name\":\"testPicture\",\"picture\":\"grid\",\"moduleWidth\":128}", "{\"name\":\"restartAgent\"}"}) {
            var reply = technician.post(screen + "/commands", command);
            assertEquals(503, reply.status());
            assertEquals("screenOffline", reply.code());
        }
        var log = technician.get(screen + "/log?bytes=1000");
        assertEquals(503, log.status());
        assertEquals("screenOffline", log.code());
        assertEquals(404, technician.get("/api/v1/screens/screen-nobody/health").status());
    }

    @Test
    void aCommandThatIsNotOneIsExplained() throws IOException {
        var reply = technician.post(screen + "/commands", "{\"name\":\"testPicture\",\"picture\":\"plaid\",\"seconds\":601,\"moduleWidth\":1}");
        assertEquals(400, reply.status());
        assertTrue(reply.text().contains("greyRamp") && reply.text().contains("1 to 600") && reply.text().contains("4 to 8192"), reply.text());
        assertTrue(technician.post(screen + "/commands", "{\"name\":\"testPicture\"}").text().contains("picture"));
        assertTrue(technician.post(screen + "/commands", "{\"name\":\"dance\"}").text().contains("restartAgent"));
    }

    @Test
    void theControllersLogIsAFileForThoseWhoLookAfterIt() throws IOException {
        var log = technician.get("/api/v1/log");
        assertEquals(200, log.status());
        assertEquals("attachment; filename=\"ledwall-controller.log\"", log.header("Content-Disposition"));
        assertTrue(log.header("Content-Type").startsWith("text/plain"));
        assertEquals(403, rig.as(Role.OPERATOR).get("/api/v1/log").status());
        assertEquals(403, rig.as(Role.OPERATOR).get(screen + "/log").status());
        assertEquals(200, rig.as(Role.OPERATOR).get(screen + "/health").status());
    }
}
