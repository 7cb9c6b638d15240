package ledwall.controller.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import ledwall.controller.FakeMediaTools;
import ledwall.controller.access.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Weights, validity, languages and nested lists, through HTTP: what is read can be sent back as it is. */
class ItemTermsTest {
    @TempDir
    Path folder;

    private WebRig rig;
    private WebRig.Browser operator;
    private String film;

    @BeforeEach
    void start() throws IOException {
        rig = new WebRig(folder);
        operator = rig.as(Role.OPERATOR);
        film = operator.upload("name=film", FakeMediaTools.video("film", Duration.ofSeconds(4))).json().path("id").asText();
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private WebRig.Reply make(String name, String items) throws IOException {
        return operator.post("/api/v1/playlists", "{\"name\":\"" + name + "\",\"items\":[" + items.replace('\'', '"').replace("FILM", film) + "]}");
    }

    @Test
    void aListIsReadAsItWasSentAndMayBeSentBackAsItWasRead() throws IOException {
        var inner = make("Inner", "{'mediaId':'FILM'},{'mediaId':'FILM','every':3,'lengthMillis':5000,'fit':'cover'}");
        assertEquals(201, inner.status(), inner.text());
        assertEquals(4, inner.json().path("turnCues").asInt());
        var outer = make("Outer", "{'playlistId':'" + inner.json().path("id").asText() + "','every':2},{'mediaId':'FILM','languages':['ZH-cn','bo'],"
                + "'validFrom':'2026-11-23T08:00:00+08:00','validUntil':'2027-01-01T00:00:00Z'}");
        assertEquals(201, outer.status(), outer.text());
        var first = outer.json().path("items").get(0);
        assertEquals("Inner", first.path("playlistName").asText());
        assertTrue(first.path("mediaId").isNull() && first.path("fit").isNull() && first.path("lengthMillis").isNull(), outer.text());
        assertEquals(2, first.path("every").asInt());
        var second = outer.json().path("items").get(1);
        assertEquals("[\"zh-CN\",\"bo\"]", second.path("languages").toString());
        assertEquals("2026-11-23T00:00:00Z", second.path("validFrom").asText());
        assertEquals(10, outer.json().path("turnCues").asInt());
        var items = outer.text().replaceAll(",?\"(mediaName|playlistName|turnCues)\":(\"[^\"]*\"|[0-9]+|null)", "").replaceAll("^.*\"items\":", "\"items\":");
        var again = operator.put("/api/v1/playlists/" + outer.json().path("id").asText(), "{\"name\":\"Outer\"," + items, "If-Match", outer.header("ETag"));
        assertEquals(200, again.status(), again.text());
        assertEquals(outer.json().path("items"), again.json().path("items"));
    }

    @Test
    void aClientThatKnowsNothingOfTermsTakesNoneAway() throws IOException {
        var made = make("Fair", "{'mediaId':'FILM','languages':['bo'],'validUntil':'2027-01-01T00:00:00Z','every':2}");
        String path = "/api/v1/playlists/" + made.json().path("id").asText();
        var item = made.json().path("items").get(0);
        String id = item.path("id").asText();
        var old = operator.put(path, "{\"name\":\"Fair\",\"items\":[{\"id\":\"" + id + "\",\"mediaId\":\"" + film + "\",\"lengthMillis\":7000},{\"mediaId\":\"" + film
                + "\"}]}", "If-Match", made.header("ETag"));
        assertEquals(200, old.status(), old.text());
        for (String term : new String[] {"languages", "validFrom", "validUntil", "every"}) {
            assertEquals(item.path(term), old.json().path("items").get(0).path(term), term);
        }
        assertEquals(7_000, old.json().path("items").get(0).path("lengthMillis").asInt());
        assertEquals(1, old.json().path("items").get(1).path("every").asInt(), "a new item is plain");
        var open = operator.put(path, "{\"name\":\"Fair\",\"items\":[{\"id\":\"" + id + "\",\"mediaId\":\"" + film + "\",\"validUntil\":null}]}", "If-Match",
                old.header("ETag"));
        assertTrue(open.json().path("items").get(0).path("validUntil").isNull(), "whoever names a term says all of them");
        assertEquals(1, open.json().path("items").get(0).path("every").asInt());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{'every':2} | needs either mediaId or playlistId",
        "{'mediaId':'FILM','playlistId':'x'} | and not both",
        "{'playlistId':'x','lengthMillis':4000} | bring their own",
        "{'playlistId':'x','fit':'cover'} | bring their own",
        "{'mediaId':'FILM','every':0} | whole number from 1 to 1000",
        "{'mediaId':'FILM','every':1.5} | whole number from 1 to 1000",
        "{'mediaId':'FILM','languages':['zh_CN']} | is not a language tag such as zh-CN",
        "{'mediaId':'FILM','languages':'zh-CN'} | must be a list",
        "{'mediaId':'FILM','languages':[7]} | is not a language tag",
        "{'mediaId':'FILM','validFrom':'tomorrow'} | RFC 3339",
        "{'mediaId':'FILM','validUntil':'2026-11-23T08:00:00'} | RFC 3339",
        "{'mediaId':'FILM','weight':2} | is not a field of this request",
    })
    void whatIsNoItemIsRefusedByNameAndReason(String item, String words) throws IOException {
        var reply = make("Fair", "{'mediaId':'FILM'}," + item);
        assertEquals(400, reply.status(), reply.text());
        assertEquals("badInput", reply.code());
        assertTrue(reply.text().contains(words) && reply.text().contains("items[1]."), reply.text());
    }

    @Test
    void whatCannotBeBesideTheOthersIsAConflict() throws IOException {
        String inner = make("Inner", "{'mediaId':'FILM'}").json().path("id").asText();
        String outer = make("Outer", "{'playlistId':'" + inner + "'}").json().path("id").asText();
        var deep = make("Deep", "{'playlistId':'" + outer + "'}");
        assertEquals(409, deep.status());
        assertEquals("nestingTooDeep", deep.code());
        var late = make("Late", "{'mediaId':'FILM','validFrom':'2026-11-23T08:00:00Z','validUntil':'2026-11-23T08:00:00Z'}");
        assertEquals("validityInvalid", late.code());
        var weights = make("Weights", "{'mediaId':'FILM','every':997},{'mediaId':'FILM','every':991},{'mediaId':'FILM'}");
        assertEquals(413, weights.status());
        assertEquals("turnTooLong", weights.code());
        assertEquals("playlistInUse", operator.delete("/api/v1/playlists/" + inner, "If-Match", "1").code());
    }
}
