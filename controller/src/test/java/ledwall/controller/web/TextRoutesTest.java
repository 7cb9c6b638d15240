package ledwall.controller.web;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import javax.imageio.ImageIO;
import ledwall.controller.access.Role;
import ledwall.controller.web.WebRig.Browser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Notices as the API writes, judges, shows and keeps them. */
class TextRoutesTest {
    private static final String PATH = "/api/v1/text";
    private static final String TITLE = "\"title\":{\"zh\":\"停水通知\",\"bo\":\"ཆུ་གཅོད་པའི་བརྡ་ཐོ།\"}";
    private static final String BODY = "\"body\":{\"zh\":\"明天 8:00 至 18:00 停水。\",\"bo\":\"སང་ཉིན་ཆུ་ཚོད་ 8:00 ནས་ 18:00 བར་ཆུ་གཅོད་རྒྱུ།\"}";

    @TempDir
    Path folder;

    private WebRig rig;
    private Browser operator;
    private Browser admin;

    @BeforeEach
    void start() throws IOException {
        rig = new WebRig(folder);
        operator = rig.as(Role.OPERATOR);
        admin = rig.as(Role.ADMINISTRATOR);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private static String notice(String name) {
        return "{\"name\":\"" + name + "\",\"template\":\"notice\",\"theme\":\"night\"," + TITLE + "," + BODY + ",\"ticker\":null,\"durationMillis\":9900}";
    }

    private static String title(String zh, String bo) {
        return "{\"name\":\"t\",\"template\":\"title\",\"theme\":\"black\",\"title\":{\"zh\":\"" + zh + "\",\"bo\":\"" + bo + "\"},\"durationMillis\":5000}";
    }

    private String addScreen(int width, int height, String more) throws IOException {
        var added = admin.post("/api/v1/screens", "{\"name\":\"wall " + width + "x" + height + more.length() + "\",\"width\":" + width + ",\"height\":" + height
            + more + "}");
        assertEquals(201, added.status(), added.text());
        return added.json().path("id").asText();
    }

    @Test
    void noticeIsAMediumOfKindTextThatIsRenderedForEveryScreen() throws IOException {
        addScreen(640, 360, "");
        addScreen(360, 640, "");
        var added = operator.post(PATH, notice("停水"));
        assertEquals(201, added.status(), added.text());
        String id = added.json().path("id").asText();
        assertEquals("text", added.json().path("kind").asText());
        assertEquals(10_000, added.json().path("lengthMillis").asLong(), "rounded up to whole frames at every rate");
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            var media = operator.get("/api/v1/media/" + id).json();
            assertEquals("ready", media.path("state").asText(), media::toString);
            assertEquals(2, media.path("renditions").path("ready").asInt(), media::toString);
        });
        assertEquals(200, operator.get("/api/v1/media/" + id + "/thumbnail").status());
        var text = operator.get(PATH + "/" + id);
        assertEquals("\"1\"", text.header("ETag"));
        assertEquals("停水通知", text.json().path("title").path("zh").asText());
        assertEquals("zh-first", text.json().path("policy").path("name").asText());
        assertEquals(0, text.json().path("policy").path("version").asInt());
        text.json().path("screens").forEach(screen -> assertTrue(screen.path("fits").asBoolean(), screen::toString));
        assertEquals(204, operator.delete("/api/v1/media/" + id).status());
        assertEquals("textUnknown", operator.get(PATH + "/" + id).code());
        assertEquals(1, operator.get(PATH + "/" + id + "/revisions").json().path("items").size(), "what walls showed is remembered");
    }

    @Test
    void aNewRevisionKeepsTheMediumAndItsHistory() throws IOException {
        addScreen(640, 360, "");
        String id = operator.post(PATH, notice("停水")).json().path("id").asText();
        String before = operator.get("/api/v1/media/" + id).json().path("sha256").asText();
        assertEquals("revisionMissing", operator.put(PATH + "/" + id, notice("停水")).code());
        var edited = operator.put(PATH + "/" + id, notice("停水二").replace("停水通知", "停电通知"), "If-Match", "\"1\"");
        assertEquals(200, edited.status(), edited.text());
        assertEquals("\"2\"", edited.header("ETag"));
        var media = operator.get("/api/v1/media/" + id).json();
        assertEquals("停水二", media.path("name").asText());
        assertFalse(before.equals(media.path("sha256").asText()));
        assertEquals("textStale", operator.put(PATH + "/" + id, notice("停水"), "If-Match", "\"1\"").code());
        var history = operator.get(PATH + "/" + id + "/revisions").json().path("items");
        assertEquals(2, history.size());
        assertEquals(before, history.get(0).path("sha256").asText());
        assertEquals("停电通知", history.get(1).path("title").path("zh").asText());
        assertEquals("operator", history.get(1).path("by").asText());
        assertEquals(200, operator.get("/api/v1/media/" + id + "/file").status());
    }

    @Test
    void previewIsTheTruePictureAndLeavesNoTrace() throws IOException {
        var picture = operator.post(PATH + "/preview?width=640&height=360", notice("x"));
        assertEquals(200, picture.status(), picture.text());
        assertEquals("image/png", picture.header("Content-Type"));
        var image = ImageIO.read(new ByteArrayInputStream(picture.bytes()));
        assertEquals(640, image.getWidth());
        assertEquals(360, image.getHeight());
        assertTrue(picture.header("Ledwall-Sizes").matches("zh=\\d+;bo=\\d+"), picture.header("Ledwall-Sizes"));
        assertEquals(200, operator.post(PATH + "/preview?width=640&height=360", title("停水", "")).status(), "while it is being written");
        assertFalse(admin.get("/api/v1/audit").text().contains("previewText"));
        assertEquals("badInput", operator.post(PATH + "/preview?width=8192&height=8192", notice("x")).code());
        assertEquals("badInput", operator.post(PATH + "/preview?width=640&height=360&at=never", notice("x")).code());
    }

    @Test
    void whatCannotBeShownIsRefusedWithItsPlaceAndReason() throws IOException {
        addScreen(640, 360, "");
        refused("textTooLong", "title.zh", title("字".repeat(41), "ཀ"));
        refused("textMissing", "title.bo", title("字", ""));
        refused("glyphMissing", "title.zh", title("字\\ud83d\\ude00", "ཀ"));
        refused("glyphMissing", "title.bo", title("字", "ྱཀ"));
        refused("textForbiddenCharacter", "title.zh", title("字\\u202e", "ཀ"));
        refused("textDoesNotFit", "title.bo", title("字", "ཀ".repeat(110)));
        refused("textNotShown", "body.zh", notice("x").replace("\"notice\"", "\"title\""));
        assertEquals("badInput", operator.post(PATH, notice("x").replace("night", "pink")).code());
        assertEquals("textLengthInvalid", operator.post(PATH, notice("x").replace("9900", "100")).code());
    }

    private void refused(String code, String field, String document) throws IOException {
        var reply = operator.post(PATH, document);
        assertEquals(422, reply.status(), reply.text());
        assertEquals(code, reply.code(), reply.text());
        assertEquals(field, reply.json().path("field").asText(), reply.text());
        assertFalse(reply.json().path("advice").asText().isEmpty());
    }

    @Test
    void aCoarseWallIsAskedForLargerLettersAlsoWhenItComesLater() throws IOException {
        addScreen(640, 360, "");
        String id = operator.post(PATH, notice("x")).json().path("id").asText();
        String coarse = addScreen(640, 360, ",\"pitchMillimetres\":10");
        assertEquals(10, operator.get("/api/v1/screens/" + coarse).json().path("pitchMillimetres").asDouble());
        var screens = operator.get(PATH + "/" + id).json().path("screens");
        screens.forEach(screen -> assertEquals(!screen.path("screenId").asText().equals(coarse), screen.path("fits").asBoolean(), screen::toString));
        assertEquals("textDoesNotFit", operator.post(PATH, notice("x")).code());
        assertEquals("textDoesNotFit", operator.post(PATH + "/preview?width=640&height=360&pitch=10", notice("x")).code());
    }

    @Test
    void administratorsChooseThePolicyWithAReason() throws IOException {
        addScreen(640, 360, "");
        String id = operator.post(PATH, notice("x")).json().path("id").asText();
        assertEquals(403, operator.put(PATH + "/policy", "{\"name\":\"bo-first\",\"reason\":\"r\"}").status());
        assertEquals("badInput", admin.put(PATH + "/policy", "{\"name\":\"bo-first\"}").code());
        var chosen = admin.put(PATH + "/policy", "{\"name\":\"bo-first\",\"reason\":\"地方规定\"}");
        assertEquals(200, chosen.status(), chosen.text());
        assertEquals(1, chosen.json().path("version").asInt());
        assertEquals("zh-first", operator.get(PATH + "/" + id).json().path("policy").path("name").asText(), "saved under the former one");
        var applied = admin.put(PATH + "/policy", "{\"name\":\"bo-first\",\"reason\":\"一并应用\",\"applyToExisting\":true}").json();
        assertEquals(1, applied.path("applied").path("texts").asInt(), applied::toString);
        assertEquals(2, operator.get(PATH + "/" + id).json().path("policy").path("version").asInt());
        assertEquals(2, operator.get(PATH + "/policy").json().path("history").size());
        assertTrue(admin.get("/api/v1/audit").text().contains("chooseTextPolicy"));
    }

    @Test
    void templatesSayWhatMayBeWritten() throws IOException {
        var templates = operator.get(PATH + "/templates").json();
        assertEquals(3, templates.path("items").size());
        assertEquals(40, templates.path("items").get(0).path("maxCharacters").path("title").path("zh").asInt());
        assertTrue(templates.path("themes").size() >= 3);
    }
}
