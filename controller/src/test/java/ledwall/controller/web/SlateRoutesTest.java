package ledwall.controller.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import ledwall.controller.FakeMediaTools;
import ledwall.controller.access.Role;
import ledwall.controller.screen.Screens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Slates through HTTP. */
class SlateRoutesTest {
    private static final String GROUP = "/api/v1/groups/" + Screens.DEFAULT_GROUP + "/slate";

    @TempDir
    Path folder;

    private WebRig rig;
    private WebRig.Browser operator;
    private String screen = "";
    private String slate = "";
    private String film = "";

    @BeforeEach
    void start() throws IOException {
        rig = new WebRig(folder);
        operator = rig.as(Role.OPERATOR);
        screen = "/api/v1/screens/" + operator.make("/api/v1/screens", "{\"name\":\"North\",\"width\":640,\"height\":360}");
        slate = screen + "/slate";
        film = operator.upload("name=Emblem", FakeMediaTools.video("film", Duration.ofSeconds(4))).json().path("id").asText();
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private WebRig.Reply put(String path, int revision, String body) throws IOException {
        return operator.put(path, body, "If-Match", "\"" + revision + "\"");
    }

    private String of(String media) {
        return "{\"source\":\"media\",\"media\":\"" + media + "\"}";
    }

    private String shown(String path) throws IOException {
        var shown = operator.get(path).json().path("shown");
        return shown.path("source").asText() + " " + shown.path("mediaName").asText() + " " + shown.path("fit").asText();
    }

    @Test
    void aScreenHasItsOwnOrItsGroupsOrTheBuiltInOne() throws IOException {
        assertEquals("builtIn null null", shown(slate));
        assertEquals("0 inherited \"0\"", operator.get(slate).json().path("revision").asText() + " " + operator.get(slate).json().path("source").asText() + " "
            + operator.get(slate).header("ETag"));
        assertEquals(200, put(GROUP, 0, of(film)).status());
        assertEquals("media Emblem contain", shown(slate));
        assertEquals(200, put(slate, 0, "{\"source\":\"builtIn\"}").status());
        assertEquals("builtIn null null", shown(slate));
        assertEquals(200, put(slate, 1, "{\"source\":\"media\",\"media\":\"" + film + "\",\"fit\":\"cover\"}").status());
        assertEquals("media Emblem cover", shown(slate));
        assertEquals(200, put(slate, 2, "{\"source\":\"inherited\"}").status());
        assertEquals("media Emblem contain", shown(slate));
        assertEquals("slateStale", put(slate, 2, of(film)).json().path("code").asText());
        assertTrue(rig.as(Role.ADMINISTRATOR).get("/api/v1/audit").text().contains("replaceScreenSlate"));
    }

    @Test
    void onlyWhoPlansMayChooseAndOnlyKnowingWhatWas() throws IOException {
        assertEquals(403, rig.as(Role.TECHNICIAN).put(slate, of(film), "If-Match", "\"0\"").status());
        assertEquals(428, operator.put(slate, of(film)).status());
        assertEquals(404, operator.get("/api/v1/screens/screen-none/slate").status());
        assertEquals(404, put("/api/v1/groups/group-none/slate", 0, of(film)).status());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{} | badInput", "{\"source\":\"black\"} | badInput", "{\"source\":\"media\"} | badInput", "{\"source\":\"builtIn\",\"fit\":\"cover\"} | badInput",
        "{\"source\":\"media\",\"media\":\"media-1\",\"fit\":\"wide\"} | badInput", "{\"source\":\"media\",\"media\":\"media-none\"} | mediaUnknown"})
    void whatMakesNoSenseIsRefusedAndNothingIsChanged(String body, String code) throws IOException {
        var refused = put(slate, 0, body);
        assertEquals(code.toLowerCase(Locale.ROOT), refused.json().path("code").asText().toLowerCase(Locale.ROOT), refused.text());
        assertEquals(0, operator.get(slate).json().path("revision").asInt());
    }

    @Test
    void aSlateIsNotDeletedUntilItIsNobodysAnyMore() throws IOException {
        put(slate, 0, of(film));
        var refused = operator.delete("/api/v1/media/" + film);
        assertEquals("409 mediaInUse", refused.status() + " " + refused.json().path("code").asText());
        assertTrue(refused.text().contains("It is the slate of \\\"North\\\"."), refused.text());
        var uses = operator.get("/api/v1/media/" + film + "/uses").json().path("slates");
        assertEquals("1 North", uses.size() + " " + uses.path(0).path("name").asText());
        assertEquals(204, operator.delete(screen).status(), "a retired screen needs none");
        assertEquals(204, operator.delete("/api/v1/media/" + film).status());
    }
}
