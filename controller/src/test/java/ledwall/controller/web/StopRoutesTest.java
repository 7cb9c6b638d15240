package ledwall.controller.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import ledwall.controller.access.Role;
import ledwall.controller.screen.Screens;
import ledwall.controller.storage.SqlAuditStore;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may stop and resume walls over HTTP, and what is written down of it. */
final class StopRoutesTest {
    private static final String STOP = "/api/v1/stop";
    private static final String RESUME = STOP + "/resume";

    @TempDir
    Path folder;

    private WebRig rig;

    @BeforeEach
    void start() throws IOException {
        rig = new WebRig(folder);
        String id = rig.controller.screens().create(new Screens.Draft("North", 640, 360, null, null, null)).id().value();
        Awaitility.await().until(() -> rig.controller.board().screens().stream().anyMatch(status -> status.screen().id().value().equals(id)));
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private static String password(String password) {
        return "{\"reason\":\"checked\",\"password\":\"" + password + "\"}";
    }

    @Test
    void operatorStopsAndIsToldWhichScreenWasNotReached() throws IOException {
        var operator = rig.as(Role.OPERATOR);
        var reply = operator.post(STOP, "{\"picture\":\"slate\",\"reason\":\"wrong picture\"}");
        assertEquals(200, reply.status(), reply.text());
        assertEquals("North", reply.json().at("/unreached/0/screenName").asText());
        assertEquals("offline", reply.json().at("/unreached/0/why").asText());
        var listed = operator.get(STOP).json().at("/items/0");
        assertEquals("unreached", listed.path("state").asText());
        assertEquals("slate", listed.path("picture").asText());
        assertEquals("operator", listed.path("by").asText());
        assertEquals("controller", listed.path("origin").asText());
    }

    @Test
    void resumeAsksForThePasswordAgainAndForAReason() throws IOException {
        var operator = rig.as(Role.OPERATOR);
        operator.post(STOP, "{}");
        var wrong = operator.post(RESUME, password("yak butter lamp 8"));
        assertEquals(403, wrong.status());
        assertEquals("wrongPassword", wrong.code());
        assertEquals("badInput", operator.post(RESUME, "{\"password\":\"" + WebRig.PASSWORD + "\"}").code());
        assertTrue(operator.get(STOP).json().at("/items/0/stopped").asBoolean());
        assertEquals(200, operator.post(RESUME, password(WebRig.PASSWORD)).status());
        assertEquals(false, operator.get(STOP).json().at("/items/0/stopped").asBoolean(true));
    }

    @Test
    void guessingThePasswordIsSlowedDownAsLoggingInIs() throws IOException {
        var operator = rig.as(Role.OPERATOR);
        String code = "";
        for (int i = 0; i < 7; i++) {
            code = operator.post(RESUME, password("guess number " + i)).code();
        }
        assertEquals("tooManyAttempts", code);
    }

    @Test
    void technicianMayLookButNotStop() throws IOException {
        var technician = rig.as(Role.TECHNICIAN);
        assertEquals("noRight", technician.post(STOP, "{}").code());
        assertEquals(200, technician.get(STOP).status());
    }

    @Test
    void stopsAndResumesAreAuditedWithTheirReasonAndWithoutThePassword() throws IOException {
        var operator = rig.as(Role.OPERATOR);
        operator.post(STOP, "{\"reason\":\"wrong picture\"}");
        operator.post(RESUME, password(WebRig.PASSWORD));
        var rows = new ArrayList<String>();
        new SqlAuditStore(rig.database).page(Long.MAX_VALUE, 10).forEach(row -> rows.add(row.entry().what() + " " + row.entry().target() + " " + row.entry().result()));
        assertTrue(rows.contains("stopScreens all screens, black: wrong picture done"), rows.toString());
        assertTrue(rows.contains("resumeScreens all screens: checked done"), rows.toString());
    }

    @Test
    void screensThatDoNotExistAreRefused() throws IOException {
        assertEquals("screenUnknown", rig.as(Role.OPERATOR).post(STOP, "{\"screens\":[\"screen-x\"]}").code());
        assertEquals("badInput", rig.as(Role.OPERATOR).post(STOP, "{\"screens\":[]}").code());
    }
}
