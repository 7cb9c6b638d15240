package ledwall.controller.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import ledwall.controller.access.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calendar programs cannot log in: a secret in the address opens one screen's feed, for reading, until it is withdrawn. */
class FeedKeyRoutesTest {
    @TempDir
    Path folder;

    private WebRig rig;
    private WebRig.Browser operator;
    private String screen;

    @BeforeEach
    void start() throws IOException {
        rig = new WebRig(folder);
        operator = rig.as(Role.OPERATOR);
        screen = "/api/v1/screens/" + operator.post("/api/v1/screens", "{\"name\":\"North\",\"width\":640,\"height\":360}").json().path("id").asText();
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private String made() throws IOException {
        var reply = operator.post(screen + "/feed-address", "{}");
        assertEquals(201, reply.status(), reply.text());
        return reply.json().path("path").asText();
    }

    @Test
    void whoeverKnowsTheAddressReadsTheFeedAndNobodyElse() throws IOException {
        assertTrue(operator.get(screen + "/feed-address").json().path("madeAt").isNull());
        String address = made();
        var read = rig.stranger().get(address);
        assertEquals(200, read.status(), read.text());
        assertEquals("text/calendar; charset=utf-8", read.header("Content-Type"));
        assertEquals(operator.get(screen + "/schedule.ics").text(), read.text());
        assertEquals(304, rig.stranger().get(address, "If-None-Match", read.header("ETag")).status());
        assertEquals(200, rig.stranger().get(address.replace(".ics", "")).status(), "with or without the ending");
        assertEquals("noSuchFeed", rig.stranger().get(address.replace("/feeds/", "/feeds/x")).code());
        assertEquals(401, rig.stranger().get(screen + "/schedule.ics").status());
        assertFalse(operator.get(screen + "/feed-address").json().path("madeAt").isNull());
    }

    @Test
    void anotherAddressEndsTheOneBeforeAndWithdrawingEndsBoth() throws IOException {
        String first = made();
        String second = made();
        assertEquals(404, rig.stranger().get(first).status());
        assertEquals(200, rig.stranger().get(second).status());
        assertEquals(204, operator.delete(screen + "/feed-address").status());
        assertEquals(404, rig.stranger().get(second).status());
    }

    @Test
    void retiredScreenHasNoFeed() throws IOException {
        String address = made();
        var technician = rig.as(Role.ADMINISTRATOR);
        assertEquals(204, technician.delete(screen, "If-Match", technician.get(screen).header("ETag")).status());
        assertEquals(404, rig.stranger().get(address).status());
    }

    @Test
    void theSecretIsNeitherStoredNorAudited() throws IOException {
        String key = made().replaceAll(".*/|\\.ics", "");
        byte[] image = rig.database.read("test", handle -> String.join(" ", handle.createQuery("SELECT key_hash || made_by FROM feed_key").mapTo(String.class).list()))
            .getBytes(StandardCharsets.UTF_8);
        assertFalse(new String(image, StandardCharsets.UTF_8).contains(key));
        var audit = rig.as(Role.ADMINISTRATOR).get("/api/v1/audit").text();
        assertTrue(audit.contains("makeFeedAddress"), audit);
        assertFalse(audit.contains(key), audit);
    }
}
